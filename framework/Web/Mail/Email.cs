using Quintet.Conf;

namespace Quintet.Mail;

/// <summary>Sends mails (Django's <c>send_mail</c> and its kin).</summary>
public static class Email
{
    /// <summary>The mails that the test which runs has sent.</summary>
    /// <exception cref="InvalidOperationException">No test case runs.</exception>
    public static Outbox Outbox => Context.Current.Get(Outbox.Key);

    /// <summary>Sends a mail to all of the addresses, who see each other.</summary>
    /// <param name="subject">One line.</param>
    /// <param name="body">The text.</param>
    /// <param name="from">The sender; null: <c>Settings.DefaultFromEmail</c>.</param>
    /// <param name="to">The addresses.</param>
    /// <param name="html">The text as HTML, too.</param>
    /// <param name="failSilently">A mail that cannot be sent is no error.</param>
    /// <returns>How many were sent: 0 or 1.</returns>
    /// <exception cref="EmailException">It could not be sent.</exception>
    /// <exception cref="ArgumentException">An address cannot be read, or the subject has more than one line.</exception>
    public static int Send(string subject, string body, string? from, IEnumerable<string> to, string? html = null, bool failSilently = false) =>
        SendAsync(Compose(subject, body, from, to, html), failSilently, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Send"/>
#pragma warning disable CS1573 // the others are inherited
    public static async Task<int> SendAsync(string subject, string body, string? from, IEnumerable<string> to, string? html = null, bool failSilently = false, CancellationToken cancellation = default) =>
#pragma warning restore CS1573
        await SendAsync(Compose(subject, body, from, to, html), failSilently, async: true, cancellation);

    /// <summary>Sends several mails over one connection (Django's <c>send_mass_mail</c>).</summary>
    /// <returns>How many were sent.</returns>
    /// <exception cref="EmailException">One could not be sent; those before it were.</exception>
    public static int SendMass(IEnumerable<EmailMessage> messages) => Settings.Current.EmailBackend.Send([.. messages]);

    /// <inheritdoc cref="SendMass"/>
    public static Task<int> SendMassAsync(IEnumerable<EmailMessage> messages, CancellationToken cancellation = default) => Settings.Current.EmailBackend.SendAsync([.. messages], cancellation);

    /// <summary>Tells <c>Settings.Admins</c> something.</summary>
    /// <inheritdoc cref="Send"/>
    public static int MailAdmins(string subject, string body, string? html = null, bool failSilently = false) =>
        SendAsync(ToStaff(Settings.Current.Admins, subject, body, html), failSilently, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="MailAdmins"/>
#pragma warning disable CS1573 // the others are inherited
    public static async Task<int> MailAdminsAsync(string subject, string body, string? html = null, bool failSilently = false, CancellationToken cancellation = default) =>
#pragma warning restore CS1573
        await SendAsync(ToStaff(Settings.Current.Admins, subject, body, html), failSilently, async: true, cancellation);

    /// <summary>Tells <c>Settings.Managers</c> something.</summary>
    /// <inheritdoc cref="Send"/>
    public static int MailManagers(string subject, string body, string? html = null, bool failSilently = false) =>
        SendAsync(ToStaff(Settings.Current.Managers, subject, body, html), failSilently, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="MailManagers"/>
#pragma warning disable CS1573 // the others are inherited
    public static async Task<int> MailManagersAsync(string subject, string body, string? html = null, bool failSilently = false, CancellationToken cancellation = default) =>
#pragma warning restore CS1573
        await SendAsync(ToStaff(Settings.Current.Managers, subject, body, html), failSilently, async: true, cancellation);

    private static EmailMessage ToStaff(IEnumerable<string> staff, string subject, string body, string? html) =>
        Compose(Settings.Current.EmailSubjectPrefix + subject, body, Settings.Current.ServerEmail, staff, html);

    private static EmailMessage Compose(string subject, string body, string? from, IEnumerable<string> to, string? html)
    {
        var message = new EmailMessage(subject, body, from, to);
        if (html is not null) message.AttachAlternative(html, "text/html");
        return message;
    }

    private static async ValueTask<int> SendAsync(EmailMessage message, bool failSilently, bool async, CancellationToken cancellation)
    {
        try
        {
            return async ? await message.SendAsync(cancellation: cancellation) : message.Send();
        }
        catch (EmailException) when (failSilently)
        {
            return 0;
        }
    }
}
