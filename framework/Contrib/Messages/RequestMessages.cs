namespace Quintet.Contrib.Messages;

/// <summary>Where views and templates find messages.</summary>
public static class RequestMessages
{
    extension(HttpRequest request)
    {
        /// <summary>The messages of the request: <c>request.Messages.Success("Saved.")</c>.</summary>
        /// <exception cref="InvalidOperationException">There is no <see cref="MessageMiddleware"/>.</exception>
        public MessageStorage Messages => request.Items.TryGetValue(MessageMiddleware.Key, out var found) && found is Lazy<MessageStorage> messages
            ? messages.Value
            : throw new InvalidOperationException("You cannot add messages without MessageMiddleware. Add typeof(MessageMiddleware) to Middleware in the settings, behind typeof(SessionMiddleware).");
    }

    /// <summary>
    /// For <see cref="QuintetTemplates.ContextProcessors"/>: <c>messages</c>, to go through, and <c>DEFAULT_MESSAGE_LEVELS</c> with the levels by name. Without the middleware there are no messages.
    /// </summary>
    public static object ContextProcessor(HttpRequest request) => new Dictionary<string, object?>
    {
        ["messages"] = request.Items.TryGetValue(MessageMiddleware.Key, out var found) && found is Lazy<MessageStorage> messages ? () => messages.Value : Array.Empty<Message>(),
        ["DEFAULT_MESSAGE_LEVELS"] = MessageLevels.ByName,
    };
}
