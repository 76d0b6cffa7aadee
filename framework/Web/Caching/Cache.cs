using System.Globalization;
using System.Text.Json;
using Quintet.Db.Serialization;

namespace Quintet.Caching;

/// <summary>
/// Keeps what is dear to make until its time is over (Django's <c>cache</c>): <c>Cache.Default.GetOrSet("top", () => FindTop(), TimeSpan.FromMinutes(5))</c>. Values are copied: what
/// changes in an object after it was kept does not change what is kept. May be used by many threads at once.
/// </summary>
/// <remarks>
/// Values are kept as JSON, bytes as they are; a model's object is its columns' values. What was kept as another type, or by an older version of the program and cannot be read any more, counts as
/// missing. A cache that keeps values elsewhere derives from this class and says how raw bytes are read and written.
/// </remarks>
public abstract class Cache
{
    /// <summary>The caches in force, by alias.</summary>
    public static readonly ContextKey<IReadOnlyDictionary<string, Cache>> Key = new("caches");

    /// <summary>The timeout of what is kept as long as there is room.</summary>
    public static readonly TimeSpan Forever = System.Threading.Timeout.InfiniteTimeSpan;

    internal const string DefaultAlias = "default";

    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true, Converters = { new ModelConverter() } };

    /// <summary>The cache that the settings call <c>default</c>; where they name none, one in this process's memory.</summary>
    public static Cache Default => Named(DefaultAlias);

    /// <summary>The cache that the settings call so.</summary>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public static Cache Named(string alias)
    {
        var caches = Context.Current.Get(Key);
        return caches.GetValueOrDefault(alias) ?? throw new InvalidOperationException($"Could not find config for '{alias}' in the settings' Caches. There are: {string.Join(", ", caches.Keys)}.");
    }

    /// <summary>How long values are kept that do not say it; <see cref="Forever"/>: as long as there is room. Five minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Stands in front of all keys, so that several sites can share a cache.</summary>
    public string KeyPrefix { get; init; } = "";

    /// <summary>The version of keys that do not name one. After a change in what is kept, a new one makes all old values missing.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Makes the key under which a value is kept, of the caller's key, the prefix and the version; null: <c>prefix:version:key</c>.</summary>
    public Func<string, string, int, string>? KeyFunction { get; init; }

    /// <summary>Tells what time it is.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The value of a key; null, or the type's default, where it is missing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="version">That of the key; null: the cache's own.</param>
    public T? Get<T>(string key, int? version = null) => Now(FindAsync<T>(key, version, async: false, default)).Value;

    /// <inheritdoc cref="Get{T}(string, int?)"/>
    /// <param name="key">The key.</param>
    /// <param name="missing">Given where it is missing.</param>
    /// <param name="version">That of the key; null: the cache's own.</param>
    public T Get<T>(string key, T missing, int? version = null) => Now(FindAsync<T>(key, version, async: false, default)) is (true, var value) ? value! : missing;

    /// <summary>Whether there is a value, and which; a null that was kept is one.</summary>
    public bool TryGet<T>(string key, out T? value, int? version = null)
    {
        (var found, value) = Now(FindAsync<T>(key, version, async: false, default));
        return found;
    }

    /// <inheritdoc cref="Get{T}(string, int?)"/>
    public async Task<T?> GetAsync<T>(string key, int? version = null, CancellationToken cancellation = default) => (await FindAsync<T>(key, version, async: true, cancellation)).Value;

    /// <summary>Whether there is a value, and which; a null that was kept is one.</summary>
    public async Task<(bool Found, T? Value)> TryGetAsync<T>(string key, int? version = null, CancellationToken cancellation = default) => await FindAsync<T>(key, version, async: true, cancellation);

    /// <summary>Keeps a value in place of the one before.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="timeout">How long; null: the cache's <see cref="Timeout"/>; <see cref="Forever"/>: as long as there is room; zero or less: not at all.</param>
    /// <param name="version">That of the key; null: the cache's own.</param>
    public void Set<T>(string key, T value, TimeSpan? timeout = null, int? version = null) => Now(WriteAsync(MakeKey(key, version), Encode(value), EndOf(timeout), onlyIfMissing: false, async: false, default));

    /// <inheritdoc cref="Set{T}"/>
    public async Task SetAsync<T>(string key, T value, TimeSpan? timeout = null, int? version = null, CancellationToken cancellation = default) =>
        await WriteAsync(MakeKey(key, version), Encode(value), EndOf(timeout), onlyIfMissing: false, async: true, cancellation);

    /// <summary>Keeps a value where there is none.</summary>
    /// <returns>Whether it was kept.</returns>
    /// <inheritdoc cref="Set{T}"/>
    public bool Add<T>(string key, T value, TimeSpan? timeout = null, int? version = null) => Now(WriteAsync(MakeKey(key, version), Encode(value), EndOf(timeout), onlyIfMissing: true, async: false, default));

    /// <inheritdoc cref="Add{T}"/>
    public async Task<bool> AddAsync<T>(string key, T value, TimeSpan? timeout = null, int? version = null, CancellationToken cancellation = default) =>
        await WriteAsync(MakeKey(key, version), Encode(value), EndOf(timeout), onlyIfMissing: true, async: true, cancellation);

    /// <summary>The value of a key; where it is missing, it is made and kept. Of several that make one at the same time, the first one's is kept and given to all.</summary>
    /// <param name="key">The key.</param>
    /// <param name="make">Makes the value.</param>
    /// <param name="timeout">How long it is kept; see <see cref="Set{T}"/>.</param>
    /// <param name="version">That of the key; null: the cache's own.</param>
    public T GetOrSet<T>(string key, Func<T> make, TimeSpan? timeout = null, int? version = null)
    {
        if (Now(FindAsync<T>(key, version, async: false, default)) is (true, var found)) return found!;
        var value = make();
        if (Add(key, value, timeout, version)) return value;
        return Now(FindAsync<T>(key, version, async: false, default)) is (true, var other) ? other! : value;
    }

    /// <inheritdoc cref="GetOrSet{T}"/>
    /// <param name="cancellation">Ends the waiting.</param>
