using System.Globalization;
using StackExchange.Redis;

namespace Quintet.Caching;

/// <summary>Keeps values in a Redis server (Django's <c>RedisCache</c>), or one that speaks as it does: shared by all machines of a site. The connection is made when it is first needed, and again when it was lost.</summary>
public sealed class RedisCache : Cache
{
    private readonly Lazy<ConnectionMultiplexer> _connection;
    private readonly ConfigurationOptions _options;

    /// <param name="location">
    /// <c>redis://localhost:6379</c>, <c>redis://user:password@host:6379/1</c> with the number of a database, <c>rediss://…</c> over TLS, <c>unix:///run/redis.sock</c>; or what StackExchange.Redis
    /// takes: <c>one:6379,two:6379,password=…</c>.
    /// </param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public RedisCache(string location)
    {
        _options = Options(location);
        // A server that is away for a while is no reason to give up for good.
        _options.AbortOnConnectFail = false;
        // For Clear: emptying a database counts as an administrator's work.
        _options.AllowAdmin = true;
        _connection = new(() => ConnectionMultiplexer.Connect(_options));
    }

    protected internal override async ValueTask<CacheEntry?> ReadAsync(string key, bool async, CancellationToken cancellation)
    {
        var value = async ? await Database.StringGetAsync(key).WaitAsync(cancellation) : Database.StringGet(key);
        return value.IsNull ? null : new CacheEntry((ReadOnlyMemory<byte>)value, null);
    }

    protected internal override async ValueTask<IReadOnlyList<CacheEntry?>> ReadManyAsync(IReadOnlyList<string> keys, bool async, CancellationToken cancellation)
    {
        var wanted = keys.Select(key => (RedisKey)key).ToArray();
        var values = async ? await Database.StringGetAsync(wanted).WaitAsync(cancellation) : Database.StringGet(wanted);
        return Array.ConvertAll(values, value => value.IsNull ? (CacheEntry?)null : new CacheEntry((ReadOnlyMemory<byte>)value, null));
    }

    protected internal override async ValueTask<bool> WriteAsync(string key, ReadOnlyMemory<byte> value, DateTimeOffset? end, bool onlyIfMissing, bool async, CancellationToken cancellation)
    {
        var rest = Rest(end);
        if (rest <= TimeSpan.Zero)
        {
            if (onlyIfMissing) return !(async ? await Database.KeyExistsAsync(key).WaitAsync(cancellation) : Database.KeyExists(key));
            await RemoveAsync(key, async, cancellation);
            return true;
        }

        var when = onlyIfMissing ? When.NotExists : When.Always;
        return async ? await Database.StringSetAsync(key, value, rest, when: when).WaitAsync(cancellation) : Database.StringSet(key, value, rest, when: when);
    }

    protected internal override async ValueTask WriteManyAsync(IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> values, DateTimeOffset? end, bool async, CancellationToken cancellation)
    {
        // Sent one after the other without waiting for the answers in between.
        var sent = values.Select(pair => WriteAsync(pair.Key, pair.Value, end, onlyIfMissing: false, async: true, cancellation).AsTask()).ToArray();
        var all = Task.WhenAll(sent);
        if (async) await all;
        else all.GetAwaiter().GetResult();
    }

    protected internal override async ValueTask<bool> TouchAsync(string key, DateTimeOffset? end, bool async, CancellationToken cancellation)
    {
        var rest = Rest(end);
        if (rest <= TimeSpan.Zero) return await RemoveAsync(key, async, cancellation);
        if (rest is not null) return async ? await Database.KeyExpireAsync(key, rest).WaitAsync(cancellation) : Database.KeyExpire(key, rest);
        // It says whether there was an end to take away; we are asked whether there is a value.
        if (async)
        {
            await Database.KeyPersistAsync(key).WaitAsync(cancellation);
            return await Database.KeyExistsAsync(key).WaitAsync(cancellation);
        }

        Database.KeyPersist(key);
        return Database.KeyExists(key);
    }

    protected internal override async ValueTask<bool> RemoveAsync(string key, bool async, CancellationToken cancellation) =>
        async ? await Database.KeyDeleteAsync(key).WaitAsync(cancellation) : Database.KeyDelete(key);

    protected internal override async ValueTask RemoveManyAsync(IReadOnlyList<string> keys, bool async, CancellationToken cancellation)
    {
        var gone = keys.Select(key => (RedisKey)key).ToArray();
        if (async) await Database.KeyDeleteAsync(gone).WaitAsync(cancellation);
        else Database.KeyDelete(gone);
    }

    protected internal override async ValueTask ClearAsync(bool async, CancellationToken cancellation)
    {
        if (async) await Database.ExecuteAsync("FLUSHDB").WaitAsync(cancellation);
        else Database.Execute("FLUSHDB");
    }

    protected internal override async ValueTask<long?> IncrementAsync(string key, long delta, bool async, CancellationToken cancellation)
    {
        // Redis itself would count a missing key from zero.
        const string Script = "if redis.call('exists', KEYS[1]) == 0 then return nil end return redis.call('incrby', KEYS[1], ARGV[1])";
        var (keys, values) = ((RedisKey[])[key], (RedisValue[])[delta]);
        try
        {
            var result = async ? await Database.ScriptEvaluateAsync(Script, keys, values).WaitAsync(cancellation) : Database.ScriptEvaluate(Script, keys, values);
            return result.IsNull ? null : (long)result;
        }
        catch (RedisServerException exception) when (exception.Message.Contains("not an integer", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("What is kept there is no integer, so nothing can be added to it.", exception);
        }
    }

    private IDatabase Database => _connection.Value.GetDatabase();

    private TimeSpan? Rest(DateTimeOffset? end) => end is { } time ? time - Clock.GetUtcNow() : null;

    private static ConfigurationOptions Options(string location)
    {
        if (!location.Contains("://", StringComparison.Ordinal)) return ConfigurationOptions.Parse(location);
        if (!Uri.TryCreate(location, UriKind.Absolute, out var uri) || uri.Scheme is not ("redis" or "rediss" or "unix")) throw new ArgumentException($"'{Shown(location)}' says no Redis server. Expected redis://host:6379 or rediss://host:6379, with /1 for a database, or unix:///path.", nameof(location));
        if (uri.Scheme == "unix") return new() { EndPoints = { new System.Net.Sockets.UnixDomainSocketEndPoint(uri.LocalPath) } };
        var options = new ConfigurationOptions { Ssl = uri.Scheme == "rediss", EndPoints = { { uri.Host, uri.Port < 0 ? 6379 : uri.Port } } };
        if (uri.UserInfo.Length > 0)
        {
            var colon = uri.UserInfo.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) options.User = Uri.UnescapeDataString(uri.UserInfo[..colon]);
            options.Password = Uri.UnescapeDataString(uri.UserInfo[(colon + 1)..]);
        }

        var database = uri.AbsolutePath.Trim('/');
        if (database.Length == 0) return options;
        if (!int.TryParse(database, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw new ArgumentException($"'{Shown(location)}' names the database '{database}'. Expected its number, as in redis://host:6379/1.", nameof(location));
        options.DefaultDatabase = number;
        return options;
    }

    // Without its password.
    private static string Shown(string location) => location.IndexOf('@', StringComparison.Ordinal) is var at && at < 0 ? location : "redis://…" + location[at..];
}
