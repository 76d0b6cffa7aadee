using Quintet.Management.Commands;

namespace Quintet.Management.Reload;

/// <summary>
/// The outer process of <c>runserver</c>: watches the sources, builds beside the running program, and exchanges the serving child when a
/// build succeeded. A build that fails leaves the old one serving.
/// </summary>
internal sealed class Supervisor(ProjectBuild build, string root, string[] arguments, TextWriter output, TextWriter error)
{
    private int _slot;

    public async Task<int> Run()
    {
        using var stop = new StopSignal(watchParent: false);
        using var stopping = new CancellationTokenSource();
        _ = stop.Requested.ContinueWith(_ => stopping.Cancel(), TaskScheduler.Default);
        using var watcher = new SourceWatcher(root);
        output.WriteLine("Watching for file changes");
        build.CopyCurrent(_slot);
        var server = ServerProcess.Start(build.ProgramIn(_slot), arguments);
        try
        {
            var running = true;
            var change = watcher.Next(stopping.Token);
            while (true)
            {
                if (running) await Task.WhenAny(change, server.Exited, stop.Requested);
                else await Task.WhenAny(change, stop.Requested);
                if (stop.Requested.IsCompleted) return 0;
                if (running && server.Exited.IsCompleted)
                {
                    if (server.ExitCode == RunServerCommand.CannotListen) return 1;
                    error.WriteLine($"The server ended with exit code {server.ExitCode}. Waiting for a change in the sources to start it again.");
                    running = false;
                    continue;
                }

                if (!change.IsCompletedSuccessfully) continue;
                var files = await change;
                change = watcher.Next(stopping.Token);
                if (!await TryBuild(files, stopping.Token)) continue;
                if (running) await server.Stop();
                server.Dispose();
                _slot++;
                server = ServerProcess.Start(build.ProgramIn(_slot), arguments);
                running = true;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            if (!server.Exited.IsCompleted) await server.Stop();
            server.Dispose();
        }
    }

    private async Task<bool> TryBuild(IReadOnlyCollection<string> files, CancellationToken cancellation)
    {
        output.WriteLine($"{string.Join(", ", files.Take(3))}{(files.Count > 3 ? $" and {files.Count - 3} more" : "")} changed, building.");
        // A package may have been added.
        var restore = files.Any(file => !file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase));
        if (await build.Build(_slot + 1, restore, cancellation) is not { } problems) return true;
        error.WriteLine(problems);
        error.WriteLine("The build failed: the program as it was before keeps serving. Waiting for the next change.");
        return false;
    }
}
