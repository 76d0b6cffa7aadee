using System.IO.Compression;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;

namespace Quintet.Http;

/// <summary>
/// Bodies in gzip and Brotli. Each has up to 100 bytes by chance in a place that readers skip: who makes a visitor's browser send guesses and sees only lengths learns
/// little of a secret that stands in the page beside them (BREACH, "heal the breach").
/// </summary>
internal static class Compression
{
    public const string Gzip = "gzip";
    public const string Brotli = "br";

    private const int MaxRandomBytes = 100;
    private const int GzipHeader = 10;

    /// <summary>The coding that the client wants most of those we have; null: none.</summary>
    public static string? Choose(string? acceptEncoding)
    {
        if (string.IsNullOrEmpty(acceptEncoding)) return null;
        double? gzip = null, brotli = null, identity = null, any = null;
        foreach (var part in acceptEncoding.Split(','))
        {
            var (coding, quality) = QualityValue.Split(part);
            if (coding.Equals(Gzip, StringComparison.OrdinalIgnoreCase) || coding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase)) gzip = quality;
            else if (coding.Equals(Brotli, StringComparison.OrdinalIgnoreCase)) brotli = quality;
            else if (coding.Equals("identity", StringComparison.OrdinalIgnoreCase)) identity = quality;
            else if (coding == "*") any = quality;
        }

        var (best, name) = (brotli ?? any ?? 0, Brotli);
        if ((gzip ?? any ?? 0) is var second && second > best) (best, name) = (second, Gzip);
        return best > 0 && best >= (identity ?? 0) ? name : null;
    }

    public static byte[] Compress(ReadOnlySpan<byte> content, string coding)
    {
        var output = new MemoryStream((content.Length / 2) + 128);
        // Nothing waits: the stream is memory.
        using (var compressor = Open(output, coding).AsTask().GetAwaiter().GetResult()) compressor.Write(content);
        return output.ToArray();
    }

    /// <summary>A stream whose bytes come out compressed in another, which stays open; flushing it gives on what was written so far.</summary>
    public static async ValueTask<Stream> Open(Stream output, string coding, CancellationToken cancellation = default)
    {
        if (coding == Gzip) return new GZipStream(new NamedGzip(output), CompressionLevel.Optimal);
        var brotli = new BrotliStream(output, CompressionLevel.Optimal, leaveOpen: true);
        // A flush ends at the border of a byte, where a block of metadata may stand.
        await brotli.FlushAsync(cancellation);
        await output.WriteAsync(Metadata(), cancellation);
        return brotli;
    }

    /// <summary>A block that readers skip (RFC 7932, 9.2): not last, of metadata, its length less one in one byte, the bytes.</summary>
    private static byte[] Metadata()
    {
        var length = RandomNumberGenerator.GetInt32(1, MaxRandomBytes + 1);
        var block = new byte[2 + length];
        var header = 0b01_0_11_0 | ((length - 1) << 6);
        block[0] = (byte)header;
        block[1] = (byte)(header >> 8);
        RandomNumberGenerator.Fill(block.AsSpan(2));
        return block;
    }

    /// <summary>Puts a file's name of any length into the header that gzip's output begins with.</summary>
    private sealed class NamedGzip(Stream output) : Stream
    {
        private const byte HasName = 0x08;

        private readonly byte[] _header = new byte[GzipHeader];
        private int _seen;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (TakeHeader(ref buffer) is { } header) output.Write(header);
            if (buffer.Length > 0) output.Write(buffer);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var rest = buffer.Span;
            var header = TakeHeader(ref rest);
            var left = buffer[^rest.Length..];
            if (header is not null) await output.WriteAsync(header, cancellationToken);
            if (left.Length > 0) await output.WriteAsync(left, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() => output.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        /// <summary>The header with the name, once it is whole; null before and afterwards.</summary>
        private byte[]? TakeHeader(ref ReadOnlySpan<byte> buffer)
        {
            var missing = GzipHeader - _seen;
            if (missing == 0) return null;
            var taken = Math.Min(missing, buffer.Length);
            buffer[..taken].CopyTo(_header.AsSpan(_seen));
            _seen += taken;
            buffer = buffer[taken..];
            if (_seen < GzipHeader) return null;
            _header[3] |= HasName;
            Span<byte> name = stackalloc byte[RandomNumberGenerator.GetInt32(1, MaxRandomBytes + 1)];
            name.Fill((byte)'a');
            return [.. _header, .. name, 0];
        }
    }
}

/// <summary>One part of a list such as <c>Accept-Encoding</c>: <c>gzip;q=0.5</c>.</summary>
internal static class QualityValue
{
    /// <returns>The text without its parameters, and how much it is wanted: 1 where it does not say, 0 where it says nothing that can be read.</returns>
    public static (string Value, double Quality) Split(string part)
    {
        var pieces = part.Split(';', StringSplitOptions.TrimEntries);
        for (var i = 1; i < pieces.Length; i++)
        {
            if (pieces[i].StartsWith("q=", StringComparison.OrdinalIgnoreCase)) return (pieces[0], Read(pieces[i].AsSpan(2)));
        }

        return (pieces[0], 1);
    }

    public static double Read(ReadOnlySpan<char> text) =>
        double.TryParse(text.Trim(), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var quality) && quality is >= 0 and <= 1 ? quality : 0;
}

/// <summary>A connection's side of a body that goes out compressed.</summary>
internal sealed class CompressedBody : IHttpResponseBodyFeature, IAsyncDisposable
{
    private readonly IHttpResponseBodyFeature _inner;
    private PipeWriter? _writer;

    private CompressedBody(IHttpResponseBodyFeature inner, Stream stream)
    {
        _inner = inner;
        Stream = stream;
    }

    public Stream Stream { get; }

    public PipeWriter Writer => _writer ??= PipeWriter.Create(Stream, new StreamPipeWriterOptions(leaveOpen: true));

    public static async ValueTask<CompressedBody> Open(IHttpResponseBodyFeature inner, string coding, CancellationToken cancellation) =>
        new(inner, await Compression.Open(inner.Stream, coding, cancellation));

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        Microsoft.AspNetCore.Http.SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    public void DisableBuffering() => _inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => _inner.StartAsync(cancellationToken);

    public Task CompleteAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.CompleteAsync();
        await Stream.DisposeAsync();
    }
}
