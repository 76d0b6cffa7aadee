namespace Soak;

/// <summary>One wave: from one connection to 64 and down again.</summary>
internal static class Load
{
    public const int MostConnections = 64;

    // How many connections, and which part of the wave's requests they make.
    private static readonly (int Connections, double Part)[] s_levels = [(1, 0.02), (8, 0.15), (MostConnections, 0.30), (24, 0.18), (MostConnections, 0.30), (3, 0.05)];

    /// <summary>Ends when the tally has so many requests, and all connections are closed.</summary>
    public static async Task Run(int port, Stock stock, Tally tally, long until, int seed)
    {
        var (first, level) = (tally.Total, 0);
        var goal = (double)first;
        foreach (var (connections, part) in s_levels)
        {
            goal += (until - first) * part;
            var end = (long)Math.Ceiling(goal);
            await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Walk(new Random(unchecked(seed + (level * 1009) + number)), end)));
            level++;
        }

        async Task Walk(Random chance, long end)
        {
            // Not all in this thread, one after the other, up to their first wait.
            await Task.Yield();
            while (tally.Total < end && !tally.IsLost)
            {
                // As browsers do: some stay, some come for a few pages.
                using var visitor = new Visitor(port, stock, tally, chance);
                for (var visits = 1 + chance.Next(200); visits > 0 && tally.Total < end && !tally.IsLost; visits--) await visitor.Visit();
            }
        }
    }
}
