using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Quintet.Conf;
using Quintet.Http;
using Quintet.Server;

namespace Quintet.Testing;

/// <summary>
/// Asks a project for pages without a socket (Django's test client): the request takes the same way as a real one, from the server's
/// edge through middleware and view to the bytes of the answer. Keeps cookies between requests.
/// </summary>
public sealed class Client
{
    private readonly RequestProcessor _processor;

    /// <summary>A client of the project of the test case that this runs in.</summary>
    /// <exception cref="InvalidOperationException">It runs in none.</exception>
    public Client()
        : this(TestScope.Current.Application, TestScope.Current)
    {
    }

    /// <summary>
    /// Starts a project with these settings. In a test case it works on the test's databases, elsewhere on none: the project's own are never
    /// touched.
    /// </summary>
    public Client(Settings settings)
        : this(TestApplication.Load(settings).Application, Context.Current.Find(TestScope.Key))
    {
    }

    internal Client(Application application, TestScope? scope = null)
    {
        Application = application;
        _processor = new(application, test: scope);
    }

    /// <summary>Whether forms need their token, as those of a browser do.</summary>
    public bool EnforceCsrfChecks { get; init; }

    /// <summary>The cookies that the next request sends.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>Headers that every request sends.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal Application Application { get; }

    /// <summary>GET.</summary>
    /// <param name="path">The path with its query string, percent-encoded as a browser would send it.</param>
    /// <param name="headers">Headers of this request.</param>
    /// <param name="follow">Whether redirects are followed.</param>
    public ClientResponse Get(string path, IReadOnlyDictionary<string, string>? headers = null, bool follow = false) => Send("GET", path, default, null, headers, follow);

    /// <summary>HEAD.</summary>
    public ClientResponse Head(string path, IReadOnlyDictionary<string, string>? headers = null) => Send("HEAD", path, default, null, headers, false);

    /// <summary>OPTIONS.</summary>
    public ClientResponse Options(string path, IReadOnlyDictionary<string, string>? headers = null) => Send("OPTIONS", path, default, null, headers, false);

    /// <summary>POST of a form.</summary>
    public ClientResponse Post(string path, IEnumerable<KeyValuePair<string, string>>? data = null, IReadOnlyDictionary<string, string>? headers = null, bool follow = false) =>
        Send("POST", path, Encoding.UTF8.GetBytes(new QueryDict(data ?? []).UrlEncode()), "application/x-www-form-urlencoded", headers, follow);

    /// <summary>POST of any body.</summary>
    public ClientResponse Post(string path, string body, string contentType, IReadOnlyDictionary<string, string>? headers = null) =>
        Send("POST", path, Encoding.UTF8.GetBytes(body), contentType, headers, false);

    /// <summary>Any other method.</summary>
    public ClientResponse Request(string method, string path, ReadOnlyMemory<byte> body = default, string? contentType = null, IReadOnlyDictionary<string, string>? headers = null) =>
        Send(method, path, body, contentType, headers, false);

    private ClientResponse Send(string method, string path, ReadOnlyMemory<byte> body, string? contentType, IReadOnlyDictionary<string, string>? headers, bool follow)
    {
        // Off the caller's synchronisation context: the test runner's would wait for this very thread.
        var response = Task.Run(() => SendOnce(method, path, body, contentType, headers)).GetAwaiter().GetResult();
        for (var hops = 0; follow && response.StatusCode is 301 or 302 or 303 or 307 or 308 && response["Location"] is { } location; hops++)
        {
            if (hops == 20) throw new InvalidOperationException($"Redirect loop: {path} leads to {location} after 20 redirects.");
            var keep = response.StatusCode is 307 or 308;
            var target = Uri.TryCreate(location, UriKind.Absolute, out var absolute) && !location.StartsWith('/') ? absolute.PathAndQuery : location;
            response = Task.Run(() => SendOnce(keep ? method : "GET", target, keep ? body : default, keep ? contentType : null, headers)).GetAwaiter().GetResult();
        }

        return response;
    }

    private async Task<ClientResponse> SendOnce(string method, string path, ReadOnlyMemory<byte> body, string? contentType, IReadOnlyDictionary<string, string>? headers)
    {
        var question = path.IndexOf('?');
        var request = new HttpRequestFeature
        {
            Method = method,
            Protocol = "HTTP/1.1",
            Scheme = "http",
            Path = Uri.UnescapeDataString(question < 0 ? path : path[..question]),
            QueryString = question < 0 ? "" : path[question..],
            RawTarget = path,
            Body = new MemoryStream(body.ToArray()),
        };
        // In debug localhost is always allowed; else the first host of the settings is as good as any.
        var allowed = Application.Settings.AllowedHosts.FirstOrDefault(host => host != "*");
        request.Headers.Host = allowed is null ? "localhost" : allowed.TrimStart('.');
        if (contentType is not null) request.Headers.ContentType = contentType;
        if (body.Length > 0) request.Headers.ContentLength = body.Length;
        if (Cookies.Count > 0) request.Headers.Cookie = string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
        foreach (var (name, value) in Headers.Concat(headers ?? new Dictionary<string, string>())) request.Headers[name] = value;
        var output = new MemoryStream();
        var features = new FeatureCollection();
        var responseFeature = new HttpResponseFeature();
        features.Set<IHttpRequestFeature>(request);
        if (!EnforceCsrfChecks) features.Set(new WithoutCsrfChecks());
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = System.Net.IPAddress.Loopback });
        features.Set<IHttpResponseFeature>(responseFeature);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(output));
        await _processor.ProcessRequestAsync(features);
        var response = new ClientResponse(responseFeature.StatusCode, responseFeature.Headers, output.ToArray());
        Remember(response);
        return response;
    }

    private void Remember(ClientResponse response)
    {
        foreach (var cookie in response.SetCookies)
        {
            var pair = cookie.Split(';')[0];
            var equals = pair.IndexOf('=');
            if (cookie.Contains("Max-Age=0", StringComparison.OrdinalIgnoreCase)) Cookies.Remove(pair[..equals]);
            else Cookies[pair[..equals]] = pair[(equals + 1)..];
        }
    }
}

/// <summary>Says of a request that it comes from a test which does not care for tokens.</summary>
internal sealed class WithoutCsrfChecks;

/// <summary>What came back, as bytes from the edge of the server.</summary>
public sealed class ClientResponse
{
    private readonly IHeaderDictionary _headers;

    internal ClientResponse(int statusCode, IHeaderDictionary headers, byte[] body)
    {
        StatusCode = statusCode;
        _headers = headers;
        Body = body;
    }

    public int StatusCode { get; }

    public byte[] Body { get; }

    /// <summary>The body as UTF-8 text.</summary>
    public string Content => Encoding.UTF8.GetString(Body);

    /// <summary>A header's value; null where it is missing.</summary>
    public string? this[string header] => _headers.TryGetValue(header, out var value) ? value.ToString() : null;

    /// <summary>The <c>Set-Cookie</c> headers.</summary>
    public IReadOnlyList<string> SetCookies => [.. _headers.TryGetValue("Set-Cookie", out StringValues values) ? values.OfType<string>() : []];
}
