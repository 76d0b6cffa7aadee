using System.Net.Security;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Quintet.Conf;

namespace Quintet.Mail;

/// <summary>
/// Sends mails over SMTP, by the settings <c>EmailHost</c>, <c>EmailPort</c>, <c>EmailUseTls</c> (STARTTLS), <c>EmailUseSsl</c> (TLS from the start), <c>EmailHostUser</c>, <c>EmailHostPassword</c> and
/// <c>EmailTimeout</c>. Mails that are sent together go over one connection.
/// </summary>
public sealed class SmtpEmailBackend : EmailBackend
{
    /// <summary>Decides whether a server's certificate is good; null: it is where the machine trusts it and it names the host.</summary>
    public RemoteCertificateValidationCallback? CertificateValidation { get; init; }

    protected override async ValueTask<int> DeliverAsync(IReadOnlyList<EmailMessage> messages, bool async, CancellationToken cancellation)
    {
        if (messages.Count == 0) return 0;
        var settings = Settings.Current;
        // What is wrong in a mail is said before anything is sent.
        var ready = messages.Select(message => (Message: message.Message(), Envelope: message.Envelope())).ToList();
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        if (CertificateValidation is not null) client.ServerCertificateValidationCallback = CertificateValidation;
        if (settings.EmailTimeout is { } timeout) client.Timeout = (int)timeout.TotalMilliseconds;
        try
        {
            var security = (settings.EmailUseTls, settings.EmailUseSsl) switch
            {
                (true, true) => throw new ImproperlyConfigured("EmailUseTls and EmailUseSsl are mutually exclusive, so only set one of those settings to true."),
                (true, _) => SecureSocketOptions.StartTls,
                (_, true) => SecureSocketOptions.SslOnConnect,
                _ => SecureSocketOptions.None,
            };
            if (async) await client.ConnectAsync(settings.EmailHost, settings.EmailPort, security, cancellation);
            else client.Connect(settings.EmailHost, settings.EmailPort, security, cancellation);
            if (settings.EmailHostUser.Length > 0)
            {
                if (async) await client.AuthenticateAsync(settings.EmailHostUser, settings.EmailHostPassword, cancellation);
                else client.Authenticate(settings.EmailHostUser, settings.EmailHostPassword, cancellation);
            }

            foreach (var (message, (from, to)) in ready)
            {
                if (async) await client.SendAsync(message, from, to, cancellation);
                else client.Send(message, from, to, cancellation);
            }

            if (async) await client.DisconnectAsync(quit: true, cancellation);
            else client.Disconnect(quit: true, cancellation);
            return ready.Count;
        }
        catch (Exception exception) when (exception is CommandException or ProtocolException or ServiceNotConnectedException or SocketException or IOException or TimeoutException
            or System.Security.Authentication.AuthenticationException or MailKit.Security.AuthenticationException or SslHandshakeException or NotSupportedException)
        {
            throw new EmailException($"The mail could not be sent by {settings.EmailHost}:{settings.EmailPort}: {exception.Message}", exception);
        }
    }
}
