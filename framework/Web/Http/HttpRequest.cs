using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Quintet.Conf;
using Quintet.Files;

namespace Quintet.Http;

/// <summary>A request. What came with it is read before the middleware chain runs, so that all members are synchronous.</summary>
public sealed class HttpRequest
{
    private static readonly MultiValueDict<UploadedFile> NoFiles = new([]);

    private readonly IHttpRequestFeature _feature;
    private QueryDict? _get;
    private IReadOnlyDictionary<string, string>? _cookies;
    private Dictionary<string, object?>? _items;
    private string? _host;
    private Sessions.Session? _session;

    internal HttpRequest(IFeatureCollection features, Settings settings)
    {
        Features = features;
        Settings = settings;
        _feature = features.GetRequiredFeature<IHttpRequestFeature>();
        Method = _feature.Method;
        Path = _feature.Path.Length == 0 ? "/" : _feature.Path;
    }

    /// <summary>What the test client wants to know; null for any other client.</summary>
    internal Testing.ClientRecord? Record { get; set; }

    /// <summary>In capitals: <c>GET</c>.</summary>
    public string Method { get; }

    /// <summary>Percent-decoded, with its leading slash, without the query string.</summary>
    public string Path { get; }

    /// <summary>As it was sent, without the question mark.</summary>
    public string QueryString => _feature.QueryString.Length > 0 ? _feature.QueryString[1..] : "";

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme => IsSecure ? "https" : "http";

    /// <summary>Whether it came over https; behind a proxy, whether <c>Settings.SecureProxySslHeader</c> says so.</summary>
    public bool IsSecure => Settings.SecureProxySslHeader is { } proxy
        ? string.Equals(Headers[proxy.Name]?.Split(',')[0].Trim(), proxy.Value, StringComparison.Ordinal)
        : _feature.Scheme == "https";

    /// <summary>The query string's fields.</summary>
    public QueryDict GET => _get ??= QueryDict.Parse(_feature.QueryString, Settings.DataUploadMaxNumberFields);

    /// <summary>The fields of a form sent by POST.</summary>
    public QueryDict POST { get; internal set; } = QueryDict.Empty;

    /// <summary>The files of a form sent by POST as <c>multipart/form-data</c>; gone when the request is over.</summary>
    public MultiValueDict<UploadedFile> FILES { get; internal set; } = NoFiles;

    /// <summary>What takes in the files of the form.</summary>
    /// <exception cref="InvalidOperationException">Set when the files are in already.</exception>
    public IReadOnlyList<FileUploadHandler> UploadHandlers
    {
        get => field ??= [.. Settings.FileUploadHandlers.Select(make => make())];
        set => field = BodyReader.IsUntouched ? value : throw new InvalidOperationException(
            "You cannot set the upload handlers after the upload has been processed. Put [RawBody] on the view, set them there, then await ReadFormAsync().");
    }

    /// <summary>The body's bytes; empty with <see cref="Views.RawBodyAttribute"/> as long as nobody has read them.</summary>
    /// <exception cref="RawPostDataException">They were read as a stream: of <c>multipart/form-data</c>, the fields are in <see cref="POST"/> and <see cref="FILES"/>.</exception>
    public ReadOnlyMemory<byte> Body => BodyReader.Bytes;

    /// <summary>The encoding that the <c>Content-Type</c> says, else UTF-8.</summary>
    public Encoding Encoding => field ??= HeaderParameters.FindEncoding(HeaderParameters.Parse(Headers["Content-Type"]).Parameters.GetValueOrDefault("charset")) ?? Encoding.UTF8;

    /// <summary>The media types that the client takes, the most wanted first; <c>*/*</c> where it does not say.</summary>
    public IReadOnlyList<MediaType> AcceptedTypes => field ??= MediaType.Accepted(Headers["Accept"]);

    /// <summary>The request as a CGI program sees it: <c>REQUEST_METHOD</c>, <c>REMOTE_ADDR</c>, <c>HTTP_ACCEPT</c>.</summary>
    public IReadOnlyDictionary<string, string> META => field ??= RequestMeta.Of(this, _feature);

    public IReadOnlyDictionary<string, string> COOKIES => _cookies ??= CookieText.Parse(Headers["Cookie"]);

    public RequestHeaders Headers => new(_feature.Headers);

    /// <summary>The <c>Content-Type</c> without its parameters, in small letters; empty where there is none.</summary>
    public string ContentType => (Headers["Content-Type"] ?? "").Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>The client's address, as the connection says.</summary>
    public IPAddress? RemoteAddress => Features.Get<IHttpConnectionFeature>()?.RemoteIpAddress;

