using System.Collections.Frozen;
using System.Text;
using Quintet.Text;

namespace Quintet.Routing;

/// <summary>Turns URL names into paths; the routes of a namespace are joined once, when it is first asked for.</summary>
public sealed class UrlReverser : IUrlReverser
{
    private readonly Scope _root;

    internal UrlReverser(IReadOnlyList<UrlNode> roots) => _root = new(() => roots, [], FrozenDictionary<string, object?>.Empty);

    /// <summary>Every full name (<c>blog:post_detail</c>), each once, sorted.</summary>
    public IEnumerable<string> Names => _root.AllNames("").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Reverse(string name, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs, string? currentApp = null)
    {
        var (scope, viewName) = Find(name, currentApp);
        return Reverse(viewName, scope.Names.GetValueOrDefault(viewName), args, kwargs, scope);
    }

    /// <summary>The path of a view (<see cref="UrlLeaf.Key"/>) that is in no namespace.</summary>
    /// <exception cref="NoReverseMatchException">No route leads to it, or none takes these arguments.</exception>
    public string ReverseView(object key, string shown, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs) =>
        Reverse(shown, _root.Keys.GetValueOrDefault(key), args, kwargs, _root);

    /// <inheritdoc/>
    public PreparedUrl? Prepare(string name, int positional, IReadOnlyList<string> keywords, string? currentApp = null)
    {
        var (scope, viewName) = Find(name, currentApp);
        if (!scope.Names.TryGetValue(viewName, out var candidates)) return null;
        var routes = new List<PreparedRoute>();
        foreach (var candidate in candidates)
        {
            switch (candidate.Prepare(positional, keywords, out var route))
            {
                case null: return null;
                case true: routes.Add(route!); break;
            }
        }

        return routes.Count == 0 ? null : new PreparedRoutes([.. routes]);
    }

    private static string Reverse(string shown, List<UrlCandidate>? candidates, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs, Scope scope)
    {
        if (args.Count > 0 && kwargs.Count > 0) throw new ArgumentException("Don't mix positional and keyword arguments in a call to Reverse().");
        foreach (var candidate in candidates ?? [])
        {
            if (candidate.TryBuild(args, kwargs) is { } path) return path;
        }

        throw new NoReverseMatchException(Explain(shown, candidates, args, kwargs, scope));
    }

    private (Scope Scope, string ViewName) Find(string name, string? currentApp)
    {
        if (!name.Contains(':')) return (_root, name);
        var parts = name.Split(':');
        return (FindScope(parts, currentApp), parts[^1]);
    }

    /// <summary>
    /// Walks the namespaces as Django does: an application namespace means the current instance if it is one of that application,
    /// else the default instance (named like the application), else the one written last.
    /// </summary>
    private Scope FindScope(string[] parts, string? currentApp)
    {
        var scope = _root;
        var current = currentApp?.Split(':') ?? [];
        var known = new List<string>();
        for (var i = 0; i < parts.Length - 1; i++)
        {
            var part = parts[i];
            if (scope.Apps.TryGetValue(part, out var instances))
            {
                var wanted = i < current.Length ? current[i] : null;
                if (wanted is not null && instances.Contains(wanted)) part = wanted;
                else if (!instances.Contains(part)) part = instances[0];
            }

            if (i < current.Length && current[i] != part) current = [];
            if (!scope.Children.TryGetValue(part, out var child))
            {
                var hint = DidYouMean.Sentence(part, scope.Children.Keys.Concat(scope.Apps.Keys));
                throw new NoReverseMatchException(known.Count > 0
                    ? $"'{part}' is not a registered namespace inside '{string.Join(':', known)}'{(hint.Length > 0 ? "." + hint : "")}"
                    : $"'{part}' is not a registered namespace{(hint.Length > 0 ? "." + hint : "")}");
            }

            known.Add(parts[i]);
            scope = child;
        }

        return scope;
    }

