namespace Quintet.Contrib.Sessions;

/// <summary>The table in which sessions are kept (Django's <c>django.contrib.sessions</c>); see <see cref="DatabaseSessions"/>.</summary>
public partial class SessionsApp : AppConfig
{
    public override string Label => "sessions";

    public override string VerboseName => "Sessions";
}
