using System.Text.Json.Nodes;

namespace Quintet.Contrib.Sessions;

/// <summary>What the site remembers of a visitor, as a row. The request's own is <c>request.Session</c>.</summary>
[Meta(DbTable = "django_session", VerboseName = "session", VerboseNamePlural = "sessions")]
public partial class Session : Model
{
    [CharField(MaxLength = 40, PrimaryKey = true, VerboseName = "session key")]
    public string SessionKey { get; set; } = "";

    /// <summary>The values, signed; see <see cref="GetDecoded"/>.</summary>
    [TextField(VerboseName = "session data")]
    public string SessionData { get; set; } = "";

    [DateTimeField(DbIndex = true, VerboseName = "expire date")]
    public DateTime ExpireDate { get; set; }

    /// <summary>The values; empty where somebody else has written them, or the key that signed them is gone.</summary>
    public JsonObject GetDecoded() => DatabaseSessions.ValuesIn(SessionData) ?? [];

    public override string ToString() => SessionKey;
}
