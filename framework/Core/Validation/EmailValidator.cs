using Quintet.Localization;
using Quintet.Text;

namespace Quintet.Validation;

/// <summary>An e-mail address, as Django understands it: what mail systems take, not all that RFC 5322 allows.</summary>
/// <param name="message">Null: "Enter a valid email address."</param>
/// <param name="code">Null: <c>invalid</c>.</param>
/// <param name="allowList">Domains that are taken as they are; null: <c>localhost</c>.</param>
public sealed class EmailValidator(LazyText? message = null, string? code = null, IReadOnlyCollection<string>? allowList = null) : IValidator
{
    private readonly IReadOnlyCollection<string> _allowed = allowList ?? ["localhost"];

    public void Validate(object? value)
    {
        if (value is not string text || !IsValid(text)) throw Errors.Invalid(message ?? Translation.GettextLazy("Enter a valid email address."), value, code);
    }

    private bool IsValid(string text)
    {
        var at = text.LastIndexOf('@');
        if (at < 0) return false;
        var (user, domain) = (text[..at], text[(at + 1)..]);
        if (!IsDotAtom(user) && !IsQuoted(user)) return false;
        return _allowed.Contains(domain) || IsDomain(domain) || (HostText.ToAscii(domain) is { } ascii && ascii != domain && IsDomain(ascii));
    }

    private static bool IsDotAtom(string user) => user.Split('.').All(atom => atom.Length > 0 && atom.All(c => char.IsAsciiLetterOrDigit(c) || "-!#$%&'*+/=?^_`{}|~".Contains(c)));

    /// <summary>A quoted text: every character but line ends and NUL, quotes and backslashes behind a backslash.</summary>
    private static bool IsQuoted(string user)
    {
        if (user.Length < 2 || user[0] != '"' || user[^1] != '"') return false;
        for (var i = 1; i < user.Length - 1; i++)
        {
            var c = user[i];
            if (c == '\\' && i + 1 < user.Length - 1 && IsInQuotes(user[i + 1], isEscaped: true)) i++;
            else if (c is '"' or '\\' || !IsInQuotes(c, isEscaped: false)) return false;
        }

        return true;
    }

    private static bool IsInQuotes(char c, bool isEscaped) => c is > '\0' and <= '\x7f' and not ('\n' or '\r') && (isEscaped || c is not ('\t' or ' '));

    private static bool IsDomain(string domain)
    {
        if (domain.Length > 2 && domain[0] == '[' && domain[^1] == ']') return IpText.IsIPv4(domain.AsSpan(1, domain.Length - 2)) || IpText.IsIPv6(domain[1..^1]);
        var labels = domain.Split('.');
        if (labels.Length < 2) return false;
        var last = labels[^1];
        return labels[..^1].All(label => HostText.IsLabel(label, char.IsAsciiLetterOrDigit))
            && last.Length is >= 2 and <= 63 && last[^1] != '-' && last.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
    }
}

internal static class HostText
{
    /// <summary>A part of a host's name: letters and digits, hyphens between them, at most 63.</summary>
    public static bool IsLabel(string label, Func<char, bool> isLetterOrDigit) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => c == '-' || isLetterOrDigit(c));

    /// <summary>A name with its parts in Punycode; null where one has no such form.</summary>
    public static string? ToAscii(string host)
    {
        var labels = host.Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i].All(char.IsAscii)) continue;
            if (!Punycode.TryEncode(labels[i], out var ascii)) return null;
            labels[i] = ascii;
        }

        return string.Join('.', labels);
    }
}
