using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ledger;
using Quintet.Db;

namespace DbTests;

public sealed class MigrationSignalTestsOnSqlite() : MigrationSignalTests(isPostgres: false);

public sealed class MigrationSignalTestsOnPostgreSql() : MigrationSignalTests(isPostgres: true);

/// <summary>Ctrl-C, SIGTERM and SIGKILL while migrate runs: what was begun is undone, and the next one goes on.</summary>
public abstract class MigrationSignalTests(bool isPostgres) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"quintet-signal-{Guid.NewGuid():N}.sqlite3");
    private readonly List<Process> _processes = [];
    private PostgresServer? _server;
    private string _read = "";

    private string Where => _server is null ? _file : $"{_server.Folder} public";

    public async Task InitializeAsync()
    {
        if (isPostgres && new PostgresFactAttribute().Skip is null) _server = await PostgresServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }

        if (_server is not null) await _server.DisposeAsync();
        File.Delete(_file);
    }

    [DatabaseTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_the_statement_that_runs(string signal, int exitCode)
    {
        if (OperatingSystem.IsWindows()) return;
        var process = await Begin("statement");
        Send(process, signal);

        var (code, text, error) = await End(process);
        Assert.Equal((exitCode, "CommandError: Stopped during slow.0002_endless. The database is as it was before it. 7 of 8 migration(s) were applied; the same command goes on from there.\n"), (code, error));
        Assert.EndsWith("  Applying slow.0002_endless...It takes long\n\n", text);
        await GoesOn();
    }

    [DatabaseTheory]
    [InlineData("INT", 130)]
    public async Task A_second_signal_ends_code_that_does_not_listen(string signal, int exitCode)
    {
        if (OperatingSystem.IsWindows()) return;
        var process = await Begin("code");
        Send(process, signal);
        Assert.False(process.WaitForExit(TimeSpan.FromMilliseconds(300)));
        Send(process, signal);
        Assert.Equal(exitCode, (await End(process)).Code);
        await GoesOn();
    }

    [DatabaseTheory]
    [InlineData("KILL", 137)]
    public async Task A_killed_one_leaves_neither_its_changes_nor_its_lock(string signal, int exitCode)
    {
        if (OperatingSystem.IsWindows()) return;
        var process = await Begin("statement");
        Send(process, signal);
        Assert.Equal(exitCode, (await End(process)).Code);
        await GoesOn();
    }

    /// <summary>Migrates up to the statement, or the code, that does not end.</summary>
    private async Task<Process> Begin(string how)
    {
        var process = Start(how);
        var text = new StringBuilder();
        while (!text.ToString().Contains("It takes long", StringComparison.Ordinal))
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            if (line is null) Assert.Fail(text + await process.StandardError.ReadToEndAsync());
            text.Append(line).Append('\n');
        }

        _read = text.ToString();
        if (how == "code") return process;

        // The statement itself comes a moment after the word; on PostgreSQL one can see it.
        using var connections = Open();
        while (isPostgres && connections["default"].Query("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND state = 'active' AND pid <> pg_backend_pid()", static _ => 0).Count == 0) await Task.Delay(10);
        return process;
    }

    /// <summary>Nothing of the last migration is there; the next process does it, without waiting long for a lock.</summary>
    private async Task GoesOn()
    {
        using (var connections = Open())
        {
            // A server notices a moment later that its client is gone.
            var begun = Stopwatch.GetTimestamp();
            while (isPostgres && connections["default"].Query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())", static _ => 0).Count > 0)
            {
                Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), "The lock is still held.");
                await Task.Delay(50);
            }

            Assert.Empty(connections["default"].Query("SELECT id FROM slow_fast", static _ => 0));
            Assert.ThrowsAny<DatabaseErrorException>(() => connections["default"].Query("SELECT id FROM slow_endless", static _ => 0));
        }

        var (code, text, error) = await End(Start("no"));
        Assert.Equal((0, ""), (code, error));
        Assert.EndsWith("Running migrations:\n  Applying slow.0002_endless...It takes long\n OK\n", text);
    }

    private Connections Open() => new(new Dictionary<string, Database> { ["default"] = Settings.DatabaseOf(Where) });

    private Process Start(string how)
    {
        _read = "";
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(History).Assembly.Location, "migrate"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Settings.Variable] = Where, ["LEDGER_SLOW"] = how },
        };
        var process = Process.Start(start)!;
        _processes.Add(process);
        return process;
    }

    private static void Send(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private async Task<(int Code, string Text, string Error)> End(Process process)
    {
        var (text, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, _read + await text, await error);
    }
}
