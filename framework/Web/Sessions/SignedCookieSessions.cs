using System.Text.Json.Nodes;
using Quintet.Security;

namespace Quintet.Sessions;

/// <summary>
/// Sessions that the visitor's cookie holds itself, signed: nothing is kept on the server. The visitor can read them, they must be small (4 KB with all that belongs to them), and
/// one that was ended can be sent again until it is too old.
/// </summary>
public sealed class SignedCookieSessions : SessionEngine
{
    private const string Salt = "django.contrib.sessions.backends.signed_cookies";

    public override ValueTask<JsonObject?> LoadAsync(string key, SessionTimes times, bool async, CancellationToken cancellation = default) => new(Read(key, Salt, times.UsualAge));

    public override ValueTask<string?> SaveAsync(string? key, JsonObject values, SessionTimes times, bool async, CancellationToken cancellation = default) => new(Signing.Dumps(values, Salt, compress: true));

    public override ValueTask DeleteAsync(string key, bool async, CancellationToken cancellation = default) => default;

    public override ValueTask<int?> ClearExpiredAsync(SessionTimes times, CancellationToken cancellation = default) => default;
}
