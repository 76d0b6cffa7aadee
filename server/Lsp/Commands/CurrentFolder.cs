using System.CommandLine;

namespace Quintet.Lsp.Commands;

/// <summary>A folder that may be left out: then it is the current one.</summary>
internal static class CurrentFolder
{
    public static Argument<DirectoryInfo?> Argument(string description) =>
        new("folder") { Description = description + " The current folder by default.", Arity = ArgumentArity.ZeroOrOne };

    public static DirectoryInfo Or(DirectoryInfo? given) => given ?? new(Environment.CurrentDirectory);
}
