using System.Text.Json.Nodes;
using Quintet.Sessions;

namespace Quintet.Contrib.Sessions;

/// <summary>Sessions in the table of <see cref="SessionsApp"/>, which is Django's: sessions that a Django site left there go on, where the secret key is the same.</summary>
public class DatabaseSessions : SessionEngine
{
    public override async ValueTask<JsonObject?> LoadAsync(string key, SessionTimes times, bool async, CancellationToken cancellation = default)
    {
        if (!IsKey(key)) return null;
        var now = times.Now.UtcDateTime;
        var rows = Session.Objects.Filter(session => session.SessionKey == key && session.ExpireDate > now);
        var row = async ? await rows.FirstAsync(cancellation) : rows.First();
        return row is null ? null : Decode(row.SessionData);
    }

    public override async ValueTask<string?> SaveAsync(string? key, JsonObject values, SessionTimes times, bool async, CancellationToken cancellation = default)
    {
        var (data, end) = (Encode(values), times.ExpiryOf(values).UtcDateTime);
        if (key is not null)
        {
            // Only where it still is: a session that another request ended stays ended.
            var rows = Session.Objects.Filter(session => session.SessionKey == key);
            var count = async ? await rows.UpdateAsync(session => new() { SessionData = data, ExpireDate = end }, cancellation) : rows.Update(session => new() { SessionData = data, ExpireDate = end });
            return count == 0 ? null : key;
        }

        var fresh = new Session { SessionKey = NewKey(), SessionData = data, ExpireDate = end };
        if (async) await fresh.SaveAsync(new SaveOptions { ForceInsert = true }, cancellation);
        else fresh.Save(new SaveOptions { ForceInsert = true });
        return fresh.SessionKey;
    }

    public override async ValueTask DeleteAsync(string key, bool async, CancellationToken cancellation = default)
    {
        if (!IsKey(key)) return;
        var rows = Session.Objects.Filter(session => session.SessionKey == key);
        if (async) await rows.DeleteAsync(cancellation);
        else rows.Delete();
    }

    public override async ValueTask<int?> ClearExpiredAsync(SessionTimes times, CancellationToken cancellation = default)
    {
        var now = times.Now.UtcDateTime;
        return (int)(await Session.Objects.Filter(session => session.ExpireDate < now).DeleteAsync(cancellation)).Total;
    }

    internal static JsonObject? ValuesIn(string data) => Decode(data);
}