#pragma warning disable CS1573 // the others are inherited
    public async Task<T> GetOrSetAsync<T>(string key, Func<CancellationToken, Task<T>> make, TimeSpan? timeout = null, int? version = null, CancellationToken cancellation = default)
#pragma warning restore CS1573
    {
        if (await FindAsync<T>(key, version, async: true, cancellation) is (true, var found)) return found!;
        var value = await make(cancellation);
        if (await AddAsync(key, value, timeout, version, cancellation)) return value;
        return await FindAsync<T>(key, version, async: true, cancellation) is (true, var other) ? other! : value;
    }

    /// <summary>Keeps a value longer, or shorter, from now on.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Touch(string key, TimeSpan? timeout = null, int? version = null) => Now(TouchAsync(MakeKey(key, version), EndOf(timeout), async: false, default));

    /// <inheritdoc cref="Touch"/>
    public async Task<bool> TouchAsync(string key, TimeSpan? timeout = null, int? version = null, CancellationToken cancellation = default) =>
        await TouchAsync(MakeKey(key, version), EndOf(timeout), async: true, cancellation);

    /// <summary>Forgets a value.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string key, int? version = null) => Now(RemoveAsync(MakeKey(key, version), async: false, default));

    /// <inheritdoc cref="Delete"/>
    public async Task<bool> DeleteAsync(string key, int? version = null, CancellationToken cancellation = default) => await RemoveAsync(MakeKey(key, version), async: true, cancellation);

    public bool ContainsKey(string key, int? version = null) => Now(ReadAsync(MakeKey(key, version), async: false, default)) is not null;

    /// <inheritdoc cref="ContainsKey"/>
    public async Task<bool> ContainsKeyAsync(string key, int? version = null, CancellationToken cancellation = default) => await ReadAsync(MakeKey(key, version), async: true, cancellation) is not null;

    /// <summary>The values of those keys that have one.</summary>
    public IReadOnlyDictionary<string, T?> GetMany<T>(IEnumerable<string> keys, int? version = null) => Now(FindManyAsync<T>(keys, version, async: false, default));

    /// <inheritdoc cref="GetMany{T}"/>
    public async Task<IReadOnlyDictionary<string, T?>> GetManyAsync<T>(IEnumerable<string> keys, int? version = null, CancellationToken cancellation = default) =>
        await FindManyAsync<T>(keys, version, async: true, cancellation);

    /// <summary>Keeps several values; see <see cref="Set{T}"/>.</summary>
    public void SetMany<T>(IEnumerable<KeyValuePair<string, T>> values, TimeSpan? timeout = null, int? version = null) => Now(SetManyAsync(values, timeout, version, async: false, default));

    /// <inheritdoc cref="SetMany{T}"/>
    public async Task SetManyAsync<T>(IEnumerable<KeyValuePair<string, T>> values, TimeSpan? timeout = null, int? version = null, CancellationToken cancellation = default) =>
        await SetManyAsync(values, timeout, version, async: true, cancellation);

    /// <summary>Forgets several values.</summary>
    public void DeleteMany(IEnumerable<string> keys, int? version = null) => Now(DeleteManyAsync(keys, version, async: false, default));

    /// <inheritdoc cref="DeleteMany"/>
    public async Task DeleteManyAsync(IEnumerable<string> keys, int? version = null, CancellationToken cancellation = default) => await DeleteManyAsync(keys, version, async: true, cancellation);

    /// <summary>Forgets everything, also what others keep in the same place.</summary>
    public void Clear() => Now(ClearAsync(async: false, default));

    /// <inheritdoc cref="Clear"/>
    public async Task ClearAsync(CancellationToken cancellation = default) => await ClearAsync(async: true, cancellation);

    /// <summary>Counts up, or down; the value lives on as long as it would have. Nothing is lost where several count.</summary>
    /// <returns>The new number.</returns>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidOperationException">Its value is no integer.</exception>
    public long Increment(string key, long delta = 1, int? version = null) => Now(IncrementAsync(MakeKey(key, version), delta, async: false, default)) ?? throw Missing(key);

    /// <inheritdoc cref="Increment"/>
    public async Task<long> IncrementAsync(string key, long delta = 1, int? version = null, CancellationToken cancellation = default) =>
        await IncrementAsync(MakeKey(key, version), delta, async: true, cancellation) ?? throw Missing(key);

    /// <inheritdoc cref="Increment"/>
    public long Decrement(string key, long delta = 1, int? version = null) => Increment(key, -delta, version);

    /// <inheritdoc cref="Increment"/>
    public Task<long> DecrementAsync(string key, long delta = 1, int? version = null, CancellationToken cancellation = default) => IncrementAsync(key, -delta, version, cancellation);

    /// <summary>Keeps a value under a later version of its key, and no longer under this one.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public int IncrementVersion(string key, int delta = 1, int? version = null)
    {
        var (from, to) = (MakeKey(key, version), (version ?? Version) + delta);
        var entry = Now(ReadAsync(from, async: false, default)) ?? throw Missing(key);
        Now(WriteAsync(MakeKey(key, to), entry.Value, entry.End, onlyIfMissing: false, async: false, default));
        Now(RemoveAsync(from, async: false, default));
        return to;
    }

    /// <inheritdoc cref="IncrementVersion"/>
    public int DecrementVersion(string key, int delta = 1, int? version = null) => IncrementVersion(key, -delta, version);

    /// <summary>The key under which a value is kept.</summary>
    internal string MakeKey(string key, int? version) => KeyFunction is { } make
        ? make(key, KeyPrefix, version ?? Version)
        : string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}:{version ?? Version}:{key}");

    /// <summary>What is kept under a key; null: nothing, or its time is over. With <c>async: false</c>, as in all that follow, the work is done before it returns.</summary>
    protected internal abstract ValueTask<CacheEntry?> ReadAsync(string key, bool async, CancellationToken cancellation);

    /// <summary>Keeps bytes, which nobody writes into; where their end is not after now, what was kept under the key is forgotten.</summary>
    /// <returns>Whether they were kept: not where there is something already and it may not be replaced.</returns>
    protected internal abstract ValueTask<bool> WriteAsync(string key, ReadOnlyMemory<byte> value, DateTimeOffset? end, bool onlyIfMissing, bool async, CancellationToken cancellation);

    /// <summary>Moves the end of what is kept; false where there is nothing.</summary>
    protected internal abstract ValueTask<bool> TouchAsync(string key, DateTimeOffset? end, bool async, CancellationToken cancellation);

    /// <summary>Forgets; false where there is nothing.</summary>
    protected internal abstract ValueTask<bool> RemoveAsync(string key, bool async, CancellationToken cancellation);

    /// <summary>Forgets everything.</summary>
    protected internal abstract ValueTask ClearAsync(bool async, CancellationToken cancellation);

    /// <summary>Adds to the integer, written in decimal, that is kept under a key; null where there is nothing.</summary>
    /// <exception cref="InvalidOperationException">It is no integer.</exception>
    protected internal abstract ValueTask<long?> IncrementAsync(string key, long delta, bool async, CancellationToken cancellation);

    /// <summary>As <see cref="ReadAsync"/>, of several keys, in their order.</summary>
    protected internal virtual async ValueTask<IReadOnlyList<CacheEntry?>> ReadManyAsync(IReadOnlyList<string> keys, bool async, CancellationToken cancellation)
    {
        var entries = new CacheEntry?[keys.Count];
        for (var i = 0; i < entries.Length; i++) entries[i] = await ReadAsync(keys[i], async, cancellation);
        return entries;
    }

    /// <summary>As <see cref="WriteAsync"/>, of several keys.</summary>
    protected internal virtual async ValueTask WriteManyAsync(IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> values, DateTimeOffset? end, bool async, CancellationToken cancellation)
    {
        foreach (var (key, value) in values) await WriteAsync(key, value, end, onlyIfMissing: false, async, cancellation);
    }

    /// <summary>As <see cref="RemoveAsync"/>, of several keys.</summary>
    protected internal virtual async ValueTask RemoveManyAsync(IReadOnlyList<string> keys, bool async, CancellationToken cancellation)
    {
        foreach (var key in keys) await RemoveAsync(key, async, cancellation);
    }

    /// <summary>When something ends that is kept now; null: never.</summary>
    private protected DateTimeOffset? EndOf(TimeSpan? timeout)
    {
        var time = timeout ?? Timeout;
        if (time == Forever) return null;
        var now = Clock.GetUtcNow();
        // Beyond the calendar's end is for ever; before its beginning was never asked for by anybody.
        return time < DateTimeOffset.MaxValue - now ? now + (time > TimeSpan.Zero ? time : TimeSpan.Zero) : null;
    }

    /// <summary>The sum, as it is kept.</summary>
    private protected static (long Number, byte[] Bytes) Sum(ReadOnlyMemory<byte> kept, long delta)
    {
        if (!long.TryParse(kept.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) throw new InvalidOperationException("What is kept there is no integer, so nothing can be added to it.");
        number = checked(number + delta);
        return (number, System.Text.Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
    }

    private async ValueTask<(bool Found, T? Value)> FindAsync<T>(string key, int? version, bool async, CancellationToken cancellation) =>
        await ReadAsync(MakeKey(key, version), async, cancellation) is { } entry && TryDecode<T>(entry.Value, out var value) ? (true, value) : (false, default);

    private async ValueTask<IReadOnlyDictionary<string, T?>> FindManyAsync<T>(IEnumerable<string> keys, int? version, bool async, CancellationToken cancellation)
    {
        string[] wanted = [.. keys.Distinct()];
        var entries = await ReadManyAsync(Array.ConvertAll(wanted, key => MakeKey(key, version)), async, cancellation);
        var found = new Dictionary<string, T?>(StringComparer.Ordinal);
        for (var i = 0; i < wanted.Length; i++)
        {
            if (entries[i] is { } entry && TryDecode<T>(entry.Value, out var value)) found[wanted[i]] = value;
        }

        return found;
    }

    private ValueTask SetManyAsync<T>(IEnumerable<KeyValuePair<string, T>> values, TimeSpan? timeout, int? version, bool async, CancellationToken cancellation) =>
        WriteManyAsync([.. values.Select(pair => KeyValuePair.Create(MakeKey(pair.Key, version), Encode(pair.Value)))], EndOf(timeout), async, cancellation);

    private ValueTask DeleteManyAsync(IEnumerable<string> keys, int? version, bool async, CancellationToken cancellation) => RemoveManyAsync([.. keys.Select(key => MakeKey(key, version))], async, cancellation);

    private static ReadOnlyMemory<byte> Encode<T>(T value) => value switch
    {
        byte[] bytes => (byte[])bytes.Clone(),
        ReadOnlyMemory<byte> bytes => bytes.ToArray(),
        _ => JsonSerializer.SerializeToUtf8Bytes(value, Json),
    };

    private static bool TryDecode<T>(ReadOnlyMemory<byte> bytes, out T? value)
    {
        if (typeof(T) == typeof(byte[]))
        {
            value = (T)(object)bytes.ToArray();
            return true;
        }

        if (typeof(T) == typeof(ReadOnlyMemory<byte>))
        {
            value = (T)(object)bytes;
            return true;
        }

        try
        {
            value = JsonSerializer.Deserialize<T>(bytes.Span, Json);
            return true;
        }
        catch (JsonException)
        {
            value = default;
            return false;
        }
    }

    private static KeyNotFoundException Missing(string key) => new($"Key '{key}' not found");

    private static T Now<T>(ValueTask<T> task) => task.GetAwaiter().GetResult();

    private static void Now(ValueTask task) => task.GetAwaiter().GetResult();
}

/// <summary>What a cache keeps under a key.</summary>
/// <param name="Value">The bytes; nobody writes into them.</param>
/// <param name="End">When its time is over; null: never, or the cache does not tell.</param>
public readonly record struct CacheEntry(ReadOnlyMemory<byte> Value, DateTimeOffset? End);
