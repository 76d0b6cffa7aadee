using System.Text;
using Quintet.Routing;

namespace WebTests.Attacks;

/// <summary>A request that nobody chose.</summary>
internal sealed record RandomRequest(string Method, string Path, string? ContentType, byte[] Body, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Cookies)
{
    /// <summary>To be read, and tried again.</summary>
    public override string ToString() =>
        $"{Method} {Path}\n{string.Join('\n', Headers.Select(header => $"{header.Key}: {header.Value}"))}\nContent-Type: {ContentType}\nCookie: {string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"))}\n\n{Convert.ToBase64String(Body)}";
}

/// <summary>Requests for the routes of a project, most of them with something wrong in one place; the same number makes the same request.</summary>
/// <param name="urls">The project's routes.</param>
/// <param name="known">By converter, values that lead to a page.</param>
internal sealed class RandomRequests(UrlTree urls, IReadOnlyDictionary<string, string[]> known)
{
    private static readonly string[] Methods = ["GET", "GET", "GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get"];

    private static readonly string[] Strange =
    [
        "", "..", "../..", "%2e%2e%2f", "%252e%252e%252f", "%00", "%", "%zz", "%C3%28", "%FF", "'", "\"><script>alert(1)</script>", "' OR 1=1--", "{{ 7|add:7 }}", "<% csrf_token %>", "{% debug %}", "\u202e", "😀", "ü",
        "-1", "0", "1", "2", "99999999999999999999", "2147483648", "1e9", "0x10", "١٢", "NaN", " ", "+", "&", "=", ";", "//", "\\", "[]", "null", "true", "$where", "a".PadRight(3000, 'a'), "a%20b", "Emma", "the", "*", "%25", "_", "\u0000", "\ufffd",
    ];

