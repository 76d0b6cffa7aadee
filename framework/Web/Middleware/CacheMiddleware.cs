using Quintet.Caching;
using Quintet.Conf;
using Quintet.Http;

namespace Quintet.Middleware;

/// <summary>
/// Keeps the pages of the whole site in a cache: the first of all middleware, with <see cref="FetchFromCacheMiddleware"/> as the last (Django's pair). Settings: <c>CacheMiddlewareAlias</c>, <c>CacheMiddlewareSeconds</c>,
/// <c>CacheMiddlewareKeyPrefix</c>.
/// </summary>
public sealed class UpdateCacheMiddleware(GetResponse getResponse) : Middleware
{
    private readonly PageCache _pages = FetchFromCacheMiddleware.Pages();

    public override async ValueTask<HttpResponse> Call(HttpRequest request) => await _pages.UpdateAsync(request, await getResponse(request));
}

/// <summary>Answers with a kept page where there is one; see <see cref="UpdateCacheMiddleware"/>.</summary>
public sealed class FetchFromCacheMiddleware(GetResponse getResponse) : Middleware
{
    private readonly PageCache _pages = Pages();

    public override async ValueTask<HttpResponse> Call(HttpRequest request) => await _pages.FetchAsync(request) ?? await getResponse(request);

    internal static PageCache Pages()
    {
        var settings = Settings.Current;
        return new(settings.CacheMiddlewareAlias, settings.CacheMiddlewareKeyPrefix, settings.CacheMiddlewareSeconds);
    }
}
