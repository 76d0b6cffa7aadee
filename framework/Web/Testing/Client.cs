using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Quintet.Conf;
using Quintet.Files;
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
        _processor = new(application, test: scope, isClient: true);
    }

    /// <summary>Whether forms need their token, as those of a browser do.</summary>
    public bool EnforceCsrfChecks { get; init; }

    /// <summary>The cookies that the next request sends.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>Headers that every request sends.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal Application Application { get; }

    /// <summary>The host that requests name; in debug localhost is always allowed, else the first of the settings is as good as any.</summary>
    internal string Host => Application.Settings.AllowedHosts.FirstOrDefault(host => host != "*")?.TrimStart('.') ?? "localhost";

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

    /// <summary>POST of a form with files.</summary>
    /// <param name="path">The path with its query string.</param>
    /// <param name="data">The fields.</param>
    /// <param name="files">The files by the names of their fields: <c>new ContentFile("text", "a.txt")</c>.</param>
    /// <param name="headers">Headers of this request.</param>
    /// <param name="follow">Whether redirects are followed.</param>
    public ClientResponse Post(string path, IEnumerable<KeyValuePair<string, string>> data, IEnumerable<KeyValuePair<string, FileContent>> files, IReadOnlyDictionary<string, string>? headers = null, bool follow = false)
    {
        using var form = new MultipartFormDataContent("BoUnDaRyStRiNg");
        foreach (var (name, value) in data) form.Add(new StringContent(value), name);
        foreach (var (name, file) in files)
        {
            var part = new StreamContent(file.Open());
            part.Headers.ContentType = new(FileResponse.GuessType(file.Name).Split(';')[0]);
            form.Add(part, name, file.Name);
        }

        return Send("POST", path, Task.Run(form.ReadAsByteArrayAsync).GetAwaiter().GetResult(), form.Headers.ContentType!.ToString(), headers, follow);
    }

    /// <summary>POST of any body.</summary>
    public ClientResponse Post(string path, string body, string contentType, IReadOnlyDictionary<string, string>? headers = null) =>
        Send("POST", path, Encoding.UTF8.GetBytes(body), contentType, headers, false);

    /// <summary>POST of an object as JSON.</summary>
    public ClientResponse PostJson<T>(string path, T data, IReadOnlyDictionary<string, string>? headers = null) => Send("POST", path, JsonSerializer.SerializeToUtf8Bytes(data), "application/json", headers, false);

    /// <summary>PUT.</summary>
    public ClientResponse Put(string path, string body = "", string contentType = "application/octet-stream", IReadOnlyDictionary<string, string>? headers = null) =>
        Send("PUT", path, Encoding.UTF8.GetBytes(body), contentType, headers, false);

    /// <summary>PATCH.</summary>
    public ClientResponse Patch(string path, string body = "", string contentType = "application/octet-stream", IReadOnlyDictionary<string, string>? headers = null) =>
        Send("PATCH", path, Encoding.UTF8.GetBytes(body), contentType, headers, false);

    /// <summary>DELETE.</summary>
    public ClientResponse Delete(string path, IReadOnlyDictionary<string, string>? headers = null) => Send("DELETE", path, default, null, headers, false);

    /// <summary>Any other method.</summary>
    public ClientResponse Request(string method, string path, ReadOnlyMemory<byte> body = default, string? contentType = null, IReadOnlyDictionary<string, string>? headers = null) =>
        Send(method, path, body, contentType, headers, false);

    private ClientResponse Send(string method, string path, ReadOnlyMemory<byte> body, string? contentType, IReadOnlyDictionary<string, string>? headers, bool follow)
    {
        // Off the caller's synchronisation context: the test runner's would wait for this very thread.
        var response = Task.Run(() => SendOnce(method, path, body, contentType, headers)).GetAwaiter().GetResult();
        var chain = new List<(string Url, int StatusCode)>();
        while (follow && response.StatusCode is 301 or 302 or 303 or 307 or 308 && response["Location"] is { } location)
        {
            chain.Add((location, response.StatusCode));
            if (chain.Count == 20) throw new InvalidOperationException($"Redirect loop: {path} leads to {location} after 20 redirects.");
            var keep = response.StatusCode is 307 or 308;
            var target = Uri.TryCreate(location, UriKind.Absolute, out var absolute) && !location.StartsWith('/') ? absolute.PathAndQuery : location;
            response = Task.Run(() => SendOnce(keep ? method : "GET", target, keep ? body : default, keep ? contentType : null, headers)).GetAwaiter().GetResult();
        }

        response.RedirectChain = chain;
        return response;
    }

    private async Task<ClientResponse> SendOnce(string method, string path, ReadOnlyMemory<byte> body, string? contentType, IReadOnlyDictionary<string, string>? headers)
    {
        var features = RequestFeatures.Of(method, path, Host, body, contentType, Cookies, Headers.Concat(headers ?? new Dictionary<string, string>()));
        if (!EnforceCsrfChecks) features.Set(new WithoutCsrfChecks());
        var (output, head, record) = (new MemoryStream(), new HttpResponseFeature(), new ClientRecord());
        features.Set<IHttpResponseFeature>(head);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(output));
        features.Set(record);
        await _processor.ProcessRequestAsync(features);
        var response = new ClientResponse(head.StatusCode, head.Headers, output.ToArray(), record);
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

    private readonly ClientRecord _record;

    internal ClientResponse(int statusCode, IHeaderDictionary headers, byte[] body, ClientRecord record)
    {
        StatusCode = statusCode;
        _headers = headers;
        Body = body;
        _record = record;
    }

    /// <summary>The templates that the page was made with, those that were extended and included among them, as they began.</summary>
    public IReadOnlyList<string> Templates => _record.Templates;

    /// <summary>The variables of the page's template: <c>response.Context?["books"]</c>. Null where none was rendered.</summary>
    public Templates.RenderContext? Context => _record.Context;

    /// <summary>The route that the request took; null: none.</summary>
    public ResolverMatch? ResolverMatch => _record.Request?.ResolverMatch;

    /// <summary>What the view threw, where the answer is the page of an error; null otherwise.</summary>
    public Exception? Exception => _record.Exception;

    /// <summary>The redirects that were followed, each with its address and the status of the answer that had it.</summary>
    public IReadOnlyList<(string Url, int StatusCode)> RedirectChain { get; internal set; } = [];

    /// <summary>The body, read as JSON.</summary>
    /// <exception cref="JsonException">It is none, or something else.</exception>
    public T? Json<T>() => JsonSerializer.Deserialize<T>(Body);

    public int StatusCode { get; }

    public byte[] Body { get; }

    /// <summary>The body as UTF-8 text.</summary>
    public string Content => Encoding.UTF8.GetString(Body);

    /// <summary>A header's value; null where it is missing.</summary>
    public string? this[string header] => _headers.TryGetValue(header, out var value) ? value.ToString() : null;

    /// <summary>The <c>Set-Cookie</c> headers.</summary>
    public IReadOnlyList<string> SetCookies => [.. _headers.TryGetValue("Set-Cookie", out StringValues values) ? values.OfType<string>() : []];
}