    private static readonly string[] Fields = ["q", "page", "back", "next", "id", "csrfmiddlewaretoken", "author", "title", "page", "q"];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("Accept", ["text/html", "*/*;q=0", "application/json;q=x, text/*", ",,,;q=", ""]),
        ("Accept-Encoding", ["gzip", "br, gzip;q=0", "*", ";;;", ""]),
        ("Accept-Language", ["de", "xx-YY;q=9", "a".PadRight(600, '-')]),
        ("If-None-Match", ["*", "\"x\"", "W/\"", "\"\"\"\""]),
        ("If-Modified-Since", ["Sat, 12 Feb 2011 17:38:44 GMT", "Sun, 31 Feb 99999", "0"]),
        ("If-Match", ["*", "\"x\", W/\"y\""]),
        ("If-Unmodified-Since", ["Saturday, 12-Feb-11 17:38:44 GMT", "x"]),
        ("Range", ["bytes=0-0", "bytes=-", "bytes=9-1", "bytes=0-0,2-2"]),
        ("Host", ["localhost", "evil.com", "localhost:99999", "[::1", "a b"]),
        ("X-Forwarded-Host", ["evil.com", ",,"]),
        ("X-Forwarded-Proto", ["https", "http, https", ""]),
        ("Origin", ["null", "https://evil.com", "not an origin", "http://localhost"]),
        ("Referer", ["http://localhost/", "http://[", "javascript:1"]),
        ("X-Requested-With", ["XMLHttpRequest"]),
        ("X-CSRFToken", ["a".PadRight(64, 'b'), "ü"]),
        ("X-HTTP-Method-Override", ["DELETE"]),
        ("Upgrade", ["websocket"]),
        ("Connection", ["Upgrade", "close"]),
        ("Content-Encoding", ["gzip"]),
        ("Expect", ["100-continue"]),
        ("User-Agent", ["", "Mozilla/5.0 ${jndi:ldap://x}"]),
    ];

    private static readonly string[] ContentTypes =
    [
        "application/x-www-form-urlencoded", "multipart/form-data; boundary=sep", "multipart/form-data", "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=other; charset=utf-16", "application/json", "text/plain; charset=utf-7",
        "application/x-www-form-urlencoded; charset=latin1", ";;;=", "",
    ];

    private readonly IReadOnlyList<UrlNode>[] _chains = [.. urls.Chains().Where(chain => chain.All(node => node.Pattern is RoutePattern))];

    public RandomRequest Make(int number)
    {
        var chance = new Random(number);
        var path = "/" + string.Concat(Pick(chance, _chains).SelectMany(node => ((RoutePattern)node.Pattern).Segments).Select(segment => Text(chance, segment)));
        if (OneIn(chance, 6)) path = Spoil(chance, path);
        if (OneIn(chance, 2)) path += "?" + string.Join('&', Several(chance, 3, () => $"{Field(chance)}={Uri.EscapeDataString(Value(chance))}"));
        if (OneIn(chance, 20)) path += "?" + Value(chance);
        var method = Pick(chance, Methods);
        var (type, body) = method is "GET" or "HEAD" ? (null, []) : Body(chance);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Several(chance, 3, () => Pick(chance, Headers) is var (header, values) && OneIn(chance, 2) ? (header, Pick(chance, values)) : ("X-" + header, Printable(Value(chance))))) headers[name] = value;
        if (headers.ContainsKey("Host") && !OneIn(chance, 4)) headers.Remove("Host");
        var cookies = new Dictionary<string, string>();
        if (OneIn(chance, 3)) cookies[Pick(chance, ["sessionid", "csrftoken", "messages", "x"])] = Printable(Value(chance)).Replace(';', ',');
        return new(method, path, type, body, headers, cookies);
    }

    private string Text(Random chance, RouteSegment segment) => segment switch
    {
        LiteralSegment literal => literal.Text,
        ParameterSegment parameter when !OneIn(chance, 10) && known.TryGetValue(parameter.ConverterName, out var values) => Pick(chance, values),
        _ => Uri.EscapeDataString(Value(chance)),
    };

    private static (string? Type, byte[] Body) Body(Random chance)
    {
        var (type, body) = chance.Next(4) switch
        {
            0 => ("application/x-www-form-urlencoded", string.Join('&', Several(chance, 5, () => $"{Field(chance)}={Uri.EscapeDataString(Value(chance))}"))),
            1 => ("multipart/form-data; boundary=sep", string.Concat(Several(chance, 5, () => Part(chance))) + "--sep--\r\n"),
            2 => ("application/json", $"{{\"{Field(chance)}\": [{chance.Next()}, \"{Value(chance)}\", null, {{}}]}}"),
            _ => (Pick(chance, ContentTypes), Value(chance)),
        };
        if (OneIn(chance, 5)) type = Pick(chance, ContentTypes);
        var bytes = Encoding.UTF8.GetBytes(body);
        if (bytes.Length > 0 && OneIn(chance, 3)) bytes = bytes[..chance.Next(bytes.Length)];
        for (var i = chance.Next(6); i > 3 && bytes.Length > 0; i--) bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
        return (type, bytes);
    }

    private static string Part(Random chance)
    {
        var file = OneIn(chance, 3) ? $"; filename=\"{Value(chance)}\"" : OneIn(chance, 6) ? $"; filename*=utf-8''{Uri.EscapeDataString(Value(chance))}" : "";
        var extra = OneIn(chance, 4) ? "\r\nContent-Type: text/plain; charset=" + Value(chance) : OneIn(chance, 6) ? "\r\nContent-Transfer-Encoding: base64" : "";
        return $"--sep\r\nContent-Disposition: form-data; name=\"{Field(chance)}\"{file}{extra}\r\n\r\n{Value(chance)}\r\n";
    }

    private static string Field(Random chance) => OneIn(chance, 8) ? Value(chance) : Pick(chance, Fields);

    private static string Value(Random chance) => OneIn(chance, 5) ? Rubbish(chance) : Pick(chance, Strange) + (OneIn(chance, 4) ? Pick(chance, Strange) : "");

    private static string Rubbish(Random chance) => new([.. Enumerable.Range(0, chance.Next(20)).Select(_ => (char)chance.Next(1, OneIn(chance, 3) ? 0xD7FF : 128))]);

    private static string Spoil(Random chance, string path)
    {
        var at = chance.Next(path.Length + 1);
        return chance.Next(3) switch
        {
            0 => path[..at] + Uri.EscapeDataString(Value(chance)) + path[at..],
            1 => "/" + path[..at],
            _ => path[..at].Length == 0 ? "/" : path[..at],
        };
    }

    /// <summary>What a server lets through in a header.</summary>
    private static string Printable(string text) => new([.. text.Where(c => c is >= ' ' and not (char)127)]);

    private static bool OneIn(Random chance, int count) => chance.Next(count) == 0;

    private static T Pick<T>(Random chance, IReadOnlyList<T> from) => from[chance.Next(from.Count)];

    private static IEnumerable<T> Several<T>(Random chance, int most, Func<T> make) => [.. Enumerable.Range(0, chance.Next(most + 1)).Select(_ => make())];
}
