using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Quintet.Tests;

namespace DbTests;

/// <summary>
/// A PostgreSQL server of the test run's own: made in a temporary folder from the installed binaries, reached through a socket in
/// that folder, and gone, folder and all, when it is disposed of or the test process ends in any way.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    // PostgreSQL refuses to run as root; its Debian package brings this user.
    private const string UnprivilegedUser = "postgres";

    // The shell stays in front of the server: its input ends when this process does, whatever ended it.
    private const string Script =
        """
        set -e
        cd "$2"
        "$1/initdb" -D data -U quintet --auth=trust --encoding=UTF8 --locale=C --no-sync >initdb.log 2>&1 || { cat initdb.log >&2; exit 1; }
        "$1/postgres" -D data -c listen_addresses= -c unix_socket_directories="$2" -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c jit=off </dev/null &
        server=$!
        cat >/dev/null
        kill -INT $server
        wait $server || true
        cd /
        rm -rf "$2"
        """;

    private readonly Process _process;
    private readonly string _folder;

    private PostgresServer(Process process, string folder)
    {
        _process = process;
        _folder = folder;
    }

    public const string User = "quintet";

    /// <summary>Holds the data and the socket.</summary>
    public string Folder => _folder;

    public string ConnectionString => $"Host={_folder};Username=quintet;Database=postgres";

    /// <summary>The folder that holds <c>initdb</c> and <c>postgres</c>, the newest version first; null where there is none.</summary>
    public static string? FindBinaries()
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(VersionOf).Select(folder => Path.Combine(folder, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return debian.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

        static int VersionOf(string folder) => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    public static async Task<PostgresServer> StartAsync()
    {
        var binaries = FindBinaries() ?? throw new InvalidOperationException("REQUIRE names 'postgres', but neither /usr/lib/postgresql nor the PATH holds initdb and postgres.");
        // A socket's path has at most 107 bytes: it needs a short one.
        var folder = Directory.CreateTempSubdirectory("quintet-pg-").FullName;
        var isRoot = Environment.UserName == "root";
        if (isRoot) await Process.Start("chown", [UnprivilegedUser, folder]).WaitForExitAsync();
        var start = new ProcessStartInfo(isRoot ? "runuser" : "sh") { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        string[] command = ["-c", Script, "sh", binaries, folder];
        foreach (var argument in isRoot ? ["-u", UnprivilegedUser, "--", "sh", .. command] : command) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var log = new List<string>();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            log.Add(line);
            if (!line.Contains("ready to accept connections", StringComparison.Ordinal)) continue;
            // Read on, or the server would wait for room in the pipe.
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
            return new(process, folder);
        }

        throw new InvalidOperationException($"PostgreSQL from {binaries} did not start:\n{string.Join('\n', log)}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

/// <summary>A test that needs a PostgreSQL server; the test starts it.</summary>
internal sealed class PostgresFactAttribute() : RequirableFactAttribute(
    "postgres", PostgresServer.FindBinaries() is null ? "PostgreSQL's server is not installed (Debian: postgresql)." : null);

public sealed class PostgresServerTests
{
    [PostgresFact]
    public async Task A_server_starts_answers_and_leaves_nothing()
    {
        string folder;
        await using (var server = await PostgresServer.StartAsync())
        {
            await using var source = NpgsqlDataSource.Create(server.ConnectionString);
            await using var command = source.CreateCommand("SELECT current_setting('unix_socket_directories')");
            folder = (string)(await command.ExecuteScalarAsync())!;
            Assert.True(Directory.Exists(folder));
        }

        Assert.False(Directory.Exists(folder), $"{folder} is still there.");
    }
}
