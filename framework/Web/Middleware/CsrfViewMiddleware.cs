using System.Globalization;
using Quintet.Conf;
using Quintet.Http;
using Quintet.Security;
using Quintet.Views;

namespace Quintet.Middleware;

/// <summary>
/// Refuses with 403 what another site makes a visitor's browser send (Django's <c>CsrfViewMiddleware</c>): a request that changes something carries the token
/// that only this site's pages hold, and over https comes from this site.
/// </summary>
/// <remarks>A form has its token from <c>&lt;% csrf_token %&gt;</c>, a script sends it in <c>X-CSRFToken</c>. <see cref="CsrfExemptAttribute"/> leaves a view out.</remarks>
public sealed class CsrfViewMiddleware : Middleware
{
    private const string FormField = "csrfmiddlewaretoken";

    private readonly GetResponse _getResponse;
    private readonly Settings _settings = Settings.Current;
    private readonly CsrfOrigins _origins = new(Settings.Current);

    public CsrfViewMiddleware(GetResponse getResponse) => _getResponse = getResponse;

    /// <summary>The token for this visitor's forms, another text each time; the response brings the cookie that belongs to it.</summary>
    public static string GetToken(HttpRequest request) => CsrfTokens.Mask(CsrfState.Of(request).Use());

    /// <summary>Gives the visitor a new secret, so that tokens from before are worth nothing: done at login.</summary>
    public static void RotateToken(HttpRequest request) => CsrfState.Of(request).Rotate();

    public override ValueTask<HttpResponse> Call(HttpRequest request)
    {
        request.OffersCsrfToken = true;
        var response = _getResponse(request);
        return response.IsCompletedSuccessfully ? new(SetCookie(request, response.Result)) : Awaited(request, response);
    }

    public override ValueTask<HttpResponse?> ProcessView(HttpRequest request, ViewInfo view)
    {
        if (IsSafe(request.Method) || request.DontEnforceCsrfChecks || view.Find<CsrfExemptAttribute>(request.Method) is not null) return default;
        return new(Refuse(request, _settings, _origins) is { } reason ? Failure(request, reason) : null);
    }

    private async ValueTask<HttpResponse> Awaited(HttpRequest request, ValueTask<HttpResponse> response) => SetCookie(request, await response);

    internal static bool IsSafe(string method) => method is "GET" or "HEAD" or "OPTIONS" or "TRACE";

    /// <summary>Why a request is refused; null: it may pass.</summary>
    internal static string? Refuse(HttpRequest request, Settings settings, CsrfOrigins origins)
    {
        if (request.Headers["Origin"] is { } origin)
        {
            if (!origins.IsGood(origin, request)) return $"Origin checking failed - {origin} does not match any trusted origins.";
        }
        else if (request.IsSecure && origins.RefuseReferer(request) is { } reason)
        {
            return reason;
        }

        if (CsrfState.Of(request).Given is not { } secret) return "CSRF cookie not set.";
        var (token, source) = (request.Method == "POST" ? request.POST[FormField] : null, "POST");
        if (string.IsNullOrEmpty(token))
        {
            token = request.Headers[settings.CsrfHeaderName];
            if (token is null) return "CSRF token missing.";
            source = $"the '{settings.CsrfHeaderName}' HTTP header";
        }

        if (CsrfTokens.Refuse(token) is { } wrong) return $"CSRF token from {source} {wrong}.";
        return CsrfTokens.Match(token, secret) ? null : $"CSRF token from {source} incorrect.";
    }

    internal static HttpResponse Failure(HttpRequest request, string reason)
    {
        Application.Current.ErrorLog($"Forbidden ({reason}): {request.Path}", null, Logging.Log.Security);
        return request.Settings.CsrfFailureView is { } view ? view(request, reason) : CsrfFailurePage.Render(request, reason);
    }

    /// <summary>Brings the cookie where a page holds a token, or the secret changed.</summary>
    internal static HttpResponse SetCookie(HttpRequest request, HttpResponse response)
    {
        if (request.Csrf?.Take() is not { } secret) return response;
        var settings = request.Settings;
        if (settings.CsrfUseSessions)
        {
            if (request.Session.Get<string>(CsrfState.SessionKey) != secret) request.Session[CsrfState.SessionKey] = secret;
            return response;
        }

        response.SetCookie(settings.CsrfCookieName, secret, settings.CsrfCookieAge, settings.CsrfCookiePath, settings.CsrfCookieDomain, settings.CsrfCookieSecure, settings.CsrfCookieHttpOnly, settings.CsrfCookieSameSite);
        response.Headers.PatchVary("Cookie");
        return response;
    }
}

/// <summary>A visitor's secret during a request.</summary>
internal sealed class CsrfState
{
    public const string SessionKey = "_csrftoken";

    private string? _secret;
    private bool _isUsed;

    /// <summary>The secret that came with the request; null: none that can be one.</summary>
    public string? Given { get; private init; }

    /// <summary>That of a request, made when first asked for.</summary>
    public static CsrfState Of(HttpRequest request)
    {
        if (request.Csrf is { } known) return known;
        var cookie = request.Settings.CsrfUseSessions ? request.Session.Get<string>(SessionKey) : request.COOKIES.GetValueOrDefault(request.Settings.CsrfCookieName);
        var given = cookie is null || CsrfTokens.Refuse(cookie) is not null ? null : cookie.Length == CsrfTokens.TokenLength ? CsrfTokens.Unmask(cookie) : cookie;
        return request.Csrf = new() { Given = given, _secret = given };
    }