    private static string Explain(string name, List<UrlCandidate>? candidates, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs, Scope scope)
    {
        if (candidates is null)
        {
            return $"Reverse for '{name}' not found. '{name}' is not a valid view function or pattern name.{DidYouMean.Sentence(name, scope.Names.Keys)}";
        }

        var given = args.Count > 0 ? $"arguments '({string.Join(", ", args.Select(Show))}{(args.Count == 1 ? "," : "")})'"
            : kwargs.Count > 0 ? $"keyword arguments '{{{string.Join(", ", kwargs.Select(pair => $"'{pair.Key}': {Show(pair.Value)}"))}}}'"
            : "no arguments";
        var tried = candidates.Select(candidate => $"'{candidate.Regex}'");
        return $"Reverse for '{name}' with {given} not found. {candidates.Count} pattern(s) tried: [{string.Join(", ", tried)}]";

        static string Show(object? value) => value switch
        {
            null => "None",
            string text => $"'{text}'",
            IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
    }

    /// <summary>What is in one namespace.</summary>
    private sealed class Scope
    {
        private readonly Lazy<Content> _content;

        public Scope(Func<IReadOnlyList<UrlNode>> nodes, IReadOnlyList<UrlRoute> prefix, IReadOnlyDictionary<string, object?> defaults) => _content = new(() =>
        {
            var content = new Content([], new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal));
            Fill(content, nodes(), prefix, defaults);
            return content;
        });

        public Dictionary<string, Scope> Children => _content.Value.Children;

        /// <summary>The instances of each application, the one that was written last first.</summary>
        public Dictionary<string, List<string>> Apps => _content.Value.Apps;

        public Dictionary<string, List<UrlCandidate>> Names => _content.Value.Names;

        public Dictionary<object, List<UrlCandidate>> Keys => _content.Value.Keys;

        public IEnumerable<string> AllNames(string prefix) =>
            Names.Keys.Select(name => prefix + name).Concat(Children.SelectMany(child => child.Value.AllNames(prefix + child.Key + ":")));

        private static void Fill(Content content, IReadOnlyList<UrlNode> nodes, IReadOnlyList<UrlRoute> prefix, IReadOnlyDictionary<string, object?> defaults)
        {
            // Backwards: the entry written last is tried first, as in Django.
            foreach (var node in nodes.Reverse())
            {
                UrlRoute[] routes = [.. prefix, node.Pattern];
                var kwargs = node.Kwargs.Count == 0 ? defaults : Merge(defaults, node.Kwargs);
                switch (node)
                {
                    case UrlLeaf leaf:
                        if (leaf.Name is null && leaf.Key is null) continue;
                        var candidate = UrlCandidate.Of(routes, kwargs);
                        if (leaf.Name is { } name) Add(content.Names, name, candidate);
                        if (leaf.Key is { } key) Add(content.Keys, key, candidate);
                        break;
                    case UrlBranch { Namespace: { } instance } branch:
                        // Of two namespaces of one name the first is meant.
                        content.Children[instance] = new(() => branch.Children, routes, kwargs);
                        var instances = ListOf(content.Apps, branch.AppName ?? instance);
                        if (!instances.Contains(instance)) instances.Add(instance);
                        break;
                    case UrlBranch branch:
                        Fill(content, branch.Children, routes, kwargs);
                        break;
                }
            }
        }

        private static void Add<TKey>(Dictionary<TKey, List<UrlCandidate>> candidates, TKey key, UrlCandidate candidate) where TKey : notnull => ListOf(candidates, key).Add(candidate);

        private static List<T> ListOf<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key) where TKey : notnull
        {
            if (!lists.TryGetValue(key, out var list)) lists[key] = list = [];
            return list;
        }

        private static Dictionary<string, object?> Merge(IReadOnlyDictionary<string, object?> first, IReadOnlyDictionary<string, object?> second)
        {
            var result = new Dictionary<string, object?>(first);
            foreach (var (key, value) in second) result[key] = value;
            return result;
        }

        private sealed record Content(Dictionary<object, List<UrlCandidate>> Keys, Dictionary<string, List<UrlCandidate>> Names, Dictionary<string, Scope> Children, Dictionary<string, List<string>> Apps);
    }
}

/// <summary>Percent-encoding of paths as Django's <c>reverse</c> does it: unreserved characters, sub-delimiters and <c>/~:@</c> stay.</summary>
public static class UrlEncoding
{
    private const string Kept = "!$&'()*+,;=/~:@-._";

    /// <summary>Whether a character stands in a path as it is.</summary>
    internal static bool IsKept(char c) => char.IsAsciiLetterOrDigit(c) || Kept.Contains(c);

    /// <summary>A path that the reverser gave, on a site that does not begin at its host's root.</summary>
    /// <param name="scriptPrefix">Where it begins, with a slash at both ends and not encoded.</param>
    /// <param name="path">With its leading slash.</param>
    public static string Prepend(string scriptPrefix, string path)
    {
        if (scriptPrefix == "/") return path;
        var builder = new StringBuilder();
        AppendPath(builder, scriptPrefix);
        return builder.Append(path.AsSpan(1)).ToString();
    }

    public static void AppendPath(StringBuilder builder, string text)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && IsKept((char)rune.Value))
            {
                builder.Append((char)rune.Value);
                continue;
            }

            var count = rune.EncodeToUtf8(bytes);
            foreach (var b in bytes[..count]) builder.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
