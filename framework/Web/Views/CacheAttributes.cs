using Quintet.Http;
using Quintet.Middleware;
using Quintet.Urls;

namespace Quintet.Views;

/// <summary>What <c>Cache-Control</c> says of the view's pages (Django's <c>@cache_control</c>): <c>[CacheControl(MaxAge = 3600, Private = true)]</c>. Ages are in seconds; one below 0 is not said.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class CacheControlAttribute : ViewDecoratorAttribute
{
    public int MaxAge { get; init; } = -1;

    /// <summary>The age for caches that many people share.</summary>
    public int SMaxAge { get; init; } = -1;

    public bool Public { get; init; }

    /// <summary>Only the visitor's own browser keeps it.</summary>
    public bool Private { get; init; }

    /// <summary>It is kept, but the server is asked each time whether it is still right.</summary>
    public bool NoCache { get; init; }

    public bool NoStore { get; init; }

    public bool NoTransform { get; init; }

    public bool MustRevalidate { get; init; }

    public bool ProxyRevalidate { get; init; }

    /// <summary>It never changes: browsers do not ask again.</summary>
    public bool Immutable { get; init; }

    public int StaleWhileRevalidate { get; init; } = -1;

    public int StaleIfError { get; init; } = -1;

    public override ViewHandler Decorate(ViewHandler view)
    {
        var directives = new CacheDirectives
        {
            MaxAge = Said(MaxAge),
            SMaxAge = Said(SMaxAge),
            Public = Public,
            Private = Private,
            NoCache = NoCache,
            NoStore = NoStore,
            NoTransform = NoTransform,
            MustRevalidate = MustRevalidate,
            ProxyRevalidate = ProxyRevalidate,
            Immutable = Immutable,
            StaleWhileRevalidate = Said(StaleWhileRevalidate),
            StaleIfError = Said(StaleIfError),
        };
        return After(view, (_, response) =>
        {
            CacheHeaders.PatchCacheControl(response, directives);
            return response;
        });
    }

    private static int? Said(int age) => age < 0 ? null : age;
}

/// <summary>The view's pages are in no cache (Django's <c>@never_cache</c>).</summary>
public sealed class NeverCacheAttribute : ViewDecoratorAttribute
{
    public override ViewHandler Decorate(ViewHandler view) => After(view, (_, response) =>
    {
        CacheHeaders.AddNeverCacheHeaders(response);
        return response;
    });
}

/// <summary>The view's pages depend on these headers of the request (Django's <c>@vary_on_headers</c>): a cache keeps one for each of their values.</summary>
public class VaryOnHeadersAttribute(params string[] names) : ViewDecoratorAttribute
{
    public override ViewHandler Decorate(ViewHandler view) => After(view, (_, response) =>
    {
        CacheHeaders.PatchVaryHeaders(response, names);
        return response;
    });
}

/// <summary>The view's pages depend on the visitor's cookies (Django's <c>@vary_on_cookie</c>).</summary>
public sealed class VaryOnCookieAttribute() : VaryOnHeadersAttribute("Cookie");

/// <summary>The view's pages are compressed, as <see cref="GZipMiddleware"/> does it for all (Django's <c>@gzip_page</c>).</summary>
public sealed class GzipPageAttribute : ViewDecoratorAttribute
{
    public override ViewHandler Decorate(ViewHandler view) => AfterRendering(view, GZipMiddleware.Compress);
}

/// <summary>The view's pages are not sent to a browser that has them, as <see cref="ConditionalGetMiddleware"/> does it for all (Django's <c>@conditional_page</c>).</summary>
public sealed class ConditionalPageAttribute : ViewDecoratorAttribute
{
    public override ViewHandler Decorate(ViewHandler view) => AfterRendering(view, ConditionalGetMiddleware.Answer);
}
