using Quintet.Conf;
using Quintet.Http;
using Quintet.Urls;

namespace Quintet.Middleware;

/// <summary>Builds the chain: each middleware around the next, the resolver and the view innermost.</summary>
internal static class HandlerChain
{
    /// <exception cref="ImproperlyConfigured">A type in <c>Settings.Middleware</c> is no middleware.</exception>
    public static GetResponse Build(Application application)
    {
        var chain = Guard(new ViewCaller(application).Call, application);
        foreach (var type in Enumerable.Reverse(application.Settings.Middleware))
        {
            if (!type.IsSubclassOf(typeof(Middleware)) || type.IsAbstract || type.GetConstructor([typeof(GetResponse)]) is not { } constructor)
            {
                throw new ImproperlyConfigured($"Middleware names {type.FullName}, which is none: expected a class derived from Middleware with a constructor that takes a GetResponse.");
            }

            chain = Guard(((Middleware)constructor.Invoke([chain])).Call, application);
        }

        return chain;
    }

    /// <summary>
    /// An exception becomes an error page right where it leaves a link of the chain, so that the middleware around it sees a response
    /// (Django's <c>convert_exception_to_response</c>).
    /// </summary>
    private static GetResponse Guard(GetResponse inner, Application application)
    {
        return request =>
        {
            try
            {
                var response = inner(request);
                return response.IsCompletedSuccessfully ? response : Awaited(response, request);
            }
            catch (Exception exception)
            {
                return new(ErrorPages.For(request, exception, application));
            }
        };

        async ValueTask<HttpResponse> Awaited(ValueTask<HttpResponse> response, HttpRequest request)
        {
            try
            {
                return await response;
            }
            catch (Exception exception)
            {
                return ErrorPages.For(request, exception, application);
            }
        }
    }
}

/// <summary>The innermost link: finds the route and calls its view.</summary>
internal sealed class ViewCaller(Application application)
{
    private readonly Routing.UrlTree _urls = application.Urls;

    public ValueTask<HttpResponse> Call(HttpRequest request)
    {
        // Not thrown: an exception would cost more than the page.
        if (_urls.Resolve(request.Path[1..]) is not { } match) return new(ErrorPages.NotFound(request, new Http404Unresolved(request.Path), application));
        var target = (ViewTarget)match.Leaf.Target;
        request.ResolverMatch = new(match.Route, match.Leaf.Name, match.ViewName ?? target.Name, match.Kwargs, match.Namespaces, match.AppNames);
        var response = target.Call(request, match.Kwargs);
        return response.IsCompletedSuccessfully && response.Result is null ? throw NoResponse(target) : response;
    }

    private static InvalidOperationException NoResponse(ViewTarget target) => new($"The view {target.Name} returned null instead of an HttpResponse.");
}
