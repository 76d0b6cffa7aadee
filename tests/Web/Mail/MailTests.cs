using MimeKit;
using Quintet;
using Quintet.Conf;
using Quintet.Mail;
using Quintet.Management;
using Quintet.Testing;
using WebTests.Caching;

namespace WebTests.Mail;

/// <summary>Mails, in a conversation with a mail server and without one.</summary>
public sealed class MailTests
{
    [Theory]
    [InlineData(MailSecurity.None, true)]
    [InlineData(MailSecurity.StartTls, true)]
    [InlineData(MailSecurity.StartTls, false)]
    [InlineData(MailSecurity.Tls, true)]
    [InlineData(MailSecurity.Tls, false)]
    public async Task A_mail_arrives(MailSecurity security, bool async)
    {
        await using var server = MailServer.Start(security, wantsUser: true);
        using var context = Enter(Smtp(server, security));
        var mail = Order();

        Assert.Equal(1, async ? await mail.SendAsync() : mail.Send());

        var (received, from, to, wasSecure) = Assert.Single(server.Received.Mails);
        Assert.Equal(security != MailSecurity.None, wasSecure);
        Assert.Equal("ada@example.com", from);
        Assert.Equal(["bob@example.com", "eve@example.com", "secret@example.com"], to);
        Assert.Equal("Your order № 7", received.Subject);
        Assert.Equal("Ada Lovelace <ada@example.com>".Replace("Ada Lovelace", "\"Ada Lovelace\""), received.From.ToString());
        Assert.Equal("bob@example.com", received.To.ToString());
        Assert.Equal("eve@example.com", received.Cc.ToString());
        Assert.Equal("answers@example.com", received.ReplyTo.ToString());
        Assert.Empty(received.Bcc);
        Assert.Equal("7", received.Headers["X-Order"]);
        Assert.Equal("It is on its way – soon.", received.TextBody!.TrimEnd());
        Assert.Equal("<p>It is <b>on its way</b>.</p>", received.HtmlBody!.TrimEnd());
        var attachments = received.Attachments.Cast<MimePart>().ToList();
        Assert.Equal([("invoice.pdf", "application/pdf"), ("notes.txt", "text/plain")], attachments.Select(part => (part.FileName, part.ContentType.MimeType)));
        Assert.Equal([1, 2, 0, 255], Bytes(attachments[0]));
        Assert.Equal("ünï\n", System.Text.Encoding.UTF8.GetString(Bytes(attachments[1])).ReplaceLineEndings("\n"));
        Assert.False(string.IsNullOrEmpty(received.MessageId));
    }

    [Fact]
    public async Task Several_go_over_one_connection()
    {
        await using var server = MailServer.Start(MailSecurity.None);
        using var context = Enter(Smtp(server, MailSecurity.None, withUser: false));

        Assert.Equal(3, await Email.SendMassAsync(Enumerable.Range(0, 3).Select(i => new EmailMessage($"Mail {i}", "text", to: ["bob@example.com"])).Append(new EmailMessage("To nobody"))));
        Assert.Equal(["Mail 0", "Mail 1", "Mail 2"], server.Received.Mails.Select(mail => mail.Mail.Subject));
        Assert.Equal(1, server.Sessions);
        Assert.Equal(0, new EmailMessage("To nobody").Send());
        Assert.Equal(1, server.Sessions);
    }

    [Fact]
    public async Task What_fails_is_said()
    {
        await using var server = MailServer.Start(MailSecurity.StartTls, wantsUser: true);
        var settings = Smtp(server, MailSecurity.StartTls);
        using var context = Enter(settings);

        settings.EmailHostPassword = "wrong";
        Assert.StartsWith($"The mail could not be sent by localhost:{server.Port}: ", Assert.Throws<EmailException>(() => Order().Send()).Message);
        Assert.Equal(0, Email.Send("Subject", "text", null, ["bob@example.com"], failSilently: true));
        settings.EmailHostPassword = MailServer.Password;
        Assert.Throws<EmailException>(() => Email.Send("Subject", "text", null, ["nobody@example.com"]));
        settings.EmailBackend = new SmtpEmailBackend();
        Assert.Contains("certificate", Assert.Throws<EmailException>(() => Order().Send()).Message);
        settings.EmailUseSsl = true;
        Assert.Contains("mutually exclusive", Assert.Throws<ImproperlyConfigured>(() => Order().Send()).Message);
        Assert.Empty(server.Received.Mails);
    }

