namespace Quintet.Caching;

/// <summary>
/// Keeps values in this process's memory (Django's <c>LocMemCache</c>), each until its time is over; when it is full, what was asked for the longest ago makes room. Several processes of a site
/// have one each.
/// </summary>
public sealed class LocalMemoryCache : Cache
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Kept>> _kept = new(StringComparer.Ordinal);

    // What was used last stands first.
    private readonly LinkedList<Kept> _byUse = new();

    /// <summary>How many values there is room for.</summary>
    public int MaxEntries { get; init; } = 300;

    protected internal override ValueTask<CacheEntry?> ReadAsync(string key, bool async, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (Find(key) is not { } node) return default;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return new(new CacheEntry(node.Value.Value, node.Value.End));
        }
    }

    protected internal override ValueTask<bool> WriteAsync(string key, ReadOnlyMemory<byte> value, DateTimeOffset? end, bool onlyIfMissing, bool async, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var old = Find(key);
            if (onlyIfMissing && old is not null) return new(false);
            if (old is not null) Forget(old);
            if (end <= Clock.GetUtcNow()) return new(true);
            if (_kept.Count >= MaxEntries && _byUse.Last is { } last) Forget(last);
            if (MaxEntries > 0) _kept[key] = _byUse.AddFirst(new Kept(key, value, end));
            return new(true);
        }
    }

    protected internal override ValueTask<bool> TouchAsync(string key, DateTimeOffset? end, bool async, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (Find(key) is not { } node) return new(false);
            if (end <= Clock.GetUtcNow()) Forget(node);
            else node.Value = node.Value with { End = end };
            return new(true);
        }
    }

    protected internal override ValueTask<bool> RemoveAsync(string key, bool async, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (Find(key) is not { } node) return new(false);
            Forget(node);
            return new(true);
        }
    }

    protected internal override ValueTask ClearAsync(bool async, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _kept.Clear();
            _byUse.Clear();
        }

        return default;
    }

    protected internal override ValueTask<long?> IncrementAsync(string key, long delta, bool async, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (Find(key) is not { } node) return default;
            var (number, bytes) = Sum(node.Value.Value, delta);
            node.Value = node.Value with { Value = bytes };
            return new(number);
        }
    }

    private LinkedListNode<Kept>? Find(string key)
    {
        if (!_kept.TryGetValue(key, out var node)) return null;
        if (!(node.Value.End <= Clock.GetUtcNow())) return node;
        Forget(node);
        return null;
    }

    private void Forget(LinkedListNode<Kept> node)
    {
        _kept.Remove(node.Value.Key);
        _byUse.Remove(node);
    }

    private sealed record Kept(string Key, ReadOnlyMemory<byte> Value, DateTimeOffset? End);
}
