using System.Reflection;
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
        var caller = new ViewCaller(application);
        var chain = Guard(caller.Call, application);
        foreach (var type in Enumerable.Reverse(application.Settings.Middleware))
        {
            if (!type.IsSubclassOf(typeof(Middleware)) || type.IsAbstract || type.GetConstructor([typeof(GetResponse)]) is not { } constructor)
            {
                throw new ImproperlyConfigured($"Middleware names {type.FullName}, which is none: expected a class derived from Middleware with a constructor that takes a GetResponse.");
            }

            var middleware = (Middleware)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [chain], null);
            if (Overrides(type, nameof(Middleware.ProcessView))) caller.BeforeViews.Insert(0, middleware);
            if (Overrides(type, nameof(Middleware.ProcessTemplateResponse))) caller.BeforeRendering.Add(middleware);
            if (Overrides(type, nameof(Middleware.ProcessException))) caller.OnExceptions.Add(middleware);
            chain = Guard(middleware.Call, application);
        }

        return chain;
    }

    private static bool Overrides(Type type, string method) => type.GetMethod(method)!.DeclaringType != typeof(Middleware);

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
                return ErrorPages.For(request, exception, application);
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
                return await ErrorPages.For(request, exception, application);
            }
        }
    }
}

/// <summary>The innermost link: finds the route and calls its view.</summary>
internal sealed class ViewCaller(Application application)
{
    private readonly UrlConfiguration _urls = application.RootUrls;

    /// <summary>The middleware that is asked before a view runs, in this order.</summary>
    public List<Middleware> BeforeViews { get; } = [];

    /// <summary>The middleware that is asked before a page is rendered, in this order.</summary>
    public List<Middleware> BeforeRendering { get; } = [];

    /// <summary>The middleware that is asked when a view threw, in this order.</summary>
    public List<Middleware> OnExceptions { get; } = [];

    public ValueTask<HttpResponse> Call(HttpRequest request)
    {
        if (request.UrlConf is null) return Resolve(request, _urls);
        application.UrlsVary = true;
        var urls = application.UrlsOf(request.UrlConf);
        using (Context.Current.With(UrlScope.ConfigurationKey, urls).Enter()) return Resolve(request, urls);
    }

    private ValueTask<HttpResponse> Resolve(HttpRequest request, UrlConfiguration urls)
    {
        // Not thrown: an exception would cost more than the page.
        if (urls.Tree.Resolve(request.Path[1..]) is not { } match) return ErrorPages.NotFound(request, new Http404Unresolved(request.Path), application);
        var target = (ViewTarget)match.Leaf.Target;
        request.ResolverMatch = new(match);
        return OnExceptions.Count == 0 ? Call(request, target, match.Kwargs) : Caught(request, target, match.Kwargs);
    }

    /// <summary>Calls the view and renders what it gave.</summary>
    private ValueTask<HttpResponse> Call(HttpRequest request, ViewTarget target, IReadOnlyDictionary<string, object?> kwargs)
    {
        var response = CallFrom(0, request, target, kwargs);
        return response.IsCompletedSuccessfully && response.Result is not SimpleTemplateResponse ? response : Rendered(response);

        async ValueTask<HttpResponse> Rendered(ValueTask<HttpResponse> given)
        {
            var page = await given;
            foreach (var middleware in BeforeRendering)
            {
                if (page is SimpleTemplateResponse late) page = await middleware.ProcessTemplateResponse(request, late);
            }

            return page is SimpleTemplateResponse last ? await last.RenderAsync() : page;
        }
    }

    /// <summary>Asks the middleware from one on, and then the view. What answers at once costs no state machine.</summary>
    private ValueTask<HttpResponse> CallFrom(int index, HttpRequest request, ViewTarget target, IReadOnlyDictionary<string, object?> kwargs)
    {
        for (; index < BeforeViews.Count; index++)
        {
            var early = BeforeViews[index].ProcessView(request, target.Info);
            if (!early.IsCompletedSuccessfully) return Awaited(early, index + 1);
            if (early.Result is { } answer) return new(answer);
        }

        var response = target.Call(request, kwargs);
        return response.IsCompletedSuccessfully && response.Result is null ? throw NoResponse(target) : response;

        async ValueTask<HttpResponse> Awaited(ValueTask<HttpResponse?> early, int next) => await early ?? await CallFrom(next, request, target, kwargs);
    }

    private async ValueTask<HttpResponse> Caught(HttpRequest request, ViewTarget target, IReadOnlyDictionary<string, object?> kwargs)
    {
        try
        {
            return await Call(request, target, kwargs);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !request.Aborted.IsCancellationRequested)
        {
            foreach (var middleware in OnExceptions)
            {
                if (await middleware.ProcessException(request, exception) is { } answer) return answer;
            }

            throw;
        }
    }

    private static InvalidOperationException NoResponse(ViewTarget target) => new($"The view {target.Name} returned null instead of an HttpResponse.");
}