    [Fact]
    public void Nobody_listens()
    {
        using var context = Enter(new MailSettings { EmailBackend = new SmtpEmailBackend(), EmailPort = 1 });

        Assert.Contains("localhost:1", Assert.Throws<EmailException>(() => Order().Send()).Message);
    }

    [Theory]
    [InlineData("Subject\nBcc: everyone@example.com", null, "bob@example.com")]
    [InlineData("Subject\r\nX: y", null, "bob@example.com")]
    [InlineData("Subject", "ada@example.com\nBcc: everyone@example.com", "bob@example.com")]
    [InlineData("Subject", null, "bob@example.com\r\nBcc: everyone@example.com")]
    [InlineData("Subject", null, "no address")]
    [InlineData("Subject", null, "a@b.com, c@d.com")]
    public void Nothing_gets_into_the_headers(string subject, string? from, string to)
    {
        using var context = Enter(new MailSettings());

        Assert.Throws<ArgumentException>(() => Email.Send(subject, "text", from, [to]));
        Assert.Throws<ArgumentException>(() => new EmailMessage("Subject", "text", to: ["bob@example.com"]) { Headers = { ["X-Order"] = "7\r\nBcc: everyone@example.com" } }.Send());
        Assert.Throws<ArgumentException>(() => new EmailMessage().Attach("a.txt\r\nX: y", "text"));
    }

    [Fact]
    public async Task Mails_can_be_looked_at_instead()
    {
        using var folder = new TemporaryFolder();
        var output = new StringWriter();
        var settings = new MailSettings { EmailBackend = new ConsoleEmailBackend(output) };
        using var context = Enter(settings);

        Assert.Equal(1, Email.Send("Subject", "The text.", null, ["bob@example.com"], html: "<p>The text.</p>"));
        Assert.Contains("Subject: Subject\n", output.ToString());
        Assert.Contains("From: webmaster@localhost\n", output.ToString());
        Assert.Contains("\nThe text.\n", output.ToString());
        Assert.Contains("Content-Type: text/html; charset=utf-8", output.ToString());
        settings.EmailBackend = new FileEmailBackend(Path.Combine(folder.Path, "mails"));
        Assert.Equal(1, await Email.SendAsync("One", "text", null, ["bob@example.com"]));
        Assert.Equal(1, Email.Send("Two", "text", null, ["bob@example.com"]));
        Assert.Equal(["One", "Two"], Directory.GetFiles(Path.Combine(folder.Path, "mails")).Order().Select(file => MimeMessage.Load(file).Subject));
        settings.EmailBackend = new DummyEmailBackend();
        Assert.Equal(1, Email.Send("Three", "text", null, ["bob@example.com"]));
    }

    [Fact]
    public void The_staff_is_told()
    {
        var memory = new MemoryEmailBackend();
        var settings = new MailSettings { EmailBackend = memory, ServerEmail = "server@example.com", Admins = ["Ada <ada@example.com>", "bob@example.com"] };
        using var context = Enter(settings);

        Assert.Equal(1, Email.MailAdmins("It burns", "Come."));
        Assert.Equal(0, Email.MailManagers("A link leads nowhere", "There."));
        var mail = Assert.Single(memory.Outbox);
        Assert.Equal(("[Quintet] It burns", "server@example.com"), (mail.Subject, mail.FromEmail));
        Assert.Equal(["Ada <ada@example.com>", "bob@example.com"], mail.To);
    }

