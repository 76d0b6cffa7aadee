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

/// <summary>Sends the browser elsewhere, for now (302). What may come from a user is checked: only http, https and ftp.</summary>
public class HttpResponseRedirect : HttpResponse
{
    private static readonly string[] AllowedSchemes = ["http", "https", "ftp"];

    public HttpResponseRedirect(string url)
        : this(url, 302)
    {
    }

    private protected HttpResponseRedirect(string url, int status)
        : base("", HtmlUtf8, status)
    {
        var colon = url.IndexOf(':');
        // A scheme ends before the first slash, question mark or number sign.
        if (colon > 0 && url.AsSpan(0, colon).IndexOfAny('/', '?', '#') < 0 && !AllowedSchemes.Contains(url[..colon], StringComparer.OrdinalIgnoreCase))
        {
            throw new SuspiciousOperation($"Unsafe redirect to URL with protocol '{url[..colon]}'.");
        }

        // Line breaks are refused, not encoded: they have no business in an address.
        ResponseHeaders.Check("Location", url);
        Url = url;
        Headers["Location"] = ToAscii(url);
    }

    /// <summary>Where to.</summary>
    public string Url { get; }

    /// <summary>Non-ASCII characters and spaces percent-encoded, everything else as it is (Django's <c>iri_to_uri</c>).</summary>
    private static string ToAscii(string url)
    {
        if (!url.AsSpan().ContainsAnyExceptInRange('!', '~')) return url;
        return string.Concat(url.EnumerateRunes().Select(rune => rune.Value is >= '!' and <= '~' ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
    }
}

/// <summary>Sends the browser elsewhere, for good (301).</summary>
public sealed class HttpResponsePermanentRedirect(string url) : HttpResponseRedirect(url, 301);

/// <summary>400.</summary>
public sealed class HttpResponseBadRequest(string content = "") : HttpResponse(content, HtmlUtf8, 400);

/// <summary>403.</summary>
public sealed class HttpResponseForbidden(string content = "") : HttpResponse(content, HtmlUtf8, 403);

/// <summary>404.</summary>
public sealed class HttpResponseNotFound(string content = "") : HttpResponse(content, HtmlUtf8, 404);

/// <summary>500.</summary>
public sealed class HttpResponseServerError(string content = "") : HttpResponse(content, HtmlUtf8, 500);

/// <summary>304: what the client has is still right.</summary>
public sealed class HttpResponseNotModified() : HttpResponse("", "", 304);

/// <summary>405, with the methods that are answered.</summary>
public sealed class HttpResponseNotAllowed : HttpResponse
{
    public HttpResponseNotAllowed(IEnumerable<string> permittedMethods)
        : base("", HtmlUtf8, 405) => Headers["Allow"] = string.Join(", ", permittedMethods);
}
