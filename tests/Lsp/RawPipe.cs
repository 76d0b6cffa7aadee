using System.Text;
using System.Text.Json;
using Nerdbank.Streams;
using Quintet.Lsp.Session;

namespace LspTests;

/// <summary>Bytes to and from a server, for what no client library would send.</summary>
internal sealed class RawPipe : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly Task<int> _running;

    public RawPipe()
    {
        var (ours, theirs) = FullDuplexStream.CreatePair();
        _stream = ours;
        _running = Task.Run(async () =>
        {
            await using var server = new LanguageServer(theirs, theirs, TextWriter.Null);
            return await server.RunAsync();
        });
    }

    public Task<int> Ended => _running.WaitAsync(TestClient.Patience);

    public Task SendAsync(string json) => SendRawAsync($"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    public Task SendRawAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>A message that need not be UTF-8.</summary>
    public Task SendBytesAsync(byte[] content) => WriteAsync([.. Encoding.ASCII.GetBytes($"Content-Length: {content.Length}\r\n\r\n"), .. content]);

    private async Task WriteAsync(byte[] bytes)
    {
        await _stream.WriteAsync(bytes);
        await _stream.FlushAsync();
    }

    /// <summary>The next message that is an answer.</summary>
    public async Task<JsonElement> AnswerAsync()
    {
        while (true)
        {
            var message = await ReadAsync().WaitAsync(TestClient.Patience);
            if (!message.TryGetProperty("method", out _)) return message;
        }
    }

    public async Task<int> ErrorCodeAsync() => (await AnswerAsync()).GetProperty("error").GetProperty("code").GetInt32();

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await Ended;
    }

    private async Task<JsonElement> ReadAsync()
    {
        var length = 0;
        for (var line = await LineAsync(); line != ""; line = await LineAsync())
        {
            if (line.StartsWith("Content-Length: ", StringComparison.Ordinal)) length = int.Parse(line["Content-Length: ".Length..]);
        }

        var content = new byte[length];
        await _stream.ReadExactlyAsync(content);
        return JsonDocument.Parse(content).RootElement;
    }

    private async Task<string> LineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await _stream.ReadExactlyAsync(one);
            if (one[0] == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
    }
}
