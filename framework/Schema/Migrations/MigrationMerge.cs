using System.Globalization;

namespace Quintet.Db.Migrations;

/// <summary>The way of one of an app's last migrations since it parted from the others.</summary>
/// <param name="Leaf">The last one.</param>
/// <param name="Nodes">What the others have not, in order, the last one included.</param>
public sealed record MigrationBranch(MigrationNode Leaf, IReadOnlyList<MigrationNode> Nodes)
{
    public IEnumerable<Operation> Operations => Nodes.SelectMany(node => node.Operations);
}

/// <summary>Several last migrations of an app → one after them (Django's <c>makemigrations --merge</c>).</summary>
public static class MigrationMerge
{
    private const int MostLetters = 47;

    /// <summary>The branches of an app with several last migrations.</summary>
    /// <exception cref="MigrationGraphException">They have no beginning in common.</exception>
    public static IReadOnlyList<MigrationBranch> Branches(MigrationGraph graph, string appLabel)
    {
        var ways = graph.Leaves(appLabel).Select(leaf => (Leaf: leaf, Nodes: graph.Ancestry(leaf).Where(node => node.Key.AppLabel == appLabel).ToList())).ToList();
        var common = ways.Select(way => way.Nodes.AsEnumerable()).Aggregate((one, other) => one.Intersect(other)).ToHashSet();
        if (common.Count == 0) throw new MigrationGraphException($"Could not find common ancestor of {string.Join(", ", ways.Select(way => way.Leaf.Key))}. Let one of them depend on the other.");
        return [.. ways.Select(way => new MigrationBranch(way.Leaf, [.. way.Nodes.Where(node => !common.Contains(node))]))];
    }

    /// <summary>Why branches cannot stand beside each other: one needs what another takes, or it matters which comes first. Null: as far as the models know, they can.</summary>
    public static string? Conflict(IReadOnlyList<MigrationBranch> branches)
    {
        for (var i = 0; i < branches.Count; i++)
        {
            for (var j = i + 1; j < branches.Count; j++)
            {
                if (Conflict(branches[i].Leaf, branches[j].Leaf) is { } why) return $"{branches[i].Leaf.Key.Name} and {branches[j].Leaf.Key.Name} conflict: {why}";
            }
        }

        return null;
    }

    /// <summary>The migration after all branches, which does nothing itself.</summary>
    /// <param name="branches">From <see cref="Branches"/>.</param>
    /// <param name="now">For the name, where those of the branches are too long for it.</param>
    /// <param name="name">A name of the user's own, without number.</param>
    public static PlannedMigration Merged(IReadOnlyList<MigrationBranch> branches, DateTime now, string? name = null)
    {
        var number = branches.Max(branch => MigrationNames.Number(branch.Leaf.Key.Name)) ?? 1;
        var leaves = string.Join('_', branches.Select(branch => branch.Leaf.Key.Name).Order(StringComparer.Ordinal));
        name ??= "merge_" + (leaves.Length > MostLetters ? Timestamp(now) : leaves);
        return new(branches[0].Leaf.Key.AppLabel, MigrationNames.Of(number + 1, [], name), [.. branches.Select(branch => branch.Leaf.Key)], []);
    }

    /// <summary>A migration for operations that a person writes (Django's <c>makemigrations --empty</c>).</summary>
    /// <param name="graph">All migrations.</param>
    /// <param name="appLabel">The app; it has one last migration, or none.</param>
    /// <param name="now">For the name, where none is given.</param>
    /// <param name="name">A name of the user's own, without number.</param>
    public static PlannedMigration Empty(MigrationGraph graph, string appLabel, DateTime now, string? name = null) =>
        graph.Leaves(appLabel) is [var leaf, ..]
            ? new(appLabel, MigrationNames.Of((MigrationNames.Number(leaf.Key.Name) ?? 0) + 1, [], name ?? "auto_" + Timestamp(now)), [leaf.Key], [])
            : new(appLabel, MigrationNames.Of(1, [], name), [], []) { Initial = true };

    private static string? Conflict(MigrationNode one, MigrationNode other)
    {
        try
        {
            var (first, last) = (StateAfter(one, other), StateAfter(other, one));
            var changes = Differ.Diff(first, last, new UnaskedQuestions());
            return changes.Count == 0 ? null : $"it matters which of them comes first ({string.Join("; ", changes.Select(change => change.Operation.Describe()))}).";
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    private static ProjectState StateAfter(params IEnumerable<MigrationNode> nodes) => MigrationGraph.InOrder(nodes).Aggregate(ProjectState.Empty, (state, node) => node.Apply(state));

    private static string Timestamp(DateTime now) => now.ToString("yyyyMMdd_HHmm", CultureInfo.InvariantCulture);
}
