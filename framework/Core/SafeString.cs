using System.Buffers;
using System.Text;

namespace Quintet;

/// <summary>Text that is HTML already and is not escaped again (Django's <c>SafeString</c>).</summary>
public sealed class SafeString(string value) : IEquatable<SafeString>
{
    public static readonly SafeString Empty = new("");

    public string Value { get; } = value;

    public bool Equals(SafeString? other) => other is not null && other.Value == Value;

    public override bool Equals(object? obj) => Equals(obj as SafeString);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;
}

/// <summary>Escaping of HTML, character for character as Django's <c>django.utils.html</c> does it.</summary>
public static class Html
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    /// <summary>
    /// HTML with values in it (Django's <c>format_html</c>): <c>Html.Format($"&lt;b&gt;{title}&lt;/b&gt;")</c>. Each value is escaped,
    /// unless it is a <see cref="SafeString"/>.
    /// </summary>
    public static SafeString Format(HtmlInterpolation html) => html.ToSafeString();

    /// <summary>Replaces <c>&amp; &lt; &gt; " '</c> by entities; the same string comes back where there are none.</summary>
    public static string Escape(string text)
    {
        var first = text.AsSpan().IndexOfAny(Special);
        if (first < 0) return text;
        var builder = new StringBuilder(text.Length + 16);
        builder.Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            if (Entity(text[i]) is { } entity) builder.Append(entity);
            else builder.Append(text[i]);
        }

        return builder.ToString();
    }

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

    private static string? Entity(char c) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#x27;",
        _ => null,
    };
}