    /// <summary>The route that matched; null before the middleware chain reached the resolver, or where none did.</summary>
    public ResolverMatch? ResolverMatch { get; internal set; }

    /// <summary>
    /// The URL configuration of this request, where it is another than the settings' (Django's <c>request.urlconf</c>): a middleware sets it before the
    /// resolver is reached.
    /// </summary>
    public Type? UrlConf { get; set; }

    /// <summary>The instance that URL names of its templates mean where a namespace has several; that of the route where it is null.</summary>
    public string? CurrentApp { get; set; }

    /// <summary>Ends when the client went away.</summary>
    public CancellationToken Aborted => Features.Get<IHttpRequestLifetimeFeature>()?.RequestAborted ?? default;

    /// <summary>What the site remembers of the visitor.</summary>
    /// <exception cref="InvalidOperationException">There is no <c>SessionMiddleware</c>.</exception>
    public Sessions.Session Session => _session ?? throw new InvalidOperationException("The request has no session. Add typeof(SessionMiddleware) to Middleware in the settings, in front of what uses it.");

    /// <summary>Who asks; an <see cref="Auth.AnonymousUser"/> where no middleware has said.</summary>
    public Auth.AbstractBaseUser User
    {
        get => field ??= new Auth.AnonymousUser();
        set;
    }

    /// <summary>A place for what middleware hands on to views.</summary>
    public IDictionary<string, object?> Items => _items ??= new(StringComparer.Ordinal);

    /// <summary>The request's own number, which scripts and styles of its page have in <c>nonce</c> where the Content Security Policy allows <see cref="Security.CSP.Nonce"/>; made when first asked for.</summary>
    public string CspNonce => UsedCspNonce ??= System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    /// <summary>The number, where somebody asked for it.</summary>
    internal string? UsedCspNonce { get; private set; }

    internal RequestBody BodyReader => field ??= new(this);

    /// <summary>Whether there are files to be removed at its end.</summary>
    internal bool HasFiles => FILES != NoFiles;

    internal string Protocol => _feature.Protocol;

    internal Sessions.Session OpenSession(Sessions.Session session) => _session = session;

    /// <summary>The visitor's secret and what becomes of it; null as long as nobody asked.</summary>
    internal Middleware.CsrfState? Csrf { get; set; }

    /// <summary>Whether templates may have a token, which is made when one asks.</summary>
    internal bool OffersCsrfToken { get; set; }

    /// <summary>Set by the test client: forms need no token.</summary>
    internal bool DontEnforceCsrfChecks => Features.Get<Testing.WithoutCsrfChecks>() is not null;

    internal Settings Settings { get; }

    /// <summary>The class-based view that serves the request, where decorators stand around one of its methods.</summary>
    internal Views.View? View { get; set; }

    /// <summary>The server's side of the request.</summary>
    internal IFeatureCollection Features { get; }

    /// <summary>The host that the client named, with its port where it named one; checked against <c>Settings.AllowedHosts</c>.</summary>
    /// <exception cref="DisallowedHost">It is not allowed; answered by 400.</exception>
    public string GetHost()
    {
        if (_host is not null) return _host;
        var host = (Settings.UseXForwardedHost ? Forwarded("X-Forwarded-Host") : null) ?? Headers["Host"] ?? "";
        if (AllowedHost.Refuse(host, Settings) is { } reason) throw new DisallowedHost(reason);
        return _host = host;
    }

    /// <summary>The port that the client asked: of the connection, or what a proxy says of it (<c>Settings.UseXForwardedPort</c>).</summary>
    public string GetPort() => (Settings.UseXForwardedPort ? Forwarded("X-Forwarded-Port") : null)
        ?? (Features.Get<IHttpConnectionFeature>()?.LocalPort is > 0 and var port ? port.ToString(System.Globalization.CultureInfo.InvariantCulture) : IsSecure ? "443" : "80");

    /// <summary>Whether the client takes a media type: <c>text/html</c>.</summary>
    public bool Accepts(string mediaType) => MediaType.Find(AcceptedTypes, mediaType) is not null;

    /// <summary>Of several media types the one that the client wants most; null where it takes none of them.</summary>
    public string? GetPreferredType(params ReadOnlySpan<string> mediaTypes)
    {
        var (wanted, best, place) = (AcceptedTypes.ToList(), (string?)null, int.MaxValue);
        foreach (var mediaType in mediaTypes)
        {
            if (MediaType.Find(wanted, mediaType) is { } accepted && wanted.IndexOf(accepted) is var index && index < place) (best, place) = (mediaType, index);
        }

        return best;
    }

