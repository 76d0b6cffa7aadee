using System.Collections;

namespace Quintet.Contrib.Messages;

/// <summary>The messages of one request (Django's <c>messages</c>). Who goes through them has seen them; those that nobody saw wait for the next page. A storage of one's own derives from it.</summary>
public abstract class MessageStorage : IReadOnlyCollection<Message>, ITemplateTruth
{
    private readonly List<Message> _queued = [];
    private List<Message>? _loaded;
    private bool _areSeen;

    /// <param name="request">Whose messages they are.</param>
    protected MessageStorage(HttpRequest request) => (Request, Level) = (request, Settings.Current.MessageLevel);

    /// <summary>Messages below it are not left; at first <c>Settings.MessageLevel</c>.</summary>
    public int Level { get; set; }

    /// <summary>How many there are to be seen.</summary>
    public int Count => Loaded.Count + _queued.Count;

    bool ITemplateTruth.IsTrue => Count > 0;

    protected HttpRequest Request { get; }

    /// <summary>Leaves a message for the next page that shows them.</summary>
    /// <param name="level">See <see cref="MessageLevels"/>.</param>
    /// <param name="message">The text; HTML only where it is a <see cref="SafeString"/>.</param>
    /// <param name="extraTags">Further tags for style sheets.</param>
    public void Add(int level, object message, string extraTags = "")
    {
        if (level < Level || (message.ToString() ?? "").Length == 0) return;
        _queued.Add(new(level, message as SafeString ?? (object)message.ToString()!, extraTags, Settings.Current));
    }

    /// <inheritdoc cref="Add"/>
    public void Debug(object message, string extraTags = "") => Add(MessageLevels.Debug, message, extraTags);

    /// <inheritdoc cref="Add"/>
    public void Info(object message, string extraTags = "") => Add(MessageLevels.Info, message, extraTags);

    /// <inheritdoc cref="Add"/>
    public void Success(object message, string extraTags = "") => Add(MessageLevels.Success, message, extraTags);

    /// <inheritdoc cref="Add"/>
    public void Warning(object message, string extraTags = "") => Add(MessageLevels.Warning, message, extraTags);

    /// <inheritdoc cref="Add"/>
    public void Error(object message, string extraTags = "") => Add(MessageLevels.Error, message, extraTags);

    /// <summary>Goes through all messages, which are seen then.</summary>
    public IEnumerator<Message> GetEnumerator()
    {
        _areSeen = true;
        Loaded.AddRange(_queued);
        _queued.Clear();
        return Loaded.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Keeps for the next request what was not seen; done by <see cref="MessageMiddleware"/>.</summary>
    /// <returns>The messages for which there was no room.</returns>
    internal IReadOnlyList<Message> Update(HttpResponse response) =>
        _areSeen ? Store(_queued, response) : _queued.Count > 0 ? Store([.. Loaded, .. _queued], response) : [];

    /// <summary>The messages that earlier requests left, and whether these are all: a storage behind this one may have more.</summary>
    protected internal abstract (IReadOnlyList<Message> Messages, bool AreAll) Load();

    /// <summary>Keeps messages in place of those that were kept; none forgets them.</summary>
    /// <returns>Those for which there was no room.</returns>
    protected internal abstract IReadOnlyList<Message> Store(IReadOnlyList<Message> messages, HttpResponse response);

    private List<Message> Loaded => _loaded ??= [.. Load().Messages];
}
