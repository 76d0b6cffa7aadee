using System.Diagnostics;

namespace Benchmarks.Pages;

/// <summary>What a load met.</summary>
/// <param name="Requests">How many were answered.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="ProcessorMicroseconds">What one request cost the server.</param>
/// <param name="Median">Milliseconds from the sending of a request to the end of its answer.</param>
/// <param name="Slowest">The same of the slowest hundredth (p99).</param>
internal sealed record LoadResult(int Requests, double Seconds, double ProcessorMicroseconds, double Median, double Slowest)
{
    public double PerSecond => Requests / Seconds;
}

/// <summary>Requests over some connections at once, each with the next one as soon as its answer is in, or at a rate.</summary>
internal static class Load
{
    public const int Connections = 16;

    /// <param name="server">Who is asked.</param>
    /// <param name="requests">What is asked, in turns.</param>
    /// <param name="status">The status that every answer must have.</param>
    /// <param name="duration">How long.</param>
    /// <param name="perSecond">How many requests begin in a second; 0: as many as the server answers.</param>
    public static LoadResult Run(PageServer server, byte[][] requests, int status, TimeSpan duration, int perSecond = 0)
    {
        using var connections = new Disposables<PageConnection>(Enumerable.Range(0, Connections).Select(_ => new PageConnection(server.Address)));
        var times = Enumerable.Range(0, Connections).Select(_ => new List<long>(100_000)).ToArray();
        var before = server.ProcessorTime();
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        Task.WhenAll(Enumerable.Range(0, Connections).Select(Drive)).GetAwaiter().GetResult();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var used = server.ProcessorTime() - before;
        var all = times.SelectMany(list => list).Order().ToArray();
        return new(all.Length, seconds, used.TotalMicroseconds / all.Length, Milliseconds(all[all.Length / 2]), Milliseconds(all[all.Length * 99 / 100]));

        static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;

        async Task Drive(int index)
        {
            // Off the caller's stack, so that all of them begin.
            await Task.Yield();
            var (connection, mine) = (connections[index], times[index]);
            for (var number = index; ; number += Connections)
            {
                var due = start + (perSecond > 0 ? (long)((double)number / perSecond * Stopwatch.Frequency) : 0);
                var begun = Stopwatch.GetTimestamp();
                if (perSecond > 0 && begun < due)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(Milliseconds(due - begun))));
                    begun = Stopwatch.GetTimestamp();
                }
                else if (perSecond > 0)
                {
                    // The answer before was late: who comes to a busy server waits as well.
                    begun = due;
                }

                if (Stopwatch.GetTimestamp() >= end) return;
                var got = await connection.Send(requests[number % requests.Length]);
                mine.Add(Stopwatch.GetTimestamp() - begun);
                if (got != status) throw new InvalidOperationException($"{server.Name} answered with {got} instead of {status}.");
            }
        }
    }

    private sealed class Disposables<T>(IEnumerable<T> items) : IDisposable where T : IDisposable
    {
        private readonly T[] _items = [.. items];

        public T this[int index] => _items[index];

        public void Dispose() => Array.ForEach(_items, item => item.Dispose());
    }
}
