using Quintet.Conf;
using Quintet.Http;
using Quintet.Sessions;

namespace Quintet.Middleware;

/// <summary>Gives each request its <see cref="HttpRequest.Session"/>, and keeps what changed in it (Django's <c>SessionMiddleware</c>).</summary>
public sealed class SessionMiddleware : Middleware
{
    private readonly GetResponse _getResponse;
    private readonly Settings _settings = Settings.Current;
    private readonly SessionEngine _engine;

    /// <exception cref="ImproperlyConfigured">The settings do not say where sessions are kept.</exception>
    public SessionMiddleware(GetResponse getResponse)
    {
        _getResponse = getResponse;
        _engine = _settings.SessionEngine ?? throw new ImproperlyConfigured("SessionMiddleware needs a place where sessions are kept: set SessionEngine = new DatabaseSessions() with typeof(SessionsApp) among the InstalledApps, new CacheSessions(), new FileSessions() or new SignedCookieSessions().");
    }

    public override async ValueTask<HttpResponse> Call(HttpRequest request)
    {
        var session = request.OpenSession(new(_engine, request.COOKIES.GetValueOrDefault(_settings.SessionCookieName), _settings, TimeProvider.System));
        var response = await _getResponse(request);
        var isEmpty = session.IsEmpty;
        if (isEmpty && request.COOKIES.ContainsKey(_settings.SessionCookieName) && session.Accessed)
        {
            response.DeleteCookie(_settings.SessionCookieName, _settings.SessionCookiePath, _settings.SessionCookieDomain);
            response.Headers.PatchVary("Cookie");
            return response;
        }

        if (session.Accessed) response.Headers.PatchVary("Cookie");
        if (isEmpty || !(session.Modified || _settings.SessionSaveEveryRequest) || response.StatusCode >= 500) return response;
        await session.SaveAsync(async: true, request.Aborted);
        if (session.SessionKey is { } key)
        {
            TimeSpan? age = session.GetExpireAtBrowserClose() ? null : session.GetExpiryAge();
            response.SetCookie(_settings.SessionCookieName, key, age, _settings.SessionCookiePath, _settings.SessionCookieDomain, _settings.SessionCookieSecure, _settings.SessionCookieHttpOnly, _settings.SessionCookieSameSite);
        }

        return response;
    }
}
