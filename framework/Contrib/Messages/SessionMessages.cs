using System.Text.Json.Nodes;

namespace Quintet.Contrib.Messages;

/// <summary>Keeps messages in the session (Django's <c>SessionStorage</c>).</summary>
public sealed class SessionMessages(HttpRequest request) : MessageStorage(request)
{
    private const string Name = "_messages";

    protected internal override (IReadOnlyList<Message> Messages, bool AreAll) Load() => MessageText.Read(Request.Session.Get<JsonArray>(Name));

    protected internal override IReadOnlyList<Message> Store(IReadOnlyList<Message> messages, HttpResponse response)
    {
        if (messages.Count > 0) Request.Session[Name] = MessageText.Write(messages);
        else Request.Session.Remove(Name);
        return [];
    }
}
