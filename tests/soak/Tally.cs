using System.Collections.Concurrent;
using System.Diagnostics;

namespace Soak;

/// <summary>What was asked so far, and what went wrong.</summary>
internal sealed class Tally
{
    private const int MostProblems = 20;
    private readonly ConcurrentDictionary<string, Count> _kinds = new();
    private readonly ConcurrentQueue<string> _problems = new();
    private long _total;

    public long Total => Interlocked.Read(ref _total);

    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Whether so much went wrong that going on tells nothing new.</summary>
    public bool IsLost => _problems.Count >= MostProblems;

    /// <summary>By kind, the most frequent first.</summary>
    public IEnumerable<(string Kind, long Requests, string Answers, double Milliseconds)> Kinds => _kinds
        .OrderByDescending(pair => pair.Value.Requests)
        .Select(pair => (pair.Key, pair.Value.Requests, pair.Value.Expected, pair.Value.Requests == 0 ? 0 : Stopwatch.GetElapsedTime(0, pair.Value.Ticks).TotalMilliseconds / pair.Value.Requests));

    /// <param name="kind">What was asked for.</param>
    /// <param name="expected">The answer it must get.</param>
    /// <param name="started">The time stamp at which it was sent.</param>
    public void Add(string kind, string expected, long started)
    {
        var count = _kinds.GetOrAdd(kind, static (_, expected) => new(expected), expected);
        Interlocked.Increment(ref count.Requests);
        Interlocked.Add(ref count.Ticks, Stopwatch.GetTimestamp() - started);
        Interlocked.Increment(ref _total);
    }

    public void Problem(string text)
    {
        if (!IsLost) _problems.Enqueue(text);
    }

    private sealed class Count(string expected)
    {
        public readonly string Expected = expected;
        public long Requests;
        public long Ticks;
    }
}
