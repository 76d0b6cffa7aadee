using Quintet.Apps;
using Quintet.Checks;
using Quintet.Conf;
using Quintet.Routing;

namespace Quintet.Urls;

/// <summary>A URL configuration that was read.</summary>
/// <param name="Conf">Its class; null where the settings name none.</param>
/// <param name="Tree">The routes; empty where there are errors.</param>
/// <param name="Handlers">What answers errors.</param>
/// <param name="Errors">All of them, not only the first.</param>
internal sealed record UrlConfiguration(Type? Conf, UrlTree Tree, ErrorHandlers Handlers, IReadOnlyList<CheckMessage> Errors)
{
    /// <exception cref="ImproperlyConfigured">A route is wrong or does not fit its view.</exception>
    public UrlConfiguration Checked() => Errors.Count == 0 ? this : throw new ImproperlyConfigured(string.Join("\n", Errors.Select(error => error.ToString())));
}

/// <summary>Turns a <see cref="UrlConf"/> into a <see cref="UrlTree"/> whose leaves know how their views are called.</summary>
internal sealed class UrlConfBuilder
{
    private readonly ViewBinder _binder;
    private readonly ConverterSet _converters;
    private readonly List<CheckMessage> _errors = [];
    private readonly Stack<string> _open = new();

    private UrlConfBuilder(AppRegistry apps, IReadOnlyList<string> atomic, ConverterSet converters) => (_binder, _converters) = (new(apps, atomic), converters);

    /// <param name="root">The class: the settings' <c>RootUrlConf</c>, or that of a request.</param>
    /// <param name="apps">Their manifests hold the views' bindings.</param>
    /// <param name="atomic">The databases whose <c>AtomicRequests</c> is on, by alias.</param>
    /// <param name="converters">What routes may name.</param>
    public static UrlConfiguration Build(Type? root, AppRegistry apps, IReadOnlyList<string> atomic, ConverterSet converters)
    {
        if (root is null) return Failed("RootUrlConf is not set.", "Set RootUrlConf = typeof(Urls) in the settings, where Urls derives from UrlConf.");
        if (!root.IsSubclassOf(typeof(UrlConf)) || root.IsAbstract || root.GetConstructor([]) is null)
        {
            return Failed($"RootUrlConf is {root.FullName}, which is no URL configuration.", "Name a class derived from UrlConf that can be made without arguments.");
        }

        var builder = new UrlConfBuilder(apps, atomic, converters);
        var conf = (UrlConf)Activator.CreateInstance(root)!;
        var nodes = builder.Nodes(conf.UrlPatterns, Given.Nothing);
        var handlers = ErrorHandlers.Of(conf, (name, message) => builder._errors.Add(new("QT2005", CheckLevel.Error, message, null, $"{root.FullName}.{name}")));
        return new(root, new UrlTree(builder._errors.Count == 0 ? nodes : []), handlers, builder._errors);

        UrlConfiguration Failed(string message, string hint) => new(root, new UrlTree([]), ErrorHandlers.None, [new("QT6004", CheckLevel.Error, message, hint, "Settings.RootUrlConf")]);
    }

    /// <param name="patterns">The entries.</param>
    /// <param name="outer">What the prefixes before them give.</param>
    private List<UrlNode> Nodes(IEnumerable<UrlPattern> patterns, Given outer)
    {
        var nodes = new List<UrlNode>();
        foreach (var pattern in patterns)
        {
            UrlRoute route = pattern.IsRegex ? RegexPattern.Parse(pattern.Route) : RoutePattern.Parse(pattern.Route, _converters);
            foreach (var error in route.Errors) Error("QT2003", error.Message, null, pattern);
            if (pattern.Route.StartsWith('/') || (pattern.IsRegex && pattern.Route.StartsWith("^/", StringComparison.Ordinal)))
            {
                Error("QT2003", $"Your URL pattern '{pattern.Route}' has a route beginning with a '/'.", "Remove this slash as it is unnecessary: a route is what follows the site's own slash.", pattern);
            }

            foreach (var parameter in route.Values.Where(parameter => outer.Captured.Contains(parameter.Name)))
            {
                Error("QT2006", $"The route '{pattern.Route}' declares the parameter '{parameter.Name}' that a prefix before it declares already.", null, pattern);
            }

            var kwargs = KwargsReader.Read(pattern.Kwargs);
            var given = outer.Then(route, kwargs);
            if (pattern.Target is UrlInclude include)
            {
                if (Children(include, given, pattern) is { } children)
                {
                    nodes.Add(new UrlBranch(route, children, include.AppName.Length > 0 ? include.AppName : null, include.Namespace, kwargs));
                }
            }
            else if (pattern.Target is ViewHandler handler)
            {
                nodes.Add(new UrlLeaf(route, new ViewTarget(new(handler.Method.DeclaringType?.FullName ?? "", []), handler), pattern.Name, kwargs));
            }
            else if (_binder.Bind(pattern.Target, given, out var problem) is { } target)
            {
                nodes.Add(new UrlLeaf(route, target, pattern.Name, kwargs) { Key = target.Key });
            }
            else
            {
                Error(problem!.Value.Id, $"The route '{pattern.Route}' and its view do not fit: {problem.Value.Message}", problem.Value.Hint, pattern);
            }
        }

        return nodes;
    }

