using System.Text.Json;

namespace Quintet.Http;

/// <summary>JSON, written straight to UTF-8.</summary>
public sealed class JsonResponse : HttpResponse
{
    /// <param name="data">What is serialised; the names of properties become snake_case.</param>
    /// <param name="status">The status code.</param>
    /// <param name="options">The serialiser's options, where the defaults do not fit.</param>
    public JsonResponse(object? data, int status = 200, JsonSerializerOptions? options = null)
        : base(Serialize(data, options ?? JsonBody.Defaults), "application/json", status)
    {
    }

    private static PooledBuffer Serialize(object? data, JsonSerializerOptions options)
    {
        var buffer = new PooledBuffer();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = options.Encoder, Indented = options.WriteIndented });
        JsonSerializer.Serialize(writer, data, data?.GetType() ?? typeof(object), options);
        return buffer;
    }
}

/// <summary>Sends the browser elsewhere, for now (302; 307 where it is to ask with the same method and body). Only to http, https and ftp, as an address may come from a user.</summary>
public class HttpResponseRedirect : HttpResponse
{
    private const int LongestUrl = 2048;

    private static readonly string[] AllowedSchemes = ["http", "https", "ftp"];

    /// <param name="url">An absolute address or a path.</param>
    /// <param name="preserveRequest">The browser sends the method and the body again.</param>
    /// <exception cref="DisallowedRedirect">It has another scheme, or is longer than 2048 characters; answered by 400.</exception>
    /// <exception cref="BadHeaderException">It holds a line break.</exception>
    public HttpResponseRedirect(string url, bool preserveRequest = false)
        : this(url, preserveRequest ? 307 : 302)
    {
    }

    private protected HttpResponseRedirect(string url, int status)
        : base("", HtmlUtf8, status)
    {
        if (url.Length > LongestUrl) throw new DisallowedRedirect($"Unsafe redirect exceeding {LongestUrl} characters");
        var colon = url.IndexOf(':');
        // A scheme ends before the first slash, question mark or number sign.
        if (colon > 0 && url.AsSpan(0, colon).IndexOfAny('/', '?', '#') < 0 && !AllowedSchemes.Contains(url[..colon], StringComparer.OrdinalIgnoreCase))
        {
            throw new DisallowedRedirect($"Unsafe redirect to URL with protocol '{url[..colon]}'");
        }

        // Line breaks are refused, not encoded: they have no business in an address.
        ResponseHeaders.Check("Location", url);
        Url = url;
        Headers["Location"] = Text.UrlEncoding.IriToUri(url);
    }

    /// <summary>Where to.</summary>
    public string Url { get; }
}

/// <summary>Sends the browser elsewhere, for good (301; 308 where it is to ask with the same method and body).</summary>
/// <param name="url">An absolute address or a path.</param>
/// <param name="preserveRequest">The browser sends the method and the body again.</param>
public sealed class HttpResponsePermanentRedirect(string url, bool preserveRequest = false) : HttpResponseRedirect(url, preserveRequest ? 308 : 301);

/// <summary>400.</summary>
public sealed class HttpResponseBadRequest(string content = "") : HttpResponse(content, HtmlUtf8, 400);

/// <summary>403.</summary>
public sealed class HttpResponseForbidden(string content = "") : HttpResponse(content, HtmlUtf8, 403);

/// <summary>404.</summary>
public sealed class HttpResponseNotFound(string content = "") : HttpResponse(content, HtmlUtf8, 404);

/// <summary>500.</summary>
public sealed class HttpResponseServerError(string content = "") : HttpResponse(content, HtmlUtf8, 500);

/// <summary>410: it was here, and is gone for good.</summary>
public sealed class HttpResponseGone(string content = "") : HttpResponse(content, HtmlUtf8, 410);

/// <summary>304: what the client has is still right.</summary>
public sealed class HttpResponseNotModified() : HttpResponse("", "", 304)
{
    public override string Content
    {
        get => "";
        set => throw NoContent();
    }

    public override ReadOnlyMemory<byte> ContentBytes
    {
        get => default;
        set => throw NoContent();
    }

    public override void Write(string text) => throw NoContent();

    public override void Write(ReadOnlySpan<byte> bytes) => throw NoContent();

    private static NotSupportedException NoContent() => new("You cannot set content to a 304 (Not Modified) response");
}

/// <summary>405, with the methods that are answered.</summary>
public sealed class HttpResponseNotAllowed : HttpResponse
{
    public HttpResponseNotAllowed(IEnumerable<string> permittedMethods)
        : base("", HtmlUtf8, 405) => Headers["Allow"] = string.Join(", ", permittedMethods);
}
