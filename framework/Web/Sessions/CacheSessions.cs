using System.Text.Json.Nodes;
using Quintet.Caching;

namespace Quintet.Sessions;

/// <summary>Sessions in a cache that all processes of the site share: fast, and gone when it is emptied or full.</summary>
/// <param name="cache">The cache's alias.</param>
public sealed class CacheSessions(string cache = "default") : SessionEngine
{
    private const string Prefix = "django.contrib.sessions.cache";

    public override async ValueTask<JsonObject?> LoadAsync(string key, SessionTimes times, bool async, CancellationToken cancellation = default)
    {
        if (!IsKey(key)) return null;
        return async ? await Cache.Named(cache).GetAsync<JsonObject>(Prefix + key, cancellation: cancellation) : Cache.Named(cache).Get<JsonObject>(Prefix + key);
    }

    public override async ValueTask<string?> SaveAsync(string? key, JsonObject values, SessionTimes times, bool async, CancellationToken cancellation = default)
    {
        var (store, age) = (Cache.Named(cache), times.AgeOf(values));
        if (key is not null)
        {
            // Only where it still is: a session that another request ended stays ended.
            if (!(async ? await store.ContainsKeyAsync(Prefix + key, cancellation: cancellation) : store.ContainsKey(Prefix + key))) return null;
            if (async) await store.SetAsync(Prefix + key, values, age, cancellation: cancellation);
            else store.Set(Prefix + key, values, age);
            return key;
        }

        key = NewKey();
        if (async ? await store.AddAsync(Prefix + key, values, age, cancellation: cancellation) : store.Add(Prefix + key, values, age)) return key;
        throw new InvalidOperationException("Unable to create a new session key. It is likely that the cache is unavailable.");
    }

    public override async ValueTask DeleteAsync(string key, bool async, CancellationToken cancellation = default)
    {
        if (async) await Cache.Named(cache).DeleteAsync(Prefix + key, cancellation: cancellation);
        else Cache.Named(cache).Delete(Prefix + key);
    }

    public override ValueTask<int?> ClearExpiredAsync(SessionTimes times, CancellationToken cancellation = default) => default;
}
