using Quintet.Reading;
using Quintet.Routing;

namespace Quintet.Ide;

/// <summary>One route that has a name.</summary>
/// <param name="FullName">With its instance namespaces: <c>blog:post_detail</c>.</param>
/// <param name="Route">The whole route with the prefixes before it: <c>/blog/&lt;int:id&gt;/</c>.</param>
/// <param name="Parameters">What it captures under a name, in their order.</param>
/// <param name="Entry">The <c>Path(…)</c> that names it.</param>
/// <param name="Conf">The class with that entry.</param>
/// <param name="ViewPath">The file with the view; null where it is not in the project.</param>
internal sealed record UrlName(string FullName, string Route, IReadOnlyList<RouteValue> Parameters, UrlEntry Entry, DeclaredType Conf, string? ViewPath)
{
    /// <summary>The names of the extra arguments of the entry and of the prefixes before it: what a caller need not give.</summary>
    public IReadOnlyList<string> Defaults { get; init; } = [];

    /// <summary>The names of what a caller has to give, in their order: several ways where parts of an expression may be left out. Null where something is computed, or cannot be reversed.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Ways { get; init; }

    /// <summary>The view function, if it is a method of the project.</summary>
    public DeclaredMethod? Method { get; init; }

    /// <summary>The view class, if it is one of the project's.</summary>
    public DeclaredType? Class { get; init; }

    /// <summary>The view as people call it: <c>Blog.Views.PostDetail</c>.</summary>
    public string? ViewName =>
        Method is { } method ? $"{method.Type.FullName}.{method.Method.Name}" : Class is { } type ? type.Fact.FullName : Entry.View is { Kind: not ViewKind.Lambda } view ? view.Text : null;
}

/// <summary>All URL names of a project, found by walking its URL configurations from the root, as the running app does.</summary>
internal sealed class UrlInventory
{
    // A configuration that includes itself would never end; the running app does not start with one.
    private const int MaxDepth = 16;

    private readonly TypeIndex _types;
    private readonly Func<string, bool> _isInPackage;
    private readonly string? _root;
    private readonly ConverterSet _converters;
    private readonly HashSet<string> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<UrlName>> _byName = new(StringComparer.Ordinal);
    private readonly List<ResolvedRoute> _order = [];
    private readonly Lazy<Dictionary<(string Path, Microsoft.CodeAnalysis.Text.TextSpan Span), ResolvedRoute>> _shadowed;

    // How many lists around the present one stand at an unknown place among others.
    private int _unordered;

    // Whether every configuration was gone through each time that it is included.
    private bool _isWalked = true;

    /// <param name="types">The types of the project and of its packages.</param>
    /// <param name="rootUrlConf">The root configuration; null: not known.</param>
    /// <param name="isInPackage">Whether a path is in a package, where nobody can be shown what could not be read.</param>
    public UrlInventory(TypeIndex types, string? rootUrlConf, Func<string, bool> isInPackage)
    {
        _isInPackage = isInPackage;
        _types = types;
        _converters = types.All.Select(type => type.Fact.PathConverter).OfType<PathConverterFact>()
            .Aggregate(ConverterSet.Default, (set, converter) => set.With(converter.Name.Value, PathConverter.Known(converter.Regex?.Value ?? "[^/]+")));
        IsComplete = rootUrlConf is not null;
        _root = rootUrlConf;
        if (rootUrlConf is not null)
        {
            Walk(rootUrlConf, RoutePrefix.Root, NamespacePath.Root, 0);
        }
        else
        {
            // No root is known: every configuration that no other includes is taken as one, and nothing is claimed.
            var all = types.All.Where(type => type.Fact.UrlPatterns is not null).Select(type => type.Fact.FullName).Distinct().Order(StringComparer.Ordinal).ToList();
            var included = all.SelectMany(Includes).ToHashSet();
            foreach (var conf in all.Where(conf => !included.Contains(conf) && !types.Find(conf).All(type => isInPackage(type.Path)))) Walk(conf, RoutePrefix.Root, NamespacePath.Root, 0);
        }

        _shadowed = new(() => ShadowedRoutes.Find(_order));
        All = [.. _byName.Where(pair => pair.Value.Any(url => url.FullName == pair.Key)).SelectMany(pair => pair.Value.Take(1)).OrderBy(url => url.FullName, StringComparer.Ordinal)];
    }

    /// <summary>What routes may name before the colon, as far as the project's own source says.</summary>
    public ConverterSet Converters => _converters;

