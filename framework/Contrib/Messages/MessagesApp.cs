using Quintet.Checks;

namespace Quintet.Contrib.Messages;

/// <summary>Messages that a visitor sees once, on the next page (Django's <c>django.contrib.messages</c>): <c>request.Messages.Success("Saved.")</c>.</summary>
public partial class MessagesApp : AppConfig
{
    public override string Label => "messages";

    public override string VerboseName => "Messages";

    /// <summary>What the settings have wrong about messages.</summary>
    [Check]
    internal static IEnumerable<CheckMessage> Settings(CheckContext check)
    {
        var settings = check.Settings;
        if (MessageMiddleware.StorageOf(settings) is null)
        {
            yield return new("messages.E001", CheckLevel.Error, $"MessageStorage names {settings.MessageStorage!.FullName}, which is none.", "Expected: a class derived from MessageStorage with a constructor that takes an HttpRequest.", "Settings.MessageStorage");
        }

        var place = settings.Middleware.IndexOf(typeof(MessageMiddleware));
        if (place < 0)
        {
            yield return new("messages.E002", CheckLevel.Error, "MessageMiddleware is not in Middleware, so messages cannot be left.", "Add typeof(MessageMiddleware) to Middleware, behind typeof(SessionMiddleware).", "Settings.Middleware");
        }
        else if (settings.MessageStorage != typeof(CookieMessages) && settings.Middleware.IndexOf(typeof(Middleware.SessionMiddleware)) is var session && (session < 0 || session > place))
        {
            yield return new("messages.E003", CheckLevel.Error, "Messages are kept in the session, which is not there yet when MessageMiddleware needs it.", "Add typeof(SessionMiddleware) to Middleware in front of typeof(MessageMiddleware), or keep messages in the cookie alone: MessageStorage = typeof(CookieMessages).", "Settings.Middleware");
        }
    }
}
