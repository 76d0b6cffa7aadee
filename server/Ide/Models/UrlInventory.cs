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

    // Routes by those before them; what an inventory before this one has made is taken from there: of an edit one route is new.
    private readonly Dictionary<(RoutePrefix Before, string Text, bool IsRegex), RoutePrefix> _prefixes;
    private readonly EquatableArray<(string Name, string Regex)> _ownConverters;
    private readonly HashSet<string> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<UrlName>> _byName;
    private readonly List<(DeclaredType Conf, UrlEntry Entry, RoutePrefix Whole, bool IsLoose, DeclaredMethod? Method, DeclaredType? Class)> _order;
    private readonly Lazy<IReadOnlyList<UrlName>> _all;
    private readonly Lazy<Dictionary<(string Path, Microsoft.CodeAnalysis.Text.TextSpan Span), ResolvedRoute>> _shadowed;

    // What an earlier inventory had made, while this one is.
    private readonly Dictionary<(RoutePrefix Before, string Text, bool IsRegex), RoutePrefix> _known;

    // How many lists around the present one stand at an unknown place among others.
    private int _unordered;

    // Whether every configuration was gone through each time that it is included.
    private bool _isWalked = true;

    /// <param name="types">The types of the project and of its packages.</param>
    /// <param name="rootUrlConf">The root configuration; null: not known.</param>
    /// <param name="isInPackage">Whether a path is in a package, where nobody can be shown what could not be read.</param>
    /// <param name="previous">That of an earlier state; nothing of it is kept but what still holds.</param>
    public UrlInventory(TypeIndex types, string? rootUrlConf, Func<string, bool> isInPackage, UrlInventory? previous = null)
    {
        _isInPackage = isInPackage;
        _types = types;

        // Nearly as many as before.
        _prefixes = new(previous?._prefixes.Count ?? 0);
        _byName = new(previous?._byName.Count ?? 0, StringComparer.Ordinal);
        _order = new(previous?._order.Count ?? 0);
        _ownConverters = types.All.Select(type => type.Fact.PathConverter).OfType<PathConverterFact>().Select(converter => (converter.Name.Value, converter.Regex?.Value ?? "[^/]+")).ToEquatableArray();
        var isRead = previous is not null && previous._ownConverters == _ownConverters;
        _converters = isRead ? previous!._converters : _ownConverters.Items.Aggregate(ConverterSet.Default, (set, converter) => set.With(converter.Name, PathConverter.Known(converter.Regex)));
        _known = isRead ? previous!._prefixes : [];
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

        _known = [];
        _shadowed = new(() => ShadowedRoutes.Find([.. _order.Select(Resolved)]));
        _all = new(AllByName);
    }

    /// <summary>What routes may name before the colon, as far as the project's own source says.</summary>
    public ConverterSet Converters => _converters;

    /// <summary>Whether a name that is not here is nowhere: every list was understood to its end.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The first thing that could not be read from the source; null where everything could.</summary>
    public (string Path, Microsoft.CodeAnalysis.Text.TextSpan Span)? DynamicAt { get; private set; }

    /// <summary>Each name once, with the route that <c>reverse</c> tries first, by name.</summary>
    public IReadOnlyList<UrlName> All => _all.Value;

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

    private List<UrlName> AllByName()
    {
        var all = new List<UrlName>(_byName.Count);
        foreach (var (name, urls) in _byName)
        {
            if (urls.Exists(url => url.FullName == name)) all.Add(urls[0]);
        }

        all.Sort(static (one, other) => string.CompareOrdinal(one.FullName, other.FullName));
        return all;
    }

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
            else Walk(declared, list, entry.IsSpread ? prefix : Then(prefix, entry), namespaces, depth + 1);
            return;
        }

        if (include.Type is not { } type || _types.Resolve(type.Text, declared.Fact.Context) is not { } target || _types.Find(target).Count == 0)
        {
            Incomplete(declared, entry.Span);
            return;
        }

        if (TryEnter(include.Namespace?.Value, AppName(target, declared), ref namespaces)) Walk(target, Then(prefix, entry), namespaces, depth + 1);
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
        var whole = Then(prefix, entry);
        if (entry.View is not null) _order.Add((declared, entry, whole, _unordered > 0, method, viewClass));
        if (entry.Name is null)
        {
            // A nameless entry that leads to no known view may be an include that another assembly gives (AdminSite.Default.Urls).
            if (entry.View is { Kind: ViewKind.Name } unknown && method is null) Incomplete(declared, unknown.Span);
            return;
        }

        var instance = namespaces.Instance(entry.Name.Value);
        foreach (var (before, isInstance) in namespaces.Prefixes)
        {
            var fullName = isInstance ? instance : before + entry.Name.Value;
            var url = new UrlName(instance, whole.Route, whole.Parameters, entry, declared, method?.Path ?? viewClass?.Path)
            {
                Method = method,
                Class = viewClass,
                Defaults = whole.Defaults,
                Ways = whole.Ways,
            };
            if (!_byName.TryGetValue(fullName, out var routes)) _byName[fullName] = routes = new(1);
            // The entry written last is tried first, as in Django; an instance's own name comes before an application's.
            if (isInstance) routes.Insert(0, url);
            else routes.Add(url);
        }
    }

    private static ResolvedRoute Resolved((DeclaredType Conf, UrlEntry Entry, RoutePrefix Whole, bool IsLoose, DeclaredMethod? Method, DeclaredType? Class) place)
    {
        var (conf, entry, whole, isLoose, method, viewClass) = place;
        return whole is { IsKnown: true, IsWhole: true } ? new(conf, entry, whole.Routes, whole.Route, isLoose, ViewOf(entry, whole, method, viewClass)) : new(conf, entry, [], whole.Route, true, null);
    }

    /// <summary>What says which page an entry leads to; null where that is more than a name.</summary>
    private static string? ViewOf(UrlEntry entry, RoutePrefix whole, DeclaredMethod? method, DeclaredType? viewClass) =>
        whole.Defaults.Count > 0 || entry.HasDynamicKwargs || entry.View is not { Kind: ViewKind.Name or ViewKind.Class, Set.Count: 0, SetElsewhere.Count: 0 } view ? null
        : method is not null ? $"{method.Type.FullName}.{method.Method.Name}" : viewClass?.Fact.FullName ?? view.Text;

    /// <summary>The route of an entry with those before it.</summary>
    private RoutePrefix Then(RoutePrefix before, UrlEntry entry)
    {
        if (entry.Route is not { } route || entry.Kwargs.Count > 0 || entry.HasDynamicKwargs) return before.Then(entry, _converters);
        var key = (before, route.Value, entry.IsRegex);
        if (!_prefixes.TryGetValue(key, out var whole)) _prefixes[key] = whole = _known.GetValueOrDefault(key) ?? before.Then(entry, _converters);
        return whole;
    }

    private void Incomplete(DeclaredType declared, Microsoft.CodeAnalysis.Text.TextSpan span, bool isUnread = true)
    {
        if (!isUnread) return;
        IsComplete = false;
        DynamicAt ??= (declared.Path, span);
    }

    /// <summary>What stands before an entry: the routes of the includes around it. Compared by identity.</summary>
    private sealed class RoutePrefix(IReadOnlyList<UrlRoute> routes, IReadOnlyList<string> defaults, bool isKnown, bool isWhole)
    {
        public static readonly RoutePrefix Root = new([], [], true, true);

        private string? _route;
        private IReadOnlyList<RouteValue>? _parameters;
        private IReadOnlyList<IReadOnlyList<string>>? _ways;

        public IReadOnlyList<UrlRoute> Routes => routes;

        public IReadOnlyList<string> Defaults => defaults;

        /// <summary>Whether all of it is plain and without errors.</summary>
        public bool IsKnown => isKnown;

        /// <summary>Whether no part of it is computed.</summary>
        public bool IsWhole => isWhole;

        /// <summary>With its leading slash; an ellipsis where a part is computed.</summary>
        public string Route => _route ??= "/" + UrlTree.JoinRoutes(routes.Select(route => route.Route)) + (isWhole ? "" : "…");

        public IReadOnlyList<RouteValue> Parameters => _parameters ??= [.. routes.SelectMany(route => route.Values)];

        /// <summary>What a caller has to give; see <see cref="UrlTree.ParametersOf"/>. Null where that is not known.</summary>
        public IReadOnlyList<IReadOnlyList<string>>? Ways => isKnown ? _ways ??= UrlTree.ParametersOf(routes) : null;

        public RoutePrefix Then(UrlEntry entry, ConverterSet converters)
        {
            IReadOnlyList<string> all = entry.Kwargs.Count == 0 ? defaults : [.. defaults, .. entry.Kwargs];
            if (entry.Route is not { } route) return new(routes, all, false, false);
            UrlRoute own = entry.IsRegex ? RegexPattern.Parse(route.Value) : RoutePattern.Parse(route.Value, converters);
            return new([.. routes, own], all, isKnown && own.Errors.Count == 0 && !entry.HasDynamicKwargs, isWhole);
        }
    }
}
