using Quintet.Caching;
using Quintet.Http;
using Quintet.Urls;

namespace Quintet.Views;

/// <summary>The view's pages are kept in a cache and come from there (Django's <c>@cache_page</c>): <c>[CachePage(60 * 15)]</c>. Each address has its own.</summary>
/// <param name="seconds">How long.</param>
public sealed class CachePageAttribute(int seconds) : ViewDecoratorAttribute
{
    /// <summary>The alias of the cache; null: that of <c>Settings.CacheMiddlewareAlias</c>.</summary>
    public string? Cache { get; init; }

    /// <summary>Stands in front of the keys; null: that of <c>Settings.CacheMiddlewareKeyPrefix</c>.</summary>
    public string? KeyPrefix { get; init; }

    public override ViewHandler Decorate(ViewHandler view)
    {
        PageCache? pages = null;
        return async (request, kwargs) =>
        {
            pages ??= new(Cache ?? request.Settings.CacheMiddlewareAlias, KeyPrefix ?? request.Settings.CacheMiddlewareKeyPrefix, null, seconds);
            return await pages.FetchAsync(request) ?? await SimpleTemplateResponse.WhenRendered(await view(request, kwargs), response => pages.UpdateAsync(request, response));
        };
    }
}