    /// <summary>Whether a name that is not here is nowhere: every list was understood to its end.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The first thing that could not be read from the source; null where everything could.</summary>
    public (string Path, Microsoft.CodeAnalysis.Text.TextSpan Span)? DynamicAt { get; private set; }

    /// <summary>Each name once, with the route that <c>reverse</c> tries first, by name.</summary>
    public IReadOnlyList<UrlName> All { get; }

    /// <summary>Every full name, those by application namespace included.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>Every route that has a name.</summary>
    public IEnumerable<UrlName> Routes => _byName.Values.SelectMany(urls => urls).Distinct();

    /// <summary>The routes of a name; empty where there is none of that name.</summary>
    public IReadOnlyList<UrlName> Find(string name) => _byName.GetValueOrDefault(name) ?? [];

    /// <summary>
    /// The route that takes every path which an entry would; null where some path may reach it. An entry of a configuration that may be included where nobody can read it is only told of in the root one.
    /// </summary>
    public ResolvedRoute? ShadowOf(string path, UrlEntry entry) =>
        _root is not null && _isWalked && _shadowed.Value.GetValueOrDefault((path, entry.Span)) is { } first && (IsComplete || first.Conf.Fact.FullName == _root && _types.Find(_root).Any(root => root.Path == path && root.Fact.Span.Contains(entry.Span))) ? first : null;

    private IEnumerable<string> Includes(string conf) =>
        from declared in _types.Find(conf)
        from entry in declared.Fact.UrlPatterns?.Entries ?? []
        where entry.Include?.Type is not null
        let target = _types.Resolve(entry.Include!.Type!.Text, declared.Fact.Context)
        where target is not null && target != conf
        select target;

    private void Walk(string conf, RoutePrefix prefix, NamespacePath namespaces, int depth)
    {
        var declared = _types.Ancestors(conf).SelectMany(_types.Find).FirstOrDefault(type => type.Fact.UrlPatterns is not null);
        if (declared is null || depth > MaxDepth)
        {
            IsComplete = false;
            return;
        }

        Walk(declared, declared.Fact.UrlPatterns!, prefix, namespaces, depth);
    }

    private void Walk(DeclaredType declared, UrlList list, RoutePrefix prefix, NamespacePath namespaces, int depth)
    {
        if (list.DynamicAt is { } dynamicAt) Incomplete(declared, dynamicAt);
        if (list.IncludesBase)
        {
            // Before or behind the class's own: both are compared with nothing.
            _unordered++;
            if (_types.Ancestors(declared.Fact.FullName).Skip(1).FirstOrDefault(name => _types.Find(name).Count > 0) is { } parent) Walk(parent, prefix, namespaces, depth + 1);
            else Incomplete(declared, list.Span);
            _unordered--;
        }

        foreach (var entry in list.Entries)
        {
            if (entry.Include is { } include) WalkInclude(declared, entry, include, prefix, namespaces, depth);
            else Add(declared, entry, prefix, namespaces);
        }
    }

    private void WalkInclude(
        DeclaredType declared, UrlEntry entry, IncludeReference include, RoutePrefix prefix, NamespacePath namespaces, int depth)
    {
        if (include.List is not null || include.ListName is not null)
        {
            var list = include.List ?? ListOf(declared, include.ListName!);
            if (list is null || depth > MaxDepth || !TryEnter(include.Namespace?.Value, include.AppName?.Value ?? "", ref namespaces))
            {
                _isWalked = false;
                Incomplete(declared, entry.Span, list is null || depth > MaxDepth);
            }

            // A list that is spread into another stands there as if it were written there.
            else Walk(declared, list, entry.IsSpread ? prefix : prefix.Then(entry, _converters), namespaces, depth + 1);
            return;
        }

        if (include.Type is not { } type || _types.Resolve(type.Text, declared.Fact.Context) is not { } target || _types.Find(target).Count == 0)
        {
            Incomplete(declared, entry.Span);
            return;
        }

        if (TryEnter(include.Namespace?.Value, AppName(target, declared), ref namespaces)) Walk(target, prefix.Then(entry, _converters), namespaces, depth + 1);
        else _isWalked = false;
        // What could not be read in a package is told where the package is included.
        if (DynamicAt is var (path, _) && _isInPackage(path)) DynamicAt = (declared.Path, entry.Span);
    }

    /// <summary>Goes into the namespace of an include; false where it is taken, so that nothing in it can be reversed.</summary>
    private bool TryEnter(string? instance, string appName, ref NamespacePath namespaces)
    {
        instance ??= appName.Length > 0 ? appName : null;
        if (instance is null) return true;
        namespaces = namespaces.Enter(instance, appName);
        return _instances.Add(namespaces.Instance(""));
    }

