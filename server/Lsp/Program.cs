using System.CommandLine;
using Quintet.Lsp.Commands;

namespace Quintet.Lsp;

/// <summary>The tool <c>quintet</c>.</summary>
internal static class Program
{
    internal const int WrongUse = 2;

    private static Task<int> Main(string[] args) => RunAsync(args);

    internal static async Task<int> RunAsync(string[] args, InvocationConfiguration? invocation = null)
    {
        var result = CreateCommand().Parse(args);
        var code = await result.InvokeAsync(invocation).ConfigureAwait(false);
        return result.Errors.Count > 0 ? WrongUse : code;
    }

    private static RootCommand CreateCommand() => new("Quintet: the language server, checks and new projects. A project's own commands are run in it: dotnet run help.")
    {
        LspCommand.Create(),
        CheckCommand.Create(),
        ScaffoldCommands.StartProject(),
        ScaffoldCommands.StartApp(),
    };
}