    [Fact]
    public async Task The_command()
    {
        var memory = new MemoryEmailBackend();
        var settings = new MailSettings { EmailBackend = memory, Admins = ["ada@example.com"], Managers = ["bob@example.com"] };

        Assert.Equal((0, "1 email(s) sent.\n"), await Run("eve@example.com"));
        Assert.Equal((0, "2 email(s) sent.\n"), await Run("--managers", "--admins"));
        Assert.Equal((1, "CommandError: You must specify some email recipients, or pass the --managers or --admin options.\n"), await Run());
        Assert.Equal((1, "CommandError: 'no body' is no address. Expected ada@example.com or Ada <ada@example.com>.\n"), await Run("no body"));
        Assert.Equal(["eve@example.com", "bob@example.com", "ada@example.com"], memory.Outbox.Select(mail => mail.To[0]));
        Assert.Equal("If you're reading this, it was successful.", memory.Outbox[0].Body);

        async Task<(int Code, string Output)> Run(params string[] arguments)
        {
            var output = new StringWriter();
            var code = await ManagementUtility.Execute(() => settings, ["sendtestemail", .. arguments], output, output);
            return (code, output.ToString().ReplaceLineEndings("\n"));
        }
    }

    private static EmailMessage Order()
    {
        var mail = new EmailMessage("Your order № 7", "It is on its way – soon.", "Ada Lovelace <ada@example.com>", ["bob@example.com"])
        {
            Cc = { "eve@example.com" },
            Bcc = { "secret@example.com" },
            ReplyTo = { "answers@example.com" },
            Headers = { ["X-Order"] = "7" },
        };
        mail.AttachAlternative("<p>It is <b>on its way</b>.</p>", "text/html");
        mail.Attach("invoice.pdf", [1, 2, 0, 255]);
        mail.Attach("notes.txt", "ünï\n");
        return mail;
    }

    private static byte[] Bytes(MimePart part)
    {
        using var stream = new MemoryStream();
        part.Content!.DecodeTo(stream);
        return stream.ToArray();
    }

    private static Context.Scope Enter(Settings settings) => Application.Load(settings).Context.Enter();

    private static MailSettings Smtp(MailServer server, MailSecurity security, bool withUser = true) => new()
    {
        EmailBackend = new SmtpEmailBackend { CertificateValidation = (_, certificate, _, _) => certificate?.GetCertHashString() == server.Certificate.GetCertHashString() },
        EmailHost = "localhost",
        EmailPort = server.Port,
        EmailUseTls = security == MailSecurity.StartTls,
        EmailUseSsl = security == MailSecurity.Tls,
        EmailHostUser = withUser ? MailServer.User : "",
        EmailHostPassword = withUser ? MailServer.Password : "",
    };

    private sealed class MailSettings : SessionSettings
    {
        public MailSettings() => (Middleware, EmailBackend) = ([], new MemoryEmailBackend());
    }
}

/// <summary>A test sees the mails of its own, those of its requests among them.</summary>
public sealed class OutboxTests : SimpleTestCase
{
    protected override Settings CreateSettings() => new CacheTests.MemberSettings { RootUrlConf = typeof(MailUrls), EmailBackend = new SmtpEmailBackend() };

    [Fact]
    public void Nothing_is_sent_at_first() => Assert.Empty(Email.Outbox);

    [Fact]
    public void What_a_view_sends_is_there()
    {
        Assert.Equal("1", Client.Get("/send/").Content);
        Email.Send("Second", "text", null, ["eve@example.com"]);

        Assert.Equal(["First", "Second"], Email.Outbox.Select(mail => mail.Subject));
        Assert.Equal("bob@example.com", Email.Outbox[0].To[0]);
        Email.Outbox.Clear();
        Assert.Empty(Email.Outbox);
    }

    [Fact]
    public void What_could_not_be_sent_fails_in_a_test_too() => Assert.Throws<ArgumentException>(() => Email.Send("Subject\n", "text", null, ["eve@example.com"]));

    public class MailUrls : Quintet.Urls.UrlConf
    {
        public override IEnumerable<Quintet.Urls.UrlPattern> UrlPatterns =>
            [Quintet.Urls.UrlHelpers.Path("send/", (Quintet.Http.HttpRequest request) => new Quintet.Http.HttpResponse(Email.Send("First", "text", null, ["bob@example.com"]).ToString()))];
    }
}
