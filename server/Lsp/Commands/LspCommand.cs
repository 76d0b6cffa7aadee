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
        var command = new Command("lsp", "Serve an editor: the language server protocol over standard input and output.") { stdio, client };
        command.SetAction((_, cancellation) => RunAsync(cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var input = Console.OpenStandardInput();
        var output = Console.OpenStandardOutput();
        // Whatever any library prints must not get between the messages.
        Console.SetOut(Console.Error);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        await using var server = new LanguageServer(input, output, Console.Error);
        return await server.RunAsync(stop.Token).ConfigureAwait(false);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
