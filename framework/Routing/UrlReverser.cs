using System.Text;
using Quintet.Text;

namespace Quintet.Routing;

/// <summary>Turns URL names into paths; the routes of every name are joined once, when the tree is built.</summary>
public sealed class UrlReverser : IUrlReverser
{
    private readonly Scope _root = new();

    internal UrlReverser(IReadOnlyList<UrlNode> roots) => Fill(_root, roots, [], new Dictionary<string, object?>());

    /// <summary>Every full name (<c>blog:post_detail</c>), each once, sorted.</summary>
    public IEnumerable<string> Names => _root.AllNames("").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Reverse(string name, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs, string? currentApp = null)
    {
        if (args.Count > 0 && kwargs.Count > 0) throw new ArgumentException("Don't mix positional and keyword arguments in a call to Reverse().");
        var (scope, viewName) = Find(name, currentApp);
        scope.Names.TryGetValue(viewName, out var candidates);
        foreach (var candidate in candidates ?? [])
        {
            if (candidate.TryBuild(args, kwargs) is { } path) return path;
        }

        throw new NoReverseMatchException(Explain(viewName, candidates, args, kwargs, scope));
    }

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

    private (Scope Scope, string ViewName) Find(string name, string? currentApp)
    {
        if (!name.Contains(':')) return (_root, name);
        var parts = name.Split(':');
        return (FindScope(parts, currentApp), parts[^1]);
    }

    private static void Fill(Scope scope, IReadOnlyList<UrlNode> nodes, RouteSegment[] prefix, IReadOnlyDictionary<string, object?> defaults)
    {
        foreach (var node in nodes)
        {
            RouteSegment[] segments = [.. prefix, .. node.Pattern.Segments];
            var kwargs = node.Kwargs.Count == 0 ? defaults : Merge(defaults, node.Kwargs);
            switch (node)
            {
                case UrlLeaf { Name: { } name }:
                    if (!scope.Names.TryGetValue(name, out var list)) scope.Names[name] = list = [];
                    // The entry written last wins, as in Django.
                    list.Insert(0, new Candidate(segments, kwargs));
                    break;
                case UrlBranch { Namespace: { } instance } branch:
                    if (!scope.Children.TryGetValue(instance, out var child)) scope.Children[instance] = child = new();
                    var appName = branch.AppName ?? instance;
                    if (!scope.Apps.TryGetValue(appName, out var instances)) scope.Apps[appName] = instances = [];
                    if (!instances.Contains(instance)) instances.Insert(0, instance);
                    Fill(child, branch.Children, segments, kwargs);
                    break;
                case UrlBranch branch:
                    Fill(scope, branch.Children, segments, kwargs);
                    break;
            }
        }
    }

    private static Dictionary<string, object?> Merge(IReadOnlyDictionary<string, object?> first, IReadOnlyDictionary<string, object?> second)
    {
        var result = new Dictionary<string, object?>(first);
        foreach (var (key, value) in second) result[key] = value;
        return result;
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

    private static string Explain(string name, List<Candidate>? candidates, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs, Scope scope)
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

    private sealed class Scope
    {
        public Dictionary<string, Scope> Children { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, List<string>> Apps { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, List<Candidate>> Names { get; } = new(StringComparer.Ordinal);

        public IEnumerable<string> AllNames(string prefix) =>
            Names.Keys.Select(name => prefix + name).Concat(Children.SelectMany(child => child.Value.AllNames(prefix + child.Key + ":")));
    }

    /// <summary>One route that a name may mean, prefixes included.</summary>
    private sealed class Candidate(RouteSegment[] segments, IReadOnlyDictionary<string, object?> defaults)
    {
        private readonly ParameterSegment[] _parameters = [.. segments.OfType<ParameterSegment>()];

        public string Regex => string.Concat(segments.Select(segment => segment switch
        {
            ParameterSegment parameter => $"(?P<{parameter.Name}>{parameter.Converter.Regex})",
            LiteralSegment literal => System.Text.RegularExpressions.Regex.Escape(literal.Text),
            _ => "",
        })) + "\\Z";

        public string? TryBuild(IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs)
        {
            if (args.Count > 0 ? args.Count != _parameters.Length : !Fits(kwargs)) return null;
            var builder = new StringBuilder("/", 64);
            var position = 0;
            foreach (var segment in segments)
            {
                if (segment is LiteralSegment literal)
                {
                    UrlEncoding.AppendPath(builder, literal.Text);
                    continue;
                }

                var parameter = (ParameterSegment)segment;
                var value = args.Count > 0 ? args[position++] : kwargs.TryGetValue(parameter.Name, out var given) ? given : defaults[parameter.Name];
                if (parameter.Converter.ToUrl(value) is not { } text || !parameter.Converter.IsMatch(text)) return null;
                UrlEncoding.AppendPath(builder, text);
            }

            // A path that begins with two slashes would be read as a host.
            if (builder.Length > 1 && builder[1] == '/') builder.Remove(1, 1).Insert(1, "%2F");
            return builder.ToString();
        }

        /// <summary>True with a route where arguments of these names fit; false where they never do; null where only <see cref="TryBuild"/> can tell.</summary>
        public bool? Prepare(int positional, IReadOnlyList<string> keywords, out PreparedRoute? route)
        {
            route = null;
            if (defaults.Count > 0 || !Array.TrueForAll(_parameters, parameter => PreparedRoute.CanWrite(parameter.Converter))) return null;
            if (_parameters.Length != positional + keywords.Count) return false;
            var places = new int[_parameters.Length];
            for (var i = 0; i < places.Length; i++)
            {
                places[i] = positional > 0 ? i : IndexOf(keywords, _parameters[i].Name);
                if (places[i] < 0) return false;
            }

            route = new(segments, places);
            return true;

            static int IndexOf(IReadOnlyList<string> names, string name)
            {
                for (var i = 0; i < names.Count; i++)
                {
                    if (names[i] == name) return i;
                }

                return -1;
            }
        }

        /// <summary>Every parameter is given and nothing else, but that an extra argument may repeat its own value.</summary>
        private bool Fits(IReadOnlyDictionary<string, object?> kwargs)
        {
            var used = 0;
            foreach (var parameter in _parameters)
            {
                if (kwargs.ContainsKey(parameter.Name)) used++;
                else if (!defaults.ContainsKey(parameter.Name)) return false;
            }

            if (used == kwargs.Count && defaults.Count == 0) return true;
            foreach (var (key, value) in kwargs)
            {
                if (_parameters.Any(parameter => parameter.Name == key)) continue;
                if (!defaults.TryGetValue(key, out var expected) || !Equals(expected, value)) return false;
            }

            return true;
        }
    }
}

/// <summary>Percent-encoding of paths as Django's <c>reverse</c> does it: unreserved characters, sub-delimiters and <c>/~:@</c> stay.</summary>
public static class UrlEncoding
{
    private const string Kept = "!$&'()*+,;=/~:@-._";

    /// <summary>Whether a character stands in a path as it is.</summary>
    internal static bool IsKept(char c) => char.IsAsciiLetterOrDigit(c) || Kept.Contains(c);

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
