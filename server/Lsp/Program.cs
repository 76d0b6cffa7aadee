using System.CommandLine;
using Quintet.Lsp.Commands;

namespace Quintet.Lsp;

/// <summary>The tool <c>quintet</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        return await CreateCommand().Parse(args).InvokeAsync().ConfigureAwait(false);
    }

    internal static RootCommand CreateCommand() => new("Quintet: the language server, checks and new projects. A project's own commands are run in it: dotnet run help.")
    {
        LspCommand.Create(),
        CheckCommand.Create(),
    };
}
