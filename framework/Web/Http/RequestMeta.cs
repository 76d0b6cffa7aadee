using System.Globalization;
using Microsoft.AspNetCore.Http.Features;

namespace Quintet.Http;

/// <summary>A request in the names of CGI (RFC 3875), as Django's <c>request.META</c> has them.</summary>
internal static class RequestMeta
{
    public static IReadOnlyDictionary<string, string> Of(HttpRequest request, IHttpRequestFeature feature)
    {
        var connection = request.Features.Get<IHttpConnectionFeature>();
        var meta = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["REQUEST_METHOD"] = request.Method,
            ["SCRIPT_NAME"] = "",
            ["PATH_INFO"] = request.Path,
            ["QUERY_STRING"] = request.QueryString,
            ["SERVER_PROTOCOL"] = feature.Protocol,
            ["SERVER_PORT"] = (connection?.LocalPort ?? 0).ToString(CultureInfo.InvariantCulture),
            ["SERVER_NAME"] = connection?.LocalIpAddress?.ToString() ?? "localhost",
            ["REMOTE_ADDR"] = connection?.RemoteIpAddress?.ToString() ?? "",
        };
        foreach (var (name, value) in request.Headers)
        {
            // X_Name would be taken for X-Name, which a proxy may have set.
            if (name.Contains('_')) continue;
            var upper = name.ToUpperInvariant().Replace('-', '_');
            meta[upper is "CONTENT_TYPE" or "CONTENT_LENGTH" ? upper : "HTTP_" + upper] = value;
        }

        return meta;
    }
}
