using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Quintet.Http;

/// <summary>Reads a request's body before the middleware chain runs, so that <c>request.POST</c> and <c>request.Body</c> are synchronous.</summary>
internal static class RequestBody
{
    /// <exception cref="SuspiciousOperation">It is larger than the settings allow, or is no such form as it says.</exception>
    public static ValueTask Read(HttpRequest request)
    {
        var canHaveBody = request.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? request.Method is "POST" or "PUT" or "PATCH";
        return canHaveBody ? ReadBody(request) : default;
    }

    private static async ValueTask ReadBody(HttpRequest request)
    {
        var stream = request.Features.GetRequiredFeature<IHttpRequestFeature>().Body;
        try
        {
            if (request.ContentType == "multipart/form-data")
            {
                if (request.Method == "POST") request.POST = await ReadMultipart(request, stream);
                return;
            }

            request.Body = await ReadAll(stream, request);
        }
        catch (BadHttpRequestException exception)
        {
            throw new SuspiciousOperation(exception.Message);
        }

        if (request.Method == "POST" && request.ContentType == "application/x-www-form-urlencoded")
        {
            request.POST = QueryDict.Parse(Encoding.UTF8.GetString(request.Body.Span), request.Settings.DataUploadMaxNumberFields);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAll(Stream stream, HttpRequest request)
    {
        var limit = request.Settings.DataUploadMaxMemorySize;
        if (long.TryParse(request.Headers["Content-Length"], out var announced) && announced > limit) throw TooLarge(limit);
        var buffer = new ArrayBufferWriter<byte>((int)Math.Max(256, announced));
        while (true)
        {
            var count = await stream.ReadAsync(buffer.GetMemory(4096), request.Aborted);
            if (count == 0) return buffer.WrittenMemory;
            buffer.Advance(count);
            if (buffer.WrittenCount > limit) throw TooLarge(limit);
        }
    }

    private static async Task<QueryDict> ReadMultipart(HttpRequest request, Stream stream)
    {
        if (!MediaTypeHeaderValue.TryParse(request.Headers["Content-Type"], out var type) || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 200 } boundary)
        {
            throw new SuspiciousOperation("Invalid boundary in multipart: it is missing or longer than 200 characters.");
        }

        var fields = new List<KeyValuePair<string, string>>();
        var total = 0L;
        try
        {
            var reader = new MultipartReader(boundary.Value!, stream);
            while (await reader.ReadNextSectionAsync(request.Aborted) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.IsFormDisposition()) continue;
                if (fields.Count == request.Settings.DataUploadMaxNumberFields) throw new SuspiciousOperation($"There are more than {fields.Count} fields (Settings.DataUploadMaxNumberFields).");
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
                var content = new MemoryStream();
                var buffer = new byte[4096];
                int count;
                while ((count = await section.Body.ReadAsync(buffer, request.Aborted)) > 0)
                {
                    total += count;
                    if (total > request.Settings.DataUploadMaxMemorySize) throw TooLarge(request.Settings.DataUploadMaxMemorySize);
                    content.Write(buffer, 0, count);
                }

                fields.Add(new(name, Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length)));
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new SuspiciousOperation($"The multipart form is malformed: {exception.Message}");
        }

        return new(fields);
    }

    private static SuspiciousOperation TooLarge(long limit) => new($"The request's body is larger than {limit} bytes (Settings.DataUploadMaxMemorySize).");
}
