using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks.Pages;

/// <summary>An answer as text.</summary>
internal sealed record PageAnswer(int Status, string Head, string Body);

/// <summary>A connection that is kept, and as little client as there can be: bytes out, and in until the length is reached.</summary>
internal sealed class PageConnection : IDisposable
{
    private static ReadOnlySpan<byte> LengthHeader => "content-length:"u8;

    private readonly Socket _socket;
    private byte[] _buffer = new byte[64 * 1024];
    private int _length;
    private int _bodyStart;
    private bool _inChunks;

    public PageConnection(IPEndPoint address)
    {
        _socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.Connect(address);
    }

    /// <summary>The bytes of a GET request.</summary>
    public static byte[] GetRequest(string path, string cookie = "") =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html,application/xhtml+xml\r\nUser-Agent: load\r\n{(cookie.Length > 0 ? $"Cookie: {cookie}\r\n" : "")}\r\n");

    /// <summary>The bytes of a form that is sent.</summary>
    public static byte[] PostRequest(string path, string cookie, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var body = string.Join('&', fields.Select(field => $"{WebUtility.UrlEncode(field.Key)}={WebUtility.UrlEncode(field.Value)}"));
        return Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html,application/xhtml+xml\r\nUser-Agent: load\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{body}");
    }

    public PageAnswer Get(string path, string cookie = "") => Ask(GetRequest(path, cookie));

    public PageAnswer Ask(byte[] request)
    {
        var status = Send(request).AsTask().GetAwaiter().GetResult();
        return new(status, Encoding.ASCII.GetString(_buffer, 0, _bodyStart), Encoding.UTF8.GetString(_inChunks ? Joined() : _buffer.AsSpan(_bodyStart, _length - _bodyStart)));
    }

    /// <summary>Sends a request and takes its answer in; gives the status.</summary>
    public async ValueTask<int> Send(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        _length = 0;
        _bodyStart = -1;
        _inChunks = false;
        var end = int.MaxValue;
        while (_length < end)
        {
            if (_length == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_length));
            if (read == 0) throw new InvalidOperationException("The server closed the connection.");
            _length += read;
            if (_bodyStart < 0) end = Head(end);
            if (_inChunks && _buffer.AsSpan(0, _length).EndsWith("\r\n0\r\n\r\n"u8)) break;
        }

        return ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + (_buffer[11] - '0');
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Looks for the head's end; gives where the body ends.</summary>
    private int Head(int end)
    {
        var received = _buffer.AsSpan(0, _length);
        var at = received.IndexOf("\r\n\r\n"u8);
        if (at < 0) return end;
        _bodyStart = at + 4;
        var head = received[..at];
        for (var line = head.IndexOf("\r\n"u8); line >= 0;)
        {
            head = head[(line + 2)..];
            line = head.IndexOf("\r\n"u8);
            var header = line < 0 ? head : head[..line];
            if (header.Length > LengthHeader.Length && Ascii.EqualsIgnoreCase(header[..LengthHeader.Length], LengthHeader)) return _bodyStart + int.Parse(header[LengthHeader.Length..].Trim((byte)' '), CultureInfo.InvariantCulture);
        }

        // No page of ours holds what ends the last chunk.
        _inChunks = received[..at].IndexOf("chunked"u8) >= 0;
        return _inChunks ? int.MaxValue : _bodyStart;
    }

    private byte[] Joined()
    {
        var body = new List<byte>();
        for (var rest = _buffer.AsSpan(_bodyStart, _length - _bodyStart); ;)
        {
            var line = rest.IndexOf("\r\n"u8);
            var size = int.Parse(rest[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0) return [.. body];
            body.AddRange(rest.Slice(line + 2, size));
            rest = rest[(line + 2 + size + 2)..];
        }
    }
}
