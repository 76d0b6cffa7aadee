using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Quintet.Http;

/// <summary>An answer: status, headers and a body, by default HTML in UTF-8.</summary>
public class HttpResponse
{
    internal const string HtmlUtf8 = "text/html; charset=utf-8";

    private ReadOnlyMemory<byte> _bytes;
    private string? _text;
    private PooledBuffer? _buffer;
    private ResponseHeaders? _headers;
    private List<string>? _cookies;
    private string _contentType = HtmlUtf8;

    public HttpResponse(string content = "", string contentType = HtmlUtf8, int status = 200)
    {
        _text = content;
        ContentType = contentType;
        StatusCode = status;
    }

    public HttpResponse(ReadOnlyMemory<byte> content, string contentType = HtmlUtf8, int status = 200)
    {
        _bytes = content;
        ContentType = contentType;
        StatusCode = status;
    }

    /// <summary>A body that was written into a pooled buffer; the response owns the buffer from now on.</summary>
    internal HttpResponse(PooledBuffer buffer, string contentType = HtmlUtf8, int status = 200)
    {
        _buffer = buffer;
        ContentType = contentType;
        StatusCode = status;
    }

    public int StatusCode { get; set; }

    /// <summary>The phrase after the status code; the standard one where it is null.</summary>
    /// <exception cref="BadHeaderException">It holds a control character.</exception>
    public string? ReasonPhrase
    {
        get;
        set
        {
            if (value is not null) ResponseHeaders.Check("Reason-Phrase", value);
            field = value;
        }
    }

    /// <summary>The <c>Content-Type</c>; empty for none. Text is encoded as its <c>charset</c> says.</summary>
    /// <exception cref="BadHeaderException">It holds a control character.</exception>
    public string ContentType
    {
        get => _contentType;
        set
        {
            _contentType = value;
            if (ReferenceEquals(value, HtmlUtf8))
            {
                Encoding = Encoding.UTF8;
                return;
            }

            ResponseHeaders.Check("Content-Type", value);
            if (!Ascii.IsValid(value)) throw new BadHeaderException($"A Content-Type is ASCII, not '{value}'.");
            Encoding = value.Contains("charset=", StringComparison.OrdinalIgnoreCase) && HeaderParameters.FindEncoding(HeaderParameters.Parse(value).Parameters.GetValueOrDefault("charset")) is { } other
                ? other
                : Encoding.UTF8;
        }
    }

    /// <summary>How text is encoded, by its name: <c>utf-8</c>.</summary>
    public string Charset => Encoding.WebName;

    private protected Encoding Encoding { get; private set; } = Encoding.UTF8;

    public ResponseHeaders Headers => _headers ??= new();

    /// <summary>The body as text. Reading decodes it, setting replaces it.</summary>
    public virtual string Content
    {
        get => _text ?? Encoding.GetString(ContentBytes.Span);
        set
        {
            Release();
            _text = value;
        }
    }

    /// <summary>The body's bytes. Valid until the response was sent.</summary>
    public virtual ReadOnlyMemory<byte> ContentBytes
    {
        get => _buffer is not null ? _buffer.Memory : _text is null ? _bytes : Encoding.GetBytes(_text);
        set
        {
            Release();
            _bytes = value;
        }
    }

    /// <summary>Adds text at the end of the body.</summary>
    public virtual void Write(string text) => Encoding.GetBytes(text, Buffer());

    /// <summary>Adds bytes at the end of the body.</summary>
    public virtual void Write(ReadOnlySpan<byte> bytes) => Buffer().Write(bytes);

    /// <summary>How many bytes there are so far.</summary>
    public long Tell() => ContentLength ?? throw new NotSupportedException($"This {GetType().Name} instance cannot tell its position");

    /// <summary>A header's value; null where it is missing.</summary>
    public string? this[string header]
    {
        get => string.Equals(header, "Content-Type", StringComparison.OrdinalIgnoreCase) ? _contentType : _headers?[header];
        set
        {
            if (string.Equals(header, "Content-Type", StringComparison.OrdinalIgnoreCase)) ContentType = value ?? "";
            else Headers[header] = value;
        }
    }

