using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Quintet.Files;

namespace Quintet.Http;

/// <summary>Reads a <c>multipart/form-data</c> body as it comes in: fields into memory, files to the upload handlers (Django's <c>MultiPartParser</c>; RFC 7578).</summary>
internal sealed class MultiPartParser(HttpRequest request, Stream input)
{
    private const int LongestBoundary = 200;
    private const int LongestHeader = 1024;

    private readonly List<KeyValuePair<string, string>> _fields = [];
    private readonly List<KeyValuePair<string, UploadedFile>> _files = [];
    private readonly IReadOnlyList<FileUploadHandler> _handlers = [.. request.UploadHandlers];
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(UploadedFile.DefaultChunkSize);
    private long _bytesOfFields;
    private int _partsWithFiles;
    private bool _isInFile;

    /// <exception cref="MultiPartParserError">It is malformed.</exception>
    /// <exception cref="SuspiciousOperation">It has too much of something.</exception>
    public async Task<(QueryDict Fields, MultiValueDict<UploadedFile> Files)> Parse()
    {
        try
        {
            try
            {
                await ReadParts();
            }
            catch (StopUpload stop) when (!stop.ConnectionReset)
            {
                await Interrupt();
                await Drain();
                return (new(_fields), new(_files));
            }

            foreach (var handler in _handlers) await handler.UploadComplete();
            return (new(_fields), new(_files));
        }
        catch (StopUpload stop) when (stop.ConnectionReset)
        {
            await Interrupt();
            return (new(_fields), new(_files));
        }
        catch
        {
            await Interrupt();
            foreach (var (_, file) in _files) file.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    private async Task ReadParts()
    {
        if (!HeaderParameters.Parse(request.Headers["Content-Type"]).Parameters.TryGetValue("boundary", out var boundary) || !IsBoundary(boundary))
        {
            throw new MultiPartParserError($"Invalid boundary in multipart: {(boundary is null ? "it is missing" : boundary.Length > LongestBoundary ? $"it is longer than {LongestBoundary} characters" : $"'{boundary}'")}");
        }

        long? length = long.TryParse(request.Headers["Content-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var announced) ? announced : null;
        if (length == 0) return;
        foreach (var handler in _handlers)
        {
            handler.Request = request;
            handler.HandleRawInput(length);
        }

        var reader = new MultipartReader(boundary, input) { HeadersLengthLimit = LongestHeader };
        while (await Read(reader.ReadNextSectionAsync(request.Aborted)) is { } section)
        {
            var (kind, disposition) = HeaderParameters.Parse(section.ContentDisposition);
            if (kind != "form-data" || !disposition.TryGetValue("name", out var name)) continue;
            var isBase64 = string.Equals(Header(section, "Content-Transfer-Encoding")?.Trim(), "base64", StringComparison.OrdinalIgnoreCase);
            if (disposition.TryGetValue("filename", out var fileName)) await ReadFile(section, name.Trim(), fileName, isBase64);
            else await ReadField(section, name.Trim(), isBase64);
        }
    }

    private async Task ReadField(MultipartSection section, string name, bool isBase64)
    {
        if (_fields.Count >= request.Settings.DataUploadMaxNumberFields) throw new TooManyFieldsSent();
        _bytesOfFields += name.Length + 2;
        var content = new MemoryStream();
        int count;
        while ((count = await Read(section.Body.ReadAsync(_buffer, request.Aborted).AsTask())) > 0)
        {
            _bytesOfFields += count;
            if (_bytesOfFields > request.Settings.DataUploadMaxMemorySize) throw new RequestDataTooBig();
            content.Write(_buffer, 0, count);
        }

        if (_bytesOfFields > request.Settings.DataUploadMaxMemorySize) throw new RequestDataTooBig();
        ReadOnlyMemory<byte> bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        if (isBase64 && TryDecode(bytes.Span) is { } decoded) bytes = decoded;
        _fields.Add(new(name, request.Encoding.GetString(bytes.Span)));
    }

    private async Task ReadFile(MultipartSection section, string name, string fileName, bool isBase64)
    {
        if (++_partsWithFiles > request.Settings.DataUploadMaxNumberFiles) throw new TooManyFilesSent();
        // A field whose file was not chosen has no name.
        if (UploadedFile.SanitizeFileName(fileName) is not { } safe) return;
        var (type, extra) = HeaderParameters.Parse(section.ContentType);
        extra.Remove("charset", out var charset);
        long? length = long.TryParse(Header(section, "Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var announced) ? announced : null;
        var file = new UploadingFile(name, safe, type, length, charset, extra);
        try
        {
            _isInFile = true;
            var asked = Begin(file);
            var counts = new long[asked];
            var base64 = isBase64 ? new Base64Pieces() : null;
            var size = Math.Min(_buffer.Length, Math.Max(1, _handlers.Select(handler => handler.ChunkSize).DefaultIfEmpty(_buffer.Length).Min()));
            int count;
            while ((count = await Read(section.Body.ReadAtLeastAsync(_buffer.AsMemory(0, size), size, throwOnEndOfStream: false, request.Aborted).AsTask())) > 0)
            {
                await Give(base64 is null ? _buffer.AsMemory(0, count) : base64.Decode(_buffer.AsSpan(0, count), isLast: false), counts);
            }

            if (base64 is not null) await Give(base64.Decode([], isLast: true), counts);
            for (var i = 0; i < asked; i++)
            {
                if (await _handlers[i].FileComplete(counts[i]) is not { } done) continue;
                _files.Add(new(name, done));
                break;
            }

            _isInFile = false;
        }
        catch (SkipFile)
        {
            await Interrupt();
        }
    }

    /// <summary>How many of the handlers hear of the file.</summary>
    private int Begin(UploadingFile file)
    {
        for (var i = 0; i < _handlers.Count; i++)
        {
            _handlers[i].File = file;
            if (!_handlers[i].NewFile(file)) return i + 1;
        }

        return _handlers.Count;
    }

    private async ValueTask Give(ReadOnlyMemory<byte> piece, long[] counts)
    {
        if (piece.IsEmpty) return;
        for (var i = 0; i < counts.Length; i++)
        {
            var before = counts[i];
            counts[i] += piece.Length;
            if (await _handlers[i].ReceiveDataChunk(piece, before) is not { } next) return;
            piece = next;
        }
    }

    /// <summary>What the reader does not understand is the form's fault; what the server says of the connection is not.</summary>
    private static async Task<T> Read<T>(Task<T> read)
    {
        try
        {
            return await read;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            throw new MultiPartParserError($"The multipart form is malformed: {exception.Message}");
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException exception)
        {
            throw new BrokenBody(exception.Message, exception.StatusCode);
        }
    }

    private async Task Drain()
    {
        int count;
        do count = await Read(input.ReadAsync(_buffer, request.Aborted).AsTask());
        while (count > 0);
    }

    private async ValueTask Interrupt()
    {
        if (!_isInFile) return;
        _isInFile = false;
        foreach (var handler in _handlers) await handler.UploadInterrupted();
    }

    private static string? Header(MultipartSection section, string name) => section.Headers is { } headers && headers.TryGetValue(name, out StringValues values) ? values.ToString() : null;

    /// <summary>Printable, without a space at its end (RFC 2046, 5.1.1).</summary>
    private static bool IsBoundary(string text) => text.Length is > 0 and <= LongestBoundary && text[^1] != ' ' && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>Null where it is no Base64: then it is what it looks like.</summary>
    private static byte[]? TryDecode(ReadOnlySpan<byte> text)
    {
        try
        {
            var pieces = new Base64Pieces();
            return [.. pieces.Decode(text, isLast: false).Span, .. pieces.Decode([], isLast: true).Span];
        }
        catch (MultiPartParserError)
        {
            return null;
        }
    }

    /// <summary>Base64 that comes in pieces of any length, with line breaks.</summary>
    private sealed class Base64Pieces
    {
        private readonly List<byte> _left = new(4);

        public ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> text, bool isLast)
        {
            foreach (var b in text)
            {
                if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) _left.Add(b);
            }

            var whole = isLast ? _left.Count : _left.Count / 4 * 4;
            var bytes = new byte[(whole / 4 * 3) + 3];
            var status = System.Buffers.Text.Base64.DecodeFromUtf8(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_left)[..whole], bytes, out _, out var written);
            if (status != OperationStatus.Done) throw new MultiPartParserError("Could not decode base64 data.");
            _left.RemoveRange(0, whole);
            return bytes.AsMemory(0, written);
        }
    }
}
