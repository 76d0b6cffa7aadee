using Quintet.Http;

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
    public abstract ValueTask<HttpResponse> Call(HttpRequest request);
}
