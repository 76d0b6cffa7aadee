namespace Quintet;

/// <summary>Turns a URL name and its arguments into a path (Django's <c>reverse</c>); the template language reaches <c>Routing</c> through it.</summary>
public interface IUrlReverser
{
    /// <summary>The path of <paramref name="name"/> (<c>shop:book_detail</c>).</summary>
    /// <param name="name">The URL name, with its namespaces separated by colons.</param>
    /// <param name="args">Positional arguments; empty where keywords are given.</param>
    /// <param name="kwargs">Keyword arguments, by the parameter names of the route.</param>
    /// <param name="currentApp">The application instance of the request, which decides between instances of one namespace.</param>
    /// <exception cref="NoReverseMatchException">There is no such name, or none of its routes takes these arguments.</exception>
    string Reverse(string name, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs, string? currentApp = null);
}

/// <summary>Turns a static file's path into its URL; the template language reaches the static files through it.</summary>
public interface IStaticUrls
{
    /// <summary><c>css/site.css</c> → <c>/static/css/site.css</c>.</summary>
    string Url(string path);

    /// <summary>What the URLs of static files begin with: <c>/static/</c>.</summary>
    string StaticPrefix { get; }

    /// <summary>What the URLs of uploaded files begin with: <c>/media/</c>.</summary>
    string MediaPrefix { get; }
}

/// <summary>No route has this name and takes these arguments (Django's <c>NoReverseMatch</c>).</summary>
public sealed class NoReverseMatchException(string message) : Exception(message);
