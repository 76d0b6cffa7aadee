using System.Text.Json.Nodes;
using Quintet.Caching;
using Quintet.Sessions;

namespace Quintet.Contrib.Sessions;

/// <summary>Sessions in the table, read from a cache where it has them (Django's <c>cached_db</c>): nothing is lost when the cache is emptied.</summary>
/// <param name="cache">The cache's alias.</param>
public sealed class CachedDatabaseSessions(string cache = "default") : DatabaseSessions
{
    private const string Prefix = "django.contrib.sessions.cached_db";

    public override async ValueTask<JsonObject?> LoadAsync(string key, SessionTimes times, bool async, CancellationToken cancellation = default)
    {
        if (!IsKey(key)) return null;
        var kept = async ? await Cache.Named(cache).GetAsync<JsonObject>(Prefix + key, cancellation: cancellation) : Cache.Named(cache).Get<JsonObject>(Prefix + key);
        if (kept is not null) return kept;
        var values = await base.LoadAsync(key, times, async, cancellation);
        if (values is not null) await KeepAsync(key, values, times, async, cancellation);
        return values;
    }

    public override async ValueTask<string?> SaveAsync(string? key, JsonObject values, SessionTimes times, bool async, CancellationToken cancellation = default)
    {
        var saved = await base.SaveAsync(key, values, times, async, cancellation);
        if (saved is not null) await KeepAsync(saved, values, times, async, cancellation);
        else await ForgetAsync(key!, async, cancellation);
        return saved;
    }

    public override async ValueTask DeleteAsync(string key, bool async, CancellationToken cancellation = default)
    {
        await base.DeleteAsync(key, async, cancellation);
        await ForgetAsync(key, async, cancellation);
    }

    private async ValueTask KeepAsync(string key, JsonObject values, SessionTimes times, bool async, CancellationToken cancellation)
    {
        var age = times.AgeOf(values);
        if (async) await Cache.Named(cache).SetAsync(Prefix + key, values, age, cancellation: cancellation);
        else Cache.Named(cache).Set(Prefix + key, values, age);
    }

    private async ValueTask ForgetAsync(string key, bool async, CancellationToken cancellation)
    {
        if (async) await Cache.Named(cache).DeleteAsync(Prefix + key, cancellation: cancellation);
        else Cache.Named(cache).Delete(Prefix + key);
    }
}
