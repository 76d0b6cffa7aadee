namespace Quintet.Text;

/// <summary>Finds the known name that a mistyped one most likely meant.</summary>
public static class DidYouMean
{
    private const int MostOnStack = 256;

    /// <summary>The candidate nearest to <paramref name="name"/>, or null where none is near (a third of its letters, at least one, at most four).</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        var limit = Math.Clamp(name.Length / 3, 1, 4);

        // One room for all candidates, of which an editor has thousands at each key.
        var room = 3 * (name.Length + limit + 1);
        var rows = room <= MostOnStack ? stackalloc int[room] : new int[room];
        string? best = null;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) > limit) continue;
            var distance = Distance(name, candidate, limit, rows);
            if (distance > limit || (distance == limit && best is not null)) continue;
            best = candidate;
            limit = distance;
            if (distance == 0) break;
        }

        return best;
    }

    /// <summary>" Did you mean 'x'?", or nothing.</summary>
    public static string Sentence(string name, IEnumerable<string> candidates) =>
        Find(name, candidates) is { } match ? $" Did you mean '{match}'?" : "";

    /// <summary>Edit distance with transpositions, case ignored; <paramref name="limit"/> + 1 where it is larger than the limit.</summary>
    private static int Distance(string a, string b, int limit, Span<int> rows)
    {
        var length = b.Length + 1;
        var twoBack = rows[..length];
        var previous = rows[length..(2 * length)];
        var current = rows[(2 * length)..(3 * length)];
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            var smallest = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                var value = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1])) value = Math.Min(value, twoBack[j - 2] + 1);
                current[j] = value;
                smallest = Math.Min(smallest, value);
            }

            if (smallest > limit) return limit + 1;
            var free = twoBack;
            twoBack = previous;
            previous = current;
            current = free;
        }

        return previous[b.Length];

        static bool Same(char x, char y) => char.ToLowerInvariant(x) == char.ToLowerInvariant(y);
    }
}
