using System.Collections.Frozen;

namespace Quintet.Routing;

/// <summary>An entry of a URL configuration: a route to a target, or a prefix before further entries.</summary>
public abstract class UrlNode(UrlRoute pattern, IReadOnlyDictionary<string, object?>? kwargs)
{
    public UrlRoute Pattern { get; } = pattern;

    /// <summary>Extra arguments that go to the view and win over what this entry captures, as in Django.</summary>
    public IReadOnlyDictionary<string, object?> Kwargs { get; } = kwargs ?? FrozenDictionary<string, object?>.Empty;
}

/// <summary><c>Path("book/&lt;int:id&gt;/", view, name: "book_detail")</c>.</summary>
/// <param name="target">What the route leads to; Routing does not look into it.</param>
public sealed class UrlLeaf(UrlRoute pattern, object target, string? name = null, IReadOnlyDictionary<string, object?>? kwargs = null)
    : UrlNode(pattern, kwargs)
{
    public object Target { get; } = target;

    public string? Name { get; } = name;

    /// <summary>What may be reversed in place of the name: the view itself.</summary>
    public object? Key { get; init; }
}

/// <summary><c>Path("blog/", Include&lt;Blog.Urls&gt;())</c>.</summary>
public sealed class UrlBranch : UrlNode
{
    private readonly Lazy<NodeIndex> _index;

    /// <param name="children">The entries behind the prefix.</param>
    /// <param name="appName">The application namespace, if it has one.</param>
    /// <param name="instance">The instance namespace; the application's where none is given.</param>
#pragma warning disable CS1573 // those of the base class
    public UrlBranch(UrlRoute pattern, IReadOnlyList<UrlNode> children, string? appName = null, string? instance = null, IReadOnlyDictionary<string, object?>? kwargs = null)
        : this(pattern, () => children, appName, instance, kwargs)
    {
    }

    /// <param name="children">Asked for when they are needed, so that a configuration may include itself under a namespace.</param>
    /// <param name="appName">The application namespace, if it has one.</param>
    /// <param name="instance">The instance namespace; the application's where none is given.</param>
    public UrlBranch(UrlRoute pattern, Func<IReadOnlyList<UrlNode>> children, string? appName, string? instance = null, IReadOnlyDictionary<string, object?>? kwargs = null)
        : base(pattern, kwargs)
    {
        _index = new(() => new NodeIndex(children()));
        AppName = appName;
        Namespace = instance ?? appName;
    }
#pragma warning restore CS1573

    public IReadOnlyList<UrlNode> Children => _index.Value.Nodes;

    public string? AppName { get; }

    public string? Namespace { get; }

    internal NodeIndex Index => _index.Value;
}

/// <summary>What a path resolved to.</summary>
/// <param name="Leaf">The entry that matched.</param>
/// <param name="Args">Captured values without names, where nothing has one.</param>
/// <param name="Kwargs">Captured values and extra arguments.</param>
/// <param name="Namespaces">Instance namespaces from the outside in.</param>
/// <param name="AppNames">Application namespaces from the outside in.</param>
/// <param name="Route">The whole route, prefixes included.</param>
public sealed record UrlMatch(
    UrlLeaf Leaf, IReadOnlyList<object?> Args, IReadOnlyDictionary<string, object?> Kwargs, IReadOnlyList<string> Namespaces, IReadOnlyList<string> AppNames, string Route)
{
    /// <summary><c>blog:post_detail</c>; null where the entry has no name.</summary>
    public string? ViewName => Leaf.Name is null ? null : string.Join(':', [.. Namespaces, Leaf.Name]);
}

/// <summary>A URL configuration, ready to resolve and to reverse. Immutable.</summary>
public sealed class UrlTree
{
    private readonly NodeIndex _index;

    public UrlTree(IReadOnlyList<UrlNode> roots)
    {
        _index = new(roots);
        Reverser = new UrlReverser(roots);
    }

    public IReadOnlyList<UrlNode> Roots => _index.Nodes;

    public UrlReverser Reverser { get; }

    /// <summary>Finds the first entry that matches, in the order in which they are written.</summary>
    /// <param name="path">The path without its leading slash, percent-decoded.</param>
    /// <returns>The match, or null.</returns>
    public UrlMatch? Resolve(string path)
    {
        var trail = new List<(UrlNode Node, RouteMatch Match)>(4);
        return Find(_index, path, 0, trail) ? MatchOf(trail) : null;
    }

