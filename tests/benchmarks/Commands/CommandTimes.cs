using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Benchmarks.Commands;

/// <summary>What a command of the bookshop takes from the start of its process to the end, as it is built and as it is published: <c>dotnet run</c> adds its own time.</summary>
internal static class CommandTimes
{
    public const string Command = "commands";
    private const int Runs = 10;

    private static readonly string[][] Commands = [["version"], ["help"], ["check"], ["showurls"], ["showmigrations"], ["migrate"], ["makemigrations", "--check"]];

    public static int Run()
    {
        var root = Directory.CreateTempSubdirectory("quintet-commands-").FullName;
        try
        {
            foreach (var (name, arguments) in (ReadOnlySpan<(string, string[])>)
            [
                ("Debug", ["-c", "Debug"]),
                ("Release", ["-c", "Release"]),
                ("Release, ready to run", ["-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-p:PublishReadyToRun=true"]),
            ])
            {
                var folder = Path.Combine(root, name.Replace(",", "", StringComparison.Ordinal).Replace(' ', '-'));
                Do("dotnet", ["publish", Project(), "-o", folder, "-v", "q", "--nologo", .. arguments]);
                Measure(name, folder);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Measure(string name, string folder)
    {
        var program = Path.Combine(folder, OperatingSystem.IsWindows() ? "bookshop.exe" : "bookshop");
        Do(program, ["migrate"]);
        Console.WriteLine($"{name}:");
        foreach (var command in Commands)
        {
            Do(program, command);
            var times = Enumerable.Range(0, Runs).Select(_ => Do(program, command)).ToList();
            var (elapsed, processor) = (Sorted(times.Select(time => time.Elapsed)), Sorted(times.Select(time => time.Processor)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {string.Join(' ', command),-24} median {Median(elapsed),4:F0} ms, best {elapsed[0],4:F0} ms; of the processors {Median(processor),4:F0} ms, best {processor[0],4:F0} ms"));
        }
    }

    private static double[] Sorted(IEnumerable<double> times) => [.. times.Order()];

    private static double Median(double[] sorted) => (sorted[(Runs / 2) - 1] + sorted[Runs / 2]) / 2;

    /// <returns>Milliseconds, and those of all processors together, which say the same while the machine is used by others.</returns>
    private static (double Elapsed, double Processor) Do(string program, string[] arguments)
    {
        var before = ProcessorOfChildren();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var time = watch.Elapsed.TotalMilliseconds;
        var processor = OperatingSystem.IsWindows() ? process.TotalProcessorTime.TotalMilliseconds : ProcessorOfChildren() - before;
        return process.ExitCode == 0 ? (time, processor) : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}.\n{output}{errors.Result}");
    }

    private static double ProcessorOfChildren()
    {
        if (OperatingSystem.IsWindows() || getrusage(-1, out var usage) != 0) return 0;
        return ((usage.UserSeconds + usage.SystemSeconds) * 1000.0) + ((usage.UserMicroseconds + usage.SystemMicroseconds) / 1000.0);
    }

    [DllImport("libc")]
    private static extern int getrusage(int who, out Usage usage);

    /// <summary>As <c>getrusage(2)</c> describes it; the further figures are not looked at.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
    }

    private static string Project([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "examples", "bookshop");
}
