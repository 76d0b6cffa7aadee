using System.Linq.Expressions;
using Quintet.Db;
using Quintet.Http;
using Quintet.Urls;

namespace Quintet;

/// <summary>What views are written with: <c>using static Quintet.Shortcuts;</c>.</summary>
public static class Shortcuts
{
    /// <summary>Renders a template.</summary>
    /// <param name="request">The request; the template sees it as <c>request</c>.</param>
    /// <param name="template">The template's name: <c>shop/book_list.html</c>.</param>
    /// <param name="context">Its variables: an anonymous object, a dictionary, or any object with properties.</param>
    /// <param name="status">The status code.</param>
    /// <param name="contentType">The <c>Content-Type</c>.</param>
    public static HttpResponse Render<T>(HttpRequest request, string template, T context, int status = 200, string contentType = HttpResponse.HtmlUtf8) =>
        Application.Current.Templates.Render(request, template, context, status, contentType);

    /// <summary>Renders a template without variables of its own.</summary>
    /// <inheritdoc cref="Render{T}(HttpRequest, string, T, int, string)"/>
    public static HttpResponse Render(HttpRequest request, string template, int status = 200, string contentType = HttpResponse.HtmlUtf8) =>
        Application.Current.Templates.Render<object?>(request, template, null, status, contentType);

    /// <summary>The path of a URL name.</summary>
    /// <param name="name"><c>shop:book_detail</c>.</param>
    /// <exception cref="NoReverseMatchException">No route has this name and takes no arguments.</exception>
    public static string Reverse(string name) => UrlReversing.Reverse(name, NoArguments.Instance);

    /// <summary>The path of a URL name with its arguments.</summary>
    /// <param name="name"><c>shop:book_detail</c>.</param>
    /// <param name="arguments">By the parameter names of the route: <c>new { id = 1 }</c>, or a dictionary; or in their order: <c>new object[] { 1 }</c>. <c>new { }</c> where there are none.</param>
    /// <param name="currentApp">The instance that is meant where a namespace has several.</param>
    /// <param name="urlConf">The URL configuration; that of the request by default.</param>
    /// <exception cref="NoReverseMatchException">No route has this name and takes these arguments.</exception>
    public static string Reverse<T>(string name, T arguments, string? currentApp = null, Type? urlConf = null) where T : notnull => UrlReversing.Reverse(name, arguments, currentApp, urlConf);

    /// <summary>The path of a view function that stands in no namespace.</summary>
    /// <exception cref="NoReverseMatchException">No route leads to it and takes no arguments.</exception>
    public static string Reverse(Delegate view) => Reverse(view, NoArguments.Instance);

    /// <summary>The path of a view function that stands in no namespace, with its arguments.</summary>
    /// <exception cref="NoReverseMatchException">No route leads to it and takes these arguments.</exception>
    public static string Reverse<T>(Delegate view, T arguments) where T : notnull =>
        UrlReversing.ReverseView(view.Method, $"{view.Method.DeclaringType?.FullName}.{view.Method.Name}", arguments);

    /// <summary>The path of a URL name, worked out when it is asked for: for places that are read before the routes are there.</summary>
    public static LazyUrl ReverseLazy(string name) => new(() => Reverse(name));

    /// <inheritdoc cref="ReverseLazy(string)"/>
    public static LazyUrl ReverseLazy<T>(string name, T arguments, string? currentApp = null) where T : notnull => new(() => Reverse(name, arguments, currentApp));

    /// <summary>What a path leads to.</summary>
    /// <param name="path">With its leading slash, without what the site's prefix adds, percent-decoded: <c>/books/1/</c>.</param>
    /// <param name="urlConf">The URL configuration; that of the request by default.</param>
    /// <exception cref="Http404">No route matches.</exception>
    public static ResolverMatch Resolve(string path, Type? urlConf = null) =>
        path.StartsWith('/') && (urlConf is null ? UrlScope.Current : Application.Current.UrlsOf(urlConf)).Tree.Resolve(path[1..]) is { } match ? new(match) : throw new Http404Unresolved(path);

    /// <summary>An address stays as it is; of an object it is its own page's, and a URL name is reversed (Django's <c>resolve_url</c>).</summary>
    /// <exception cref="NoReverseMatchException">It is neither an address nor a URL name without arguments.</exception>
    public static string ResolveUrl(string to) => UrlReversing.ResolveUrl(to);

    /// <inheritdoc cref="ResolveUrl(string)"/>
    public static string ResolveUrl<T>(string to, T arguments) where T : notnull => UrlReversing.Reverse(to, arguments);

    /// <inheritdoc cref="ResolveUrl(string)"/>
    public static string ResolveUrl(IHasAbsoluteUrl target) => target.GetAbsoluteUrl();

    /// <summary>Sends the browser to a URL name without arguments, or to an address.</summary>
    /// <param name="to">A URL name, a path (<c>/books/</c>) or an absolute address.</param>
    public static HttpResponseRedirect Redirect(string to) => new(UrlReversing.ResolveUrl(to));

    /// <summary>Sends the browser to a URL name with its arguments.</summary>
    public static HttpResponseRedirect Redirect<T>(string name, T arguments) where T : notnull => new(UrlReversing.Reverse(name, arguments));

    /// <summary>Sends the browser to an object's own page: the address that its <c>GetAbsoluteUrl()</c> gives.</summary>
    public static HttpResponseRedirect Redirect(IHasAbsoluteUrl target) => new(target.GetAbsoluteUrl());

    /// <summary>The one object of a query.</summary>
    /// <exception cref="Http404">There is none.</exception>
    /// <exception cref="MultipleObjectsReturnedException">There are several: the query is not specific enough.</exception>
    public static T GetObjectOr404<T>(QuerySet<T> query) where T : Model
    {
        try
        {
            return query.Get();
        }
        catch (DoesNotExistException<T>)
        {
            throw NoMatch<T>();
        }
    }

    /// <inheritdoc cref="GetObjectOr404{T}(QuerySet{T})"/>
    public static T GetObjectOr404<T>(QuerySet<T> query, Expression<Func<T, bool>> condition) where T : Model => GetObjectOr404(query.Filter(condition));

    /// <inheritdoc cref="GetObjectOr404{T}(QuerySet{T})"/>
    public static async Task<T> GetObjectOr404Async<T>(QuerySet<T> query, CancellationToken cancellation = default) where T : Model
    {
        try
        {
            return await query.GetAsync(cancellation);
        }
        catch (DoesNotExistException<T>)
        {
            throw NoMatch<T>();
        }
    }

    /// <summary>The objects of a query, at least one.</summary>
    /// <exception cref="Http404">There is none.</exception>
    public static List<T> GetListOr404<T>(QuerySet<T> query) where T : Model => query.ToList() is { Count: > 0 } list ? list : throw NoMatch<T>();

    /// <inheritdoc cref="GetListOr404{T}(QuerySet{T})"/>
    public static async Task<List<T>> GetListOr404Async<T>(QuerySet<T> query, CancellationToken cancellation = default) where T : Model =>
        await query.ToListAsync(cancellation) is { Count: > 0 } list ? list : throw NoMatch<T>();

    private static Http404 NoMatch<T>() => new($"No {typeof(T).Name} matches the given query.");
}
