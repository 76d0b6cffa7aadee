namespace Quintet.Db.Migrations;

/// <summary>Several migrations of an app → the one that is their sum (Django's <c>squashmigrations</c>), and one → the same with fewer operations.</summary>
public static class MigrationSquash
{
    /// <summary>The migrations of an app from one to another, in their order.</summary>
    /// <param name="graph">All migrations.</param>
    /// <param name="appLabel">The app.</param>
    /// <param name="end">The beginning of the last one's name.</param>
    /// <param name="start">That of the first one's; null: from the app's first.</param>
    /// <exception cref="MigrationGraphException">There is no such migration, or the first comes after the last.</exception>
    public static IReadOnlyList<MigrationNode> Range(MigrationGraph graph, string appLabel, string end, string? start = null)
    {
        if (!graph.Apps.Contains(appLabel)) throw new MigrationGraphException($"App '{appLabel}' does not have migrations (so squashmigrations on it makes no sense)");
        var last = graph.Get(appLabel, end);
        List<MigrationNode> nodes = [.. graph.Ancestry(last).Where(node => node.Key.AppLabel == appLabel)];
        if (start is null) return nodes;
        var first = graph.Get(appLabel, start);
        var index = nodes.IndexOf(first);
        if (index >= 0) return nodes[index..];
        throw new MigrationGraphException($"The migration '{first.Key}' cannot be found. Maybe it comes after the migration '{last.Key}'?\nHave a look at:\n  dotnet run showmigrations {appLabel}\nto debug this issue.");
    }

    /// <summary>The sum of migrations.</summary>
    /// <param name="nodes">From <see cref="Range"/>, not empty.</param>
    /// <param name="fromFirst">Whether they begin with the app's first.</param>
    /// <param name="optimize">Whether the operations become as few as do the same.</param>
    /// <param name="name">A name of the user's own, without number.</param>
    /// <exception cref="MigrationGraphException">One of them is a sum itself.</exception>
    public static PlannedMigration Squash(IReadOnlyList<MigrationNode> nodes, bool fromFirst, bool optimize = true, string? name = null)
    {
        var (appLabel, first, last) = (nodes[0].Key.AppLabel, nodes[0].Key.Name, nodes[^1].Key.Name);
        if (nodes.FirstOrDefault(node => node.Migration.Replaces.Any()) is { } sum)
        {
            throw new MigrationGraphException($"You cannot squash squashed migrations! Please transition it to a normal migration first: when every database is past them, delete the migrations that {sum.Key} replaces and its Replaces.");
        }

        // Of its own app only the first may wait for something: the others wait for what is in the sum.
        var dependencies = nodes.SelectMany((node, i) => node.Migration.Dependencies.Where(dependency => i == 0 || dependency.AppLabel != appLabel)).Distinct();
        IReadOnlyList<Operation> operations = [.. nodes.SelectMany(node => node.Operations)];
        if (optimize) operations = MigrationOptimizer.Optimize(operations, appLabel);
        var prefix = first.Split('_')[0];
        var fullName = fromFirst ? $"0001_{name ?? "squashed_" + last}" : name is null ? $"{first}_squashed_{last}" : $"{prefix}_{name}";
        return new(appLabel, fullName, [.. dependencies], operations)
        {
            Initial = fromFirst,
            Replaces = [.. nodes.Select(node => node.Key)],
            Atomic = nodes.All(node => node.Migration.Atomic),
        };
    }

    /// <summary>A migration with as few operations as do the same; null: it has no more than those.</summary>
    public static PlannedMigration? Optimized(MigrationNode node)
    {
        var operations = MigrationOptimizer.Optimize(node.Operations, node.Key.AppLabel);
        return operations.Count == node.Operations.Count ? null : Planned(node) with { Operations = operations };
    }

    /// <summary>A last migration that is not applied yet, together with what is missing (Django's <c>makemigrations --update</c>).</summary>
    /// <param name="leaf">The last migration of the app.</param>
    /// <param name="missing">From <c>MakeMigrations.Missing</c>, of this app.</param>
    /// <param name="name">A name of the user's own, without number.</param>
    public static PlannedMigration Updated(MigrationNode leaf, IEnumerable<PlannedMigration> missing, string? name = null)
    {
        var (appLabel, planned) = (leaf.Key.AppLabel, Planned(leaf));
        var added = missing.ToList();
        var operations = MigrationOptimizer.Optimize([.. leaf.Operations, .. added.SelectMany(migration => migration.Operations)], appLabel);
        var first = leaf.Migration.Initial ?? leaf.Migration.Dependencies.All(dependency => dependency.AppLabel != appLabel);
        var fresh = MigrationNames.Of(MigrationNames.Number(leaf.Key.Name) ?? 1, operations, name, first);
        return planned with
        {
            Name = fresh == leaf.Key.Name ? fresh + "_updated" : fresh,
            Operations = operations,
            Dependencies = [.. planned.Dependencies.Concat(added.SelectMany(migration => migration.Dependencies).Where(dependency => dependency.AppLabel != appLabel)).Distinct()],
        };
    }

    private static PlannedMigration Planned(MigrationNode node) => new(node.Key.AppLabel, node.Key.Name, [.. node.Migration.Dependencies], node.Operations)
    {
        Initial = node.Migration.Initial ?? false,
        Replaces = [.. node.Migration.Replaces],
        Atomic = node.Migration.Atomic,
    };
}
