using System.Text;
using System.Text.RegularExpressions;

namespace Quintet.Templates.Filters;

internal static partial class HtmlFilters
{
    /// <summary>Tags made out of tags, so often; more is an attack on the time this takes.</summary>
    private const int MaxRounds = 50;

    public static object? Escape(in FilterInput input) => input.IsSafe ? input.Value : new SafeString(Html.Escape(input.Text));

    public static object? ForceEscape(in FilterInput input) => new SafeString(Html.Escape(input.Text));

    public static object? Safe(in FilterInput input) => new SafeString(input.Text);

    public static object? LineBreaks(in FilterInput input)
    {
        var escape = input.Autoescape && !input.IsSafe;
        var paragraphs = EmptyLines().Split(NormalizeNewlines(input.Text))
            .Select(text => $"<p>{(escape ? Html.Escape(text) : text).Replace("\n", "<br>", StringComparison.Ordinal)}</p>");
        return new SafeString(string.Join("\n\n", paragraphs));
    }

    public static object? LineBreaksBr(in FilterInput input)
    {
        var text = NormalizeNewlines(input.Text);
        if (input.Autoescape && !input.IsSafe) text = Html.Escape(text);
        return new SafeString(text.Replace("\n", "<br>", StringComparison.Ordinal));
    }

    public static object? StripTags(in FilterInput input)
    {
        var text = input.Text;
        // Removing a tag may make another out of what was around it.
        for (var round = 0; round < MaxRounds && text.Contains('<') && text.Contains('>'); round++)
        {
            var stripped = StripOnce(text);
            if (stripped.Count(c => c == '<') == text.Count(c => c == '<')) break;
            text = stripped;
        }

        return text;
    }

    private static string NormalizeNewlines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>Leaves out tags, comments and declarations; a <c>&lt;</c> that begins none of them stays.</summary>
    private static string StripOnce(string text)
    {
        var builder = new StringBuilder(text.Length);
        var last = text.LastIndexOf('>');
        var quotes = true;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '<' || i > last || i + 1 == text.Length)
            {
                builder.Append(text[i]);
                continue;
            }

            var end = EndOfMarkup(text, i, ref quotes);
            if (end < 0) builder.Append(text[i]);
            else i = end - 1;
        }

        return builder.ToString();
    }

    /// <summary>Behind the tag, comment or declaration that begins at <paramref name="start"/>; -1 where none does.</summary>
    /// <remarks>An attribute without its closing quote turns <paramref name="quotes"/> off for the rest, so that the text is not searched to its end again and again.</remarks>
    private static int EndOfMarkup(string text, int start, ref bool quotes)
    {
        if (text.AsSpan(start).StartsWith("<!--"))
        {
            var close = text.IndexOf("-->", start + 4, StringComparison.Ordinal);
            return close < 0 ? Behind(text.IndexOf('>', start)) : close + 3;
        }

        var next = text[start + 1];
        if (next is '!' or '?') return Behind(text.IndexOf('>', start));
        var nameAt = next == '/' ? start + 2 : start + 1;
        if (nameAt >= text.Length || !char.IsAsciiLetter(text[nameAt])) return next == '/' && nameAt < text.Length ? Behind(text.IndexOf('>', start)) : -1;
        if (next == '/') return Behind(text.IndexOf('>', start));
        var quote = '\0';
        for (var i = nameAt; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
            }
            else if (quotes && c is '"' or '\'' && text[i - 1] is '=' or ' ')
            {
                quote = c;
            }
            else if (c == '>')
            {
                return i + 1;
            }
        }

        quotes = false;
        return Behind(text.IndexOf('>', start));

        static int Behind(int index) => index < 0 ? -1 : index + 1;
    }

    [GeneratedRegex("\n{2,}")]
    private static partial Regex EmptyLines();
}
