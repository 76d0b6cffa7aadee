using System.Text.Json;
using System.Text.Json.Nodes;
using Quintet.Security;

namespace Quintet.Sessions;

/// <summary>Where sessions are kept (Django's <c>SESSION_ENGINE</c>). One for the whole project; a session is known by its key, which the visitor's cookie holds.</summary>
/// <remarks>With <c>async: false</c> a method does its work before it returns.</remarks>
public abstract class SessionEngine
{
    private const string Salt = "django.contrib.sessions.SessionStore";
    private const string KeyCharacters = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>The values of a session; null: there is none of that key, or its time is over.</summary>
    public abstract ValueTask<JsonObject?> LoadAsync(string key, SessionTimes times, bool async, CancellationToken cancellation = default);

    /// <summary>Keeps the values of a session.</summary>
    /// <param name="key">Its key; null: it has none yet.</param>
    /// <param name="values">All of them.</param>
    /// <param name="times">How long.</param>
    /// <param name="async">Whether it may go on later.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The key; null: there is no session of that key any more.</returns>
    public abstract ValueTask<string?> SaveAsync(string? key, JsonObject values, SessionTimes times, bool async, CancellationToken cancellation = default);

    /// <summary>Forgets a session; nothing happens where there is none.</summary>
    public abstract ValueTask DeleteAsync(string key, bool async, CancellationToken cancellation = default);

    /// <summary>Forgets all sessions whose time is over; gives their number, or null where nothing has to be done for it.</summary>
    public abstract ValueTask<int?> ClearExpiredAsync(SessionTimes times, CancellationToken cancellation = default);

    /// <summary>A key that nobody can guess: 165 bits.</summary>
    public static string NewKey() => Crypto.GetRandomString(32, KeyCharacters);

    /// <summary>Whether a text can be a key of ours.</summary>
    public static bool IsKey(string text) => text.Length == 32 && !text.AsSpan().ContainsAnyExcept(KeyCharacters);

    /// <summary>Values as signed text, as Django keeps them: a session that it made is read.</summary>
    protected static string Encode(JsonObject values) => Signing.Dumps(values, Salt, compress: true);

    /// <summary>The values in a text of <see cref="Encode"/>; null: it is none, or signed with another key.</summary>
    protected static JsonObject? Decode(string text) => Read(text, Salt, null);

    private protected static JsonObject? Read(string text, string salt, TimeSpan? maxAge)
    {
        try
        {
            return Signing.Loads<JsonObject>(text, salt, maxAge);
        }
        catch (Exception exception) when (exception is BadSignature or JsonException)
        {
            return null;
        }
    }
}

/// <summary>How long sessions last.</summary>
/// <param name="UsualAge">One that says nothing itself.</param>
/// <param name="Now">The present time, UTC.</param>
public sealed record SessionTimes(TimeSpan UsualAge, DateTimeOffset Now)
{
    internal const string Key = "_session_expiry";

    /// <summary>How long a session with these values still lasts.</summary>
    /// <param name="values">Its values.</param>
    /// <param name="saved">When it was saved; null: now.</param>
    public TimeSpan AgeOf(JsonObject values, DateTimeOffset? saved = null) => ExpiryOf(values, saved) - Now;

    /// <summary>When a session with these values ends.</summary>
    /// <inheritdoc cref="AgeOf"/>
    public DateTimeOffset ExpiryOf(JsonObject values, DateTimeOffset? saved = null) => values[Key] switch
    {
        JsonValue value when value.TryGetValue(out long seconds) && seconds != 0 => (saved ?? Now).AddSeconds(seconds),
        JsonValue value when value.TryGetValue(out string? text) && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var end) => end,
        _ => (saved ?? Now) + UsualAge,
    };
}
