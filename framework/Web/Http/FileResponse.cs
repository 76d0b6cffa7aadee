using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Quintet.Http;

/// <summary>
/// A file, sent by the operating system where it can be. Answers <c>If-None-Match</c>, <c>If-Modified-Since</c> and <c>Range</c> once it knows
/// the request (<see cref="For"/>).
/// </summary>
public sealed class FileResponse : HttpResponse
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    private readonly FileInfo _file;
    private long _offset;
    private long _length;

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
        ETag = string.Create(CultureInfo.InvariantCulture, $"\"{modified.Ticks:x}-{_length:x}\"");
        LastModified = new DateTimeOffset(modified.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        Headers["ETag"] = ETag;
        Headers["Last-Modified"] = LastModified.ToString("r", CultureInfo.InvariantCulture);
        Headers["Accept-Ranges"] = "bytes";
        if (asAttachment || fileName is not null)
        {
            var disposition = new ContentDispositionHeaderValue(asAttachment ? "attachment" : "inline");
            disposition.SetHttpFileName(fileName ?? _file.Name);
            Headers["Content-Disposition"] = disposition.ToString();
        }
    }

    internal string ETag { get; }

    internal DateTimeOffset LastModified { get; }

    public override bool IsStreaming => true;

    public override string Content
    {
        get => System.Text.Encoding.UTF8.GetString(ContentBytes.Span);
        set => throw new NotSupportedException("The body of a FileResponse is its file.");
    }

    public override ReadOnlyMemory<byte> ContentBytes
    {
        get => _length == 0 ? default : File.ReadAllBytes(_file.FullName).AsMemory((int)_offset, (int)_length);
        set => throw new NotSupportedException("The body of a FileResponse is its file.");
    }

    internal override long? ContentLength => _length;

    /// <summary>This response, or "not modified", "partial content", "range not satisfiable", as the request's headers want it (RFC 9110).</summary>
    public HttpResponse For(HttpRequest request)
    {
        if (IsFresh(request)) return NotModified();
        if (request.Method != "GET" || !RangeHeaderValue.TryParse(request.Headers["Range"], out var header) || header.Unit != "bytes" || header.Ranges.Count != 1) return this;
        if (request.Headers["If-Range"] is { } condition && condition != ETag && condition != Headers["Last-Modified"]) return this;
        var range = header.Ranges.First();
        var total = _length;
        var start = range.From ?? Math.Max(0, total - range.To!.Value);
        var end = range.From is null ? total - 1 : Math.Min(range.To ?? total - 1, total - 1);
        if (start > end)
        {
            var refused = new HttpResponse("", "", 416);
            refused.Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes */{total}");
            return refused;
        }

        StatusCode = 206;
        _offset = start;
        _length = end - start + 1;
        Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {start}-{end}/{total}");
        return this;
    }

    internal override async ValueTask WriteBody(IHttpResponseBodyFeature body, CancellationToken cancellation)
    {
        if (_length > 0) await body.SendFileAsync(_file.FullName, _offset, _length, cancellation);
    }

    private static string GuessType(string path)
    {
        if (!Types.TryGetContentType(path, out var type)) return "application/octet-stream";
        return type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "application/xml" or "image/svg+xml" ? type + "; charset=utf-8" : type;
    }

    private bool IsFresh(HttpRequest request)
    {
        if (request.Headers["If-None-Match"] is { } tags)
        {
            return tags.Trim() == "*" || tags.Split(',').Any(tag => tag.Trim() is var text && (text.StartsWith("W/", StringComparison.Ordinal) ? text[2..] : text) == ETag);
        }

        return DateTimeOffset.TryParseExact(request.Headers["If-Modified-Since"], "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since) && LastModified <= since;
    }

    private HttpResponseNotModified NotModified()
    {
        var response = new HttpResponseNotModified();
        response.Headers["ETag"] = ETag;
        response.Headers["Last-Modified"] = Headers["Last-Modified"];
        return response;
    }
}
