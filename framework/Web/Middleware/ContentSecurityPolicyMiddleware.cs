using Quintet.Conf;
using Quintet.Http;
using Quintet.Security;

namespace Quintet.Middleware;

/// <summary>
/// Tells browsers from where a page may load scripts, styles and the rest (Django's <c>ContentSecurityPolicyMiddleware</c>): <c>Settings.SecureCsp</c> and, to try one without
/// effect, <c>Settings.SecureCspReportOnly</c>. A header that a response has already stays; <see cref="Views.CspOverrideAttribute"/> is for one view.
/// </summary>
public sealed class ContentSecurityPolicyMiddleware(GetResponse getResponse) : Middleware
{
    private readonly Settings _settings = Settings.Current;

    public override ValueTask<HttpResponse> Call(HttpRequest request)
    {
        var response = getResponse(request);
        return response.IsCompletedSuccessfully ? new(Protect(request, response.Result)) : Awaited(request, response);
    }

    private async ValueTask<HttpResponse> Awaited(HttpRequest request, ValueTask<HttpResponse> response) => Protect(request, await response);

    private HttpResponse Protect(HttpRequest request, HttpResponse response)
    {
        Set(CSP.HeaderEnforce, response.Csp ?? _settings.SecureCsp);
        Set(CSP.HeaderReportOnly, response.CspReportOnly ?? _settings.SecureCspReportOnly);
        return response;

        void Set(string header, IReadOnlyDictionary<string, string[]> policy)
        {
            if (policy.Count > 0 && response[header] is null) response[header] = CSP.Build(policy, request.UsedCspNonce);
        }
    }
}
