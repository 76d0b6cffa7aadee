using System.Diagnostics;
using Quintet.Management.Commands;

namespace Quintet.Management.Reload;

/// <summary>The process that serves. It lives as long as the pipe to its standard input, so it cannot outlive its parent.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public Task Exited => _process.WaitForExitAsync();

    public int ExitCode => _process.ExitCode;

    public static ServerProcess Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(DotnetHost.Program) { RedirectStandardInput = true, UseShellExecute = false };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment[RunServerCommand.ChildVariable] = "1";
        return new(Process.Start(start) ?? throw new CommandError("The server's process could not be started."));
    }

    /// <summary>Asks it to end, and ends it where it does not.</summary>
    public async Task Stop()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
    }

    public void Dispose() => _process.Dispose();
}
