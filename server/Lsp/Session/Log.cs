using System.Globalization;
using Quintet.Lsp.Protocol;
using StreamJsonRpc;

namespace Quintet.Lsp.Session;

/// <summary>How much of the traffic the client wants to hear of.</summary>
internal enum TraceLevel
{
    Off,

    /// <summary>Each message and how long it took.</summary>
    Messages,

    /// <summary>Their parameters, too.</summary>
    Verbose,
}

/// <summary>
/// Tells people: on stderr, and in the editor's output window. Silent as long as nothing is wrong, unless the client asks for a trace, or
/// a file was named that takes everything.
/// </summary>
internal sealed class Log(TextWriter errors, JsonRpc rpc, TextWriter? file = null)
{
    // Enough to see what was asked, and not the whole text of a document.
    private const int ShownParameters = 1_000;

    public TraceLevel Level { get; set; }

    public void Info(string message) => Write(MessageType.Info, message);

    public void Warning(string message) => Write(MessageType.Warning, message);

    public void Error(string message, Exception? exception = null) =>
        Write(MessageType.Error, exception is null ? message : $"{message} {exception}");

    /// <summary>A message of the client's has been dealt with.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="parameters">Its parameters; null for none.</param>
    /// <param name="elapsed">How long that took.</param>
    /// <param name="outcome">How it ended, where that was not well.</param>
    public void Trace(string method, System.Text.Json.JsonElement? parameters, TimeSpan elapsed, string? outcome)
    {
        if (Level == TraceLevel.Off && file is null) return;
        var message = string.Create(CultureInfo.InvariantCulture, $"{method}: {elapsed.TotalMilliseconds:F1} ms{(outcome is null ? "" : ", " + outcome)}");
        var shown = Level == TraceLevel.Verbose || file is not null ? Shorten(parameters) : "";
        WriteFile($"{message} {shown}");
        if (Level != TraceLevel.Off) Client.Send(rpc, "$/logTrace", new LogTraceParams(message) { Verbose = Level == TraceLevel.Verbose ? shown : null });
    }

    /// <summary>Parameters as JSON, their beginning where they are long.</summary>
    public static string Shorten(System.Text.Json.JsonElement? parameters)
    {
        var text = parameters?.ToString() ?? "";
        return text.Length > ShownParameters ? text[..ShownParameters] + "…" : text;
    }

    private void Write(MessageType type, string message)
    {
        errors.WriteLine($"{type}: {message}");
        WriteFile($"{type}: {message}");
        Client.Send(rpc, "window/logMessage", new MessageParams(type, message));
    }

    private void WriteFile(string line) => file?.WriteLine($"{DateTime.UtcNow.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {line.TrimEnd()}");
}
