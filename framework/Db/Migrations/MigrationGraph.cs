using Quintet.Text;

namespace Quintet.Db.Migrations;

/// <summary>All migrations of a project and which come before which (Django's <c>MigrationLoader</c> and <c>MigrationGraph</c>).</summary>
public sealed class MigrationGraph
{
    private readonly Dictionary<Dependency, MigrationNode> _nodes = [];

    /// <param name="registrations">The entries of the manifests.</param>
    /// <exception cref="MigrationGraphException">A dependency is missing, two have one name, or they wait for each other.</exception>
    public MigrationGraph(IEnumerable<MigrationRegistration> registrations)
    {
        foreach (var registration in registrations)
        {
            var migration = registration.Create();
            var key = new Dependency(registration.AppLabel, migration.Name);
            if (!_nodes.TryAdd(key, new MigrationNode(key, migration)))
            {
                throw new MigrationGraphException($"Two migrations are called {key}: {_nodes[key].Migration.GetType().FullName} and {migration.GetType().FullName}. Change the Name of one.");
            }
        }

        foreach (var node in _nodes.Values)
        {
            foreach (var dependency in node.Migration.Dependencies)
            {
                if (!_nodes.TryGetValue(dependency, out var parent))
                {
                    var hint = DidYouMean.Sentence(dependency.ToString(), _nodes.Keys.Select(k => k.ToString()));
                    throw new MigrationGraphException($"Migration {node.Key} depends on {dependency}, which does not exist.{hint} Correct its Dependencies, or restore the file.");
                }

                node.Parents.Add(parent);
                parent.Children.Add(node);
            }
        }

        Order = Sort();
    }

    /// <summary>All migrations, each after those it depends on.</summary>
    public IReadOnlyList<MigrationNode> Order { get; }

    public IEnumerable<string> Apps => _nodes.Keys.Select(k => k.AppLabel).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The state after all migrations.</summary>
    public ProjectState FinalState => StateAfter(Order);

    public MigrationNode? Find(Dependency key) => _nodes.GetValueOrDefault(key);

    /// <summary>The last migrations of an app: one, unless two people made one each.</summary>
    public IReadOnlyList<MigrationNode> Leaves(string appLabel) =>
        [.. Order.Where(n => n.Key.AppLabel == appLabel && n.Children.All(c => c.Key.AppLabel != appLabel))];

    /// <summary>The last migration of each app.</summary>
    /// <exception cref="MigrationGraphException">An app has several.</exception>
    public IReadOnlyDictionary<string, string> SingleLeaves()
    {
        var leaves = Apps.ToDictionary(app => app, Leaves);
        var conflicts = leaves.Where(l => l.Value.Count > 1).ToList();
        if (conflicts.Count == 0) return leaves.ToDictionary(l => l.Key, l => l.Value[0].Key.Name);
        var names = string.Join("; ", conflicts.Select(c => $"{string.Join(", ", c.Value.Select(n => n.Key.Name))} in {c.Key}"));
        throw new MigrationGraphException($"Conflicting migrations detected; multiple leaf nodes in the migration graph: ({names}). Let one of them depend on the other.");
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

    /// <summary>The state after some migrations, given in order.</summary>
    public static ProjectState StateAfter(IEnumerable<MigrationNode> nodes) => nodes.Aggregate(ProjectState.Empty, (state, node) => node.Apply(state));

    private List<MigrationNode> Sort()
    {
        var ordered = new List<MigrationNode>();
        var done = new HashSet<MigrationNode>();
        var path = new List<MigrationNode>();
        foreach (var node in _nodes.Values.OrderBy(n => n.Key.AppLabel, StringComparer.Ordinal).ThenBy(n => n.Key.Name, StringComparer.Ordinal)) Visit(node);
        return ordered;

        void Visit(MigrationNode node)
        {
            if (done.Contains(node)) return;
            if (path.Contains(node))
            {
                throw new MigrationGraphException($"Migrations wait for each other: {string.Join(" -> ", path.SkipWhile(n => n != node).Append(node).Select(n => n.Key))}. Remove one of these dependencies.");
            }

            path.Add(node);
            foreach (var parent in node.Parents.OrderBy(n => n.Key.AppLabel, StringComparer.Ordinal).ThenBy(n => n.Key.Name, StringComparer.Ordinal)) Visit(parent);
            path.RemoveAt(path.Count - 1);
            done.Add(node);
            ordered.Add(node);
        }
    }
}

/// <summary>A migration in the graph.</summary>
public sealed class MigrationNode
{
    internal MigrationNode(Dependency key, Migration migration) => (Key, Migration, Operations) = (key, migration, [.. migration.Operations]);

    public Dependency Key { get; }

    public Migration Migration { get; }

    public IReadOnlyList<Operation> Operations { get; }

    internal List<MigrationNode> Parents { get; } = [];

    internal List<MigrationNode> Children { get; } = [];

    /// <summary>The state after it.</summary>
    public ProjectState Apply(ProjectState state) => Operations.Aggregate(state, (s, operation) => operation.Apply(Key.AppLabel, s));

    public override string ToString() => Key.ToString();
}

/// <summary>The migrations do not fit together.</summary>
public sealed class MigrationGraphException(string message) : Exception(message);
