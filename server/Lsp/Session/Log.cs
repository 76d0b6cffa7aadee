using Quintet.Lsp.Protocol;
using StreamJsonRpc;

namespace Quintet.Lsp.Session;

/// <summary>Tells people: on stderr, and in the editor's output window.</summary>
internal sealed class Log(TextWriter errors, JsonRpc rpc)
{
    public void Info(string message) => Write(MessageType.Info, message);

    public void Warning(string message) => Write(MessageType.Warning, message);

    public void Error(string message, Exception? exception = null) =>
        Write(MessageType.Error, exception is null ? message : $"{message} {exception}");

    private void Write(MessageType type, string message)
    {
        errors.WriteLine($"{type}: {message}");
        Client.Send(rpc, "window/logMessage", new MessageParams(type, message));
    }
}
