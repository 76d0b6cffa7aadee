using System.Runtime.InteropServices;

namespace Quintet.Management;

/// <summary>Ctrl-C, SIGTERM, and for a child process the end of its parent, as one task.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly TaskCompletionSource _requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="watchParent">Whether the end of standard input, a pipe from the parent, means to stop.</param>
    public StopSignal(bool watchParent)
    {
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
        if (watchParent) _ = WatchStandardInput();
    }

    public Task Requested => _requested.Task;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        // The process ends by itself, after tidying up.
        context.Cancel = true;
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
