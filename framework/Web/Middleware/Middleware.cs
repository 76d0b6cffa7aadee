using Quintet.Http;
using Quintet.Views;

namespace Quintet.Middleware;

/// <summary>The rest of the chain: the next middleware, and after the last the view.</summary>
public delegate ValueTask<HttpResponse> GetResponse(HttpRequest request);

/// <summary>
/// Something that stands around every view (Django's middleware). A derived class takes a <see cref="GetResponse"/> in its
/// constructor and is made once, when the application starts; it may not keep anything of a single request in its fields.
/// </summary>
/// <example><code>
/// public class TimingMiddleware(GetResponse getResponse) : Middleware
/// {
///     public override async ValueTask&lt;HttpResponse&gt; Call(HttpRequest request)
///     {
///         var response = await getResponse(request);
///         return response;
///     }
/// }
/// </code></example>
public abstract class Middleware
{
    /// <summary>Stands around the rest of the chain.</summary>
    public abstract ValueTask<HttpResponse> Call(HttpRequest request);

    /// <summary>
    /// Called when the view is known and before it runs, from the outermost middleware to the innermost (Django's <c>process_view</c>). A
    /// response takes the view's place; null goes on.
    /// </summary>
    public virtual ValueTask<HttpResponse?> ProcessView(HttpRequest request, ViewInfo view) => default;

    /// <summary>
    /// Called with a page that the view gave and that is not rendered yet, from the innermost middleware to the outermost (Django's
    /// <c>process_template_response</c>). It may change the page's template and context, or give another response.
    /// </summary>
    public virtual ValueTask<HttpResponse> ProcessTemplateResponse(HttpRequest request, SimpleTemplateResponse response) => new(response);

    /// <summary>
    /// Called with what the view threw, from the innermost middleware to the outermost (Django's <c>process_exception</c>). A response takes the
    /// error page's place; null goes on.
    /// </summary>
    public virtual ValueTask<HttpResponse?> ProcessException(HttpRequest request, Exception exception) => default;
}