    private UrlList? ListOf(DeclaredType declared, string name)
    {
        foreach (var part in _types.Find(declared.Fact.FullName))
        {
            foreach (var named in part.Fact.UrlLists)
            {
                if (named.Name == name) return named.List;
            }
        }

        return null;
    }

    private string AppName(string conf, DeclaredType includedBy)
    {
        foreach (var declared in _types.Ancestors(conf).SelectMany(_types.Find))
        {
            if (declared.Fact.FindProperty("AppName") is not { } property) continue;
            if (property.Literal is { } literal) return literal.Value;
            Incomplete(includedBy, includedBy.Fact.NameSpan);
            return "";
        }

        return "";
    }

    private void Add(DeclaredType declared, UrlEntry entry, RoutePrefix prefix, NamespacePath namespaces)
    {
        var method = entry.View is { Kind: ViewKind.Name } name ? _types.ResolveMethod(name.Text, declared.Fact.Context) : null;
        var viewClass = entry.View is { Kind: ViewKind.Class } type && _types.Resolve(type.Text, declared.Fact.Context) is { } className ? _types.Find(className).FirstOrDefault() : null;
        var whole = prefix.Then(entry, _converters);
        if (whole is { IsKnown: true, IsWhole: true } && entry.View is not null) _order.Add(new(declared, entry, whole.Routes, whole.Route, _unordered > 0, ViewOf(entry, whole, method, viewClass)));
        else if (entry.View is not null) _order.Add(new(declared, entry, [], whole.Route, true, null));
        if (entry.Name is null)
        {
            // A nameless entry that leads to no known view may be an include that another assembly gives (AdminSite.Default.Urls).
            if (entry.View is { Kind: ViewKind.Name } unknown && method is null) Incomplete(declared, unknown.Span);
            return;
        }

        foreach (var (fullName, isInstance) in namespaces.Names(entry.Name.Value))
        {
            var url = new UrlName(namespaces.Instance(entry.Name.Value), whole.Route, whole.Parameters, entry, declared, method?.Path ?? viewClass?.Path)
            {
                Method = method,
                Class = viewClass,
                Defaults = whole.Defaults,
                Ways = whole.IsKnown ? UrlTree.ParametersOf(whole.Routes) : null,
            };
            if (!_byName.TryGetValue(fullName, out var routes)) _byName[fullName] = routes = [];
            // The entry written last is tried first, as in Django; an instance's own name comes before an application's.
            if (isInstance) routes.Insert(0, url);
            else routes.Add(url);
        }
    }

    /// <summary>What says which page an entry leads to; null where that is more than a name.</summary>
    private static string? ViewOf(UrlEntry entry, RoutePrefix whole, DeclaredMethod? method, DeclaredType? viewClass) =>
        whole.Defaults.Count > 0 || entry.HasDynamicKwargs || entry.View is not { Kind: ViewKind.Name or ViewKind.Class, Set.Count: 0, SetElsewhere.Count: 0 } view ? null
        : method is not null ? $"{method.Type.FullName}.{method.Method.Name}" : viewClass?.Fact.FullName ?? view.Text;

    private void Incomplete(DeclaredType declared, Microsoft.CodeAnalysis.Text.TextSpan span, bool isUnread = true)
    {
        if (!isUnread) return;
        IsComplete = false;
        DynamicAt ??= (declared.Path, span);
    }

    /// <summary>What stands before an entry: the routes of the includes around it.</summary>
    private sealed record RoutePrefix(IReadOnlyList<UrlRoute> Routes, IReadOnlyList<string> Defaults, bool IsKnown, bool IsWhole)
    {
        public static readonly RoutePrefix Root = new([], [], true, true);

        /// <summary>With its leading slash; an ellipsis where a part is computed.</summary>
        public string Route => "/" + UrlTree.JoinRoutes(Routes.Select(route => route.Route)) + (IsWhole ? "" : "…");

        public IReadOnlyList<RouteValue> Parameters => [.. Routes.SelectMany(route => route.Values)];

        public RoutePrefix Then(UrlEntry entry, ConverterSet converters)
        {
            IReadOnlyList<string> defaults = entry.Kwargs.Count == 0 ? Defaults : [.. Defaults, .. entry.Kwargs];
            if (entry.Route is not { } route) return new(Routes, defaults, false, false);
            UrlRoute own = entry.IsRegex ? RegexPattern.Parse(route.Value) : RoutePattern.Parse(route.Value, converters);
            return new([.. Routes, own], defaults, IsKnown && own.Errors.Count == 0 && !entry.HasDynamicKwargs, IsWhole);
        }
    }
}
