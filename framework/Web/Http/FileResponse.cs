using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Quintet.Http;

/// <summary>
/// A file, sent by the operating system where it can be. The server answers the conditions of a request (<c>If-None-Match</c> and the others) and
/// <c>Range</c> from it.
/// </summary>
public sealed class FileResponse : HttpResponse
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    private readonly FileInfo? _file;
    private readonly Stream? _stream;
    private long _offset;
    private long? _length;

    /// <param name="path">The file.</param>
    /// <param name="contentType">By default what its extension says.</param>
    /// <param name="asAttachment">Whether the browser saves it rather than showing it.</param>
    /// <param name="fileName">The name under which it is saved; the file's own by default.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public FileResponse(string path, string? contentType = null, bool asAttachment = false, string? fileName = null)
        : base("", contentType ?? GuessType(path))
    {
        _file = new FileInfo(path);
        if (!_file.Exists) throw new FileNotFoundException($"There is no file {path}.", path);
        _length = _file.Length;
        var modified = _file.LastWriteTimeUtc;
        Headers["ETag"] = string.Create(CultureInfo.InvariantCulture, $"\"{modified.Ticks:x}-{_length:x}\"");
        Headers["Last-Modified"] = HttpUtils.HttpDate(modified);
        Headers["Accept-Ranges"] = "bytes";
        Headers["Content-Disposition"] = HttpUtils.ContentDisposition(asAttachment, Path.GetFileName(fileName ?? path));
    }

    /// <param name="content">The bytes, from the first on if the stream can be sought in; closed when they are sent: <c>book.Cover.Open()</c>.</param>
    /// <param name="fileName">The name under which it is saved.</param>
    /// <param name="contentType">By default what the name's extension says.</param>
    /// <param name="asAttachment">Whether the browser saves it rather than showing it.</param>
    public FileResponse(Stream content, string fileName = "", string? contentType = null, bool asAttachment = false)
        : base("", contentType ?? GuessType(fileName))
    {
        _stream = content;
        if (content.CanSeek)
        {
            _length = content.Length;
            Headers["Accept-Ranges"] = "bytes";
        }

        Headers["Content-Disposition"] = HttpUtils.ContentDisposition(asAttachment, Path.GetFileName(fileName));
    }

    public override bool IsStreaming => true;

    public override string Content
    {
        get => Encoding.GetString(ContentBytes.Span);
        set => throw new NotSupportedException("The body of a FileResponse is its file.");
    }

    public override ReadOnlyMemory<byte> ContentBytes
    {
        get => _file is not null ? File.ReadAllBytes(_file.FullName).AsMemory((int)_offset, (int)_length!) : throw new NotSupportedException("The body of this FileResponse is a stream, which is read once.");
        set => throw new NotSupportedException("The body of a FileResponse is its file.");
    }

    public override void Write(string text) => throw new NotSupportedException("The body of a FileResponse is its file.");

    public override void Write(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("The body of a FileResponse is its file.");

    internal override long? ContentLength => _length;

    /// <summary>Pictures, films and archives are compressed already.</summary>
    internal override bool IsCompressible => IsText(ContentType.Split(';')[0]) || ContentType is "application/wasm" or "application/javascript";

    /// <summary>This response, or "not modified", "precondition failed", "partial content", "range not satisfiable" (RFC 9110, 13 and 14).</summary>
    internal override HttpResponse For(HttpRequest request)
    {
        if (StatusCode != 200 || request.Method is not ("GET" or "HEAD")) return this;
        var conditional = CacheHeaders.GetConditionalResponse(request, Headers["ETag"], HttpUtils.ParseHttpDate(Headers["Last-Modified"]), this)!;
        if (conditional != this || Coding is not null || request.Method != "GET" || _length is not { } total) return conditional;
        if (!RangeHeaderValue.TryParse(request.Headers["Range"], out var header) || header.Unit != "bytes" || header.Ranges.Count != 1) return this;
        // A weak tag does not say that the bytes are the same.
        if (request.Headers["If-Range"] is { } condition && (condition.StartsWith("W/", StringComparison.Ordinal) || condition != Headers["ETag"]) && condition != Headers["Last-Modified"]) return this;
        var range = header.Ranges.First();
        var start = range.From ?? Math.Max(0, total - range.To!.Value);
        var end = range.From is null ? total - 1 : Math.Min(range.To ?? total - 1, total - 1);
        if (start > end)
        {
            StatusCode = 416;
            ContentType = "";
            _length = 0;
            Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes */{total}");
            return this;
        }

        StatusCode = 206;
        _offset = start;
        _length = end - start + 1;
        Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {start}-{end}/{total}");
        return this;
    }

    internal override async ValueTask WriteBody(IHttpResponseBodyFeature body, CancellationToken cancellation)
    {
        if (_length == 0) return;
        if (_file is not null)
        {
            await body.SendFileAsync(_file.FullName, _offset, _length, cancellation);
        }
        else if (_length is { } length)
        {
            _stream!.Position = _offset;
            await StreamCopyOperation.CopyToAsync(_stream, body.Stream, length, cancellation);
        }
        else
        {
            await _stream!.CopyToAsync(body.Stream, cancellation);
        }
    }

    internal override void Release()
    {
        _stream?.Dispose();
        base.Release();
    }

    internal static string GuessType(string path)
    {
        if (!Types.TryGetContentType(path, out var type)) return "application/octet-stream";
        return IsText(type) ? type + "; charset=utf-8" : type;
    }

    private static bool IsText(string type) => type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "application/xml" or "image/svg+xml";
}
