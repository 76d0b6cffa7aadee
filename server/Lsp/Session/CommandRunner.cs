using System.ComponentModel;
using System.Diagnostics;
using Quintet.Ide;
using Quintet.Lsp.Protocol;
using StreamJsonRpc;

namespace Quintet.Lsp.Session;

/// <summary>
/// Runs management commands for editors without a terminal task of their own: output goes to the editor's log, a progress
/// shows that it runs and lets people stop it. Processes end, with all that they started, when they are cancelled and with the session.
/// </summary>
internal sealed class CommandRunner(Client client, Func<ClientFeatures> features, Log log) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Running> _running = [];
    private bool _disposed;

    /// <summary>Runs it to its end; where <paramref name="untilEnd"/> is false only starts it.</summary>
    public async Task<CommandOutcome> RunAsync(CommandLine line, bool untilEnd, CancellationToken cancellation)
    {
        var running = Start(line);
        var end = FollowAsync(running);
        if (!untilEnd) return new();
        await using var _ = cancellation.Register(running.Stop).ConfigureAwait(false);
        var exitCode = await end.ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        // Nobody reads the log of a command that went well: its last line says what was made.
        if (exitCode == 0) client.ShowMessage(MessageType.Info, $"{line.Title}: done. {running.LastLine}".TrimEnd());
        else client.ShowMessage(MessageType.Error, $"{line.Title} ended with exit code {exitCode}; its output is in the log. {running.LastLine}".TrimEnd());
        return new(exitCode);
    }

    /// <summary>The user pressed "cancel" at a progress.</summary>
    public void Cancel(string? token)
    {
        lock (_gate) _running.Find(r => r.Progress?.Token == token)?.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        Running[] left;
        lock (_gate)
        {
            _disposed = true;
            left = [.. _running];
        }

        foreach (var running in left) running.Stop();
        foreach (var running in left) await running.Process.WaitForExitAsync().ConfigureAwait(false);
    }

    private Running Start(CommandLine line)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_running.Exists(r => r.Line.Title == line.Title))
                throw new LocalRpcException($"{line.Title} is running already; stop it first.") { ErrorCode = ErrorCodes.RequestFailed };

            var process = new Process
            {
                StartInfo = new(line.Program, line.Args)
                {
                    WorkingDirectory = line.Cwd,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    UseShellExecute = false,
                    CreateNoWindow = true,
                },
            };
            var running = new Running(process, line);
            process.OutputDataReceived += (_, e) => Show(running, e.Data);
            process.ErrorDataReceived += (_, e) => Show(running, e.Data);
            client.LogMessage(MessageType.Info, $"> {line.Program} {string.Join(' ', line.Args)}    (in {line.Cwd})");
            try
            {
                process.Start();
            }
            catch (Win32Exception e)
            {
                process.Dispose();
                throw new LocalRpcException($"'{line.Program}' could not be started in '{line.Cwd}': {e.Message}. Is the .NET SDK installed and on PATH?") { ErrorCode = ErrorCodes.RequestFailed };
            }

            // Nobody can answer a question of the command: it finds the end of its input.
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            _running.Add(running);
            return running;
        }

        void Show(Running running, string? text)
        {
            if (text is null) return;
            client.LogMessage(MessageType.Log, text);
            if (!string.IsNullOrWhiteSpace(text)) running.LastLine = text.Trim();
        }
    }

    private async Task<int> FollowAsync(Running running)
    {
        try
        {
            if (features().WorkDoneProgress) running.Progress = await client.BeginProgressAsync(running.Line.Title, cancellable: true).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RemoteRpcException or ConnectionLostException or ObjectDisposedException)
        {
            log.Warning($"The client shows no progress: {e.Message}");
        }

        await running.Process.WaitForExitAsync().ConfigureAwait(false);
        lock (_gate) _running.Remove(running);
        var exitCode = running.Process.ExitCode;
        running.Progress?.End(running.Stopped ? "stopped" : exitCode == 0 ? "done" : $"exit code {exitCode}");
        client.LogMessage(exitCode == 0 || running.Stopped ? MessageType.Info : MessageType.Error, $"{running.Line.Title}: {(running.Stopped ? "stopped" : $"exit code {exitCode}")}");
        return exitCode;
    }

    private sealed class Running(Process process, CommandLine line)
    {
        public Process Process { get; } = process;

        public CommandLine Line { get; } = line;

        public Progress? Progress { get; set; }

        public bool Stopped { get; private set; }

        /// <summary>The last line of its output that is not blank.</summary>
        public string LastLine { get; set; } = "";

        public void Stop()
        {
            Stopped = true;
            try
            {
                Process.Kill(entireProcessTree: true);
            }
            catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
            {
                // It, or one of those that it started, ended by itself meanwhile.
            }
        }
    }
}