    /// <summary>The body as a stream; where it was not read before (<see cref="Views.RawBodyAttribute"/>), as it comes in, once.</summary>
    /// <exception cref="RawPostDataException">It was read as a stream already.</exception>
    public Stream OpenBody() => BodyReader.Open();

    /// <summary>The body's bytes, read now where they were not (<see cref="Views.RawBodyAttribute"/>).</summary>
    /// <exception cref="RequestDataTooBig">There are more than <c>Settings.DataUploadMaxMemorySize</c>.</exception>
    /// <exception cref="RawPostDataException">It was read as a stream already.</exception>
    public Task<ReadOnlyMemory<byte>> ReadBodyAsync() => BodyReader.ReadAll();

    /// <summary>Reads the form that a view with <see cref="Views.RawBodyAttribute"/> gets, into <see cref="POST"/> and <see cref="FILES"/>.</summary>
    /// <exception cref="RawPostDataException">It was read as a stream already.</exception>
    public Task ReadFormAsync() => BodyReader.ReadForm();

    /// <summary>The body, which is JSON; the names of properties are snake_case in it, as <see cref="JsonResponse"/> writes them.</summary>
    /// <param name="options">The serialiser's options, where the defaults do not fit.</param>
    /// <exception cref="BadRequest">It is no JSON, or not of that type; answered by 400, with the place.</exception>
    public T? Json<T>(System.Text.Json.JsonSerializerOptions? options = null) => JsonBody.Read<T>(Body.Span, options);

    /// <summary>Reads the body where it was not (<see cref="Views.RawBodyAttribute"/>).</summary>
    /// <inheritdoc cref="Json{T}"/>
    public async Task<T?> JsonAsync<T>(System.Text.Json.JsonSerializerOptions? options = null) => JsonBody.Read<T>((await ReadBodyAsync()).Span, options);

    /// <summary>The value of a cookie that <see cref="HttpResponse.SetSignedCookie"/> set; null where it is missing.</summary>
    /// <param name="name">The cookie's name.</param>
    /// <param name="salt">That with which it was set.</param>
    /// <param name="maxAge">How old it may be; null: any age.</param>
    /// <exception cref="Security.BadSignature">It was not signed by us, changed since, or is too old.</exception>
    public string? GetSignedCookie(string name, string salt = "", TimeSpan? maxAge = null) =>
        COOKIES.TryGetValue(name, out var signed) ? Security.Signing.CookieSigner(name + salt).Unsign(signed, maxAge) : null;

    /// <summary>The path, percent-encoded, with the query string.</summary>
    /// <param name="forceAppendSlash">Adds a slash to a path that has none at its end.</param>
    public string GetFullPath(bool forceAppendSlash = false)
    {
        var builder = new System.Text.StringBuilder();
        Routing.UrlEncoding.AppendPath(builder, Urls.UrlScope.ScriptPrefix == "/" ? Path : Urls.UrlScope.ScriptPrefix.TrimEnd('/') + Path);
        if (forceAppendSlash && !Path.EndsWith('/')) builder.Append('/');
        // Two slashes at the start would be read as a host by browsers.
        if (builder.Length > 1 && builder[1] == '/') builder.Remove(1, 1).Insert(1, "%2F");
        return builder.Append(Text.UrlEncoding.IriToUri(_feature.QueryString)).ToString();
    }

    /// <summary>An absolute address on this host; of this page where no location is given.</summary>
    public string BuildAbsoluteUri(string? location = null)
    {
        location ??= GetFullPath();
        // On Unix "/x" would count as an absolute file: address.
        if (!location.StartsWith('/') && Uri.TryCreate(location, UriKind.Absolute, out var absolute)) return absolute.AbsoluteUri;
        if (location.StartsWith("//", StringComparison.Ordinal)) return Scheme + ":" + location;
        if (location.StartsWith('/')) return $"{Scheme}://{GetHost()}{location}";
        return new Uri(new Uri($"{Scheme}://{GetHost()}{GetFullPath()}"), location).AbsoluteUri;
    }

    public override string ToString() => $"{Method} {Path}";

    /// <summary>What the outermost of our proxies said in a header to which each adds.</summary>
    private string? Forwarded(string header)
    {
        if (Headers[header] is not { } values) return null;
        var parts = values.Split(',', StringSplitOptions.TrimEntries);
        return parts[Math.Max(0, parts.Length - Math.Max(1, Settings.ProxyCount))];
    }
}
