namespace Quintet.Mail;

/// <summary>What sends mails (Django's e-mail backends). One that sends them another way derives from it.</summary>
public abstract class EmailBackend
{
    /// <summary>Sends mails; those that nobody gets are left out.</summary>
    /// <returns>How many were sent.</returns>
    /// <exception cref="EmailException">One could not be sent; those before it were.</exception>
    public int Send(IReadOnlyList<EmailMessage> messages) => DeliverAsync(Wanted(messages), async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Send"/>
    public async Task<int> SendAsync(IReadOnlyList<EmailMessage> messages, CancellationToken cancellation = default) => await DeliverAsync(Wanted(messages), async: true, cancellation);

    /// <summary>Sends mails that all have recipients. With <c>async: false</c> the work is done before it returns.</summary>
    protected abstract ValueTask<int> DeliverAsync(IReadOnlyList<EmailMessage> messages, bool async, CancellationToken cancellation);

    private static List<EmailMessage> Wanted(IReadOnlyList<EmailMessage> messages) => [.. messages.Where(message => message.Recipients.Count > 0)];
}
