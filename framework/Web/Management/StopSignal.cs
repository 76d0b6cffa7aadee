using System.Runtime.InteropServices;

namespace Quintet.Management;

/// <summary>Ctrl-C, SIGTERM, and for a child process the end of its parent, as one task.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly TaskCompletionSource _requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;
    private readonly bool _onlyOnce;

    /// <param name="watchParent">Whether the end of standard input, a pipe from the parent, means to stop.</param>
    /// <param name="onlyOnce">Whether a second signal ends the process at once.</param>
    public StopSignal(bool watchParent, bool onlyOnce = false)
    {
        _onlyOnce = onlyOnce;
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
        if (watchParent) _ = WatchStandardInput();
    }

    public Task Requested => _requested.Task;

    /// <summary>What asked to stop; null: nothing yet, or the parent's end.</summary>
    public PosixSignal? Signal { get; private set; }

    /// <summary>The exit code of a process that a signal ended: 130 for Ctrl-C, 143 for SIGTERM.</summary>
    public static int ExitCode(PosixSignal signal) => 128 + signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        _ => 15,
    };

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        // The process ends by itself, after tidying up.
        context.Cancel = !_onlyOnce || Signal is null;
        Signal ??= context.Signal;
        _requested.TrySetResult();
    }

    private async Task WatchStandardInput()
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[16];
        try
        {
            while (await input.ReadAsync(buffer) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A broken pipe is an end as well.
        }

        _requested.TrySetResult();
    }
}
