using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Quintet.Tests;

/// <summary>
/// For tests that build projects with the SDK: one compiler for all builds of the test process, as on a developer's machine, so that not each build starts
/// and warms up its own; and a folder for temporary files, because the SDK leaves some. Both are gone when the process ends.
/// </summary>
internal static class DotnetSdk
{
    private static readonly Lazy<Compiler> Shared = new(() => new());

    /// <summary>Sets the variables of a process that is or starts a command of the SDK.</summary>
    public static void Prepare(ProcessStartInfo start)
    {
        // The test host's own, which would lead a build inside it astray.
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // nothing stays behind
        start.Environment["DOTNET_TieredPGO"] = "0"; // as for the tests themselves, see Directory.Build.props
        if (OperatingSystem.IsWindows()) return;
        start.Environment["TMPDIR"] = Shared.Value.Folder;
        start.Environment["UseSharedCompilation"] = "true";
        start.Environment["SharedCompilationId"] = Shared.Value.Id;
    }

    private sealed class Compiler
    {
        // The shell's input ends when this process does, whatever ended it. The socket is not in TMPDIR, and the server leaves it.
        private const string Script =
            """
            cat >/dev/null
            dotnet "$1" -pipename:$3 -shutdown
            rm -rf "$2" /tmp/$3 /tmp/.dotnet/shm/global/$3.server
            """;

        public Compiler()
        {
            Folder = Directory.CreateTempSubdirectory("quintet-sdk-").FullName;
            Id = $"{Path.GetFileName(Folder)}.compiler"; // its socket is /tmp/ID, which must not be the folder
            Watch = Process.Start(new ProcessStartInfo("sh", ["-c", Script, "sh", Program(), Folder, Id]) { RedirectStandardInput = true, WorkingDirectory = "/", Environment = { ["TMPDIR"] = Folder } })!;
        }

        /// <summary>Held, because its input is closed when nobody holds it.</summary>
        public Process Watch { get; }

        public string Id { get; }

        public string Folder { get; }

        /// <summary>The compiler server of the SDK that <c>dotnet</c> takes outside of any repository.</summary>
        private string Program()
        {
            using var dotnet = Process.Start(new ProcessStartInfo("dotnet", "--version") { WorkingDirectory = Folder, RedirectStandardOutput = true })!;
            var version = dotnet.StandardOutput.ReadToEnd().Trim();
            dotnet.WaitForExit();
            // Beside the runtime of the tests.
            var program = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "sdk", version, "Roslyn", "bincore", "VBCSCompiler.dll"));
            return File.Exists(program) ? program : throw new FileNotFoundException($"The SDK {version} has no compiler server where it was expected: {program}.", program);
        }
    }
}
