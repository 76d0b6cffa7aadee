using System.Globalization;

namespace Quintet.Mail;

/// <summary>Writes mails to the console instead of sending them: for developing.</summary>
/// <param name="output">Where they go; null: the standard output.</param>
public sealed class ConsoleEmailBackend(TextWriter? output = null) : EmailBackend
{
    private readonly Lock _writing = new();

    protected override ValueTask<int> DeliverAsync(IReadOnlyList<EmailMessage> messages, bool async, CancellationToken cancellation)
    {
        foreach (var message in messages)
        {
            var text = EmailText.Of(message);
            lock (_writing)
            {
                (output ?? Console.Out).Write(text);
                (output ?? Console.Out).Flush();
            }
        }

        return new(messages.Count);
    }
}

/// <summary>Writes mails into a folder, a file for each time that some are sent.</summary>
/// <param name="folder">Made where it is missing.</param>
public sealed class FileEmailBackend(string folder) : EmailBackend
{
    private int _count;

    protected override async ValueTask<int> DeliverAsync(IReadOnlyList<EmailMessage> messages, bool async, CancellationToken cancellation)
    {
        if (messages.Count == 0) return 0;
        Directory.CreateDirectory(folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:yyyyMMdd-HHmmss}-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}.log");
        var text = string.Concat(messages.Select(EmailText.Of));
        if (async) await File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellation);
        else File.WriteAllText(Path.Combine(folder, name), text);
        return messages.Count;
    }
}

/// <summary>Keeps mails in an <see cref="Mail.Outbox"/> instead of sending them: that of the test which runs, else its own. Tests have it in any case.</summary>
public sealed class MemoryEmailBackend : EmailBackend
{
    /// <summary>What was sent outside of tests.</summary>
    public Outbox Outbox { get; } = new();

    protected override ValueTask<int> DeliverAsync(IReadOnlyList<EmailMessage> messages, bool async, CancellationToken cancellation)
    {
        // What could not be sent fails here, too.
        foreach (var message in messages) message.Message().Dispose();
        (Context.Current.Find(Outbox.Key) ?? Outbox).Add(messages);
        return new(messages.Count);
    }
}

/// <summary>Sends nothing.</summary>
public sealed class DummyEmailBackend : EmailBackend
{
    protected override ValueTask<int> DeliverAsync(IReadOnlyList<EmailMessage> messages, bool async, CancellationToken cancellation) => new(messages.Count);
}

internal static class EmailText
{
    /// <summary>The mail as it would go out, and a line below it.</summary>
    public static string Of(EmailMessage message)
    {
        using var mail = message.Message();
        using var bytes = new MemoryStream();
        mail.WriteTo(bytes);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray()).ReplaceLineEndings("\n") + "\n" + new string('-', 79) + "\n";
    }
}
