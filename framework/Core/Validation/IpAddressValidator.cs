using System.Net;
using System.Net.Sockets;

namespace Quintet.Validation;

/// <summary>Which addresses are meant.</summary>
public enum IpProtocol
{
    Both,
    IPv4,
    IPv6,
}

/// <summary>An IP address.</summary>
public sealed class IpAddressValidator(IpProtocol protocol) : IValidator
{
    public void Validate(object? value)
    {
        var text = value as string ?? "";
        var isValid = protocol switch
        {
            IpProtocol.IPv4 => IpText.IsIPv4(text),
            IpProtocol.IPv6 => IpText.IsIPv6(text),
            _ => IpText.IsIPv4(text) || IpText.IsIPv6(text),
        };
        if (isValid) return;
        throw Errors.Invalid(
            Translation.GettextLazy(protocol switch
            {
                IpProtocol.IPv4 => "Enter a valid IPv4 address.",
                IpProtocol.IPv6 => "Enter a valid IPv6 address.",
                _ => "Enter a valid IPv4 or IPv6 address.",
            }),
            value);
    }
}

internal static class IpText
{
    /// <summary>Four numbers from 0 to 255 without leading zeros, which some systems read as octal.</summary>
    public static bool IsIPv4(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (++parts > 4 || part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9') || (part.Length > 1 && part[0] == '0') || int.Parse(part) > 255) return false;
        }

        return parts == 4;
    }

    public static bool IsIPv6(string text) =>
        text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')
        && text.Contains(':')
        && (!text.Contains('.') || IsIPv4(text.AsSpan(text.LastIndexOf(':') + 1)))
        && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
}
