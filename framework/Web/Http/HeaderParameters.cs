using System.Text;

namespace Quintet.Http;

/// <summary>A header with parameters, such as <c>Content-Type</c> and <c>Content-Disposition</c>: <c>form-data; name="a"; filename*=utf-8''%C3%BC.txt</c>.</summary>
internal static class HeaderParameters
{
    /// <summary>The value in small letters, and the parameters by their names in small letters; what cannot be read is left out.</summary>
    public static (string Value, Dictionary<string, string> Parameters) Parse(string? header)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (header is null) return ("", parameters);
        var extended = new HashSet<string>(StringComparer.Ordinal);
        var value = "";
        var isFirst = true;
        foreach (var part in Split(header))
        {
            if (isFirst)
            {
                value = part.Trim().ToLowerInvariant();
                isFirst = false;
                continue;
            }

            var equals = part.IndexOf('=');
            if (equals < 0) continue;
            var name = part[..equals].Trim().ToLowerInvariant();
            var text = part[(equals + 1)..].Trim();
            if (text.Length > 1 && text[0] == '"' && text[^1] == '"') text = text[1..^1].Replace("\\\\", "\\", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal);
            if (!name.EndsWith('*'))
            {
                // The other form of the same parameter says more, wherever it stands (RFC 6266, 4.3).
                if (!extended.Contains(name)) parameters[name] = text;
                continue;
            }

            name = name[..^1];
            if (text.Split('\'') is [var charset, _, var encoded] && Decode(charset, encoded) is { } decoded) text = decoded;
            parameters[name] = text;
            extended.Add(name);
        }

        return (value, parameters);
    }

    /// <summary>The encoding of a name in a header; null where we have none of it.</summary>
    public static Encoding? FindEncoding(string? charset)
    {
        if (string.IsNullOrEmpty(charset)) return null;
        try
        {
            return Encoding.GetEncoding(charset.Trim('"', '\'', ' '));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The parts between semicolons that stand in no quotes.</summary>
    private static IEnumerable<string> Split(string header)
    {
        var (start, isQuoted) = (0, false);
        for (var i = 0; i < header.Length; i++)
        {
            if (header[i] == '"' && (i == 0 || header[i - 1] != '\\' || !isQuoted)) isQuoted = !isQuoted;
            if (header[i] != ';' || isQuoted) continue;
            yield return header[start..i];
            start = i + 1;
        }

        yield return header[start..];
    }

    private static string? Decode(string charset, string text)
    {
        if (FindEncoding(charset) is not { } encoding) return null;
        // A plus is no space here.
        var bytes = Encoding.UTF8.GetBytes(text.Replace("+", "%2B", StringComparison.Ordinal));
        return encoding.GetString(System.Net.WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length)!);
    }
}
