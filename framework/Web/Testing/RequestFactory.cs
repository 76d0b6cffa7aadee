using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Quintet.Conf;
using Quintet.Http;

namespace Quintet.Testing;

/// <summary>Makes requests for views that are called directly, without middleware and resolver (Django's <c>RequestFactory</c>): <c>Views.Index(new RequestFactory().Get("/"))</c>.</summary>
public sealed class RequestFactory
{
    /// <summary>Headers of every request.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <param name="path">The path with its query string, percent-encoded as a browser would send it.</param>
    public HttpRequest Get(string path) => Request("GET", path);

    public HttpRequest Head(string path) => Request("HEAD", path);

    public HttpRequest Delete(string path) => Request("DELETE", path);

    public HttpRequest Options(string path) => Request("OPTIONS", path);

    /// <summary>POST of a form.</summary>
    public HttpRequest Post(string path, IEnumerable<KeyValuePair<string, string>>? data = null) => Request("POST", path, new QueryDict(data ?? []).UrlEncode(), "application/x-www-form-urlencoded");

    /// <summary>POST of any body.</summary>
    public HttpRequest Post(string path, string body, string contentType) => Request("POST", path, body, contentType);

    public HttpRequest Put(string path, string body = "", string contentType = "application/octet-stream") => Request("PUT", path, body, contentType);

    public HttpRequest Patch(string path, string body = "", string contentType = "application/octet-stream") => Request("PATCH", path, body, contentType);

    private HttpRequest Request(string method, string path, string body = "", string? contentType = null)
    {
        var settings = Settings.Current;
        var request = new HttpRequest(RequestFeatures.Of(method, path, "testserver", Encoding.UTF8.GetBytes(body), contentType, Cookies, Headers), settings);
        // The body is in memory: nothing waits.
        Task.Run(request.ReadFormAsync).GetAwaiter().GetResult();
        return request;
    }
}

/// <summary>A request as the server would hand it over.</summary>
internal static class RequestFeatures
{
    public static FeatureCollection Of(string method, string path, string host, ReadOnlyMemory<byte> body, string? contentType, IReadOnlyDictionary<string, string> cookies, IEnumerable<KeyValuePair<string, string>> headers)
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
        request.Headers.Host = host;
        if (contentType is not null) request.Headers.ContentType = contentType;
        if (body.Length > 0) request.Headers.ContentLength = body.Length;
        if (cookies.Count > 0) request.Headers.Cookie = string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
        foreach (var (name, value) in headers) request.Headers[name] = value;
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = System.Net.IPAddress.Loopback });
        return features;
    }
}
