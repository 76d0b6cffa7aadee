using Quintet.Localization;

namespace Quintet.Validation;

/// <summary>An absolute URL.</summary>
/// <param name="schemes">Null: http, https, ftp, ftps.</param>
/// <param name="message">Null: "Enter a valid URL."</param>
/// <param name="code">Null: <c>invalid</c>.</param>
public sealed class UrlValidator(IReadOnlyCollection<string>? schemes = null, LazyText? message = null, string? code = null) : IValidator
{
    private const int MaxHostLength = 253;

    private static readonly string[] UsualSchemes = ["http", "https", "ftp", "ftps"];

    private readonly IReadOnlyCollection<string> _schemes = schemes ?? UsualSchemes;

    public void Validate(object? value)
    {
        if (value is not string text || !IsValid(text)) throw Errors.Invalid(message ?? Translation.GettextLazy("Enter a valid URL."), value, code);
    }

    private bool IsValid(string url)
    {
        if (url.AsSpan().ContainsAny("\t\r\n") || url.IndexOf("://", StringComparison.Ordinal) is not (>= 0 and var end)) return false;
        if (!_schemes.Contains(url[..end].ToLowerInvariant())) return false;
        var rest = url[(end + 3)..];
        return (WithoutUser(rest) is { } host && IsHostAndRest(host)) || IsHostAndRest(rest);
    }

    /// <summary>What stands behind <c>user:password@</c>; null where there is no such thing.</summary>
    private static string? WithoutUser(string rest)
    {
        var at = rest.IndexOf('@');
        if (at <= 0) return null;
        var colons = 0;
        for (var i = 0; i < at; i++)
        {
            if (rest[i] == ':') colons++;
            else if (rest[i] == '/' || char.IsWhiteSpace(rest[i])) return null;
        }

        return colons > 1 || rest[0] == ':' ? null : rest[(at + 1)..];
    }

    private static bool IsHostAndRest(string rest)
    {
        var end = rest.AsSpan().IndexOfAny("/?#");
        if (end >= 0 && rest.Skip(end).Any(char.IsWhiteSpace)) return false;
        var host = end < 0 ? rest : rest[..end];
        if (host.StartsWith('['))
        {
            var close = host.IndexOf(']');
            return close > 0 && IpText.IsIPv6(host[1..close]) && IsPort(host[(close + 1)..]);
        }

        var colon = host.IndexOf(':');
        var name = colon < 0 ? host : host[..colon];
        return IsPort(colon < 0 ? "" : host[colon..]) && name.Length <= MaxHostLength && (IpText.IsIPv4(name) || IsName(name));
    }

    private static bool IsPort(string text) => text.Length == 0 || (text.Length is >= 3 and <= 6 && text[0] == ':' && text.Skip(1).All(char.IsAsciiDigit));

    /// <summary>At least two parts, of which the last is no number; a point may end it.</summary>
    private static bool IsName(string name)
    {
        if (string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)) return true;
        var labels = (name.EndsWith('.') ? name[..^1] : name).Split('.');
        if (labels.Length < 2) return false;
        var last = labels[^1];
        return labels[..^1].All(label => HostText.IsLabel(label, IsLetterOrDigit)) && HostText.IsLabel(last, IsLetterOrDigit)
            && ((last.Length >= 2 && !last.Any(char.IsAsciiDigit)) || (last.Length > 4 && last.StartsWith("xn--", StringComparison.OrdinalIgnoreCase) && last.All(char.IsAscii)));
    }

    private static bool IsLetterOrDigit(char c) => char.IsAsciiLetterOrDigit(c) || c >= '\u00a1';
}
