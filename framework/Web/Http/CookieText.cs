using System.Text;

namespace Quintet.Http;

/// <summary>The <c>Cookie</c> header of a request.</summary>
internal static class CookieText
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>
    /// What browsers send, whatever it is: a part without <c>=</c> is a value without a name, the last of one name counts. A value in quotes has Python's escapes (<c>\073</c>),
    /// one without is percent-decoded.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Parse(string? header)
    {
        if (string.IsNullOrEmpty(header)) return None;
        var cookies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in header.AsSpan().Split(';'))
        {
            var chunk = header.AsSpan(range);
            var equals = chunk.IndexOf('=');
            var name = equals < 0 ? "" : chunk[..equals].Trim();
            var value = chunk[(equals + 1)..].Trim();
            if (name.IsEmpty && value.IsEmpty) continue;
            cookies[name.ToString()] = value.Length > 1 && value[0] == '"' && value[^1] == '"' ? Unquote(value[1..^1]) : Uri.UnescapeDataString(value);
        }

        return cookies;
    }

    private static string Unquote(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\')) return text.ToString();
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
            }
            else if (i + 3 < text.Length && text[i + 1] is >= '0' and <= '3' && text[i + 2] is >= '0' and <= '7' && text[i + 3] is >= '0' and <= '7')
            {
                result.Append((char)(((text[i + 1] - '0') << 6) | ((text[i + 2] - '0') << 3) | (text[i + 3] - '0')));
                i += 3;
            }
            else
            {
                result.Append(text[++i]);
            }
        }

        return result.ToString();
    }
}
