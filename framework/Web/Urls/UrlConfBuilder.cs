using Quintet.Apps;
using Quintet.Checks;
using Quintet.Routing;

namespace Quintet.Urls;

/// <summary>Turns a <see cref="UrlConf"/> into a <see cref="UrlTree"/> whose leaves know how their views are called.</summary>
internal sealed class UrlConfBuilder
{
    private readonly ViewBinder _binder;
    private readonly List<CheckMessage> _errors = [];
    private readonly Stack<string> _open = new();

    private UrlConfBuilder(AppRegistry apps, IReadOnlyList<string> atomic) => _binder = new(apps, atomic);

    /// <param name="Tree">The routes; empty where there are errors.</param>
    /// <param name="Errors">All of them, not only the first.</param>
    public sealed record Result(UrlTree Tree, IReadOnlyList<CheckMessage> Errors);

    /// <param name="root">The settings' <c>RootUrlConf</c>.</param>
    /// <param name="apps">Their manifests hold the views' bindings.</param>
    /// <param name="atomic">The databases whose <c>AtomicRequests</c> is on, by alias.</param>
    public static Result Build(Type? root, AppRegistry apps, IReadOnlyList<string> atomic)
    {
        if (root is null) return Failed("RootUrlConf is not set.", "Set RootUrlConf = typeof(Urls) in the settings, where Urls derives from UrlConf.");
        if (!root.IsSubclassOf(typeof(UrlConf)) || root.IsAbstract || root.GetConstructor([]) is null)
        {
            return Failed($"RootUrlConf is {root.FullName}, which is no URL configuration.", "Name a class derived from UrlConf that can be made without arguments.");
        }

        var builder = new UrlConfBuilder(apps, atomic);
        var conf = (UrlConf)Activator.CreateInstance(root)!;
        var nodes = builder.Nodes(conf.UrlPatterns, new Dictionary<string, Type>(StringComparer.Ordinal));
        return new(new UrlTree(builder._errors.Count == 0 ? nodes : []), builder._errors);

        static Result Failed(string message, string hint) => new(new UrlTree([]), [new("QT6004", CheckLevel.Error, message, hint, "Settings.RootUrlConf")]);
    }

    /// <param name="patterns">The entries.</param>
    /// <param name="outer">The values that the prefixes before them give, by name.</param>
    private List<UrlNode> Nodes(IEnumerable<UrlPattern> patterns, Dictionary<string, Type> outer)
    {
        var nodes = new List<UrlNode>();
        foreach (var pattern in patterns)
        {
            var route = RoutePattern.Parse(pattern.Route);
            foreach (var error in route.Errors) Error("QT2003", error.Message, null, pattern);
            if (pattern.Route.StartsWith('/'))
            {
                Error("QT2003", $"Your URL pattern '{pattern.Route}' has a route beginning with a '/'.", "Remove this slash as it is unnecessary: a route is what follows the site's own slash.", pattern);
            }

            var values = new Dictionary<string, Type>(outer, StringComparer.Ordinal);
            foreach (var parameter in route.Parameters)
            {
                if (outer.ContainsKey(parameter.Name)) Error("QT2006", $"The route '{pattern.Route}' declares the parameter '{parameter.Name}' that a prefix before it declares already.", null, pattern);
                values[parameter.Name] = parameter.Converter.ValueType;
            }

            var kwargs = KwargsReader.Read(pattern.Kwargs);
            foreach (var (name, value) in kwargs) values[name] = value?.GetType() ?? typeof(object);
            if (pattern.Target is UrlInclude include)
            {
                if (Children(include, values, pattern) is { } children)
                {
                    nodes.Add(new UrlBranch(route, children, include.AppName.Length > 0 ? include.AppName : null, include.Namespace, kwargs));
                }
            }
            else if (_binder.Bind(pattern.Target, values, out var problem) is { } target)
            {
                nodes.Add(new UrlLeaf(route, target, pattern.Name, kwargs));
            }
            else
            {
                Error(problem!.Value.Id, $"The route '{pattern.Route}' and its view do not fit: {problem.Value.Message}", problem.Value.Hint, pattern);
            }
        }

        return nodes;
    }

    private List<UrlNode>? Children(UrlInclude include, Dictionary<string, Type> values, UrlPattern pattern)
    {
        if (_open.Contains(include.Source))
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
