using System.Text;

namespace Quintet.Text;

/// <summary>Makes what a person wrote for an address one that a browser takes (Django's <c>smart_urlquote</c>).</summary>
internal static class SmartUrl
{
    /// <summary>Encodes an address, whether or not it was encoded already; letters of other scripts in the host become punycode.</summary>
    public static string Quote(string url)
    {
        if (!TrySplit(url, out var parts) || !TryPunycode(parts.Host, out var host)) return UrlEncoding.Requote(url);
        var builder = new StringBuilder();
        if (parts.Scheme.Length > 0) builder.Append(parts.Scheme).Append(':');
        var path = UrlEncoding.Requote(parts.Path);
        // Without a host a path that begins with two slashes would become one.
        if (host.Length > 0 || (parts.HasHost && !path.StartsWith("//", StringComparison.Ordinal)))
        {
            builder.Append("//").Append(host);
            if (path.Length > 0 && path[0] != '/') builder.Append('/');
        }

        builder.Append(path);
        var query = Requery(parts.Query);
        if (query.Length > 0) builder.Append('?').Append(query);
        var fragment = UrlEncoding.Requote(parts.Fragment);
        if (fragment.Length > 0) builder.Append('#').Append(fragment);
        return builder.ToString();
    }

    /// <summary>The host in ASCII; false where it is none: an empty or overlong part, characters that no host may have.</summary>
    public static bool TryPunycode(string host, out string ascii)
    {
        ascii = host;
        if (host.Length == 0) return true;
        var isAscii = Ascii.IsValid(host);
        var labels = host.Split(isAscii ? ['.'] : ['.', '\u3002', '\uff0e', '\uff61']);
        // A dot at the end closes the name.
        var count = labels.Length > 1 && labels[^1].Length == 0 ? labels.Length - 1 : labels.Length;
        for (var i = 0; i < count; i++)
        {
            // A name of this length is none; its encoding takes more than linear time.
            if (labels[i].Length >= 1000 || (!Ascii.IsValid(labels[i]) && !Punycode.TryEncode(labels[i], out labels[i]))) return false;
            if (labels[i].Length is 0 or >= 64) return false;
        }

        ascii = string.Join('.', labels);
        return true;
    }

    /// <summary>Decodes keys and values apart, so that an encoded <c>&amp;</c> in a value stays one.</summary>
    private static string Requery(string query)
    {
        if (query.Length == 0) return "";
        var builder = new StringBuilder();
        foreach (var part in query.Split('&'))
        {
            if (part.Length == 0) continue;
            if (builder.Length > 0) builder.Append('&');
            var equals = part.IndexOf('=');
            builder.Append(Recode(equals < 0 ? part : part[..equals])).Append('=').Append(Recode(equals < 0 ? "" : part[(equals + 1)..]));
        }

        return builder.ToString();

        static string Recode(string text) => UrlEncoding.QuotePlus(UrlEncoding.Unquote(UrlEncoding.Unquote(text.Replace('+', ' '))));
    }

    private readonly record struct Parts(string Scheme, bool HasHost, string Host, string Path, string Query, string Fragment);

    private static bool TrySplit(string url, out Parts parts)
    {
        parts = default;
        var rest = url.Replace("\t", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var (scheme, host, hasHost) = ("", "", false);
        var colon = rest.IndexOf(':');
        if (colon > 0 && char.IsAsciiLetter(rest[0]) && rest.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0)
        {
            scheme = rest[..colon].ToLowerInvariant();
            rest = rest[(colon + 1)..];
        }

        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            hasHost = true;
            var end = rest.AsSpan(2).IndexOfAny('/', '?', '#');
            host = end < 0 ? rest[2..] : rest.Substring(2, end);
            rest = rest[(2 + host.Length)..];
            if (host.Contains('[') != host.Contains(']')) return false;
            // Compatibility forms of separators would move the border of the host.
            if (!Ascii.IsValid(host) && UnicodeText.Normalize(host.Replace("@", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal), NormalizationForm.FormKC).AsSpan().IndexOfAny("/?#@:") >= 0) return false;
        }

        var fragment = Cut(ref rest, '#');
        var query = Cut(ref rest, '?');
        parts = new(scheme, hasHost, host, rest, query, fragment);
        return true;
    }

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static string Cut(ref string text, char at)
    {
        var index = text.IndexOf(at);
        if (index < 0) return "";
        var behind = text[(index + 1)..];
        text = text[..index];
        return behind;
    }
}
