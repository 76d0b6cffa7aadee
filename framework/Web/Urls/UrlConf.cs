namespace Quintet.Urls;

/// <summary>
/// A URL configuration (Django's <c>urls.py</c>): the routes of a project or an app, in the order in which they are tried.
/// </summary>
public abstract class UrlConf
{
    /// <summary>The application namespace of the names in here (Django's <c>app_name</c>); empty for none.</summary>
    public virtual string AppName => "";

    public abstract IEnumerable<UrlPattern> UrlPatterns { get; }

    /// <summary>
    /// The view of requests that are refused as malformed (Django's <c>handler400</c>); null: the template <c>400.html</c> or a plain page. Of the root URL configuration
    /// only, as the others. A static method that takes the request and, if it wants it, the exception.
    /// </summary>
    public virtual Delegate? Handler400 => null;

    /// <summary>The view of requests that are forbidden (<see cref="Http.PermissionDenied"/>).</summary>
    /// <inheritdoc cref="Handler400"/>
    public virtual Delegate? Handler403 => null;

    /// <summary>The view of addresses where nothing is (<see cref="Http.Http404"/>); while <c>Debug</c> is on, the page with the routes that were tried is shown instead.</summary>
    /// <inheritdoc cref="Handler400"/>
    public virtual Delegate? Handler404 => null;

    /// <summary>The view of errors; while <c>Debug</c> is on, the page with the exception is shown instead.</summary>
    /// <inheritdoc cref="Handler400"/>
    public virtual Delegate? Handler500 => null;
}

/// <summary>One entry of <see cref="UrlConf.UrlPatterns"/>; made by <see cref="UrlHelpers"/>.</summary>
public sealed class UrlPattern
{
    internal UrlPattern(string route, object target, object? kwargs, string? name, string file, int line, bool isRegex = false)
    {
        Route = route;
        IsRegex = isRegex;
        Target = target;
        Kwargs = kwargs;
        Name = name;
        Place = new(file, line);
    }

    /// <summary>As written: <c>book/&lt;int:id&gt;/</c>.</summary>
    public string Route { get; }

    /// <summary>Whether <see cref="Route"/> is a regular expression.</summary>
    public bool IsRegex { get; }

    public string? Name { get; }

    /// <summary>Where it is written; for messages.</summary>
    public SourcePlace Place { get; }

    /// <summary>A <see cref="Delegate"/> (view function), a <see cref="ViewFactory"/>, a <see cref="ViewHandler"/> of our own or a <see cref="UrlInclude"/>.</summary>
    internal object Target { get; }

    /// <summary>Extra arguments: an anonymous object or a dictionary.</summary>
    internal object? Kwargs { get; }
}

/// <summary>A line of the project's source.</summary>
public readonly record struct SourcePlace(string File, int Line)
{
    public override string ToString() => File.Length == 0 ? "(unknown place)" : $"{File}:{Line}";
}

/// <summary>Further routes under a prefix; made by <see cref="UrlHelpers.Include{T}"/>, or by an app for its users (<c>AdminSite.Default.Urls</c>).</summary>
/// <param name="patterns">The routes; asked for once, when the application starts.</param>
/// <param name="appName">The application namespace; empty for none.</param>
/// <param name="ns">The instance namespace; the application's where none is given.</param>
/// <param name="source">What messages call it: <c>Blog.Urls</c>.</param>
public sealed class UrlInclude(Func<IEnumerable<UrlPattern>> patterns, string appName, string? ns, string source)
{
    internal Func<IEnumerable<UrlPattern>> Patterns { get; } = patterns;

    internal string AppName { get; } = appName;

    internal string? Namespace { get; } = ns;

    internal string Source { get; } = source;
}
