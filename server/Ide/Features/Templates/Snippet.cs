using System.Text.RegularExpressions;

namespace Quintet.Ide;

/// <summary>Snippets in LSP's syntax.</summary>
internal static partial class Snippet
{
    /// <summary>A text as it stands in a snippet.</summary>
    public static string Escape(string text) => text.Replace("\\", "\\\\").Replace("$", "\\$").Replace("}", "\\}");

    /// <summary>A snippet's text without its stops; their default texts stay.</summary>
    public static string Plain(string snippet) => Unescape().Replace(Stops().Replace(snippet, "$1"), "$1");

    [GeneratedRegex(@"(?<!\\)\$(?:\d+|\{\d+(?::([^}]*))?\})")]
    private static partial Regex Stops();

    [GeneratedRegex(@"\\([\\$}])")]
    private static partial Regex Unescape();
}
