using Quintet.Routing;
using Quintet.Urls;
using Quintet.Views;

namespace Quintet.Http;

/// <summary>The route that a request took, or that <c>Resolve</c> found.</summary>
public sealed class ResolverMatch
{
    private readonly UrlMatch _match;

    internal ResolverMatch(UrlMatch match) => _match = match;

    /// <summary>What is known of the view.</summary>
    public ViewInfo View => ((ViewTarget)_match.Leaf.Target).Info;

    /// <summary>The whole route, prefixes included.</summary>
    public string Route => _match.Route;

    /// <summary>The name of the entry, without namespaces.</summary>
    public string? UrlName => _match.Leaf.Name;

    /// <summary>With namespaces; the view's C# name where the entry has none.</summary>
    public string ViewName => _match.ViewName ?? string.Join(':', [.. Namespaces, View.Name]);

    /// <summary>Captured values without names.</summary>
    public IReadOnlyList<object?> Args => _match.Args;

    /// <summary>Captured values and extra arguments.</summary>
    public IReadOnlyDictionary<string, object?> Kwargs => _match.Kwargs;

    /// <summary>Instance namespaces from the outside in.</summary>
    public IReadOnlyList<string> Namespaces => _match.Namespaces;

    /// <summary>Application namespaces from the outside in.</summary>
    public IReadOnlyList<string> AppNames => _match.AppNames;

    /// <summary><c>shop:admin</c>; empty at the root.</summary>
    public string Namespace => string.Join(':', Namespaces);

    /// <summary><c>shop</c>; empty at the root.</summary>
    public string AppName => string.Join(':', AppNames);
}
