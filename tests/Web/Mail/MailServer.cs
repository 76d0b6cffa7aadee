using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace WebTests.Mail;

/// <summary>How a mail server wants to be spoken to.</summary>
public enum MailSecurity
{
    None,
    StartTls,
    Tls,
}

/// <summary>A mail server on this machine, with the user <c>ada</c> and the password <c>secret</c>.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string User = "ada", Password = "secret";

    private readonly CancellationTokenSource _end = new();
    private readonly Task _run;

    private MailServer(SmtpServer.SmtpServer server, int port, X509Certificate2 certificate)
    {
        (Port, Certificate) = (port, certificate);
        server.SessionCreated += (_, _) => Interlocked.Increment(ref _sessions);
        _run = server.StartAsync(_end.Token);
    }

    private int _sessions;

    public int Port { get; }

    public X509Certificate2 Certificate { get; }

    /// <summary>How many connections there were.</summary>
    public int Sessions => Volatile.Read(ref _sessions);

    public Store Received { get; private init; } = new();

    public static MailServer Start(MailSecurity security, bool wantsUser = false)
    {
        using var key = RSA.Create(2048);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) { CertificateExtensions = { names.Build() } };
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var port = RunServerTests.FreePort();
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new(IPAddress.Loopback, port)).IsSecure(security == MailSecurity.Tls).AuthenticationRequired(wantsUser).AllowUnsecureAuthentication();
            if (security != MailSecurity.None) endpoint.Certificate(certificate);
        }).Build();
        var store = new Store();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMessageStore)store);
        services.Add((IUserAuthenticator)new Users());
        return new(new SmtpServer.SmtpServer(options, services), port, certificate) { Received = store };
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        try
        {
            await _run;
        }
        catch (OperationCanceledException)
        {
        }

        _end.Dispose();
        Certificate.Dispose();
    }

    /// <summary>What arrived.</summary>
    internal sealed class Store : MessageStore
    {
        public ConcurrentQueue<(MimeMessage Mail, string From, string[] To, bool WasSecure)> Mails { get; } = [];

        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            if (transaction.To.Any(to => to.User == "nobody")) return SmtpResponse.MailboxUnavailable;
            var mail = await MimeMessage.LoadAsync(new MemoryStream(buffer.ToArray()), cancellationToken);
            Mails.Enqueue((mail, $"{transaction.From.User}@{transaction.From.Host}", [.. transaction.To.Select(to => $"{to.User}@{to.Host}")], context.Pipe.IsSecure));
            return SmtpResponse.Ok;
        }
    }

    private sealed class Users : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) => Task.FromResult((user, password) == (User, Password));
    }
}
