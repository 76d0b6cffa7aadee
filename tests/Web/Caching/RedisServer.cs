using System.Diagnostics;
using Quintet.Tests;

namespace WebTests.Caching;

/// <summary>A Redis server of the test run's own, in memory alone: reached through a socket in a temporary folder, and gone, folder and all, when the test process ends in any way.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    // The shell stays in front of the server: its input ends when this process does, whatever ended it.
    private const string Script =
        """
        cd "$2"
        "$1" --port 0 --unixsocket "$2/redis.sock" --save "" --appendonly no --dir "$2" </dev/null &
        server=$!
        cat >/dev/null
        kill $server
        wait $server
        cd /
        rm -rf "$2"
        """;

    private readonly Process _process;

    private RedisServer(Process process, string folder) => (_process, Folder) = (process, folder);

    public string Folder { get; }

    public string Location => $"unix://{Folder}/redis.sock";

    /// <summary>The server's program; null where it is not installed.</summary>
    public static string? FindBinary() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists);

    public static async Task<RedisServer> StartAsync()
    {
        var binary = FindBinary() ?? throw new InvalidOperationException("REQUIRE names 'redis', but the PATH holds no redis-server.");
        var folder = Directory.CreateTempSubdirectory("quintet-redis-").FullName;
        var process = Process.Start(new ProcessStartInfo("sh", ["-c", Script, "sh", binary, folder]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var log = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            log.Add(line);
            if (!line.Contains("now ready to accept connections at", StringComparison.OrdinalIgnoreCase)) continue;
            // Read on, or the server would wait for room in the pipe.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new(process, folder);
        }

        throw new InvalidOperationException($"{binary} did not start:\n{string.Join('\n', log)}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

/// <summary>A test that needs a Redis server; the test starts it.</summary>
internal sealed class RedisFactAttribute() : RequirableFactAttribute("redis", RedisServer.FindBinary() is null ? "Redis' server is not installed (Debian: redis-server)." : null);
