using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Quintet.Db;
using Quintet.Testing;

namespace Quintet.Management.Commands;

/// <summary>
/// <c>test [labels…]</c>: builds the tests project and runs it with <c>dotnet test</c>. The databases are made by the tests themselves, so that they run
/// in an editor as well; here leftovers are asked about before, and nothing is left behind after, however the tests end.
/// </summary>
internal sealed class TestCommand : Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public override string Help => "Discovers and runs the tests of the tests project.";

    public override bool RequiresSystemChecks => false;

    public override void AddArguments(ArgumentParser parser) => parser
        .Arguments("test_label", "Classes, methods or beginnings of their names, or paths of test files; all tests by default.")
        .Options("--pattern", "Only tests whose names hold this text; may be given several times.")
        .Options("--tag", "Only tests with this tag: [Trait(\"Category\", \"slow\")]. May be given several times.")
        .Options("--exclude-tag", "No tests with this tag. May be given several times.")
        .Option("--parallel", "How many test classes run beside each other, or auto: as many as there are processors.", "auto")
        .Flag("--failfast", "Stops after the first test that fails.")
        .Flag("--keepdb", "Keeps the test database for the next run, which only applies what migrations are new.")
        .Flag("--noinput", "Does not ask: deletes a test database that is left from an earlier run.")
        .Flag("--debug-mode", "Leaves Debug as the settings have it; else it is off, as for visitors.");

    public override async Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var project = FindProject(application.Settings.BaseDir);
        var words = DotnetTest(project, arguments);
        var keep = arguments.Flag("--keepdb");
        List<TestDatabase> databases = [.. application.Settings.Databases.Select(database => Explained(() => database.Value.ForTests(database.Key, 0)))];
        if (!keep && !databases.TrueForAll(database => MakeWay(database, arguments.Flag("--noinput"))))
        {
            Error.WriteLine("Tests cancelled.");
            return 1;
        }

        using var stop = new StopSignal(watchParent: false);
        try
        {
            return await Run(project, words, keep, arguments.Flag("--debug-mode"), stop);
        }
        finally
        {
            foreach (var database in databases) CleanUp(database, keep);
        }
    }

    /// <summary>What <c>dotnet test</c> is told.</summary>
    internal static List<string> DotnetTest(string project, CommandArguments arguments)
    {
        List<string> words = ["test", project, "--configuration", Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug", "--nologo"];
        if (Filter(arguments) is { } filter) words.AddRange(["--filter", filter]);
        words.Add("--");
        if (words.Contains("--filter")) words.Add("RunConfiguration.TreatNoTestsAsError=true");
        if (arguments.Flag("--failfast")) words.Add("xUnit.StopOnFail=true");
        if (arguments["--parallel"] is var parallel && parallel != "auto")
        {
            if (!int.TryParse(parallel, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0) throw new CommandError($"--parallel must be an integer or the string \"auto\"; found '{parallel}'.");
            words.Add($"xUnit.MaxParallelThreads={count}");
            if (count == 1) words.Add("xUnit.ParallelizeTestCollections=false");
        }

        if (words[^1] == "--") words.RemoveAt(words.Count - 1);
        return words;
    }

    /// <summary>The labels, patterns and tags as a filter of <c>dotnet test</c>; null: all tests.</summary>
    internal static string? Filter(CommandArguments arguments)
    {
        List<string> parts =
        [
            Any(arguments.List("test_label").Select(label => $"FullyQualifiedName~{Escape(NameOf(label))}")),
            Any(arguments.List("--pattern").Select(pattern => $"FullyQualifiedName~{Escape(TextOf(pattern))}")),
            Any(arguments.List("--tag").Select(tag => $"Category={Escape(tag)}")),
            .. arguments.List("--exclude-tag").Select(tag => $"Category!={Escape(tag)}"),
        ];
        parts.RemoveAll(part => part.Length == 0);
        return parts.Count == 0 ? null : string.Join('&', parts);

        static string Any(IEnumerable<string> conditions) => string.Join('|', conditions) is { Length: > 0 } text ? $"({text})" : "";
    }

    private static string NameOf(string label) => label.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(label) : label;

    private static string TextOf(string pattern) => pattern.Trim('*') is { Length: > 0 } text && !text.Contains('*')
        ? text
        : throw new CommandError($"--pattern '{pattern}' must be a part of a test's name: a * stands at its beginning or end only.");

    /// <summary>Characters that mean something in a filter.</summary>
    private static string Escape(string text) => string.Concat(text.Select(c => @"\()&|=!~".Contains(c) ? "\\" + c : c.ToString()));

    private static string FindProject(string folder)
    {
        var tests = Path.Combine(folder, "tests");
        string[] projects = Directory.Exists(tests) ? Directory.GetFiles(tests, "*.csproj") : [];
        return projects.Length switch
        {
            1 => projects[0],
            0 => throw new CommandError($"There is no tests project: no *.csproj in {tests}. startproject makes one; a published program has none."),
            _ => throw new CommandError($"{tests} has several projects: {string.Join(", ", projects.Select(Path.GetFileName))}. Leave one there, or call dotnet test for each."),
        };
    }

    /// <summary>Deletes a database of an earlier run, if that is wanted.</summary>
    private bool MakeWay(TestDatabase database, bool noInput) => Explained(() =>
    {
        if (!database.Exists()) return true;
        if (!noInput)
        {
            Error.WriteLine($"Got an error creating the test database: database \"{database.Name}\" already exists");
            if (Terminal.Ask($"Type 'yes' if you would like to try deleting the test database '{database.Name}', or 'no' to cancel: ", "Say --noinput to delete it without a question, or --keepdb to use it.") != "yes") return false;
        }

        Out.WriteLine($"Destroying old test database for alias '{database.Alias}'...");
        database.Drop();
        return true;
    });

    private void CleanUp(TestDatabase database, bool keep)
    {
        try
        {
            foreach (var number in database.Copies()) Application.Current.Settings.Databases[database.Alias].ForTests(database.Alias, number).Drop(force: true);
            if (!database.Exists()) return;
            Out.WriteLine($"{(keep ? "Preserving" : "Destroying")} test database for alias '{database.Alias}'...");
            if (!keep) database.Drop(force: true);
        }
        catch (DatabaseErrorException e)
        {
            Error.WriteLine($"The test database '{database.Name}' is left: {e.Message}");
        }
    }

    private async Task<int> Run(string project, IEnumerable<string> words, bool keep, bool debug, StopSignal stop)
    {
        // At a terminal the tests write to it themselves, with colours and as it comes.
        var redirected = !ReferenceEquals(Out, Console.Out);
        var start = new ProcessStartInfo(DotnetHost.Program, words)
        {
            WorkingDirectory = Path.GetDirectoryName(Path.GetDirectoryName(project)),
            RedirectStandardOutput = redirected,
            RedirectStandardError = redirected,
            UseShellExecute = false,
        };
        if (keep) start.Environment[TestRun.KeepVariable] = "1";
        if (debug) start.Environment[TestApplication.DebugVariable] = "1";
        using var process = Process.Start(start) ?? throw new CommandError("dotnet test could not be started.");
        Task[] copying = redirected ? [Copy(process.StandardOutput, Out), Copy(process.StandardError, Error)] : [];
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(ended, stop.Requested) != ended)
        {
            // Ctrl-C has reached it, too; else it is told here.
            if (await Task.WhenAny(ended, Task.Delay(Patience)) != ended) process.Kill(entireProcessTree: true);
            await ended;
            return 130;
        }

        await Task.WhenAll(copying);
        return process.ExitCode;
    }

    private static async Task Copy(StreamReader from, TextWriter to)
    {
        var buffer = new char[4096];
        while (await from.ReadAsync(buffer) is > 0 and var count) await to.WriteAsync(buffer.AsMemory(0, count));
    }

    private static T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is DatabaseErrorException or InvalidOperationException)
        {
            throw new CommandError(e.Message);
        }
    }
}