    /// <summary>The secret, for a page.</summary>
    public string Use()
    {
        _isUsed = true;
        return _secret ??= CsrfTokens.NewSecret();
    }

    public void Rotate()
    {
        _secret = CsrfTokens.NewSecret();
        _isUsed = true;
    }

    /// <summary>The secret that the response must bring; null: none. Once.</summary>
    public string? Take()
    {
        if (!_isUsed) return null;
        _isUsed = false;
        return _secret;
    }
}

/// <summary>Which sites a request that changes something may come from.</summary>
internal sealed class CsrfOrigins(Settings settings)
{
    private readonly string[] _exact = [.. settings.CsrfTrustedOrigins.Where(origin => !origin.Contains('*'))];
    private readonly (string Scheme, string Domain)[] _below =
        [.. settings.CsrfTrustedOrigins.Where(origin => origin.Contains("://*.", StringComparison.Ordinal)).Select(origin => origin.Split("://*", 2)).Select(parts => (parts[0], parts[1]))];

    public bool IsGood(string origin, HttpRequest request)
    {
        if (Host(request) is { } host && origin == $"{request.Scheme}://{host}") return true;
        if (_exact.Contains(origin, StringComparer.Ordinal)) return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var parsed) && Array.Exists(_below, trusted => parsed.Scheme == trusted.Scheme && IsBelow(parsed.Authority, trusted.Domain));
    }

    /// <summary>Why the page that a request over https says it comes from is not trusted; null: it is.</summary>
    public string? RefuseReferer(HttpRequest request)
    {
        if (request.Headers["Referer"] is not { } text) return "Referer checking failed - no Referer.";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var referer) || referer.Authority.Length == 0) return "Referer checking failed - Referer is malformed.";
        if (referer.Scheme != "https") return "Referer checking failed - Referer is insecure while host is secure.";
        if (Array.Exists(_exact, origin => Uri.TryCreate(origin, UriKind.Absolute, out var trusted) && trusted.Authority == referer.Authority)) return null;
        if (Array.Exists(_below, trusted => IsBelow(referer.Authority, trusted.Domain))) return null;
        var good = settings.CsrfCookieDomain ?? Host(request);
        if (good is not null && settings.CsrfCookieDomain is null && good.EndsWith(":443", StringComparison.Ordinal)) good = good[..^4];
        if (good is not null && (good.StartsWith('.') ? IsBelow(referer.Authority, good) || referer.Authority == good[1..] : string.Equals(referer.Authority, good, StringComparison.OrdinalIgnoreCase))) return null;
        return $"Referer checking failed - {text} does not match any trusted origins.";
    }

    private static string? Host(HttpRequest request)
    {
        try
        {
            return request.GetHost();
        }
        catch (DisallowedHost)
        {
            return null;
        }
    }

    private static bool IsBelow(string authority, string domain) => authority.EndsWith(domain, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The page that a refused request gets.</summary>
internal static class CsrfFailurePage
{
    public static HttpResponse Render(HttpRequest request, string reason)
    {
        if (Application.Current.Templates.TryRender(request, "403_csrf.html", new { reason }, 403) is { } own) return own;
        var why = reason switch
        {
            "CSRF cookie not set." => "You are seeing this message because this site requires a CSRF cookie when submitting forms. This cookie is required for security reasons, to ensure that your browser is not being hijacked by third parties.",
            _ when reason.StartsWith("Referer checking failed - no Referer", StringComparison.Ordinal) => "You are seeing this message because this HTTPS site requires a “Referer header” to be sent by your web browser, but none was sent. This header is required for security reasons, to ensure that your browser is not being hijacked by third parties.",
            _ => "",
        };
        var debug = request.Settings.Debug
            ? $"<h2>Help</h2>\n<p>Reason given for failure:</p>\n<pre>{Html.Escape(reason)}</pre>\n<ul>\n"
                + "<li>The form holds <code>&lt;% csrf_token %&gt;</code>, if it is sent by POST to this site.</li>\n"
                + "<li>The view renders the template with the request: <code>Render(request, …)</code>.</li>\n"
                + "<li>The browser accepts cookies, and the page was loaded after the last login: a login changes the token.</li>\n"
                + "<li>A form on another site is allowed by <code>CsrfTrustedOrigins</code>.</li>\n</ul>\n"
                + "<p>You see this help because the settings say <code>Debug = true</code>.</p>\n"
            : "<p>More information is available with Debug = true.</p>\n";
        var text = why.Length > 0 ? $"<p>{why}</p>\n" : "";
        return new(string.Create(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\">\n<head>\n  <meta charset=\"utf-8\">\n  <meta name=\"robots\" content=\"NONE,NOARCHIVE\">\n  <title>403 Forbidden</title>\n</head>\n<body>\n<h1>Forbidden <span>(403)</span></h1>\n<p>CSRF verification failed. Request aborted.</p>\n{text}{debug}</body>\n</html>\n"), status: 403);
    }
}
