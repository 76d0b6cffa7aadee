using Quintet.Conf;
using Quintet.Sessions;

namespace Quintet.Management.Commands;

/// <summary><c>clearsessions</c></summary>
internal sealed class ClearSessionsCommand : Command
{
    public override string Help => "Forgets the sessions whose time is over: run it every day.";

    public override async Task<int> Execute(CommandArguments arguments)
    {
        var settings = Settings.Current;
        if (settings.SessionEngine is not { } engine) throw new CommandError("The settings do not say where sessions are kept: set SessionEngine.");
        var count = await engine.ClearExpiredAsync(new SessionTimes(settings.SessionCookieAge, TimeProvider.System.GetUtcNow()));
        Out.WriteLine(count is { } cleared ? $"{cleared} expired session(s) removed." : $"{engine.GetType().Name} keeps nothing on the server.");
        return 0;
    }
}