    /// <summary>The <c>Set-Cookie</c> headers.</summary>
    public IReadOnlyList<string> Cookies => _cookies ?? (IReadOnlyList<string>)[];

    /// <summary>Sets a cookie.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; percent-encoded where the grammar of cookies wants it.</param>
    /// <param name="maxAge">How long it lives; the browser's session where it is null.</param>
    /// <param name="path">For which paths it is sent.</param>
    /// <param name="domain">For which domain; this host alone where it is null.</param>
    /// <param name="secure">Only over https.</param>
    /// <param name="httpOnly">Hidden from scripts.</param>
    /// <param name="sameSite"><c>Lax</c>, <c>Strict</c> or <c>None</c>; null leaves it out.</param>
    public void SetCookie(
        string name, string value, TimeSpan? maxAge = null, string path = "/", string? domain = null, bool secure = false, bool httpOnly = false, string? sameSite = null)
    {
        var expires = maxAge is { } age ? DateTimeOffset.UtcNow.Add(age).ToString("r", CultureInfo.InvariantCulture) : null;
        AddCookie(name, value, maxAge, expires, path, domain, secure, httpOnly, sameSite);
    }

    /// <summary>Sets a cookie that <see cref="HttpRequest.GetSignedCookie"/> reads: the browser can read it, too, but not change it.</summary>
    /// <param name="salt">Says what it is for, so that no other signed value can take its place.</param>
    /// <inheritdoc cref="SetCookie"/>
#pragma warning disable CS1573 // the others are inherited
    public void SetSignedCookie(
        string name, string value, string salt = "", TimeSpan? maxAge = null, string path = "/", string? domain = null, bool secure = false, bool httpOnly = false, string? sameSite = null) =>
        SetCookie(name, Security.Signing.CookieSigner(name + salt).Sign(value), maxAge, path, domain, secure, httpOnly, sameSite);
#pragma warning restore CS1573

    /// <summary>Tells the browser to forget a cookie.</summary>
    public void DeleteCookie(string name, string path = "/", string? domain = null) =>
        AddCookie(name, "", TimeSpan.Zero, "Thu, 01 Jan 1970 00:00:00 GMT", path, domain, secure: false, httpOnly: false, sameSite: null);

    /// <summary>Adds cookies that were set on another response.</summary>
    internal void AddCookies(IReadOnlyList<string> cookies)
    {
        if (cookies.Count > 0) (_cookies ??= []).AddRange(cookies);
    }

    /// <summary>Makes a buffer the body; the response owns it from now on.</summary>
    private protected void Take(PooledBuffer buffer)
    {
        Release();
        _buffer = buffer;
    }

    /// <summary>Whether the page may be shown in any site's frame.</summary>
    internal bool XFrameOptionsExempt { get; set; }

    /// <summary>The Content Security Policy in place of the settings'; null: theirs.</summary>
    internal IReadOnlyDictionary<string, string[]>? Csp { get; set; }

    /// <summary>The policy that is only reported in place of the settings'; null: theirs.</summary>
    internal IReadOnlyDictionary<string, string[]>? CspReportOnly { get; set; }

    /// <summary>The length of the body in bytes; null where it is not known.</summary>
    internal virtual long? ContentLength => _buffer?.Length ?? (_text is null ? _bytes.Length : Encoding.GetByteCount(_text));

    /// <summary>Whether a middleware may read and replace the body.</summary>
    public virtual bool IsStreaming => false;

    /// <summary>How the body is compressed while it is sent (<c>gzip</c>, <c>br</c>); null: not at all.</summary>
    internal string? Coding { get; set; }

    /// <summary>Whether compressing may make the body shorter.</summary>
    internal virtual bool IsCompressible => true;

    /// <summary>The response as the request's headers want it: of a file "not modified" or a part.</summary>
    internal virtual HttpResponse For(HttpRequest request) => this;

    /// <summary>Takes over what another response's place brings along: its cookies, and what middleware is told of it.</summary>
    internal void TakePlaceOf(HttpResponse other) => (_cookies, XFrameOptionsExempt, Csp, CspReportOnly) = (other._cookies, other.XFrameOptionsExempt, other.Csp, other.CspReportOnly);

