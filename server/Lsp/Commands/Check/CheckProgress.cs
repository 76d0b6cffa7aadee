using Quintet.Ide;
using Spectre.Console;

namespace Quintet.Lsp.Commands;

/// <summary>A bar on the error output while a check takes long; only at a terminal.</summary>
internal static class CheckProgress
{
    /// <summary>Does the work, which tells after each file that it is done.</summary>
    public static async Task<T> ShowAsync<T>(TextWriter errors, Snapshot snapshot, Func<Action?, T> work)
    {
        if (errors != Console.Error || Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb") return work(null);
        var (done, files) = (0, snapshot.Projects.Sum(project => project.FileCount));
        var working = Task.Run(() => work(() => Interlocked.Increment(ref done)));
        // What is done in a moment needs no bar that flashes by.
        if (await Task.WhenAny(working, Task.Delay(500)).ConfigureAwait(false) != working) await BarAsync(errors, files, () => Volatile.Read(ref done), working).ConfigureAwait(false);
        return await working.ConfigureAwait(false);
    }

    // In a method of its own, so that a check without a bar does not load what draws it.
    private static Task BarAsync(TextWriter errors, int files, Func<int> done, Task working) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) }).Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("Checking", maxValue: files);
                do bar.Value = done();
                while (await Task.WhenAny(working, Task.Delay(100)).ConfigureAwait(false) != working);
            });
}
