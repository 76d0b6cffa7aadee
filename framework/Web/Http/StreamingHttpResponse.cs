using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Quintet.Http;

/// <summary>
/// A body that is made while it is sent (Django's <c>StreamingHttpResponse</c>): for what is large, or takes its time. Each piece goes out at once. When the client goes away, the
/// sequence's cancellation token ends.
/// </summary>
public class StreamingHttpResponse : HttpResponse
{
    private readonly Func<Stream, CancellationToken, Task> _write;

    /// <param name="write">Writes the body into the stream; what it flushes goes out.</param>
    /// <param name="contentType">The <c>Content-Type</c>.</param>
    /// <param name="status">The status code.</param>
    public StreamingHttpResponse(Func<Stream, CancellationToken, Task> write, string contentType = HtmlUtf8, int status = 200)
        : base("", contentType, status) => _write = write;

    /// <param name="pieces">Pieces of text, encoded as the content type says.</param>
    /// <inheritdoc cref="StreamingHttpResponse(Func{Stream, CancellationToken, Task}, string, int)"/>
#pragma warning disable CS1573 // the others are inherited
    public StreamingHttpResponse(IAsyncEnumerable<string> pieces, string contentType = HtmlUtf8, int status = 200)
        : base("", contentType, status) => _write = (stream, cancellation) => Write(Encoded(pieces, cancellation), stream, cancellation);

    /// <param name="pieces">Pieces of bytes.</param>
    /// <inheritdoc cref="StreamingHttpResponse(Func{Stream, CancellationToken, Task}, string, int)"/>
    public StreamingHttpResponse(IAsyncEnumerable<byte[]> pieces, string contentType = HtmlUtf8, int status = 200)
        : this((stream, cancellation) => Write(pieces, stream, cancellation), contentType, status)
    {
    }

    /// <param name="pieces">Pieces of text, encoded as the content type says.</param>
    /// <inheritdoc cref="StreamingHttpResponse(Func{Stream, CancellationToken, Task}, string, int)"/>
    public StreamingHttpResponse(IEnumerable<string> pieces, string contentType = HtmlUtf8, int status = 200)
        : this(Asynchronous(pieces), contentType, status)
    {
    }

    /// <param name="pieces">Pieces of bytes.</param>
    /// <inheritdoc cref="StreamingHttpResponse(Func{Stream, CancellationToken, Task}, string, int)"/>
    public StreamingHttpResponse(IEnumerable<byte[]> pieces, string contentType = HtmlUtf8, int status = 200)
        : this(Asynchronous(pieces), contentType, status)
    {
    }
#pragma warning restore CS1573

    public override bool IsStreaming => true;

    public override string Content
    {
        get => throw NoContent();
        set => throw NoContent();
    }

    public override ReadOnlyMemory<byte> ContentBytes
    {
        get => throw NoContent();
        set => throw NoContent();
    }

    internal override long? ContentLength => null;

    public override void Write(string text) => throw NoContent();

    public override void Write(ReadOnlySpan<byte> bytes) => throw NoContent();

    internal override async ValueTask WriteBody(IHttpResponseBodyFeature body, CancellationToken cancellation) => await _write(body.Stream, cancellation);

    private static async Task Write(IAsyncEnumerable<byte[]> pieces, Stream stream, CancellationToken cancellation)
    {
        await foreach (var piece in pieces.WithCancellation(cancellation))
        {
            // One without anything would end a body that is sent in chunks.
            if (piece.Length == 0) continue;
            await stream.WriteAsync(piece, cancellation);
            await stream.FlushAsync(cancellation);
        }
    }

    private async IAsyncEnumerable<byte[]> Encoded(IAsyncEnumerable<string> pieces, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var piece in pieces.WithCancellation(cancellation)) yield return Encoding.GetBytes(piece);
    }

#pragma warning disable CS1998 // a sequence that is there is read without waiting
    private static async IAsyncEnumerable<T> Asynchronous<T>(IEnumerable<T> pieces)
    {
        foreach (var piece in pieces) yield return piece;
    }
#pragma warning restore CS1998

    private NotSupportedException NoContent() => new($"This {GetType().Name} has no content: its body is made while it is sent.");
}
