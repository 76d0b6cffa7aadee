using Quintet.Http;
using Quintet.Urls;

namespace Quintet.Views;

/// <summary>Says of which state a view's page is, without making the page; for <see cref="ConditionAttribute{T}"/>. One or both of the two.</summary>
public interface IPageCondition
{
    /// <summary>A text that changes with the page, quoted or not; null: not known.</summary>
    /// <param name="request">The request.</param>
    /// <param name="kwargs">What the route captured.</param>
    static virtual string? ETag(HttpRequest request, IReadOnlyDictionary<string, object?> kwargs) => null;

    /// <summary>When the page changed last; null: not known.</summary>
    /// <inheritdoc cref="ETag"/>
    static virtual DateTimeOffset? LastModified(HttpRequest request, IReadOnlyDictionary<string, object?> kwargs) => null;
}

/// <summary>
/// The view does not run where the browser has its page already, or where the page is not what the browser wants to change (Django's <c>@condition</c>, <c>@etag</c>,
/// <c>@last_modified</c>): 304 and 412. Else the response gets the <c>ETag</c> and <c>Last-Modified</c>.
/// </summary>
/// <example><code>
/// public class Latest : IPageCondition
/// {
///     public static DateTimeOffset? LastModified(HttpRequest request, IReadOnlyDictionary&lt;string, object?&gt; kwargs) => Entry.Objects.Latest("published").Published;
/// }
///
/// [Condition&lt;Latest&gt;]
/// public static HttpResponse FrontPage(HttpRequest request) => …
/// </code></example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class ConditionAttribute<T> : ViewDecoratorAttribute
    where T : IPageCondition
{
    public override ViewHandler Decorate(ViewHandler view) => async (request, kwargs) =>
    {
        var etag = T.ETag(request, kwargs) is { } tag ? HttpUtils.QuoteETag(tag) : null;
        var lastModified = T.LastModified(request, kwargs);
        var response = CacheHeaders.GetConditionalResponse(request, etag, lastModified) ?? await view(request, kwargs);
        if (request.Method is not ("GET" or "HEAD")) return response;
        if (lastModified is { } time) response.Headers.SetDefault("Last-Modified", HttpUtils.HttpDate(time));
        if (etag is not null) response.Headers.SetDefault("ETag", etag);
        return response;
    };
}
