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

    /// <summary>
    /// What writes the paths of one name again and again, as the tag <c>url</c> does in a loop, with arguments of the same names;
    /// null where only <see cref="Reverse"/> will do. It is good for as long as the reverser is.
    /// </summary>
    /// <param name="name">As for <see cref="Reverse"/>.</param>
    /// <param name="positional">How many positional arguments there are; 0 where there are keywords.</param>
    /// <param name="keywords">The names of the keyword arguments, in the order in which they will be given.</param>
    /// <param name="currentApp">As for <see cref="Reverse"/>.</param>
    PreparedUrl? Prepare(string name, int positional, IReadOnlyList<string> keywords, string? currentApp = null) => null;
}

/// <summary>The routes of one URL name, ready to be filled; see <see cref="IUrlReverser.Prepare"/>.</summary>
public abstract class PreparedUrl
{
    /// <summary>Writes the path; false where it does not fit the space, or the arguments no route, which <see cref="IUrlReverser.Reverse"/> explains.</summary>
    /// <param name="arguments">In the order in which they were announced.</param>
    /// <param name="destination">Where the path goes; percent-encoded as it is, it has nothing but ASCII.</param>
    /// <param name="written">How many bytes it has.</param>
    public abstract bool TryWrite(ReadOnlySpan<UrlArgument> arguments, Span<byte> destination, out int written);
}

/// <summary>An argument of a <see cref="PreparedUrl"/>: a text or an integer.</summary>
public readonly struct UrlArgument
{
    public UrlArgument(string text) => Text = text;

    public UrlArgument(long number) => Number = number;

    /// <summary>Null for an integer.</summary>
    public string? Text { get; }

    public long Number { get; }
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
