using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Soak;

/// <summary>The bookshop as one would put it on a server: published, with its books and collected static files, in a process of its own.</summary>
internal sealed class Bookshop : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;
    private readonly Task[] _logs;
    private readonly List<string> _errors = [];

    private Bookshop(string folder, Process process, int port)
    {
        (_folder, _process, Port) = (folder, process, port);
        _logs = [Listen(process.StandardOutput), Listen(process.StandardError)];
    }

    public int Port { get; }

    /// <summary>What it has logged that says of an error of its own.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors) return [.. _errors];
        }
    }

    /// <summary>Publishes it, fills its database and serves it.</summary>
    public static async Task<Bookshop> Open()
    {
        // Short: the path of a socket may have no more than 107 letters.
        var folder = Directory.CreateTempSubdirectory("quintet-soak-").FullName;
        var (program, port) = (Path.Combine(folder, "shop", "bookshop"), FreePort());
        await Run("dotnet", ["publish", Source(), "-c", "Release", "-o", Path.GetDirectoryName(program)!, "-v", "q", "--nologo"], []);
        var variables = new Dictionary<string, string> { ["DEBUG"] = "false", ["SECRET_KEY"] = "a key for a shop that is open for an hour, long enough", ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName };
        foreach (var command in (string[][])[["migrate"], ["seed"], ["collectstatic", "--noinput"]]) await Run(program, command, variables);
        variables["DOTNET_STARTUP_HOOKS"] = Assembly.GetExecutingAssembly().Location;
        variables[StartupHook.SocketVariable] = Path.Combine(folder, "socket");
        var shop = new Bookshop(folder, Start(program, ["runserver", $"127.0.0.1:{port}", "--noreload"], variables), port);
        try
        {
            await shop.Answers();
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the process holds, after a full collection.</summary>
    /// <param name="requests">So many were made before.</param>
    public async Task<Reading> Read(long requests)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_folder, "socket")));
        var answer = new byte[100];
        var figures = Encoding.ASCII.GetString(answer, 0, await socket.ReceiveAsync(answer)).Split(' ');
        var (files, database) = (0, 0);
        foreach (var descriptor in Directory.EnumerateFiles($"/proc/{_process.Id}/fd"))
        {
            string target;
            try
            {
                target = File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName ?? "";
            }
            catch (FileNotFoundException)
            {
                // Closed since it was listed.
                continue;
            }

            if (target.EndsWith(".sqlite3", StringComparison.Ordinal)) database++;
            // Code is opened when it is first run, and stays.
            else if (!target.Contains(".sqlite3", StringComparison.Ordinal) && !target.Contains("socket:", StringComparison.Ordinal) && Path.GetExtension(target) is not (".dll" or ".so" or ".pdb")) files++;
        }

        return new(
            requests, long.Parse(figures[0], CultureInfo.InvariantCulture), Resident("VmRSS"), int.Parse(figures[1], CultureInfo.InvariantCulture), Sockets(), database, files, Uploads(), int.Parse(figures[2], CultureInfo.InvariantCulture));
    }

    /// <summary>The most memory it ever had.</summary>
    public long Peak() => Resident("VmHWM");

    /// <summary>Waits until no connection to it and no temporary file is left; where some stay, they are in the next reading.</summary>
    public async Task Settle()
    {
        for (var waited = Stopwatch.StartNew(); Sockets() + Uploads() > 0 && waited.Elapsed < TimeSpan.FromSeconds(10);) await Task.Delay(20);
    }

    /// <summary>Ends it as a terminal does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Close()
    {
        using (Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)])) await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await Task.WhenAll(_logs);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Sockets on the server's side that are open, half closed or wait to be taken.</summary>
    private int Sockets()
    {
        var count = 0;
        var suffix = string.Create(CultureInfo.InvariantCulture, $":{Port:X4}");
        foreach (var line in File.ReadLines("/proc/net/tcp").Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // TIME_WAIT (06), CLOSE (07) and LISTEN (0A) belong to no connection of a process.
            if (fields[1].EndsWith(suffix, StringComparison.Ordinal) && fields[3] is not ("06" or "07" or "0A")) count++;
        }

        return count;
    }

    /// <summary>Temporary files; .NET has some for debuggers in that folder, too.</summary>
    private int Uploads() => Directory.EnumerateFiles(Path.Combine(_folder, "tmp"), "*", SearchOption.AllDirectories)
        .Count(file => Path.GetFileName(file) is var name && !name.StartsWith("dotnet-diagnostic", StringComparison.Ordinal) && !name.StartsWith("clr-debug-pipe", StringComparison.Ordinal));

    private long Resident(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private async Task Answers()
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            if (_process.HasExited || waited.Elapsed > TimeSpan.FromMinutes(1)) throw new InvalidOperationException($"The bookshop does not answer on port {Port}.\n{string.Join('\n', Errors)}");
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
    }

    /// <summary>The lines of requests are read and let go; what says of an exception is kept.</summary>
    private async Task Listen(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            if (!line.Contains("Internal Server Error", StringComparison.Ordinal) && !line.Contains("Exception", StringComparison.Ordinal) && !line.Contains("Error while", StringComparison.Ordinal) && !line.StartsWith("   at ", StringComparison.Ordinal)) continue;
            lock (_errors)
            {
                if (_errors.Count < 100) _errors.Add(line);
            }
        }
    }

    private static Process Start(string program, string[] arguments, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.IsPathRooted(program) ? Path.GetDirectoryName(program) : null };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task Run(string program, string[] arguments, Dictionary<string, string> variables)
    {
        using var process = Start(program, arguments, variables);
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}.\n{string.Concat(texts)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Source([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "examples", "bookshop");
}

/// <summary>What a process holds at one moment when nobody is connected.</summary>
/// <param name="Requests">So many it had answered.</param>
/// <param name="Heap">Bytes of objects that are reachable.</param>
/// <param name="Resident">Bytes of memory.</param>
/// <param name="Threads">Of .NET and of the system.</param>
/// <param name="Sockets">Connections from browsers.</param>
/// <param name="Database">Open connections to the database: descriptors of its file.</param>
/// <param name="Files">Other descriptors that are neither sockets nor code.</param>
/// <param name="Uploads">Temporary files.</param>
/// <param name="Unobserved">Exceptions of tasks that nobody looked at.</param>
internal sealed record Reading(long Requests, long Heap, long Resident, int Threads, int Sockets, int Database, int Files, int Uploads, int Unobserved);