    private List<UrlNode>? Children(UrlInclude include, Given values, UrlPattern pattern)
    {
        if (include.Source.Length > 0 && _open.Contains(include.Source))
        {
            Error("QT2003", $"{include.Source} is included in itself: {string.Join(" → ", _open.Reverse().Append(include.Source))}.", null, pattern);
            return null;
        }

        if (include.Namespace is not null && include.AppName.Length == 0)
        {
            Error("QT2003", $"Specifying a namespace ('{include.Namespace}') in Include without providing an AppName is not supported.", $"Override AppName in {include.Source}.", pattern);
        }

        _open.Push(include.Source);
        var children = Nodes(include.Patterns(), values);
        _open.Pop();
        return children;
    }

    private void Error(string id, string message, string? hint, UrlPattern pattern) =>
        _errors.Add(new(id, CheckLevel.Error, message, hint, pattern.Place.ToString()));
}

/// <summary>What a route and the prefixes before it give a view.</summary>
/// <param name="Values">By name, with the types.</param>
/// <param name="Captured">The names of those that come from the path.</param>
/// <param name="Unnamed">For each route, from the outside in: how many values without names it captures, and whether it gives any with one.</param>
internal sealed record Given(IReadOnlyDictionary<string, Type> Values, IReadOnlyCollection<string> Captured, IReadOnlyList<(int Count, bool HasNamed)> Unnamed)
{
    public static readonly Given Nothing = new(new Dictionary<string, Type>(), [], []);

    /// <summary>How many values without names reach the view, at most: those of each route from the inside out until one has a name.</summary>
    public int Positional
    {
        get
        {
            if (Unnamed.Count == 0) return 0;
            var count = Unnamed[^1].Count;
            var named = Unnamed[^1].HasNamed;
            for (var i = Unnamed.Count - 2; i >= 0; i--)
            {
                named = named || Unnamed[i].HasNamed;
                if (!named) count += Unnamed[i].Count;
            }

            return count;
        }
    }

    public Given Then(UrlRoute route, IReadOnlyDictionary<string, object?> kwargs)
    {
        var values = new Dictionary<string, Type>(Values, StringComparer.Ordinal);
        foreach (var value in route.Values) values[value.Name] = value.ValueType ?? typeof(RegexText);
        foreach (var (name, value) in kwargs) values[name] = value?.GetType() ?? typeof(object);
        return new(values, [.. Captured, .. route.Values.Select(value => value.Name)], [.. Unnamed, (route.UnnamedValues, route.Values.Count > 0 || kwargs.Count > 0)]);
    }
}

/// <summary>Stands for the type of a value that a group of a regular expression captures: a text that a parameter may take as a number.</summary>
internal sealed class RegexText;

/// <summary>Reads the extra arguments of a route: an anonymous object or a dictionary. Runs at start-up only.</summary>
internal static class KwargsReader
{
    public static IReadOnlyDictionary<string, object?> Read(object? kwargs)
    {
        switch (kwargs)
        {
            case null:
                return System.Collections.Frozen.FrozenDictionary<string, object?>.Empty;
            case IReadOnlyDictionary<string, object?> dictionary:
                return dictionary;
            default:
                var values = new Dictionary<string, object?>(StringComparer.Ordinal);
                foreach (var property in kwargs.GetType().GetProperties()) values[property.Name] = property.GetValue(kwargs);
                return values;
        }
    }
}
