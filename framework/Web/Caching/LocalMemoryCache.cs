namespace Quintet.Caching;

/// <summary>
/// Keeps pieces of templates in this process's memory (Django's <c>LocMemCache</c>), each until its time is over; when it is full, what
/// was asked for the longest ago makes room.
/// </summary>
/// <param name="clock">Tells what time it is.</param>
/// <param name="maxEntries">How many pieces there is room for.</param>
internal sealed class LocalMemoryCache(TimeProvider clock, int maxEntries = LocalMemoryCache.DefaultMaxEntries) : ITemplateCache
{
    /// <summary>Django's <c>MAX_ENTRIES</c>.</summary>
    public const int DefaultMaxEntries = 300;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);

    // The piece that was used last stands first.
    private readonly LinkedList<Entry> _byUse = new();

    public bool HasCache(string name) => name == "default";

    public bool TryGet(string? cache, string key, out ReadOnlyMemory<byte> content)
    {
        content = default;
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node)) return false;
            _byUse.Remove(node);
            if (node.Value.End is { } end && end <= clock.GetUtcNow())
            {
                _entries.Remove(key);
                return false;
            }

            _byUse.AddFirst(node);
            content = node.Value.Content;
            return true;
        }
    }

    public void Set(string? cache, string key, ReadOnlyMemory<byte> content, TimeSpan? timeout)
    {
        var now = clock.GetUtcNow();
        // Beyond the calendar's end is for ever.
        DateTimeOffset? end = timeout is { } time && time < DateTimeOffset.MaxValue - now ? now + time : null;
        lock (_lock)
        {
            if (_entries.Remove(key, out var old)) _byUse.Remove(old);
            if (end <= now) return;
            if (_entries.Count == maxEntries)
            {
                _entries.Remove(_byUse.Last!.Value.Key);
                _byUse.RemoveLast();
            }

            _entries[key] = _byUse.AddFirst(new Entry(key, content, end));
        }
    }

    private sealed record Entry(string Key, ReadOnlyMemory<byte> Content, DateTimeOffset? End);
}
