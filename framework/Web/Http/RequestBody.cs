using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Quintet.Files;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Quintet.Http;

/// <summary>
/// A request's body. Unless the view says that it reads it itself, it is read before the middleware chain runs, so that <c>request.POST</c>, <c>request.FILES</c> and
/// <c>request.Body</c> are synchronous.
/// </summary>
internal sealed class RequestBody(HttpRequest request)
{
    private ReadOnlyMemory<byte>? _bytes;
    private bool _isTaken;

    /// <summary>The bytes; empty where nobody has read them yet.</summary>
    /// <exception cref="RawPostDataException">They were read as a stream.</exception>
    public ReadOnlyMemory<byte> Bytes => _bytes ?? (_isTaken ? throw new RawPostDataException() : default);

    /// <summary>Whether the stream stands where it began.</summary>
    public bool IsUntouched => _bytes is null && !_isTaken;

    private Stream Input => request.Features.GetRequiredFeature<IHttpRequestFeature>().Body;


    /// <summary>Reads what the view and the middleware in front of it will ask for.</summary>
    /// <exception cref="SuspiciousOperation">It is larger than the settings allow.</exception>
    /// <exception cref="BadRequest">It is no such form as it says.</exception>
    public static ValueTask ReadFor(HttpRequest request, Application application)
    {
        RefuseTwoLengths(request);
        var canBeThere = request.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? request.Method is "POST" or "PUT" or "PATCH";
        return canBeThere && !IsLeftToView(request, application) ? new(request.BodyReader.ReadForm()) : default;
    }

    /// <exception cref="RawPostDataException">It was read as a stream already.</exception>
    public Stream Open()
    {
        if (_bytes is { } bytes) return new ContentFile(bytes).Open();
        if (_isTaken) throw new RawPostDataException();
        _isTaken = true;
        return Input;
    }

    public async Task<ReadOnlyMemory<byte>> ReadAll()
    {
        if (_bytes is { } known) return known;
        if (_isTaken) throw new RawPostDataException();
        _isTaken = true;
        var limit = request.Settings.DataUploadMaxMemorySize;
        if (long.TryParse(request.Headers["Content-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var announced) && announced > limit) throw new RequestDataTooBig();
        // What is announced need not come.
        var buffer = new ArrayBufferWriter<byte>((int)Math.Clamp(announced, 256, 64 * 1024));
        while (true)
        {
            var count = await Guard(Input.ReadAsync(buffer.GetMemory(4096), request.Aborted).AsTask());
            if (count == 0) break;
            buffer.Advance(count);
            if (buffer.WrittenCount > limit) throw new RequestDataTooBig();
        }

        _bytes = buffer.WrittenMemory;
        return buffer.WrittenMemory;
    }

    /// <summary>The bytes, or of a form that was posted its fields and files.</summary>
    public async Task ReadForm()
    {
        if (request.Method == "POST" && request.ContentType == "multipart/form-data")
        {
            (request.POST, request.FILES) = await new MultiPartParser(request, Open()).Parse();
            return;
        }

        var bytes = await ReadAll();
        if (request.Method != "POST" || request.ContentType != "application/x-www-form-urlencoded") return;
        if (request.Encoding is not UTF8Encoding) throw new BadRequest("HTTP requests with the 'application/x-www-form-urlencoded' content type must be UTF-8 encoded.");
        request.POST = QueryDict.Parse(Encoding.UTF8.GetString(bytes.Span), request.Settings.DataUploadMaxNumberFields);
    }

    /// <summary>A body with a length of each kind ends elsewhere for whoever looks at the other: a proxy in front may take a part of it for the next request (smuggling).</summary>
    private static void RefuseTwoLengths(HttpRequest request)
    {
        // Kestrel puts the length that does not count under the other name.
        var headers = request.Features.GetRequiredFeature<IHttpRequestFeature>().Headers;
        if (headers.TransferEncoding.Count == 0 || (headers.ContentLength is null && !headers.ContainsKey("X-Content-Length"))) return;
        request.Features.GetRequiredFeature<IHttpResponseFeature>().Headers.Connection = "close";
        throw new SuspiciousOperation("The request has both a Content-Length and a Transfer-Encoding.");
    }

    private static bool IsLeftToView(HttpRequest request, Application application) =>
        application.Urls.Resolve(request.Path[1..])?.Leaf.Target is Urls.ViewTarget target && target.Info.Find<Views.RawBodyAttribute>(request.Method) is not null;

    /// <summary>What is wrong with the connection or its pieces is no error of ours.</summary>
    internal static async Task<T> Guard<T>(Task<T> read)
    {
        try
        {
            return await read;
        }
        catch (BadHttpRequestException exception)
        {
            throw new BrokenBody(exception.Message, exception.StatusCode);
        }
        catch (IOException exception)
        {
            throw new BrokenBody(exception.Message, 400);
        }
    }
}
