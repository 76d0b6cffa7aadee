namespace Quintet.Caching;

/// <summary>Keeps nothing (Django's <c>DummyCache</c>): for developing without a cache, with the same code.</summary>
public sealed class DummyCache : Cache
{
    protected internal override ValueTask<CacheEntry?> ReadAsync(string key, bool async, CancellationToken cancellation) => default;

    protected internal override ValueTask<bool> WriteAsync(string key, ReadOnlyMemory<byte> value, DateTimeOffset? end, bool onlyIfMissing, bool async, CancellationToken cancellation) => new(true);

    protected internal override ValueTask<bool> TouchAsync(string key, DateTimeOffset? end, bool async, CancellationToken cancellation) => new(false);

    protected internal override ValueTask<bool> RemoveAsync(string key, bool async, CancellationToken cancellation) => new(false);

    protected internal override ValueTask ClearAsync(bool async, CancellationToken cancellation) => default;

    protected internal override ValueTask<long?> IncrementAsync(string key, long delta, bool async, CancellationToken cancellation) => default;
}
