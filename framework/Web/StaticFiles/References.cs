using System.Text.RegularExpressions;

namespace Quintet.StaticFiles;

/// <summary>Where a file names others: <c>url(…)</c> and <c>@import</c> in style sheets, the source map in scripts and style sheets. What stands in a comment is none, the source map apart.</summary>
internal sealed partial class References
{
    private readonly Regex _pattern;

    private References(Regex pattern) => _pattern = pattern;

    private static readonly References Styles = new(StylePattern()), Scripts = new(ScriptPattern());

    /// <summary>Those of a kind of file; null where it has none.</summary>
    public static References? Of(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".css" => Styles,
        ".js" or ".mjs" => Scripts,
        _ => null,
    };

    /// <summary>The text with other addresses.</summary>
    /// <param name="text">The file's.</param>
    /// <param name="change">Given an address, what stands in its place; null: itself.</param>
    public string Replace(string text, Func<string, string?> change) => _pattern.Replace(text, match =>
    {
        var url = match.Groups["url"];
        if (!url.Success || change(url.Value.Trim()) is not { } changed) return match.Value;
        return string.Concat(match.Value.AsSpan(0, url.Index - match.Index), changed, match.Value.AsSpan(url.Index + url.Length - match.Index));
    });

    // In their order: the source map in its comment, any other comment, addresses in quotes, without, and imports of texts.
    [GeneratedRegex("""/\*[#@]\s*sourceMappingURL=(?<url>[^\s*]+)\s*\*/|/\*(?s:.*?)(?:\*/|$)|(?i:url)\(\s*"(?<url>[^"\n]*)"|(?i:url)\(\s*'(?<url>[^'\n]*)'|(?i:url)\((?<url>[^"'()\s][^"'()]*)\)|(?i:@import)\s+(?:"(?<url>[^"\n]*)"|'(?<url>[^'\n]*)')""")]
    private static partial Regex StylePattern();

    [GeneratedRegex("""(?m)^[ \t]*//[#@][ \t]*sourceMappingURL=(?<url>\S+)[ \t]*\r?$""")]
    private static partial Regex ScriptPattern();
}
