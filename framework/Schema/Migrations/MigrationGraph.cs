using Quintet.Text;

namespace Quintet.Db.Migrations;

/// <summary>All migrations of a project and which come before which (Django's <c>MigrationLoader</c> and <c>MigrationGraph</c>).</summary>
public sealed class MigrationGraph
{
    private readonly Dictionary<Dependency, MigrationNode> _nodes = [];
    private readonly Dictionary<Dependency, Dependency> _standIns = [];
    private readonly Dictionary<Dependency, Migration> _all;
    private readonly List<ProjectState> _states = [ProjectState.Empty];

    /// <summary>All migrations; one that replaces others stands in their place.</summary>
    /// <param name="registrations">The entries of the manifests.</param>
    /// <param name="swappable">The models that settings name; null: none.</param>
    /// <exception cref="MigrationGraphException">A dependency is missing, two have one name, they wait for each other, or a setting names no model.</exception>
    public MigrationGraph(IEnumerable<MigrationRegistration> registrations, SwappableModels? swappable = null)
        : this(Create(registrations), applied: null, swappable ?? SwappableModels.None)
    {
    }

    private MigrationGraph(Dictionary<Dependency, Migration> all, IReadOnlySet<Dependency>? applied, SwappableModels swappable)
    {
        (_all, Swappable) = (all, swappable);
        var absent = ChooseStandIns(applied);
        foreach (var (key, migration) in all.Where(pair => !absent.Contains(pair.Key))) _nodes.Add(key, Named(key, () => new MigrationNode(key, migration, swappable)));
        foreach (var node in _nodes.Values)
        {
            foreach (var dependency in DependenciesOf(node)) Connect(node, dependency);
        }

        Order = Sort();
    }

    /// <summary>
    /// The graph of a database: a migration stands in the place of those that it replaces where all of them are applied, or none; where some
    /// are, those go on to the end first.
    /// </summary>
    public MigrationGraph For(IEnumerable<Dependency> applied) =>
        _all.Values.Any(migration => migration.Replaces.Any()) ? new(_all, applied.ToHashSet(), Swappable) : this;

    /// <summary>Whether a migration is applied: it is recorded, or all that it replaces are.</summary>
    public bool IsApplied(MigrationNode node, IReadOnlyDictionary<Dependency, DateTime> applied) =>
        applied.ContainsKey(node.Key) || (node.Migration.Replaces.Any() && node.Migration.Replaces.All(applied.ContainsKey));

    private static Dictionary<Dependency, Migration> Create(IEnumerable<MigrationRegistration> registrations)
    {
        var all = new Dictionary<Dependency, Migration>();
        foreach (var registration in registrations)
        {
            var migration = registration.Create();
            var key = new Dependency(registration.AppLabel, migration.Name);
            if (!all.TryAdd(key, migration))
            {
                throw new MigrationGraphException($"Two migrations are called {key}: {all[key].GetType().FullName} and {migration.GetType().FullName}. Change the Name of one.");
            }
        }

        return all;
    }

    /// <summary>Which migrations are left out, because another stands in their place.</summary>
    private HashSet<Dependency> ChooseStandIns(IReadOnlySet<Dependency>? applied)
    {
        var absent = new HashSet<Dependency>();
        foreach (var (key, migration) in _all.Where(pair => pair.Value.Replaces.Any()))
        {
            List<Dependency> replaced = [.. migration.Replaces];
            var count = applied is null ? 0 : replaced.Count(applied.Contains);
            if (count == 0 || count == replaced.Count || applied!.Contains(key))
            {
                foreach (var one in replaced)
                {
                    _standIns[one] = key;
                    absent.Add(one);
                }
            }
            else
            {
                // Who waits for it waits for the last of those.
                var last = replaced.FindLast(_all.ContainsKey) ?? throw new MigrationGraphException(
                    $"{key} replaces {string.Join(", ", replaced)}, of which {count} are applied, but none of those files is there any more. Restore the files, apply the rest, and remove them then.");
                _standIns[key] = last;
                absent.Add(key);
            }
        }

        return absent;
    }

