using Quintet.Conf;

namespace Quintet.Http;

/// <summary>Which Host headers are accepted: a wrong one would end up in links of mails and caches.</summary>
internal static class AllowedHost
{
    private static readonly string[] InDebug = [".localhost", "127.0.0.1", "[::1]"];

    /// <summary>Why the host is refused; null where it is allowed.</summary>
    public static string? Refuse(string host, Settings settings)
    {
        IReadOnlyList<string> allowed = settings.Debug && settings.AllowedHosts.Count == 0 ? InDebug : settings.AllowedHosts;
        if (!TrySplit(host, out var domain)) return $"Invalid HTTP_HOST header: '{host}'. The domain name provided is not valid according to RFC 1034/1035.";
        foreach (var pattern in allowed)
        {
            if (Matches(domain, pattern)) return null;
        }

        return $"Invalid HTTP_HOST header: '{host}'. You may need to add '{domain}' to AllowedHosts.";
    }

    /// <summary>The domain without the port and without a dot at its end.</summary>
    private static bool TrySplit(ReadOnlySpan<char> host, out string domain)
    {
        domain = "";
        if (host.IsEmpty) return false;
        var end = host.Length;
        if (host[0] == '[')
        {
            end = host.IndexOf(']') + 1;
            if (end < 3 || host[1..(end - 1)].ContainsAnyExcept("0123456789abcdefABCDEF:.")) return false;
        }
        else if (host.IndexOf(':') is >= 0 and var colon)
        {
            end = colon;
        }

        var port = host[end..];
        if (port.Length > 0 && (port[0] != ':' || port.Length == 1 || port[1..].ContainsAnyExceptInRange('0', '9'))) return false;
        var name = host[..end];
        if (name.IsEmpty) return false;
        if (name[0] != '[')
        {
            foreach (var c in name)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')) return false;
            }

            if (name[^1] == '.') name = name[..^1];
        }

        domain = name.ToString().ToLowerInvariant();
        return domain.Length > 0;
    }

    /// <summary><c>*</c> is any; <c>.example.com</c> is the domain and all below it; the rest is meant exactly.</summary>
    private static bool Matches(string domain, string pattern)
    {
        if (pattern == "*") return true;
        if (!pattern.StartsWith('.')) return string.Equals(domain, pattern, StringComparison.OrdinalIgnoreCase);
        return domain.EndsWith(pattern, StringComparison.OrdinalIgnoreCase) || domain.AsSpan().Equals(pattern.AsSpan(1), StringComparison.OrdinalIgnoreCase);
    }
}
