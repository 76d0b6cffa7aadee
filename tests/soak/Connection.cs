using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Soak;

/// <summary>One answer; what it holds is good until the connection's next request.</summary>
internal readonly record struct Answer(int Status, string Head, ReadOnlyMemory<byte> Body)
{
    /// <summary>A header's value; of several of one name the first; null: it has none of the name.</summary>
    public string? Header(string name) => Headers(name).FirstOrDefault();

    public IEnumerable<string> Headers(string name)
    {
        foreach (var line in Head.Split("\r\n"))
        {
            if (line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase)) yield return line[(name.Length + 1)..].Trim();
        }
    }

    public bool Has(ReadOnlySpan<byte> text) => Body.Span.IndexOf(text) >= 0;
}

/// <summary>HTTP/1.1 over one socket, by hand: it costs the processor a fraction of what HttpClient does, and can also do what no client should.</summary>
internal sealed class Connection(int port) : IDisposable
{
    private Socket? _socket;
    private byte[] _buffer = new byte[64 * 1024];
    private int _read;

    /// <summary>Sends a request and waits for the whole answer.</summary>
    /// <exception cref="IOException">The server cut the connection, or sent what is no answer.</exception>
    public async Task<Answer> Ask(ReadOnlyMemory<byte> request, bool isHead = false)
    {
        await Send(request);
        return await Read(isHead);
    }

    /// <summary>Sends these bytes.</summary>
    public async Task Send(ReadOnlyMemory<byte> bytes)
    {
        _socket ??= await Connect(port);
        while (bytes.Length > 0) bytes = bytes[await _socket.SendAsync(bytes)..];
    }

    /// <summary>Reads an answer.</summary>
    /// <param name="isHead">There is no body, whatever the headers say.</param>
    /// <param name="pause">What is waited before each piece of a slow reader.</param>
    public async Task<Answer> Read(bool isHead = false, TimeSpan pause = default)
    {
        _read = 0;
        int end;
        while ((end = _buffer.AsSpan(0, _read).IndexOf("\r\n\r\n"u8)) < 0) await More(pause);
        var head = Encoding.Latin1.GetString(_buffer, 0, end + 2);
        var start = end + 4;
        var answer = new Answer(int.Parse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture), head, default);
        var hasBody = !isHead && answer.Status is not (204 or 304 or (>= 100 and < 200));
        if (hasBody && answer.Header("Transfer-Encoding") == "chunked") answer = answer with { Body = await Chunks(start, pause) };
        else if (hasBody)
        {
            var length = int.Parse(answer.Header("Content-Length") ?? throw new IOException($"An answer without a length:\n{head}"), CultureInfo.InvariantCulture);
            while (_read < start + length) await More(pause);
            if (_read > start + length) throw new IOException($"{_read - start - length} bytes behind the answer:\n{head}");
            answer = answer with { Body = _buffer.AsMemory(start, length) };
        }
        else if (_read > start) throw new IOException($"{_read - start} bytes where no body may be:\n{head}");

        if (answer.Header("Connection") == "close") Dispose();
        return answer;
    }

    /// <summary>Whether the server ends the connection; what it still sends is thrown away.</summary>
    public async Task<bool> Ends(TimeSpan patience)
    {
        if (_socket is null) return true;
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            while (await _socket.ReceiveAsync(_buffer.AsMemory(), timeout.Token) > 0)
            {
            }

            return true;
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Goes away without a word: the server gets a reset.</summary>
    public void Reset()
    {
        _socket?.LingerState = new(enable: true, seconds: 0);
        Dispose();
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private static async Task<Socket> Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private async Task<ReadOnlyMemory<byte>> Chunks(int start, TimeSpan pause)
    {
        var body = new List<byte>();
        while (true)
        {
            int line;
            while ((line = _buffer.AsSpan(start, _read - start).IndexOf("\r\n"u8)) < 0) await More(pause);
            var length = int.Parse(Encoding.ASCII.GetString(_buffer, start, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            start += line + 2;
            while (_read < start + length + 2) await More(pause);
            if (length == 0) return body.ToArray();
            body.AddRange(_buffer.AsSpan(start, length));
            start += length + 2;
        }
    }

    private async Task More(TimeSpan pause)
    {
        if (_read == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        if (pause > TimeSpan.Zero) await Task.Delay(pause);
        var room = pause > TimeSpan.Zero ? _buffer.AsMemory(_read, Math.Min(4096, _buffer.Length - _read)) : _buffer.AsMemory(_read);
        var count = await _socket!.ReceiveAsync(room);
        if (count == 0) throw new IOException($"The server cut the connection after {_read} bytes of the answer.");
        _read += count;
    }
}
