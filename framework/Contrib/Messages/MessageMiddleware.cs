using System.Reflection;
using Quintet.Middleware;

namespace Quintet.Contrib.Messages;

/// <summary>Gives each request its messages, and keeps those that nobody saw. It stands behind <see cref="SessionMiddleware"/>.</summary>
public sealed class MessageMiddleware : Middleware.Middleware
{
    internal const string Key = "_messages";

    private readonly GetResponse _getResponse;
    private readonly Func<HttpRequest, MessageStorage> _open;

    /// <exception cref="ImproperlyConfigured"><c>Settings.MessageStorage</c> names no storage of messages.</exception>
    public MessageMiddleware(GetResponse getResponse)
    {
        _getResponse = getResponse;
        _open = StorageOf(Settings.Current) ?? throw new ImproperlyConfigured(
            $"MessageStorage names {Settings.Current.MessageStorage!.FullName}, which is none: expected a class derived from MessageStorage with a constructor that takes an HttpRequest.");
    }

    public override async ValueTask<HttpResponse> Call(HttpRequest request)
    {
        var messages = new Lazy<MessageStorage>(() => _open(request));
        request.Items[Key] = messages;
        var response = await _getResponse(request);
        if (messages.IsValueCreated && messages.Value.Update(response) is { Count: > 0 } && Settings.Current.Debug) throw new InvalidOperationException("Not all temporary messages could be stored.");
        return response;
    }

    /// <summary>Makes the storage that the settings want; null where they name none.</summary>
    internal static Func<HttpRequest, MessageStorage>? StorageOf(Settings settings)
    {
        if (settings.MessageStorage is not { } type) return static request => new FallbackMessages(request);
        if (type == typeof(CookieMessages)) return static request => new CookieMessages(request);
        if (type == typeof(SessionMessages)) return static request => new SessionMessages(request);
        if (!type.IsSubclassOf(typeof(MessageStorage)) || type.IsAbstract || type.GetConstructor([typeof(HttpRequest)]) is not { } constructor) return null;
        var own = ConstructorInvoker.Create(constructor);
        return request => (MessageStorage)own.Invoke(request);
    }
}