    /// <summary>What a migration waits for: what it says, and what those said that it replaces.</summary>
    private IEnumerable<Dependency> DependenciesOf(MigrationNode node) =>
        node.Migration.Dependencies.Concat(_standIns.Where(pair => pair.Value == node.Key).Select(pair => _all.GetValueOrDefault(pair.Key)).OfType<Migration>().Where(migration => !migration.Replaces.Contains(node.Key)).SelectMany(migration => migration.Dependencies));

    private void Connect(MigrationNode node, Dependency dependency)
    {
        if (dependency.AppLabel == SwappableModels.AppLabel)
        {
            // An app without migrations is waited for by nobody, and none for itself.
            var app = Named(node.Key, () => Swappable.Get(dependency.Name)).Split('.')[0];
            if (app != node.Key.AppLabel && FirstOf(app) is { } first) node.Follow(first);
            return;
        }

        var key = dependency;
        while (_standIns.TryGetValue(key, out var other)) key = other;
        if (key == node.Key) return;
        if (!_nodes.TryGetValue(key, out var parent))
        {
            var hint = DidYouMean.Sentence(dependency.ToString(), _nodes.Keys.Select(k => k.ToString()));
            throw new MigrationGraphException($"Migration {node.Key} depends on {dependency}, which does not exist.{hint} Correct its Dependencies, or restore the file.");
        }

        node.Follow(parent);
    }

    /// <summary>The first migration of an app: of several that wait for none of it, that of the first name.</summary>
    private MigrationNode? FirstOf(string appLabel) =>
        _nodes.Values.Where(node => node.Key.AppLabel == appLabel && node.Migration.Dependencies.All(dependency => dependency.AppLabel != appLabel)).MinBy(node => node.Key.Name, StringComparer.Ordinal);

    /// <summary>The models that settings name.</summary>
    public SwappableModels Swappable { get; }

    /// <summary>All migrations, each after those it depends on.</summary>
    public IReadOnlyList<MigrationNode> Order { get; }

    public IEnumerable<string> Apps => _nodes.Keys.Select(k => k.AppLabel).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The state after all migrations.</summary>
    public ProjectState FinalState => StateAt(Order.Count);

    /// <summary>The state that a migration starts from: all that comes before it.</summary>
    public ProjectState StateBefore(MigrationNode node) => StateAt(Order.TakeWhile(other => other != node).Count());

    public MigrationNode? Find(Dependency key) => _nodes.GetValueOrDefault(key);

    /// <summary>The last migrations of an app: one, unless two people made one each.</summary>
    public IReadOnlyList<MigrationNode> Leaves(string appLabel) =>
        [.. Order.Where(n => n.Key.AppLabel == appLabel && n.Children.All(c => c.Key.AppLabel != appLabel))];

    /// <summary>The apps with several last migrations.</summary>
    /// <param name="apps">Only these; null: all.</param>
    public IReadOnlyList<string> Conflicts(IReadOnlyCollection<string>? apps = null) => [.. Apps.Where(app => (apps is null || apps.Contains(app)) && Leaves(app).Count > 1)];

    /// <summary>The last migration of each app.</summary>
    /// <param name="apps">Only these must have one; null: all.</param>
    /// <exception cref="MigrationGraphException">An app has several.</exception>
    public IReadOnlyDictionary<string, string> SingleLeaves(IReadOnlyCollection<string>? apps = null)
    {
        var conflicts = Conflicts(apps);
        if (conflicts.Count == 0) return Apps.ToDictionary(app => app, app => Leaves(app)[0].Key.Name);
        var names = string.Join("; ", conflicts.Select(app => $"{string.Join(", ", Leaves(app).Select(n => n.Key.Name))} in {app}"));
        throw new MigrationGraphException($"Conflicting migrations detected; multiple leaf nodes in the migration graph: ({names}).\nTo fix them run 'dotnet run makemigrations --merge'");
    }

    /// <summary>A migration and all that comes before it, in their order.</summary>
    public IReadOnlyList<MigrationNode> Ancestry(MigrationNode node) => InOrder([node]);

