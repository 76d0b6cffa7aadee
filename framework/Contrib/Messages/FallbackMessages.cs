namespace Quintet.Contrib.Messages;

/// <summary>Keeps messages in a cookie, and in the session those for which it has no room (Django's <c>FallbackStorage</c>).</summary>
public sealed class FallbackMessages(HttpRequest request) : MessageStorage(request)
{
    private readonly CookieMessages _cookie = new(request);
    private readonly SessionMessages _session = new(request);
    private bool _inSession;

    protected internal override (IReadOnlyList<Message> Messages, bool AreAll) Load()
    {
        var (messages, areAll) = _cookie.Load();
        if (areAll) return (messages, true);
        _inSession = true;
        return ([.. _session.Load().Messages, .. messages], true);
    }

    protected internal override IReadOnlyList<Message> Store(IReadOnlyList<Message> messages, HttpResponse response)
    {
        var rest = _cookie.Store(messages, response);
        // A session that has none of them is left alone: to open it would make the page vary by it.
        return rest.Count > 0 || _inSession ? _session.Store(rest, response) : [];
    }
}
