using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Quintet.Lsp.Protocol;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace Quintet.Lsp.Rpc;

/// <summary>
/// StreamJsonRpc's formatter ends the connection at a message that it cannot read, and at an answer to nothing. A server that
/// people type with all day must not: this one turns such messages into calls of <see cref="MalformedMethod"/>.
/// </summary>
internal sealed class LenientFormatter : SystemTextJsonFormatter, IJsonRpcMessageTextFormatter, IJsonRpcMessageFormatter
{
    /// <summary>The method that stands for an unreadable message; its parameters are the error's code and message. Without an id where no answer is due.</summary>
    public const string MalformedMethod = "$/quintet/malformed";

    private readonly ConcurrentDictionary<RequestId, byte> _asked = new();

    public LenientFormatter() => JsonSerializerOptions = new(LspJson.Default.Options)
    {
        // The library's own few types (ids, error data) are not in our generated context.
        TypeInfoResolver = JsonTypeInfoResolver.Combine(LspJson.Default, new DefaultJsonTypeInfoResolver()),
    };

    JsonRpcMessage IJsonRpcMessageFormatter.Deserialize(ReadOnlySequence<byte> contentBuffer) => Read(contentBuffer, Encoding);

    JsonRpcMessage IJsonRpcMessageTextFormatter.Deserialize(ReadOnlySequence<byte> contentBuffer, Encoding encoding) => Read(contentBuffer, encoding);

    void IJsonRpcMessageFormatter.Serialize(IBufferWriter<byte> bufferWriter, JsonRpcMessage message)
    {
        if (message is JsonRpcRequest { IsResponseExpected: true } request) _asked.TryAdd(request.RequestId, 0);
        Serialize(bufferWriter, message);
    }

    private JsonRpcMessage Read(ReadOnlySequence<byte> content, Encoding encoding)
    {
        try
        {
            var message = Deserialize(content, encoding);
            if (message is not JsonRpcRequest && message is IJsonRpcMessageWithId answer && !_asked.TryRemove(answer.RequestId, out _))
                return Malformed(RequestId.NotSpecified, ErrorCodes.InvalidRequest, $"An answer came to a request ({answer.RequestId}) that was not made.");
            return message;
        }
        // What JSON of the wrong shape makes the library throw besides JsonException: a method that is no string, an error without a code, …
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            return Kind(content) switch
            {
                MessageKind.NoJson => Malformed(RequestId.Null, ErrorCodes.ParseError, e.Message),
                MessageKind.Answer => Malformed(RequestId.NotSpecified, ErrorCodes.InvalidRequest, e.Message),
                _ => Malformed(RequestId.Null, ErrorCodes.InvalidRequest, e.Message),
            };
        }
    }

    private static JsonRpcRequest Malformed(RequestId id, int code, string message) =>
        new() { RequestId = id, Method = MalformedMethod, ArgumentsList = [code, message] };

    private enum MessageKind
    {
        NoJson,
        Answer,
        Other,
    }

    private static MessageKind Kind(ReadOnlySequence<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("method", out _) && (root.TryGetProperty("result", out _) || root.TryGetProperty("error", out _))
                ? MessageKind.Answer
                : MessageKind.Other;
        }
        catch (JsonException)
        {
            return MessageKind.NoJson;
        }
    }
}
