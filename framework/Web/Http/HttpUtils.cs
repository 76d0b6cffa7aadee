using System.Globalization;
using System.Text;

namespace Quintet.Http;

/// <summary>Texts that stand in headers and addresses (Django's <c>utils.http</c>).</summary>
public static class HttpUtils
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    // Python's int() of 13 digits to the base of 36 is the largest that fits 64 bits.
    private const int LongestBase36 = 13;

    /// <summary><c>Sun, 06 Nov 1994 08:49:37 GMT</c> (RFC 9110, 5.6.7).</summary>
    public static string HttpDate(DateTimeOffset time) => time.ToString("r", CultureInfo.InvariantCulture);

    /// <summary>Reads the three forms that HTTP's dates have; null where a text is none of them.</summary>
    public static DateTimeOffset? ParseHttpDate(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var names = CultureInfo.InvariantCulture;
        if (DateTimeOffset.TryParseExact(text, "ddd, dd MMM yyyy HH:mm:ss 'GMT'", names, Utc, out var time)) return time;
        if (DateTimeOffset.TryParseExact(text, ["ddd MMM  d HH:mm:ss yyyy", "ddd MMM dd HH:mm:ss yyyy"], names, Utc, out time)) return time;

        // RFC 850 has two digits: not more than 50 years ahead. The day of the week is that of whichever century, so it is not looked at.
        var comma = text.IndexOf(',');
        if (comma < 0 || !IsDayName(text.AsSpan(0, comma))) return null;
        var date = text.AsSpan(comma + 1).Trim();
        if (date.Length != "06-Nov-94 08:49:37 GMT".Length || !int.TryParse(date.Slice(7, 2), NumberStyles.None, names, out var year)) return null;
        var now = DateTime.UtcNow.Year;
        year += now / 100 * 100;
        if (year - now > 50) year -= 100;
        return DateTimeOffset.TryParseExact($"{date[..7]}{year.ToString("0000", names)}{date[9..]}", "dd-MMM-yyyy HH:mm:ss 'GMT'", names, Utc, out time) ? time : null;
    }

    /// <summary>The header <c>Content-Disposition</c> of a body that is shown or saved (RFC 6266).</summary>
    /// <param name="asAttachment">Whether it is saved.</param>
    /// <param name="fileName">Under which name; empty: none.</param>
    /// <returns>Null where there is nothing to say.</returns>
    public static string? ContentDisposition(bool asAttachment, string fileName)
    {
        if (fileName.Length == 0) return asAttachment ? "attachment" : null;
        var name = fileName.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? "filename*=utf-8''" + Uri.EscapeDataString(fileName)
            : $"filename=\"{fileName.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        return (asAttachment ? "attachment; " : "inline; ") + name;
    }

    /// <summary>An entity tag in quotes; one that is quoted stays so.</summary>
    public static string QuoteETag(string tag) => IsETag(tag) ? tag : $"\"{tag}\"";

    /// <summary>The tags of <c>If-Match</c> or <c>If-None-Match</c>, in their quotes; <c>*</c> alone; what is no tag is left out.</summary>
    public static IReadOnlyList<string> ParseETags(string? header)
    {
        if (string.IsNullOrEmpty(header)) return [];
        return header.Trim() == "*" ? ["*"] : [.. header.Split(',', StringSplitOptions.TrimEntries).Where(IsETag)];
    }

    /// <summary>Whether an address that came from outside is safe to lead a visitor to: one of this site, or of the hosts that are named.</summary>
    /// <param name="url">The address.</param>
    /// <param name="allowedHosts">With their port where they have one.</param>
    /// <param name="requireHttps">Refuses <c>http:</c>, too.</param>
    public static bool UrlHasAllowedHostAndScheme(string? url, IEnumerable<string>? allowedHosts, bool requireHttps = false)
    {
        url = url?.Trim();
        if (string.IsNullOrEmpty(url)) return false;
        string[] hosts = [.. allowedHosts ?? []];
        // Browsers take a backslash for a slash.
        return IsAllowed(url, hosts, requireHttps) && IsAllowed(url.Replace('\\', '/'), hosts, requireHttps);
    }

    /// <summary>Whether a host is the pattern, or below it where that begins with a dot.</summary>
    public static bool IsSameDomain(string? host, string? pattern)
    {
        if (string.IsNullOrEmpty(pattern) || host is null) return false;
        return pattern[0] == '.'
            ? host.EndsWith(pattern, StringComparison.OrdinalIgnoreCase) || host.AsSpan().Equals(pattern.AsSpan(1), StringComparison.OrdinalIgnoreCase)
            : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);
    }

    /// <exception cref="ArgumentException">It is less than 0.</exception>
    public static string IntToBase36(long number)
    {
        if (number < 0) throw new ArgumentException("Negative base36 conversion input.");
        var text = "";
        do
        {
            text = Digits[(int)(number % 36)] + text;
            number /= 36;
        }
        while (number > 0);
        return text;
    }

    /// <exception cref="ArgumentException">It is no number to the base of 36, or longer than 13 digits.</exception>
    public static long Base36ToInt(string text)
    {
        if (text.Length > LongestBase36) throw new ArgumentException("Base36 input too large");
        Int128 number = 0;
        var digits = text.Trim();
        foreach (var c in digits)
        {
            var digit = Digits.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal);
            if (digit < 0) throw Invalid();
            number = (number * 36) + digit;
        }

        return digits.Length == 0 ? throw Invalid() : checked((long)number);

        ArgumentException Invalid() => new($"invalid literal for int() with base 36: '{text}'");
    }

    /// <summary>Base64 for addresses, without the padding at its end.</summary>
    public static string UrlSafeBase64Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    /// <exception cref="ArgumentException">It is no Base64.</exception>
    public static byte[] UrlSafeBase64Decode(string text)
    {
        try
        {
            return System.Buffers.Text.Base64Url.DecodeFromChars(text.AsSpan().TrimEnd('='));
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"'{text}' is no Base64 for addresses: {exception.Message}", exception);
        }
    }

    /// <summary><c>a=1&amp;b=x+y</c>: names and values as a form sends them.</summary>
    /// <exception cref="ArgumentNullException">A value is null.</exception>
    public static string UrlEncode(IEnumerable<KeyValuePair<string, string>> fields) => string.Join('&', fields.Select(field => $"{QuotePlus(field.Key)}={QuotePlus(
        field.Value ?? throw new ArgumentNullException(nameof(fields), $"Cannot encode null for key '{field.Key}' in a query string. Did you mean to pass an empty string or omit the value?"))}"));

    /// <summary>As a form sends a text: percent-encoded, a space is a plus.</summary>
    internal static string QuotePlus(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    /// <summary>The parts of a header that is a list; commas in quotes do not separate.</summary>
    internal static List<string> SplitList(string? header)
    {
        var parts = new List<string>();
        if (string.IsNullOrEmpty(header)) return parts;
        var (start, isQuoted) = (0, false);
        for (var i = 0; i <= header.Length; i++)
        {
            if (i < header.Length)
            {
                if (header[i] == '"') isQuoted = !isQuoted;
                if (header[i] != ',' || isQuoted) continue;
            }

            if (header.AsSpan(start, i - start).Trim() is { IsEmpty: false } part) parts.Add(part.ToString());
            start = i + 1;
        }

        return parts;
    }

    internal static string WithoutWeakness(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;

    private static bool IsETag(string tag)
    {
        var quoted = WithoutWeakness(tag);
        return quoted.Length > 1 && quoted[0] == '"' && quoted.IndexOf('"', 1) == quoted.Length - 1;
    }

    private static bool IsDayName(ReadOnlySpan<char> name)
    {
        foreach (var day in CultureInfo.InvariantCulture.DateTimeFormat.DayNames)
        {
            if (name.Equals(day, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static bool IsAllowed(string url, string[] hosts, bool requireHttps)
    {
        // Browsers take /// for //, and ignore control characters at the start.
        if (url.StartsWith("///", StringComparison.Ordinal) || url.Length > 2048 || CharUnicodeInfo.GetUnicodeCategory(url, 0) == UnicodeCategory.Control) return false;
        if (!TrySplit(url, out var scheme, out var host)) return false;
        // Without a host, a scheme is one of "javascript:" and the like, or of "http:///example.com".
        if (host.Length == 0 && scheme.Length > 0) return false;
        if (scheme.Length == 0 && host.Length > 0) scheme = "http";
        return (host.Length == 0 || hosts.Contains(host, StringComparer.Ordinal)) && (scheme.Length == 0 || scheme == "https" || (scheme == "http" && !requireHttps));
    }

    /// <summary>The scheme in small letters and what stands between the two slashes and the path, as they are written; false where a browser may read it otherwise.</summary>
    private static bool TrySplit(string url, out string scheme, out string host)
    {
        (scheme, host) = ("", "");
        // Browsers leave these out, wherever they stand.
        var text = url.Replace("\t", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var colon = text.IndexOf(':');
        if (colon > 0 && char.IsAsciiLetter(text[0]) && text.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0)
        {
            scheme = text[..colon].ToLowerInvariant();
            text = text[(colon + 1)..];
        }

        if (!text.StartsWith("//", StringComparison.Ordinal)) return true;
        var end = text.AsSpan(2).IndexOfAny('/', '?', '#');
        host = end < 0 ? text[2..] : text.Substring(2, end);
        if (host.Contains('[') != host.Contains(']')) return false;
        // What becomes one of the characters that separate is not what it looks like.
        return host.All(char.IsAscii) || host.Normalize(NormalizationForm.FormKC).AsSpan().IndexOfAny("/?#@:") < 0;
    }

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
}
