using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace Benchmarks.Db;

/// <summary>
/// <c>makemigrations</c> for 1,000 models that have not changed, and 500 migrations on SQLite beside the same statements by hand, a transaction
/// for each on both sides; the two in turns, in CPU time.
/// </summary>
internal static class Migrating
{
    public const string Command = "migrations";
    private const int Models = 1000;
    private const int Migrations = 500;
    private const int Runs = 7;
    private const int Rounds = 15;

    public static int Run(string[] args)
    {
        if (args is [_, "unchanged"])
        {
            var watch = Stopwatch.StartNew();
            if (MigrationPlanner.Plan(Differ.Diff(Thousand().FinalState, ThousandModels()), new Dictionary<string, string> { ["app"] = "0001_initial" }).Count > 0) throw new InvalidOperationException("Something has changed.");
            Console.Write(watch.Elapsed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
            return 0;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"makemigrations on {Models} unchanged models: {Enumerable.Range(0, Runs).Select(_ => Unchanged()).Order().ElementAt(Runs / 2):F0} ms (median of {Runs} processes)"));
        var folder = Directory.CreateTempSubdirectory("quintet-migrations-").FullName;
        try
        {
            var statements = Statements(folder);
            var (hand, ours) = (double.MaxValue, double.MaxValue);
            for (var round = 0; round < Rounds; round++)
            {
                hand = Math.Min(hand, Time(() => ByHand(Path.Combine(folder, $"hand{round}"), statements)));
                ours = Math.Min(ours, Time(() => Ours(Path.Combine(folder, $"ours{round}"))));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Migrations} migrations: {ours:F0} ms; the same SQL by hand: {hand:F0} ms; ratio {ours / hand:F2} (CPU time, in turns, the best of {Rounds} rounds)"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Time(Action work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }

    private static void Ours(string file)
    {
        using var connections = new Connections(new Dictionary<string, Database> { ["default"] = new Sqlite(file) });
        var executor = new MigrationExecutor(connections, FiveHundred());
        executor.Migrate(executor.Plan());
    }

    private static void ByHand(string file, List<List<string>> migrations)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Foreign Keys=True");
        connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
        Execute("CREATE TABLE django_migrations (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, app varchar(255) NOT NULL, name varchar(255) NOT NULL, applied datetime NOT NULL)");
        for (var i = 0; i < migrations.Count; i++)
        {
            Execute("BEGIN IMMEDIATE");
            foreach (var statement in migrations[i]) Execute(statement);
            Execute($"INSERT INTO django_migrations (app, name, applied) VALUES ('app', '{i}', '2026-11-28 12:00:00')");
            Execute("COMMIT");
        }

        void Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>What our migrations say, each by itself.</summary>
    private static List<List<string>> Statements(string folder)
    {
        using var connections = new Connections(new Dictionary<string, Database> { ["default"] = new Sqlite(Path.Combine(folder, "none")) });
        var executor = new MigrationExecutor(connections, FiveHundred());
        return [.. executor.Graph.Order.Select(node => executor.Sql("app", node.Key.Name).SelectMany(o => o.Statements).ToList())];
    }

    /// <summary>A hundred times: a table, a field, an index, a changed field, a table that points to the first.</summary>
    private static MigrationGraph FiveHundred()
    {
        var migrations = new List<MigrationRegistration>();
        for (var i = 0; i < Migrations; i++)
        {
            var (n, model) = (i, $"Item{i / 5}");
            Operation operation = (i % 5) switch
            {
                0 => new CreateModel(model, Fields(i)),
                1 => new AddField(model, "note", new CharField { MaxLength = 50, Default = "" }),
                2 => new AddIndex(model, new IndexAttribute("name") { Name = $"idx_{i}" }),
                3 => new AlterField(model, "name", new CharField { MaxLength = 200 }),
                _ => new CreateModel(model + "Line", [("id", new BigAutoField { PrimaryKey = true }), ("item", new ForeignKey("app." + model, OnDelete.Cascade))]),
            };
            migrations.Add(new("app", () => new Written { Title = $"{n + 1:0000}_m", After = n == 0 ? null : $"{n:0000}_m", Work = [operation] }));
        }

        return new(migrations);
    }

    private static MigrationGraph Thousand() => new([new("app", static () => new Written { Title = "0001_initial", Work = [.. ThousandModels().Models.Select(m => new CreateModel(m.Name, [.. m.Fields.Select(f => (f.Name, f.Field))]))] })]);

    private static ProjectState ThousandModels() =>
        ProjectState.Of(Enumerable.Range(0, Models).Select(i => ModelState.Create("app", $"Model{i:0000}", Fields(i).Select(f => new NamedField(f.Name, f.Field)))));

    private static (string Name, Field Field)[] Fields(int i) =>
    [
        ("id", new BigAutoField { PrimaryKey = true }), ("name", new CharField { MaxLength = 100 }), ("made", new DateTimeField()), ("count", new IntegerField { Default = i }),
        ("price", new DecimalField { MaxDigits = 8, DecimalPlaces = 2 }), ("text", new TextField { Blank = true }), ("active", new BooleanField { Default = true }), ("slug", new SlugField { MaxLength = 50, Unique = true }),
    ];

    private static double Unchanged()
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Command, "unchanged"]) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(text, CultureInfo.InvariantCulture);
    }
}

// The generator makes one for the app of a hundred models, which nobody runs.
internal sealed class Written : Migration
{
    public string Title { get; init; } = "0001_none";

    public string? After { get; init; }

    public IReadOnlyList<Operation> Work { get; init; } = [];

    public override string Name => Title;

    public override IEnumerable<Dependency> Dependencies => After is null ? [] : [new("app", After)];

    public override IEnumerable<Operation> Operations => Work;
}
