using Quintet.Http;

namespace Quintet.Views;

/// <summary>
/// A class-based view. A derived class declares the HTTP methods that it answers as C# methods (<c>Get</c>, <c>Post</c>, <c>Put</c>,
/// <c>Patch</c>, <c>Delete</c>, <c>Head</c>, <c>Options</c>), each with the request and the route's parameters; one instance
/// serves one request.
/// </summary>
/// <remarks>HEAD is answered by <c>Get</c>, OPTIONS by a list of the methods; any other undeclared method gets 405.</remarks>
public abstract class View
{
    /// <summary>The request being answered.</summary>
    public HttpRequest Request { get; internal set; } = null!;

    /// <summary>The HTTP methods that are answered, in any case of letters (<c>["get"]</c>), of those that there are; null: all.</summary>
    public virtual IReadOnlyList<string>? HttpMethodNames { get; set; }

    /// <summary>The values that the route captured without names.</summary>
    public IReadOnlyList<object?> Args => Request.ResolverMatch?.Args ?? [];

    /// <summary>The route's captured values and extra arguments.</summary>
    public IReadOnlyDictionary<string, object?> Kwargs { get; internal set; } = null!;

    /// <summary>What messages call it: <c>ListView</c>, without its type arguments.</summary>
    internal string ClassName => GetType().Name.Split('`')[0];
}
