using System.CommandLine;
using System.Runtime.InteropServices;
using Quintet.Lsp.Session;

namespace Quintet.Lsp.Commands;

/// <summary><c>quintet lsp</c>: the language server on standard input and output.</summary>
internal static class LspCommand
{
    public static Command Create()
    {
        var stdio = new Option<bool>("--stdio") { Description = "Talk over standard input and output (the only way there is, and the default)." };
        // Some clients append it to every server's command line; the process id that counts is the one in 'initialize'.
        var client = new Option<int?>("--clientProcessId") { Hidden = true };
        var log = new Option<FileInfo>("--log") { Description = "Write every message, how long it took and what went wrong to the end of this file.", HelpName = "file" };
        var command = new Command("lsp", "Serve an editor: the language server protocol over standard input and output.") { stdio, log, client };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(log), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo? log, CancellationToken cancellation)
    {
        TextWriter? logFile = null;
        try
        {
            if (log is not null) logFile = TextWriter.Synchronized(new StreamWriter(log.Open(FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The log '{log}' cannot be written: {e.Message}").ConfigureAwait(false);
            return Program.WrongUse;
        }

        await using var closing = logFile;
        var input = Console.OpenStandardInput();
        var output = Console.OpenStandardOutput();
        // Whatever any library prints must not get between the messages.
        Console.SetOut(Console.Error);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        await using var server = new LanguageServer(input, output, Console.Error, logFile: logFile);
        return await server.RunAsync(stop.Token).ConfigureAwait(false);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
