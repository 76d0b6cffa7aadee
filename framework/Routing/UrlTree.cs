using System.Collections.Frozen;

namespace Quintet.Routing;

/// <summary>An entry of a URL configuration: a route to a target, or a prefix before further entries.</summary>
public abstract class UrlNode(RoutePattern pattern, IReadOnlyDictionary<string, object?>? kwargs)
{
    public RoutePattern Pattern { get; } = pattern;

    /// <summary>Extra arguments that go to the view and win over captured ones, as in Django.</summary>
    public IReadOnlyDictionary<string, object?> Kwargs { get; } = kwargs ?? FrozenDictionary<string, object?>.Empty;
}

/// <summary><c>Path("book/&lt;int:id&gt;/", view, name: "book_detail")</c>.</summary>
/// <param name="target">What the route leads to; Routing does not look into it.</param>
public sealed class UrlLeaf(RoutePattern pattern, object target, string? name = null, IReadOnlyDictionary<string, object?>? kwargs = null)
    : UrlNode(pattern, kwargs)
{
    public object Target { get; } = target;

    public string? Name { get; } = name;
}

/// <summary><c>Path("blog/", Include&lt;Blog.Urls&gt;())</c>.</summary>
/// <param name="appName">The application namespace, if it has one.</param>
/// <param name="instance">The instance namespace; the application's where none is given.</param>
public sealed class UrlBranch(RoutePattern pattern, IReadOnlyList<UrlNode> children, string? appName = null, string? instance = null, IReadOnlyDictionary<string, object?>? kwargs = null)
    : UrlNode(pattern, kwargs)
{
    public IReadOnlyList<UrlNode> Children { get; } = children;

    public string? AppName { get; } = appName;

    public string? Namespace { get; } = instance ?? appName;
}

/// <summary>What a path resolved to.</summary>
/// <param name="Leaf">The entry that matched.</param>
/// <param name="Kwargs">Captured values and extra arguments.</param>
/// <param name="Namespaces">Instance namespaces from the outside in.</param>
/// <param name="AppNames">Application namespaces from the outside in.</param>
/// <param name="Route">The whole route, prefixes included.</param>
public sealed record UrlMatch(UrlLeaf Leaf, IReadOnlyDictionary<string, object?> Kwargs, IReadOnlyList<string> Namespaces, IReadOnlyList<string> AppNames, string Route)
{
    /// <summary><c>blog:post_detail</c>; null where the entry has no name.</summary>
    public string? ViewName => Leaf.Name is null ? null : string.Join(':', [.. Namespaces, Leaf.Name]);
}

/// <summary>A URL configuration, ready to resolve and to reverse. Immutable.</summary>
public sealed class UrlTree
{
    private readonly IReadOnlyList<UrlNode> _roots;

    public UrlTree(IReadOnlyList<UrlNode> roots)
    {
        _roots = roots;
        Reverser = new UrlReverser(roots);
    }

    public IReadOnlyList<UrlNode> Roots => _roots;

    public UrlReverser Reverser { get; }

    /// <summary>Finds the first entry that matches, in the order in which they are written.</summary>
    /// <param name="path">The path without its leading slash, percent-decoded.</param>
    /// <returns>The match, or null.</returns>
    public UrlMatch? Resolve(string path)
    {
        var trail = new List<UrlNode>(4);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (!Find(_roots, path, trail, values)) return null;
        var namespaces = new List<string>();
        var appNames = new List<string>();
        foreach (var node in trail)
        {
            foreach (var (key, value) in node.Kwargs) values[key] = value;
            if (node is not UrlBranch branch) continue;
            if (branch.Namespace is { } instance) namespaces.Add(instance);
            if (branch.AppName is { } appName) appNames.Add(appName);
        }

        return new((UrlLeaf)trail[^1], values, namespaces, appNames, string.Concat(trail.Select(node => node.Pattern.Route)));
    }

    /// <summary>Every entry with the prefixes before it, in the order in which they are tried: for "page not found", <c>showurls</c> and the editor.</summary>
    public IEnumerable<IReadOnlyList<UrlNode>> Chains()
    {
        return Walk(_roots, []);

        static IEnumerable<IReadOnlyList<UrlNode>> Walk(IReadOnlyList<UrlNode> nodes, UrlNode[] before)
        {
            foreach (var node in nodes)
            {
                UrlNode[] chain = [.. before, node];
                if (node is UrlBranch branch)
                {
                    foreach (var inner in Walk(branch.Children, chain)) yield return inner;
                }
                else
                {
                    yield return chain;
                }
            }
        }
    }

    private static bool Find(IReadOnlyList<UrlNode> nodes, ReadOnlySpan<char> path, List<UrlNode> trail, Dictionary<string, object?> values)
    {
        foreach (var node in nodes)
        {
            trail.Add(node);
            if (node is UrlBranch branch)
            {
                var length = branch.Pattern.MatchPrefix(path, values);
                if (length >= 0 && Find(branch.Children, path[length..], trail, values)) return true;
                if (length >= 0)
                {
                    foreach (var parameter in branch.Pattern.Parameters) values.Remove(parameter.Name);
                }
            }
            else if (node.Pattern.MatchWhole(path, values))
            {
                return true;
            }

            trail.RemoveAt(trail.Count - 1);
        }

        return false;
    }
}
