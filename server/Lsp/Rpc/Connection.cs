using Microsoft.VisualStudio.Threading;
using StreamJsonRpc;

namespace Quintet.Lsp.Rpc;

/// <summary>A JSON-RPC connection in LSP's framing over two streams; it listens after <see cref="JsonRpc.StartListening"/>.</summary>
internal static class Connection
{
    public static JsonRpc Create(Stream input, Stream output)
    {
        var rpc = new JsonRpc(new HeaderDelimitedMessageHandler(output, input, new LenientFormatter()))
        {
            // Handlers start one after the other, in the order of the messages, and after their first await run side by side.
            SynchronizationContext = new NonConcurrentSynchronizationContext(sticky: false),
            CancelLocallyInvokedMethodsWhenConnectionIsClosed = true,
        };
        rpc.AddLocalRpcMethod(LenientFormatter.MalformedMethod, (int code, string message) =>
        {
            throw new LocalRpcException(message) { ErrorCode = code };
        });
        return rpc;
    }
}
