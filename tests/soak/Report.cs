using System.Text;

namespace Soak;

/// <summary>What the readings say, and how they are told.</summary>
internal static class Report
{
    private const long Mebibyte = 1024 * 1024;

    // What a thread keeps for its next work, and a connection of SQLite of its file. How many there are follows the load: threads end when there is less to do, connections stay for the next rush.
    private const long PerThread = 160 * 1024;
    private const long PerConnection = 2 * Mebibyte;

    // The first and the last readings are compared by their medians: one alone may be high or low by chance.
    private const int Compared = 5;

    public static string Mebibytes(long bytes) => $"{(double)bytes / Mebibyte:F1} MiB";

    /// <summary>What grew or was left; nothing where all is well.</summary>
    public static IEnumerable<string> Growth(IReadOnlyList<Reading> readings)
    {
        if (readings.Count < 2 * Compared) yield break;
        if (Grew(reading => reading.Heap - (reading.Threads * PerThread), atMost: 1 * Mebibyte) is { } heap) yield return $"The heap, without what {Mebibytes(PerThread)} for each thread make of it, grew by {heap}.";
        if (Grew(reading => reading.Resident - (reading.Database * PerConnection), atMost: 24 * Mebibyte) is { } resident) yield return $"The resident memory, without {Mebibytes(PerConnection)} for each connection of the database, grew by {resident}.";
        if (Most(reading => reading.Sockets) is > 0 and var sockets) yield return $"{sockets} connections of browsers were left after a wave.";
        if (Most(reading => reading.Database) is > Load.MostConnections and var database) yield return $"{database} connections of the database were open, and never more than {Load.MostConnections} requests at once.";
        if (Most(reading => reading.Uploads) is > 0 and var uploads) yield return $"{uploads} temporary files were left.";
        // One may just be closing; what leaks stays in all that follow.
        var (before, after) = (readings.Take(Compared).Max(reading => reading.Files), readings.TakeLast(Compared).Min(reading => reading.Files));
        if (after > before) yield return $"{after} files stay open instead of {before}.";
        if (Most(reading => reading.Unobserved) is > 0 and var unobserved) yield return $"{unobserved} tasks failed and nobody looked.";

        int Most(Func<Reading, int> figure) => readings.Max(figure);

        string? Grew(Func<Reading, long> figure, long atMost)
        {
            var (first, last) = (Median(readings.Take(Compared)), Median(readings.TakeLast(Compared)));
            return last - first > atMost ? $"{Mebibytes(last - first)}, from {Mebibytes(first)} to {Mebibytes(last)}; {Mebibytes(atMost)} are allowed" : null;

            long Median(IEnumerable<Reading> some) => some.Select(figure).Order().ElementAt(Compared / 2);
        }
    }

    /// <summary>As it goes into docs/measurements.md.</summary>
    public static string Table(Tally tally, IReadOnlyList<Reading> readings, TimeSpan time, long peak)
    {
        var text = new StringBuilder($"\n{tally.Total:N0} requests in {time.TotalSeconds:N0} s, {tally.Total / time.TotalSeconds:N0} a second; at most {Mebibytes(peak)} resident.\n\n| request | how many | answer | ms on average |\n|---|---|---|---|\n");
        foreach (var (kind, requests, answers, milliseconds) in tally.Kinds) text.Append($"| {kind} | {requests:N0} | {answers} | {milliseconds:F1} |\n");
        text.Append("\n| after | heap | resident | threads | connections of browsers | of the database |\n|---|---|---|---|---|---|\n");
        for (var i = 0; i < readings.Count; i += 4)
        {
            var reading = readings[i];
            text.Append($"| {reading.Requests:N0} | {Mebibytes(reading.Heap)} | {Mebibytes(reading.Resident)} | {reading.Threads} | {reading.Sockets} | {reading.Database} |\n");
        }

        return text.ToString();
    }
}