    /// <summary>Writes status and headers to the connection.</summary>
    internal void WriteHead(IHttpResponseFeature feature, bool withLength)
    {
        feature.StatusCode = StatusCode;
        if (ReasonPhrase is not null) feature.ReasonPhrase = ReasonPhrase;
        var headers = feature.Headers;
        if (_contentType.Length > 0) headers.ContentType = _contentType;
        if (_headers is not null)
        {
            foreach (var (name, value) in _headers) headers[name] = value;
        }

        if (_cookies is not null) headers.SetCookie = _cookies.ToArray();
        if (withLength && Coding is null && ContentLength is { } length) headers.ContentLength = length;
    }

    /// <summary>Writes the body to the connection, compressed where it is to be.</summary>
    internal ValueTask SendBody(IHttpResponseBodyFeature body, CancellationToken cancellation) =>
        Coding is null ? WriteBody(body, cancellation) : Compressed(body, Coding, cancellation);

    private async ValueTask Compressed(IHttpResponseBodyFeature body, string coding, CancellationToken cancellation)
    {
        await using var compressed = await CompressedBody.Open(body, coding, cancellation);
        await WriteBody(compressed, cancellation);
    }

    /// <summary>Writes the body as it is.</summary>
    internal virtual async ValueTask WriteBody(IHttpResponseBodyFeature body, CancellationToken cancellation)
    {
        var writer = body.Writer;
        if (_buffer is not null)
        {
            await writer.WriteAsync(_buffer.Memory, cancellation);
        }
        else if (_text is null)
        {
            await writer.WriteAsync(_bytes, cancellation);
        }
        else
        {
            Encoding.GetBytes(_text, writer);
            await writer.FlushAsync(cancellation);
        }
    }

    /// <summary>Gives the pooled buffer back; called when the response was sent.</summary>
    internal virtual void Release()
    {
        _buffer?.Dispose();
        _buffer = null;
        _text = null;
        _bytes = default;
    }

    /// <summary>The body, in a buffer that more can be added to.</summary>
    private PooledBuffer Buffer()
    {
        if (_buffer is not null) return _buffer;
        var buffer = new PooledBuffer();
        buffer.Write(ContentBytes.Span);
        (_text, _bytes) = (null, default);
        return _buffer = buffer;
    }

    private void AddCookie(
        string name, string value, TimeSpan? maxAge, string? expires, string path, string? domain, bool secure, bool httpOnly, string? sameSite)
    {
        if (sameSite is not (null or "Lax" or "Strict" or "None")) throw new ArgumentException($"sameSite is 'Lax', 'Strict' or 'None', not '{sameSite}'.", nameof(sameSite));
        if (name.Length == 0 || name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.AsSpan().IndexOfAny("=;,") >= 0) throw new ArgumentException($"'{name}' cannot name a cookie.", nameof(name));
        // What stands behind a semicolon would be another attribute.
        foreach (var part in (ReadOnlySpan<string?>)[path, domain])
        {
            if (part is not null && (part.Contains(';') || !Ascii.IsValid(part))) throw new ArgumentException($"'{part}' cannot be the path or the domain of a cookie.");
        }

        var cookie = new StringBuilder(name).Append('=').Append(Uri.EscapeDataString(value));
        if (expires is not null) cookie.Append("; expires=").Append(expires);
        if (maxAge is { } age) cookie.Append(CultureInfo.InvariantCulture, $"; Max-Age={(long)age.TotalSeconds}");
        if (domain is not null) cookie.Append("; Domain=").Append(domain);
        cookie.Append("; Path=").Append(path);
        if (secure) cookie.Append("; Secure");
        if (httpOnly) cookie.Append("; HttpOnly");
        if (sameSite is not null) cookie.Append("; SameSite=").Append(sameSite);
        var text = cookie.ToString();
        ResponseHeaders.Check("Set-Cookie", text);
        (_cookies ??= []).RemoveAll(existing => existing.StartsWith(name + "=", StringComparison.Ordinal));
        _cookies.Add(text);
    }
}
