using System.Buffers;
using Quintet.Text;

namespace Quintet;

/// <summary>Escaping of HTML and what is made of text for a page, character for character as Django's <c>django.utils.html</c> does it.</summary>
public static partial class Html
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");
    private static readonly SearchValues<char> SpecialInScripts = SearchValues.Create(
        "\\'\"><&=-;`\u2028\u2029\0\x01\x02\x03\x04\x05\x06\x07\b\t\n\v\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f");

    /// <summary>Replaces <c>&amp; &lt; &gt; " '</c> by entities; the same string comes back where there are none.</summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Special)) return text;
        var builder = new TextBuilder(stackalloc char[256]);
        builder.AppendEscaped(text);
        return builder.ToString();
    }

    /// <summary>The value's text, escaped where it is not marked as safe (Django's <c>conditional_escape</c>).</summary>
    public static SafeString ConditionalEscape(object? value) =>
        value as SafeString ?? new SafeString(value is IHtml html ? html.ToHtml() : Escape(value as string ?? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? ""));

    /// <summary>Writes <paramref name="text"/> escaped, without building the escaped string.</summary>
    public static void WriteEscaped(TextWriter writer, ReadOnlySpan<char> text)
    {
        while (true)
        {
            var next = text.IndexOfAny(Special);
            if (next < 0)
            {
                writer.Write(text);
                return;
            }

            writer.Write(text[..next]);
            writer.Write(Entity(text[next]));
            text = text[(next + 1)..];
        }
    }

    /// <summary>
    /// HTML with values in it (Django's <c>format_html</c>): <c>Html.Format($"&lt;b&gt;{title}&lt;/b&gt;")</c>. Each value is escaped,
    /// unless it is a <see cref="SafeString"/>.
    /// </summary>
    public static SafeString Format(HtmlInterpolation html) => html.ToSafeString();

    /// <summary>As <see cref="Format"/>, for a text that is not written in the program: <c>{0}</c> stands for the first value, <c>{{</c> for a brace.</summary>
    /// <exception cref="FormatException">A place has no value, or a brace is not closed.</exception>
    public static SafeString FormatText(string format, params ReadOnlySpan<object?> values)
    {
        var escaped = new object?[values.Length];
        for (var i = 0; i < values.Length; i++) escaped[i] = ConditionalEscape(values[i]).Value;
        return new(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, escaped));
    }

    /// <summary>Line breaks become <c>&lt;br&gt;</c>, empty lines end a paragraph (<c>&lt;p&gt;</c>).</summary>
    /// <param name="text">The text.</param>
    /// <param name="escape">Whether the text is escaped; where it is not, it has to be HTML.</param>
    public static string LineBreaks(string text, bool escape)
    {
        text = TextUtils.NormalizeNewlines(text);
        var builder = new TextBuilder(stackalloc char[256]);
        for (var start = 0; ;)
        {
            var length = text.AsSpan(start).IndexOf("\n\n");
            builder.Append("<p>");
            AppendWithBreaks(ref builder, length < 0 ? text.AsSpan(start) : text.AsSpan(start, length), escape);
            builder.Append("</p>");
            if (length < 0) return builder.ToString();
            builder.Append("\n\n");
            for (start += length; start < text.Length && text[start] == '\n';) start++;
        }
    }

    /// <summary>Line breaks become <c>&lt;br&gt;</c>.</summary>
    /// <inheritdoc cref="LineBreaks"/>
    public static string LineBreaksBr(string text, bool escape)
    {
        var builder = new TextBuilder(stackalloc char[256]);
        AppendWithBreaks(ref builder, TextUtils.NormalizeNewlines(text), escape);
        return builder.ToString();
    }

    /// <summary>Escapes a text for use between the quotes of a JavaScript string; also right within HTML (Django's <c>escapejs</c>).</summary>
    public static string EscapeJs(string text)
    {
        if (!text.AsSpan().ContainsAny(SpecialInScripts)) return text;
        var builder = new TextBuilder(stackalloc char[256]);
        for (var rest = text.AsSpan(); ;)
        {
            var next = rest.IndexOfAny(SpecialInScripts);
            if (next < 0)
            {
                builder.Append(rest);
                return builder.ToString();
            }

            builder.Append(rest[..next]);
            builder.Append("\\u");
            foreach (var shift in (ReadOnlySpan<int>)[12, 8, 4, 0]) builder.Append("0123456789ABCDEF"[(rest[next] >> shift) & 15]);
            rest = rest[(next + 1)..];
        }
    }

    internal static int IndexOfSpecial(ReadOnlySpan<char> text) => text.IndexOfAny(Special);

    internal static string Entity(char c) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        _ => "&#x27;",
    };

    private static void AppendWithBreaks(ref TextBuilder builder, ReadOnlySpan<char> text, bool escape)
    {
        while (true)
        {
            var end = text.IndexOf('\n');
            var line = end < 0 ? text : text[..end];
            if (escape) builder.AppendEscaped(line);
            else builder.Append(line);
            if (end < 0) return;
            builder.Append("<br>");
            text = text[(end + 1)..];
        }
    }
}
