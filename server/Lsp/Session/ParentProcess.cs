using System.ComponentModel;
using System.Diagnostics;

namespace Quintet.Lsp.Session;

/// <summary>Notices that the client's process is gone, even where somebody else still holds our pipes open.</summary>
internal static class ParentProcess
{
    // The end of the pipe is noticed at once; this is only for the case that it does not come. Each look costs some milliseconds of a processor that is to sleep.
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    /// <summary>Completes when no process has this id any more, or another one has it.</summary>
    public static async Task WaitForEndAsync(int processId, CancellationToken cancellation)
    {
        var started = StartTime(processId);
        if (started is null) return;
        using var timer = new PeriodicTimer(s_interval);
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
        {
            if (StartTime(processId) != started) return;
        }
    }

    private static DateTime? StartTime(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited ? null : process.StartTime;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
        catch (Win32Exception)
        {
            // It is there, but another user's: as good as alive.
            return DateTime.MinValue;
        }
    }
}