    /// <summary>Every entry with the prefixes before it, in the order in which they are tried: for "page not found", <c>showurls</c> and the editor.</summary>
    public IEnumerable<IReadOnlyList<UrlNode>> Chains()
    {
        return Walk(Roots, []);

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

    /// <summary>
    /// What a caller has to give for a route, with those of the prefixes before it: the names of the values, in their order; several ways where an expression has
    /// groups that may be left out. Null where it cannot be reversed.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>>? ParametersOf(IReadOnlyList<UrlRoute> routes)
    {
        if (routes.All(route => route is RoutePattern)) return [[.. routes.SelectMany(route => route.Values).Select(value => value.Name)]];
        try
        {
            return [.. RegexTemplates.Of(string.Concat(routes.Select((route, index) => route.ToRegex(isEndpoint: index == routes.Count - 1)))).Select(template => template.Parameters)];
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool Find(NodeIndex index, string path, int start, List<(UrlNode Node, RouteMatch Match)> trail)
    {
        Span<int> space = stackalloc int[16];
        var candidates = index.Candidates(path.AsSpan(start), space);
        foreach (var candidate in candidates)
        {
            var node = index.Nodes[candidate];
            var branch = node as UrlBranch;
            if (!node.Pattern.TryMatch(path, start, branch is null, out var match)) continue;
            trail.Add((node, match));
            if (branch is null || Find(branch.Index, path, match.End, trail)) return true;
            trail.RemoveAt(trail.Count - 1);
        }

        return false;
    }

    /// <summary>Joins what each entry on the way gives: the inner wins, and an entry's extra arguments win over what it captures.</summary>
    private static UrlMatch MatchOf(List<(UrlNode Node, RouteMatch Match)> trail)
    {
        Dictionary<string, object?>? kwargs = null;
        List<string>? namespaces = null, appNames = null;
        foreach (var (node, match) in trail)
        {
            foreach (var (name, value) in match.Kwargs) (kwargs ??= new(StringComparer.Ordinal))[name] = value;
            foreach (var (name, value) in node.Kwargs) (kwargs ??= new(StringComparer.Ordinal))[name] = value;
            if (node is not UrlBranch branch) continue;
            if (branch.Namespace is { } instance) (namespaces ??= []).Add(instance);
            if (branch.AppName is { } appName) (appNames ??= []).Add(appName);
        }

        var leaf = (UrlLeaf)trail[^1].Node;
        return new(leaf, ArgsOf(trail), kwargs ?? (IReadOnlyDictionary<string, object?>)FrozenDictionary<string, object?>.Empty, namespaces ?? (IReadOnlyList<string>)[], appNames ?? (IReadOnlyList<string>)[], RouteOf(trail));
    }

    /// <summary>Values without names reach the view as long as no value with one has been found from the inside out.</summary>
    private static object?[] ArgsOf(List<(UrlNode Node, RouteMatch Match)> trail)
    {
        var args = trail[^1].Match.Args;
        var named = trail[^1].Match.Kwargs.Length > 0 || trail[^1].Node.Kwargs.Count > 0;
        for (var i = trail.Count - 2; i >= 0; i--)
        {
            named = named || trail[i].Match.Kwargs.Length > 0 || trail[i].Node.Kwargs.Count > 0;
            if (!named && trail[i].Match.Args.Length > 0) args = [.. trail[i].Match.Args, .. args];
        }

        return args;
    }

    private static string RouteOf(List<(UrlNode Node, RouteMatch Match)> trail)
    {
        if (trail.Count == 1) return trail[0].Node.Pattern.Route;
        // An expression that is included begins where the prefix ends: its anchor says nothing new.
        return JoinRoutes(trail.Select(one => one.Node.Pattern.Route));
    }

    /// <summary>The route of an entry with the prefixes before it, as Django's <c>ResolverMatch.route</c> has it.</summary>
    public static string JoinRoutes(IEnumerable<string> routes)
    {
        var joined = "";
        foreach (var route in routes) joined += joined.Length > 0 && route.StartsWith('^') ? route[1..] : route;
        return joined;
    }
}

/// <summary>Entries by the plain texts that their routes begin with, so that a path meets only those that it can match, however many there are.</summary>
internal sealed class NodeIndex
{
    private readonly Step _root;

    public NodeIndex(IReadOnlyList<UrlNode> nodes)
    {
        Nodes = nodes;
        _root = Step.Of("", [.. nodes.Select((node, index) => (node.Pattern.LiteralPrefix, index)).OrderBy(pair => pair.LiteralPrefix, StringComparer.Ordinal).ThenBy(pair => pair.index)], 0);
    }

    public IReadOnlyList<UrlNode> Nodes { get; }

    /// <summary>The places of the entries whose beginnings the path has, in their order.</summary>
    /// <param name="path">The rest of the path.</param>
    /// <param name="space">Used where it suffices.</param>
    public ReadOnlySpan<int> Candidates(ReadOnlySpan<char> path, Span<int> space)
    {
        var count = 0;
        var places = space;
        for (var step = _root; step is not null && path.StartsWith(step.Label, StringComparison.Ordinal); step = path.Length > 0 ? step.Next(path[0]) : null)
        {
            path = path[step.Label.Length..];
            if (count + step.Own.Length > places.Length)
            {
                var larger = new int[Math.Max(places.Length * 2, count + step.Own.Length)];
                places[..count].CopyTo(larger);
                places = larger;
            }

            step.Own.CopyTo(places[count..]);
            count += step.Own.Length;
        }

        // What each step adds is in order; all together may not be.
        places[..count].Sort();
        return places[..count];
    }

    /// <summary>A step of the way through the beginnings: a text that they share, and where it parts.</summary>
    private sealed class Step(string label, int[] own, FrozenDictionary<char, Step> next)
    {
        public string Label { get; } = label;

        public int[] Own { get; } = own;

        public Step? Next(char first) => next.GetValueOrDefault(first);

        /// <param name="label">The text that leads here.</param>
        /// <param name="items">Beginnings and their places, sorted by text.</param>
        /// <param name="depth">How much of each text leads here.</param>
        public static Step Of(string label, ReadOnlySpan<(string Text, int Place)> items, int depth)
        {
            var own = 0;
            while (own < items.Length && items[own].Text.Length == depth) own++;
            var next = new Dictionary<char, Step>();
            for (var start = own; start < items.Length;)
            {
                var end = start + 1;
                while (end < items.Length && items[end].Text[depth] == items[start].Text[depth]) end++;
                // Sorted, so the first and the last share least.
                var shared = items[start].Text.AsSpan(depth).CommonPrefixLength(items[end - 1].Text.AsSpan(depth));
                next[items[start].Text[depth]] = Of(items[start].Text.Substring(depth, shared), items[start..end], depth + shared);
                start = end;
            }

            return new(label, [.. items[..own].ToArray().Select(item => item.Place)], next.ToFrozenDictionary());
        }
    }
}