    /// <summary>Some migrations and all that comes before them, the first as early as it can be.</summary>
    internal static List<MigrationNode> InOrder(IEnumerable<MigrationNode> nodes)
    {
        var ordered = new List<MigrationNode>();
        var done = new HashSet<MigrationNode>();
        foreach (var node in nodes) Visit(node);
        return ordered;

        void Visit(MigrationNode node)
        {
            if (!done.Add(node)) return;
            foreach (var parent in Sorted(node.Parents)) Visit(parent);
            ordered.Add(node);
        }
    }

    /// <summary>A migration of an app by the beginning of its name.</summary>
    /// <exception cref="MigrationGraphException">None begins so, or several do.</exception>
    public MigrationNode Get(string appLabel, string prefix)
    {
        if (Find(new(appLabel, prefix)) is { } exact) return exact;
        var found = Order.Where(n => n.Key.AppLabel == appLabel && n.Key.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        var names = string.Join(", ", Order.Where(n => n.Key.AppLabel == appLabel).Select(n => n.Key.Name));
        return found.Count switch
        {
            1 => found[0],
            0 => throw new MigrationGraphException($"Cannot find a migration matching '{prefix}' from app '{appLabel}'. It has: {(names.Length == 0 ? "none" : names)}."),
            _ => throw new MigrationGraphException($"More than one migration matches '{prefix}' in app '{appLabel}': {string.Join(", ", found.Select(n => n.Key.Name))}. Please be more specific."),
        };
    }

    /// <summary>The state after the first of <see cref="Order"/>, each worked out once.</summary>
    private ProjectState StateAt(int count)
    {
        while (_states.Count <= count)
        {
            var node = Order[_states.Count - 1];
            _states.Add(Named(node.Key, () => node.Apply(_states[^1])));
        }

        return _states[count];
    }

    /// <summary>What is wrong with a migration is said with its name.</summary>
    private static T Named<T>(Dependency key, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidOperationException e)
        {
            throw new MigrationGraphException($"Migration {key}: {e.Message}");
        }
    }

    private static IEnumerable<MigrationNode> Sorted(IEnumerable<MigrationNode> nodes) => nodes.OrderBy(n => n.Key.AppLabel, StringComparer.Ordinal).ThenBy(n => n.Key.Name, StringComparer.Ordinal);

    private List<MigrationNode> Sort()
    {
        var ordered = new List<MigrationNode>();
        var done = new HashSet<MigrationNode>();
        var path = new List<MigrationNode>();
        foreach (var node in Sorted(_nodes.Values)) Visit(node);
        return ordered;

        void Visit(MigrationNode node)
        {
            if (done.Contains(node)) return;
            if (path.Contains(node))
            {
                throw new MigrationGraphException($"Migrations wait for each other: {string.Join(" -> ", path.SkipWhile(n => n != node).Append(node).Select(n => n.Key))}. Remove one of these dependencies.");
            }

            path.Add(node);
            foreach (var parent in Sorted(node.Parents)) Visit(parent);
            path.RemoveAt(path.Count - 1);
            done.Add(node);
            ordered.Add(node);
        }
    }
}

/// <summary>A migration in the graph.</summary>
public sealed class MigrationNode
{
    private readonly List<MigrationNode> _parents = [];
    private readonly List<MigrationNode> _children = [];

    internal MigrationNode(Dependency key, Migration migration, SwappableModels swappable) =>
        (Key, Migration, Operations) = (key, migration, [.. migration.Operations.Select(operation => operation.Resolve(key.AppLabel, swappable))]);

    public Dependency Key { get; }

    public Migration Migration { get; }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Those that must come before it.</summary>
    public IReadOnlyList<MigrationNode> Parents => _parents;

    /// <summary>Those that wait for it.</summary>
    public IReadOnlyList<MigrationNode> Children => _children;

    /// <summary>The state after it.</summary>
    public ProjectState Apply(ProjectState state) => Operations.Aggregate(state, (s, operation) => operation.Apply(Key.AppLabel, s));

    internal void Follow(MigrationNode parent)
    {
        if (_parents.Contains(parent)) return;
        _parents.Add(parent);
        parent._children.Add(this);
    }

    public override string ToString() => Key.ToString();
}

/// <summary>The migrations do not fit together.</summary>
public sealed class MigrationGraphException(string message) : Exception(message);
