using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Quintet;
using Quintet.Db;

namespace Benchmarks.Db;

/// <summary>
/// What the first query costs in a process that has done nothing yet, in an app of 100 models: the metadata of all of them, the connection,
/// the query and the object. Each run is a process of its own, which first does the same by hand with Microsoft.Data.Sqlite.
/// </summary>
internal static class FirstQuery
{
    public const string Command = "first-query";
    private const int Runs = 15;

    public static int Run(string[] args)
    {
        if (args is [_, var file])
        {
            Measure(file);
            return 0;
        }

        file = Path.Combine(Path.GetTempPath(), $"quintet-first-query-{Environment.ProcessId}.sqlite3");
        try
        {
            Fill(file);
            var results = new List<(double ByHand, double Quintet)>();
            for (var i = 0; i < Runs; i++)
            {
                using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Command, file]) { RedirectStandardOutput = true })!;
                var parts = process.StandardOutput.ReadToEnd().Split(' ');
                process.WaitForExit();
                results.Add((double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture)));
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"The first query of an app of 100 models: {Median(results.Select(r => r.Quintet)):F0} ms, after the first by hand in the same process: {Median(results.Select(r => r.ByHand)):F0} ms (medians of {Runs} processes)."));
            return 0;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Measure(string file)
    {
        var watch = Stopwatch.StartNew();
        ByHand(file);
        var byHand = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        Ours(file);
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{byHand} {watch.Elapsed.TotalMilliseconds}"));
    }

    private static void Fill(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL;
            CREATE TABLE hundred_item42 (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, name varchar(100) NOT NULL, made datetime NOT NULL, count integer NOT NULL, price decimal NOT NULL, other_id bigint NULL);
            INSERT INTO hundred_item42 VALUES (1, 'a', '2026-01-01 00:00:00', 3, 1.5, NULL);
            """;
        command.ExecuteNonQuery();
    }

    private static void ByHand(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Foreign Keys=True");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, name, made, count, price, other_id FROM hundred_item42 WHERE id = 1";
        using var reader = command.ExecuteReader();
        while (reader.Read()) _ = (reader.GetInt64(0), reader.GetString(1), reader.GetDateTime(2), reader.GetInt32(3), reader.GetDecimal(4), reader.IsDBNull(5));
    }

    private static void Ours(string file)
    {
        var registry = ModelRegistry.Of([new Hundred.HundredApp().Manifest]);
        using var connections = new Connections(new Dictionary<string, Database> { ["default"] = new Sqlite(file) });
        using var scope = Context.Current.With(Connections.Key, connections).With(ModelRegistry.Key, registry).Enter();
        if (Hundred.Item42.Objects.Get(1).Name != "a") throw new InvalidOperationException("The row was not found.");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Runs / 2);
}
