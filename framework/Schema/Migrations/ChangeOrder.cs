namespace Quintet.Db.Migrations;

/// <summary>Puts changes into an order in which each finds what it needs.</summary>
internal static class ChangeOrder
{
    /// <param name="apps">The changes of each app, in the order in which they were found.</param>
    /// <exception cref="InvalidOperationException">They need each other in a circle.</exception>
    public static IReadOnlyList<Change> Sort(IEnumerable<List<Change>> apps)
    {
        var queues = apps.Select(changes => InLayers(changes)).ToList();
        var before = Before([.. queues.SelectMany(queue => queue)]);
        var ordered = new List<Change>();
        var done = new HashSet<Change>();
        bool IsReady(Change change) => before[change].All(done.Contains);
        while (queues.Any(queue => queue.Count > 0))
        {
            // As much of each app as can be done, in its order; where all are stuck, the first that can be done out of it.
            var progress = done.Count;
            foreach (var queue in queues)
            {
                var ready = queue.TakeWhile(change => IsReady(change) && Do(change)).Count();
                queue.RemoveRange(0, ready);
            }

            if (done.Count > progress) continue;
            var found = queues.Select(queue => (Queue: queue, Change: queue.Find(IsReady))).FirstOrDefault(pair => pair.Change is not null);
            if (found.Change is null) throw new InvalidOperationException($"The changes need each other in a circle: {string.Join("; ", queues.SelectMany(queue => queue).Select(change => $"{change.AppLabel}: {change.Operation.Describe()}"))}.");
            Do(found.Change);
            found.Queue.Remove(found.Change);
        }

        return ordered;

        bool Do(Change change)
        {
            ordered.Add(change);
            return done.Add(change);
        }
    }

    /// <summary>For each change those that come before it.</summary>
    public static Dictionary<Change, HashSet<Change>> Before(IReadOnlyList<Change> changes)
    {
        var byModel = changes.ToLookup(change => change.Model, StringComparer.OrdinalIgnoreCase);
        return changes.ToDictionary(
            change => change,
            change => change.Needs.Select(need => need.AppLabel + "." + need.Model).Distinct(StringComparer.OrdinalIgnoreCase).SelectMany(label => byModel[label]).Where(change.Awaits).ToHashSet());
    }

    /// <summary>Those that need nothing of the same app first, then those that need only them, and so on; each layer in the order in which it was found.</summary>
    private static List<Change> InLayers(List<Change> changes)
    {
        // A field that comes after another of its name is found after it, too.
        var before = Before(changes).ToDictionary(pair => pair.Key, pair => pair.Key.Operation is AddField ? pair.Value.Where(other => other.Operation is not RemoveField).ToHashSet() : pair.Value);
        var ordered = new List<Change>();
        var done = new HashSet<Change>();
        var waiting = changes;
        while (waiting.Count > 0)
        {
            var layer = waiting.Where(change => before[change].All(done.Contains)).ToList();

            // A circle: the whole order says what it is.
            if (layer.Count == 0) layer = waiting;
            ordered.AddRange(layer);
            done.UnionWith(layer);
            waiting = [.. waiting.Where(change => !done.Contains(change))];
        }

        return ordered;
    }
}
