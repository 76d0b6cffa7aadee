using System.Runtime.CompilerServices;
using Quintet.Views;

namespace Quintet.Urls;

/// <summary>What a URL configuration is written with: <c>using static Quintet.Urls.UrlHelpers;</c>.</summary>
public static class UrlHelpers
{
    /// <summary>Leads a route to a view function.</summary>
    /// <param name="route">The path without its leading slash; <c>&lt;int:id&gt;</c> captures a value for the view's parameter <c>id</c>.</param>
    /// <param name="view">A static method whose first parameter is the <see cref="Http.HttpRequest"/>, or a lambda that takes the request alone.</param>
    /// <param name="kwargs">Extra arguments for the view (<c>new { onSale = true }</c>).</param>
    /// <param name="name">The name by which <c>Reverse</c> and <c>url</c> find it.</param>
    /// <param name="file">Given by the compiler.</param>
    /// <param name="line">Given by the compiler.</param>
    public static UrlPattern Path(
        string route, Delegate view, object? kwargs = null, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(route, view, kwargs, name, file, line);

    /// <summary>Leads a route to a class-based view that is made anew for each request.</summary>
    /// <inheritdoc cref="Path(string, Delegate, object?, string?, string, int)"/>
    public static UrlPattern Path(
        string route, Func<View> view, object? kwargs = null, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(route, new ViewFactory(null, view), kwargs, name, file, line);

    /// <summary>Leads a route to a class-based view that is made anew for each request.</summary>
    /// <inheritdoc cref="Path(string, Delegate, object?, string?, string, int)"/>
    public static UrlPattern Path<TView>(
        string route, object? kwargs = null, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TView : View, new() =>
        new(route, new ViewFactory(typeof(TView), static () => new TView()), kwargs, name, file, line);

    /// <summary>Puts further routes under a prefix.</summary>
    /// <inheritdoc cref="Path(string, Delegate, object?, string?, string, int)"/>
    public static UrlPattern Path(
        string route, UrlInclude include, object? kwargs = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(route, include, kwargs, null, file, line);

    /// <summary>The routes of another URL configuration, for <see cref="Path(string, UrlInclude, object?, string, int)"/>.</summary>
    /// <param name="ns">The instance namespace, where one app is included more than once.</param>
    public static UrlInclude Include<T>(string? ns = null) where T : UrlConf, new()
    {
        var conf = new T();
        return new(() => conf.UrlPatterns, conf.AppName, ns, typeof(T).FullName ?? typeof(T).Name);
    }
}

/// <summary>Makes a class-based view; <paramref name="Type"/> is null where only the factory knows it.</summary>
internal sealed record ViewFactory(Type? Type, Func<View> Create);
