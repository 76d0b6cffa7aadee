using Quintet.Http;

namespace Quintet.Middleware;

/// <summary>
/// Compresses bodies with Brotli or gzip, as the client wants them (Django's <c>GZipMiddleware</c>). It stands in front of what reads or writes bodies. Lengths vary by
/// chance, which makes attacks that guess a secret by them (BREACH) slow.
/// </summary>
public sealed class GZipMiddleware(GetResponse getResponse) : Middleware
{
    /// <summary>Less is not worth it.</summary>
    private const int MinLength = 200;

    public override ValueTask<HttpResponse> Call(HttpRequest request)
    {
        var response = getResponse(request);
        return response.IsCompletedSuccessfully ? new(Compress(request, response.Result)) : Awaited(request, response);
    }

    private static async ValueTask<HttpResponse> Awaited(HttpRequest request, ValueTask<HttpResponse> response) => Compress(request, await response);

    internal static HttpResponse Compress(HttpRequest request, HttpResponse response)
    {
        if (!response.IsStreaming && response.ContentLength < MinLength) return response;
        if (response["Content-Encoding"] is not null || response.StatusCode is 101 or 206 || !response.IsCompressible) return response;
        response.Headers.PatchVary("Accept-Encoding");
        if (Compression.Choose(request.Headers["Accept-Encoding"]) is not { } coding) return response;
        if (response.IsStreaming)
        {
            // Parts are those of the file itself.
            if (response is FileResponse && request.Headers["Range"] is not null) return response;
            response.Coding = coding;
            response.Headers["Accept-Ranges"] = null;
        }
        else
        {
            var content = response.ContentBytes;
            var compressed = Compression.Compress(content.Span, coding);
            if (compressed.Length >= content.Length) return response;
            response.ContentBytes = compressed;
        }

        // The same page in other bytes (RFC 9110, 8.8.1).
        if (response["ETag"] is { } tag && tag.StartsWith('"')) response["ETag"] = "W/" + tag;
        response["Content-Encoding"] = coding;
        return response;
    }
}
