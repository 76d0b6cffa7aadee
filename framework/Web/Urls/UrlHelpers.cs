using System.Runtime.CompilerServices;
using Quintet.Conf;
using Quintet.StaticFiles;
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

    /// <summary>Leads a regular expression to a view function (Django's <c>re_path</c>).</summary>
    /// <param name="regex">Searched in the path without its leading slash: <c>^articles/(?&lt;year&gt;[0-9]{4})/$</c>. Groups with names are values for the view's parameters of these names;
    /// where no group has one, all are values for its parameters in their order. They are texts; a parameter that is a number or a <see cref="Guid"/> gets what the text says.</param>
    /// <inheritdoc cref="Path(string, Delegate, object?, string?, string, int)"/>
#pragma warning disable CS1573 // the others are inherited
    public static UrlPattern RePath(
        string regex, Delegate view, object? kwargs = null, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(regex, view, kwargs, name, file, line, isRegex: true);

    /// <summary>Leads a regular expression to a class-based view that is made anew for each request.</summary>
    /// <inheritdoc cref="RePath(string, Delegate, object?, string?, string, int)"/>
    public static UrlPattern RePath(
        string regex, Func<View> view, object? kwargs = null, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(regex, new ViewFactory(null, view), kwargs, name, file, line, isRegex: true);

    /// <summary>Leads a regular expression to a class-based view that is made anew for each request.</summary>
    /// <inheritdoc cref="RePath(string, Delegate, object?, string?, string, int)"/>
    public static UrlPattern RePath<TView>(
        string regex, object? kwargs = null, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TView : View, new() =>
        new(regex, new ViewFactory(typeof(TView), static () => new TView()), kwargs, name, file, line, isRegex: true);

    /// <summary>Puts further routes behind a regular expression, which has no <c>$</c> at its end.</summary>
    /// <inheritdoc cref="RePath(string, Delegate, object?, string?, string, int)"/>
    public static UrlPattern RePath(
        string regex, UrlInclude include, object? kwargs = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(regex, include, kwargs, null, file, line, isRegex: true);
#pragma warning restore CS1573

    /// <summary>The routes of another URL configuration, for <see cref="Path(string, UrlInclude, object?, string, int)"/>.</summary>
    /// <param name="ns">The instance namespace, where one app is included more than once.</param>
    public static UrlInclude Include<T>(string? ns = null) where T : UrlConf, new()
    {
        var conf = new T();
        return new(() => conf.UrlPatterns, conf.AppName, ns, typeof(T).FullName ?? typeof(T).Name);
    }

    /// <summary>Routes that share a prefix, or the values that it captures, without a class of their own: <c>Include([Path("", …), Path("edit/", …)])</c>.</summary>
    /// <param name="patterns">The routes.</param>
    /// <param name="appName">Their application namespace; empty for none.</param>
    /// <param name="ns">The instance namespace; the application's where none is given.</param>
    public static UrlInclude Include(IEnumerable<UrlPattern> patterns, string appName = "", string? ns = null) => new(() => patterns, appName, ns, "");

    /// <summary>
    /// Serves the files below a folder, while <c>Debug</c> is on: <c>..Static(Settings.Current.MediaUrl, Settings.Current.MediaRoot)</c> among the URL patterns. In
    /// production a web server does that; there, and where the prefix names another host, this gives no route.
    /// </summary>
    /// <param name="prefix">What the addresses begin with: <c>/media/</c>.</param>
    /// <param name="root">The folder.</param>
    /// <exception cref="ImproperlyConfigured">There is no prefix or no folder.</exception>
    public static IEnumerable<UrlPattern> Static(string prefix, ProjectPath? root, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var path = prefix.TrimStart('/');
        if (path.Length == 0) throw new ImproperlyConfigured("Empty static prefix not permitted.");
        if (root is not { } folder) throw new ImproperlyConfigured($"Static(\"{prefix}\", …) has no folder. Set MediaRoot in the settings, or name another.");
        if (!Settings.Current.Debug || prefix.StartsWith("//", StringComparison.Ordinal) || prefix.Contains("://", StringComparison.Ordinal)) return [];
        return [new($"{path}<path:path>", FolderFiles.ServeFrom(folder), null, null, file, line)];
    }
}

/// <summary>Makes a class-based view; <paramref name="Type"/> is null where only the factory knows it.</summary>
internal sealed record ViewFactory(Type? Type, Func<View> Create);
