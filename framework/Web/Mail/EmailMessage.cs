using MimeKit;
using Quintet.Conf;

namespace Quintet.Mail;

/// <summary>A mail (Django's <c>EmailMessage</c> and <c>EmailMultiAlternatives</c>).</summary>
/// <example><code>
/// var mail = new EmailMessage("Your order", "It is on its way.", to: ["ada@example.com"]);
/// mail.AttachAlternative("&lt;p&gt;It is &lt;b&gt;on its way&lt;/b&gt;.&lt;/p&gt;", "text/html");
/// mail.AttachFile("invoice.pdf");
/// await mail.SendAsync();
/// </code></example>
public sealed class EmailMessage
{
    private readonly List<EmailAttachment> _attachments = [];

    /// <param name="subject">One line.</param>
    /// <param name="body">The text.</param>
    /// <param name="from">The sender, <c>Ada &lt;ada@example.com&gt;</c> or the address alone; null: <c>Settings.DefaultFromEmail</c>.</param>
    /// <param name="to">The addresses that it goes to.</param>
    public EmailMessage(string subject = "", string body = "", string? from = null, IEnumerable<string>? to = null)
    {
        (Subject, Body, FromEmail) = (subject, body, from);
        To.AddRange(to ?? []);
    }

    public string Subject { get; set; }

    public string Body { get; set; }

    /// <summary>What the body is: <c>plain</c>, or <c>html</c> for a mail without a plain text.</summary>
    public string ContentSubtype { get; set; } = "plain";

    /// <summary>The sender; null: <c>Settings.DefaultFromEmail</c>.</summary>
    public string? FromEmail { get; set; }

    public List<string> To { get; } = [];

    public List<string> Cc { get; } = [];

    /// <summary>Gets it, too; the others do not see that.</summary>
    public List<string> Bcc { get; } = [];

    public List<string> ReplyTo { get; } = [];

    /// <summary>Further headers; <c>From</c>, <c>To</c>, <c>Cc</c>, <c>Reply-To</c>, <c>Message-ID</c> and <c>Date</c> take the place of those that are made.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body in other forms, the best last.</summary>
    public List<(string Content, string MediaType)> Alternatives { get; } = [];

    public IReadOnlyList<EmailAttachment> Attachments => _attachments;

    /// <summary>All who get it.</summary>
    public IReadOnlyList<string> Recipients => [.. To.Concat(Cc).Concat(Bcc).Where(address => address.Length > 0)];

    /// <summary>Adds the body in another form: <c>text/html</c>.</summary>
    public void AttachAlternative(string content, string mediaType) => Alternatives.Add((content, mediaType));

    /// <summary>Attaches a text; the media type comes from the name where it is null.</summary>
    public void Attach(string name, string content, string? mediaType = null) => Attach(name, System.Text.Encoding.UTF8.GetBytes(content), mediaType);

    /// <summary>Attaches bytes, a text's in UTF-8; the media type comes from the name where it is null.</summary>
    public void Attach(string name, byte[] content, string? mediaType = null) =>
        _attachments.Add(new(OneLine("A file's name", name), ContentType.Parse(mediaType ?? MimeTypes.GetMimeType(name)).MimeType, content));

    /// <summary>Attaches a file, which is read now.</summary>
    public void AttachFile(string path, string? mediaType = null) => Attach(Path.GetFileName(path), File.ReadAllBytes(path), mediaType);

    /// <summary>Sends it, unless nobody gets it.</summary>
    /// <param name="backend">What sends it; null: <c>Settings.EmailBackend</c>.</param>
    /// <exception cref="EmailException">It could not be sent.</exception>
    /// <returns>How many were sent: 1, or 0 without recipients.</returns>
    public int Send(EmailBackend? backend = null) => (backend ?? Settings.Current.EmailBackend).Send([this]);

    /// <inheritdoc cref="Send"/>
    public Task<int> SendAsync(EmailBackend? backend = null, CancellationToken cancellation = default) => (backend ?? Settings.Current.EmailBackend).SendAsync([this], cancellation);

    /// <summary>The mail as it goes out.</summary>
    /// <exception cref="ArgumentException">An address cannot be read, or a header has more than one line.</exception>
    public MimeMessage Message()
    {
        var settings = Settings.Current;
        var message = new MimeMessage { Subject = OneLine("Subject", Subject), Body = Content() };
        message.From.Add(Address(FromEmail ?? settings.DefaultFromEmail));
        Fill(message.To, To);
        Fill(message.Cc, Cc);
        Fill(message.ReplyTo, ReplyTo);
        message.MessageId = MimeKit.Utils.MimeUtils.GenerateMessageId();
        foreach (var (name, value) in Headers) message.Headers.Replace(OneLine("Header", name), OneLine(name, value));
        return message;
    }

    /// <summary>Who sends it and who gets it, as the server is told.</summary>
    internal (MailboxAddress From, IReadOnlyList<MailboxAddress> To) Envelope() => (Address(FromEmail ?? Settings.Current.DefaultFromEmail), [.. Recipients.Select(Address)]);

    private static void Fill(InternetAddressList list, IEnumerable<string> addresses)
    {
        foreach (var address in addresses.Where(address => address.Length > 0)) list.Add(Address(address));
    }

    private static MailboxAddress Address(string text) => MailboxAddress.TryParse(OneLine("An address", text), out var address) && address.Address.Length > 0
        ? address
        : throw new ArgumentException($"'{text}' is no address. Expected ada@example.com or Ada <ada@example.com>.");

    private static string OneLine(string name, string text) => text.AsSpan().IndexOfAny('\r', '\n') < 0 ? text : throw new ArgumentException($"{name} can't contain newlines (got '{text.ReplaceLineEndings("\\n")}').");

    private MimeEntity Content()
    {
        MimeEntity content = new TextPart(ContentSubtype) { Text = Body };
        if (Alternatives.Count > 0)
        {
            var all = new MultipartAlternative();
            if (Body.Length > 0) all.Add(content);
            foreach (var (text, mediaType) in Alternatives)
            {
                var type = ContentType.Parse(mediaType);
                all.Add(new TextPart(type.MediaSubtype) { Text = text, ContentType = { MediaType = type.MediaType } });
            }

            content = all;
        }

        if (_attachments.Count == 0) return content;
        var mixed = new Multipart("mixed");
        if (Body.Length > 0 || Alternatives.Count > 0) mixed.Add(content);
        foreach (var attachment in _attachments) mixed.Add(Part(attachment));
        return mixed;
    }

    private static MimePart Part(EmailAttachment attachment)
    {
        var type = ContentType.Parse(attachment.MediaType);
        var part = type.IsMimeType("text", "*") ? new TextPart(type.MediaSubtype) { ContentTransferEncoding = ContentEncoding.QuotedPrintable } : new MimePart(type) { ContentTransferEncoding = ContentEncoding.Base64 };
        part.Content = new MimeContent(new MemoryStream(attachment.Content, writable: false));
        if (part is TextPart) part.ContentType.Charset = "utf-8";
        part.ContentDisposition = new(ContentDisposition.Attachment);
        part.FileName = attachment.Name;
        return part;
    }
}

/// <summary>What is attached to a mail.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="MediaType"><c>application/pdf</c>.</param>
/// <param name="Content">The bytes; a text is UTF-8.</param>
public sealed record EmailAttachment(string Name, string MediaType, byte[] Content);

/// <summary>A mail could not be sent; the inner exception says why.</summary>
public sealed class EmailException(string message, Exception inner) : Exception(message, inner);
