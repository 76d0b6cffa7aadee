using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ledger;
using Microsoft.Data.Sqlite;
using Quintet.Db;
using Quintet.Db.Migrations;
using Xunit.Abstractions;

namespace DbTests;

/// <summary>
/// Processes that die while they migrate a file: it opens, is as it was before the migration or after it, and the next migrate goes on.
/// With the variable QUINTET_SOAK (npm run soak) all of it, else a part.
/// </summary>
public sealed class MigrationDeathTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 20261128;
    private static readonly bool All = Environment.GetEnvironmentVariable("QUINTET_SOAK") is { Length: > 0 };

    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-death-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(6, 2)]
    public async Task A_migration_killed_at_any_statement_leaves_the_state_before_it(int from, int to)
    {
        if (OperatingSystem.IsWindows()) return;
        var (start, target) = (Prepared(Name(from)), Name(to));
        var states = States(from, to);
        var statements = int.Parse(await Ledger(Copy(start, "count"), ["die", "0", target]), CultureInfo.InvariantCulture);
        Assert.InRange(statements, 60, 500);
        var step = All ? 1 : 16;
        var numbers = Enumerable.Range(1, statements).Where(n => n % step == statements % step).ToList();
        var reached = new HashSet<int>();
        await Parallel.ForEachAsync(numbers, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (n, _) =>
        {
            var file = Copy(start, $"{n}");
            Assert.Equal("", await Ledger(file, ["die", $"{n}", target], exitCode: 137));
            lock (reached) reached.Add(CheckAndFinish(file, target, states));
        });
        output.WriteLine($"{from} to {to}: killed at {numbers.Count} of {statements} statements");
        Assert.True(reached.Count >= (All ? 5 : 3), $"Deaths came upon {reached.Count} states only.");
    }

    [Fact]
    public async Task Migrations_killed_at_random_moments_leave_the_state_before_or_after()
    {
        if (OperatingSystem.IsWindows()) return;
        var start = Prepared("0002");
        var states = States(2, 6);

        // The shortest of some: a busy machine makes them longer, and a death comes the more surely inside.
        var measured = new[] { await Durations(start, 1), await Durations(start, 2), await Durations(start, 3) };
        List<TimeSpan> durations = [.. measured[0].Select((_, i) => measured.Min(times => times[i]) * 0.9)];
        var (times, inside) = (All ? 200 : 20, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, times), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (i, _) =>
        {
            var random = new Random(Seed + i);
            var file = Copy(start, $"{i}");

            // Any moment of all that migrate does, counted from the beginning of the migration that it falls into.
            var (which, moment) = (0, durations.Aggregate((sum, next) => sum + next) * random.NextDouble());
            for (; which < durations.Count - 1 && moment > durations[which]; which++) moment -= durations[which];
            if (await Die(file, which, moment)) Interlocked.Increment(ref inside);
            CheckAndFinish(file, "0006", states);
        });
        output.WriteLine($"seed {Seed}: {times} killed, {inside} of them inside of a migration; migrations of {string.Join(", ", durations.Select(d => $"{d.TotalMilliseconds:0} ms"))}");
        Assert.True(inside >= (All ? 150 : 10), $"Only {inside} of {times} died inside of a migration (seed {Seed}).");
    }

    /// <summary>Kills migrate a while after it began a migration.</summary>
    /// <returns>Whether the migration had begun and not ended.</returns>
    private async Task<bool> Die(string file, int which, TimeSpan after)
    {
        using var process = Start(file, ["migrate", "ledger"]);
        var text = new StringBuilder();
        var buffer = new char[256];
        while (text.ToString().Split("Applying").Length - 1 <= which)
        {
            var read = await process.StandardOutput.ReadAsync(buffer);
            if (read == 0) break;
            text.Append(buffer, 0, read);
        }

        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < after) Thread.Sleep(after - Stopwatch.GetElapsedTime(begun) is { Ticks: > 20_000 } left ? left / 2 : TimeSpan.Zero);
        process.Kill();
        text.Append(await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        return text.ToString().TrimEnd().EndsWith("...", StringComparison.Ordinal);
    }

    /// <summary>How long each migration takes in such a process.</summary>
    private async Task<List<TimeSpan>> Durations(string start, int run)
    {
        var text = await Ledger(Copy(start, $"time{run}"), ["migrate", "ledger", "--timing"]);
        return [.. text.Split('\n').Where(line => line.Contains("OK (", StringComparison.Ordinal)).Select(line => TimeSpan.FromSeconds(double.Parse(line.Split('(')[1].TrimEnd('s', ')'), CultureInfo.InvariantCulture)))];
    }

    /// <summary>The file is whole and at one of the states; from there migrate comes to the end.</summary>
    /// <returns>How many migrations it had.</returns>
    private int CheckAndFinish(string file, string target, Dictionary<int, string> states)
    {
        var (count, state) = Describe(file);
        Assert.Equal(states[count], state);
        Assert.Equal(states[int.Parse(target, CultureInfo.InvariantCulture)], Migrated(file, target));
        File.Delete(file);
        return count;
    }

    /// <summary>What the file holds after each number of migrations on a way, which may lead back: some names of indexes tell where one came from.</summary>
    private Dictionary<int, string> States(int from, int to)
    {
        var file = Path.Combine(_folder, "states");
        var states = new Dictionary<int, string>();
        for (var count = from; ; count += Math.Sign(to - from))
        {
            // An applied name is the way back to it, too.
            states.Add(count, Migrated(file, Name(count)));
            if (count == to) return states;
        }
    }

    private static string Name(int count) => count == 0 ? "zero" : $"{count:0000}";

    private string Prepared(string target)
    {
        var file = Path.Combine(_folder, "start-" + target);
        Migrated(file, target);
        return file;
    }

    private static string Migrated(string file, string target)
    {
        using (var connections = new Connections(new Dictionary<string, Database> { ["default"] = new Sqlite(file) { Timeout = TimeSpan.FromMinutes(1) } }))
        {
            var executor = new MigrationExecutor(connections, History.Graph);
            executor.Migrate(executor.Plan("ledger", target));
            Assert.Empty(executor.Plan("ledger", target));
        }

        return Describe(file).State;
    }

    private static (int Count, string State) Describe(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Assert.Equal(["ok"], Rows("PRAGMA integrity_check"));
        Assert.Empty(Rows("PRAGMA foreign_key_check"));
        var state = new StringBuilder(string.Join('\n', Rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")));
        foreach (var table in Rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('django_migrations', 'sqlite_sequence') ORDER BY name"))
        {
            state.Append(CultureInfo.InvariantCulture, $"\n{table}\n").AppendJoin('\n', Rows($"SELECT * FROM \"{table}\""));
        }

        List<string> applied = Rows("SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'").Count == 0 ? [] : Rows("SELECT name FROM django_migrations ORDER BY id");
        return (applied.Count, state.Append('\n').AppendJoin('\n', applied).ToString());

        List<string> Rows(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            var values = new object[reader.FieldCount];
            while (reader.Read())
            {
                reader.GetValues(values);
                rows.Add(string.Join('|', values));
            }

            return rows;
        }
    }

    private string Copy(string start, string name)
    {
        var file = Path.Combine(_folder, name);
        File.Copy(start, file, overwrite: true);
        return file;
    }

    private static async Task<string> Ledger(string file, string[] arguments, int exitCode = 0)
    {
        using var process = Start(file, arguments);
        var (text, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == exitCode, $"{string.Join(' ', arguments)} ended with {process.ExitCode}: {await text}{await error}");
        return await text;
    }

    private static Process Start(string file, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(History).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { [Settings.Variable] = file } };
        return Process.Start(start)!;
    }
}
