namespace Quintet.Db.Migrations;

/// <summary>Changes → migrations: as few per app as the dependencies between apps allow, optimized, named and numbered.</summary>
public static class MigrationPlanner
{
    /// <param name="changes">From <see cref="Differ.Diff"/>.</param>
    /// <param name="leaves">The last migration of each app that has one.</param>
    /// <param name="apps">Only these apps, and what they need of others; null: all.</param>
    /// <param name="name">A name of the user's own for the migrations.</param>
    public static IReadOnlyList<PlannedMigration> Plan(
        IReadOnlyList<Change> changes, IReadOnlyDictionary<string, string> leaves, IReadOnlyCollection<string>? apps = null, string? name = null)
    {
        var waiting = new List<Change>(changes);
        var before = ChangeOrder.Before(changes);
        var done = new HashSet<Change>();
        var planned = new List<PlannedMigration>();
        var last = new Dictionary<string, string>(leaves);
        while (waiting.Count > 0)
        {
            // Whole apps first; where two need each other, as much of one as can be done.
            var taken = Round(waiting, before, done, whole: true);
            if (taken.Count == 0) taken = Round(waiting, before, done, whole: false);
            if (taken.Count == 0) throw new InvalidOperationException($"The changes need each other in a circle: {string.Join("; ", waiting.Select(c => c.Operation.Describe()))}.");
            var appLabel = taken[0].AppLabel;
            planned.Add(Migration(appLabel, taken, last, !leaves.ContainsKey(appLabel), name));
            last[appLabel] = planned[^1].Name;
            done.UnionWith(taken);
            waiting.RemoveAll(done.Contains);
        }

        return apps is null ? planned : Needed(planned, apps);
    }

    /// <summary>The changes of the first app that can be done now, in their order.</summary>
    private static List<Change> Round(List<Change> waiting, Dictionary<Change, HashSet<Change>> before, HashSet<Change> done, bool whole)
    {
        foreach (var app in waiting.GroupBy(c => c.AppLabel).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var possible = new List<Change>();
            foreach (var change in app)
            {
                if (!before[change].All(other => done.Contains(other) || possible.Contains(other))) break;
                possible.Add(change);
            }

            if (possible.Count > 0 && (!whole || possible.Count == app.Count())) return possible;
        }

        return [];
    }

    private static PlannedMigration Migration(string appLabel, List<Change> changes, Dictionary<string, string> last, bool initial, string? name)
    {
        var dependencies = new List<Dependency>();
        if (last.TryGetValue(appLabel, out var previous)) dependencies.Add(new(appLabel, previous));
        var needs = changes.SelectMany(c => c.Needs).Where(need => need.AppLabel != appLabel).ToList();
        foreach (var setting in needs.Select(need => need.Setting).OfType<string>().Distinct().Order(StringComparer.Ordinal)) dependencies.Add(new(SwappableModels.AppLabel, setting));
        foreach (var other in needs.Where(need => need.Setting is null).Select(need => need.AppLabel).Distinct().Order(StringComparer.Ordinal))
        {
            if (last.TryGetValue(other, out var leaf)) dependencies.Add(new(other, leaf));
        }

        var operations = MigrationOptimizer.Optimize([.. changes.Select(c => c.Operation)], appLabel);
        var number = previous is null ? 1 : (MigrationNames.Number(previous) ?? 0) + 1;
        return new(appLabel, MigrationNames.Of(number, operations, name, initial), dependencies, operations) { Initial = initial };
    }

    private static List<PlannedMigration> Needed(List<PlannedMigration> planned, IReadOnlyCollection<string> apps)
    {
        var needed = new HashSet<Dependency>();
        for (var i = planned.Count - 1; i >= 0; i--)
        {
            var migration = planned[i];
            if (!apps.Contains(migration.AppLabel) && !needed.Contains(new(migration.AppLabel, migration.Name))) continue;
            needed.Add(new(migration.AppLabel, migration.Name));
            needed.UnionWith(migration.Dependencies);
        }

        return [.. planned.Where(m => needed.Contains(new(m.AppLabel, m.Name)))];
    }
}
