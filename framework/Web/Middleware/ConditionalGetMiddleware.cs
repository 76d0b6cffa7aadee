using Quintet.Http;

namespace Quintet.Middleware;

/// <summary>
/// Answers 304 where the client has a page already (Django's <c>ConditionalGetMiddleware</c>): a response to GET gets an <c>ETag</c> that is made of its body, unless it
/// has one, and is held against <c>If-None-Match</c> and <c>If-Modified-Since</c>. The view runs all the same.
/// </summary>
public sealed class ConditionalGetMiddleware(GetResponse getResponse) : Middleware
{
    public override ValueTask<HttpResponse> Call(HttpRequest request)
    {
        var response = getResponse(request);
        return response.IsCompletedSuccessfully ? new(Answer(request, response.Result)) : Awaited(request, response);
    }

    private static async ValueTask<HttpResponse> Awaited(HttpRequest request, ValueTask<HttpResponse> response) => Answer(request, await response);

    /// <remarks>What another method did is done: it is too late to refuse it. The response to HEAD may have another body than that to GET.</remarks>
    internal static HttpResponse Answer(HttpRequest request, HttpResponse response)
    {
        if (request.Method != "GET") return response;
        if (response["ETag"] is null && !HttpUtils.SplitList(response["Cache-Control"]).Contains("no-store", StringComparer.OrdinalIgnoreCase)) CacheHeaders.SetResponseETag(response);
        var lastModified = HttpUtils.ParseHttpDate(response["Last-Modified"]);
        return response["ETag"] is null && lastModified is null ? response : CacheHeaders.GetConditionalResponse(request, response["ETag"], lastModified, response)!;
    }
}
