using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Benchmarks.Pages;

/// <summary>One of the servers of the folder <c>servers</c>, published ready to run, with a database of its own.</summary>
internal sealed class PageServer : IDisposable
{
    /// <summary>The processor that servers run on; the load comes from another.</summary>
    private const int Processor = 0;

    private readonly string _program;
    private readonly string _database;
    private readonly Func<int, string[]> _arguments;
    private readonly bool _isTuned;
    private Process? _process;

    private PageServer(string name, string program, string database, string csrfField, Func<int, string[]> arguments, bool isTuned) =>
        (Name, _program, _database, CsrfField, _arguments, _isTuned) = (name, program, database, csrfField, arguments, isTuned);

    public string Name { get; }

    /// <summary>The field of a form that holds the token.</summary>
    public string CsrfField { get; }

    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Publishes all of them; the one by hand first.</summary>
    /// <param name="root">Where they and their databases are put.</param>
    /// <param name="fill">Makes a database in a file.</param>
    public static PageServer[] Publish(string root, Action<string> fill)
    {
        fill(Path.Combine(root, "shop.sqlite3"));
        return
        [
            Make("by hand", "ByHand", "pages-by-hand", "csrf", port => ["--urls", Url(port)]),
            Make("Quintet", "Quintet", "pages-quintet", "csrfmiddlewaretoken", port => ["runserver", "--noreload", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}")]),
            Make("MVC + EF Core", "Mvc", "pages-mvc", "__RequestVerificationToken", port => ["--urls", Url(port)]),
            Make("MVC, tuned", "Mvc", "pages-mvc", "__RequestVerificationToken", port => ["--urls", Url(port)], isTuned: true),
        ];

        static string Url(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

        PageServer Make(string name, string folder, string program, string csrfField, Func<int, string[]> arguments, bool isTuned = false)
        {
            var to = Path.Combine(root, folder);
            if (!isTuned) Run("dotnet", ["publish", Path.Combine(Here(), "..", "servers", folder), "-o", to, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-p:PublishReadyToRun=true", "-v", "q", "--nologo"]);
            var database = Path.Combine(root, folder + (isTuned ? "-tuned" : "") + ".sqlite3");
            File.Copy(Path.Combine(root, "shop.sqlite3"), database);
            return new(name, Path.Combine(to, program), database, csrfField, arguments, isTuned);
        }
    }

    /// <summary>Starts it, and gives the milliseconds until a page was answered for the first time.</summary>
    public double Start(string page)
    {
        var port = FreePort();
        Address = new(IPAddress.Loopback, port);
        var start = new ProcessStartInfo("taskset", ["-c", Processor.ToString(CultureInfo.InvariantCulture), _program, .. _arguments(port)])
        {
            WorkingDirectory = Path.GetDirectoryName(_program)!,
            RedirectStandardOutput = true,
            Environment = { ["PAGES_DATABASE"] = _database, ["PAGES_TUNED"] = _isTuned ? "1" : "", ["DOTNET_ENVIRONMENT"] = "Production", ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        };
        var watch = Stopwatch.StartNew();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        while (true)
        {
            try
            {
                using var connection = new PageConnection(Address);
                var status = connection.Get(page).Status;
                return status == 200 ? watch.Elapsed.TotalMilliseconds : throw new InvalidOperationException($"{Name} answered its first request for {page} with {status}.");
            }
            catch (SocketException) when (!_process.HasExited && watch.Elapsed < TimeSpan.FromSeconds(30))
            {
                Thread.Sleep(1);
            }
        }
    }

    public void Stop()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    public void Dispose() => Stop();

    /// <summary>What all its threads together have had of the processor since its start.</summary>
    public TimeSpan ProcessorTime()
    {
        if (clock_getcpuclockid(_process!.Id, out var clock) != 0 || clock_gettime(clock, out var time) != 0) throw new InvalidOperationException($"{Name} has ended.");
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100);
    }

    /// <summary>Its resident memory in MiB.</summary>
    public double Memory()
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process!.Id}/status")).First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    private static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    private static void Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}.\n{output}");
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    [DllImport("libc")]
    private static extern int clock_getcpuclockid(int process, out int clock);

    [DllImport("libc")]
    private static extern int clock_gettime(int clock, out ClockTime time);

    [StructLayout(LayoutKind.Sequential)]
    private struct ClockTime
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
