using System.Collections;

namespace Quintet.Mail;

/// <summary>The mails that were sent in a test, in their order.</summary>
public sealed class Outbox : IReadOnlyList<EmailMessage>
{
    internal static readonly ContextKey<Outbox> Key = new("outbox");

    private readonly Lock _lock = new();
    private readonly List<EmailMessage> _messages = [];

    public int Count
    {
        get
        {
            lock (_lock) return _messages.Count;
        }
    }

    public EmailMessage this[int index]
    {
        get
        {
            lock (_lock) return _messages[index];
        }
    }

    public IEnumerator<EmailMessage> GetEnumerator()
    {
        lock (_lock) return _messages.ToList().GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        lock (_lock) _messages.Clear();
    }

    internal void Add(IEnumerable<EmailMessage> messages)
    {
        lock (_lock) _messages.AddRange(messages);
    }
}
