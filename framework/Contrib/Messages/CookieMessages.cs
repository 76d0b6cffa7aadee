using System.Text.Json;
using System.Text.Json.Nodes;
using Quintet.Security;

namespace Quintet.Contrib.Messages;

/// <summary>Keeps messages in a signed cookie (Django's <c>CookieStorage</c>): nothing on the server, and only room for a few.</summary>
public sealed class CookieMessages(HttpRequest request) : MessageStorage(request)
{
    // Browsers take 4 KB of cookies for a site; half of it is for others.
    private const int MaxLength = 2048;
    private const string Name = "messages", Salt = "django.contrib.messages";

    protected internal override (IReadOnlyList<Message> Messages, bool AreAll) Load()
    {
        if (!Request.COOKIES.TryGetValue(Name, out var text)) return ([], true);
        try
        {
            return MessageText.Read(Signer.UnsignObject<JsonArray>(text));
        }
        catch (Exception exception) when (exception is BadSignature or JsonException)
        {
            return ([], true);
        }
    }

    protected internal override IReadOnlyList<Message> Store(IReadOnlyList<Message> messages, HttpResponse response)
    {
        var settings = Settings.Current;
        if (messages.Count == 0)
        {
            if (Request.COOKIES.ContainsKey(Name)) response.DeleteCookie(Name, settings.SessionCookiePath, settings.SessionCookieDomain);
            return [];
        }

        // The oldest go where there is not room for all.
        for (var first = 0; first < messages.Count; first++)
        {
            var text = Signer.SignObject(MessageText.Write(messages.Skip(first), areAll: first == 0), compress: true);
            if (text.Length > MaxLength) continue;
            response.SetCookie(Name, text, null, settings.SessionCookiePath, settings.SessionCookieDomain, settings.SessionCookieSecure, settings.SessionCookieHttpOnly, settings.SessionCookieSameSite);
            return [.. messages.Take(first)];
        }

        return messages;
    }

    private static TimestampSigner Signer => Signing.CookieSigner(Salt);
}
