using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Quintet.Management;

namespace Quintet.Server;

/// <summary>Where the server listens: <c>127.0.0.1:8000</c>.</summary>
/// <param name="Host">As it was written.</param>
/// <param name="Ip">What it means; null is every name of this machine's loopback (<c>localhost</c>).</param>
/// <param name="Port">0 lets the system choose.</param>
internal sealed partial record ServerAddress(string Host, IPAddress? Ip, int Port)
{
    public static readonly ServerAddress Default = new("127.0.0.1", IPAddress.Loopback, 8000);

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://{Host}:{Port}/");

    /// <summary>As the command line takes it.</summary>
    public string ToArgument() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>Reads <c>8001</c>, <c>0.0.0.0:8000</c>, <c>0:8000</c>, <c>[::1]:8000</c>, <c>localhost:8000</c>.</summary>
    /// <exception cref="CommandError">It is none of these.</exception>
    public static ServerAddress Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return Default;
        var match = Pattern().Match(text);
        if (!match.Success || !int.TryParse(match.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > IPEndPoint.MaxPort)
        {
            throw new CommandError($"\"{text}\" is not a valid port number or address:port pair. Expected for example 8001, 0.0.0.0:8000 or [::1]:8000.", 2);
        }

        var host = match.Groups["host"].Value;
        switch (host)
        {
            case "": return Default with { Port = port };
            case "0": return new("0.0.0.0", IPAddress.Any, port);
            case "localhost": return new(host, null, port);
        }

        return IPAddress.TryParse(host.Trim('[', ']'), out var ip)
            ? new(host, ip, port)
            : throw new CommandError($"\"{host}\" is not an address that a server can listen on. Expected an IP address of this machine, 0.0.0.0 for all of them, or localhost.", 2);
    }

    [GeneratedRegex(@"^(?:(?<host>\[[0-9a-fA-F:.]+\]|[^\[\]:\s]+):)?(?<port>[0-9]{1,5})$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
