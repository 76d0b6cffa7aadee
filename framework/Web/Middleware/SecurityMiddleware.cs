using System.Globalization;
using Quintet.Conf;
using Quintet.Http;

namespace Quintet.Middleware;

/// <summary>Redirects to https where it is wanted, and sets the headers by which browsers protect the site's users.</summary>
public sealed class SecurityMiddleware(GetResponse getResponse) : Middleware
{
    private readonly Settings _settings = Settings.Current;
    private readonly string? _hsts = Hsts(Settings.Current);

    public override ValueTask<HttpResponse> Call(HttpRequest request)
    {
        if (_settings.SecureSslRedirect && !request.IsSecure)
        {
            var host = _settings.SecureSslHost ?? request.GetHost();
            return new(new HttpResponsePermanentRedirect($"https://{host}{request.GetFullPath()}"));
        }

        var response = getResponse(request);
        // A view that answered at once costs no state machine.
        return response.IsCompletedSuccessfully ? new(Protect(request, response.Result)) : Awaited(request, response);
    }

    private async ValueTask<HttpResponse> Awaited(HttpRequest request, ValueTask<HttpResponse> response) => Protect(request, await response);

    private HttpResponse Protect(HttpRequest request, HttpResponse response)
    {
        if (_hsts is not null && request.IsSecure) response.Headers.SetDefault("Strict-Transport-Security", _hsts);
        if (_settings.SecureContentTypeNosniff) response.Headers.SetDefault("X-Content-Type-Options", "nosniff");
        if (_settings.SecureReferrerPolicy is { } referrer) response.Headers.SetDefault("Referrer-Policy", referrer);
        if (_settings.SecureCrossOriginOpenerPolicy is { } opener) response.Headers.SetDefault("Cross-Origin-Opener-Policy", opener);
        return response;
    }

    private static string? Hsts(Settings settings)
    {
        if (settings.SecureHstsSeconds <= 0) return null;
        var value = string.Create(CultureInfo.InvariantCulture, $"max-age={settings.SecureHstsSeconds}");
        if (settings.SecureHstsIncludeSubdomains) value += "; includeSubDomains";
        if (settings.SecureHstsPreload) value += "; preload";
        return value;
    }
}
