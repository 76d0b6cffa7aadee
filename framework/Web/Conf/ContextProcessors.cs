using Quintet.Http;
using Quintet.Middleware;

namespace Quintet.Conf;

/// <summary>Django's context processors, for <see cref="QuintetTemplates.ContextProcessors"/>.</summary>
public static class ContextProcessors
{
    /// <summary>The key of <see cref="HttpRequest.Items"/> under which a middleware keeps the token of forms.</summary>
    public const string CsrfTokenKey = "csrf_token";

    /// <summary><c>debug</c>: true for the addresses of <c>Settings.InternalIps</c> while <c>Settings.Debug</c> is on.</summary>
    public static object Debug(HttpRequest request)
    {
        var address = request.RemoteAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : request.RemoteAddress;
        return request.Settings.Debug && address is not null && request.Settings.InternalIps.Contains(address.ToString()) ? One("debug", true) : One();
    }

    /// <summary><c>request</c>.</summary>
    public static object Request(HttpRequest request) => One("request", request);

    /// <summary><c>user</c>: who asks.</summary>
    public static object Auth(HttpRequest request) => One("user", request.User);

    /// <summary><c>STATIC_URL</c>.</summary>
    public static object Static(HttpRequest request) => One("STATIC_URL", request.Settings.StaticUrl);

    /// <summary><c>MEDIA_URL</c>.</summary>
    public static object Media(HttpRequest request) => One("MEDIA_URL", request.Settings.MediaUrl);

    /// <summary><c>LANGUAGES</c>, <c>LANGUAGE_CODE</c>, <c>LANGUAGE_BIDI</c>.</summary>
    public static object I18n(HttpRequest request)
    {
        var locale = Translation.Current;
        return new Dictionary<string, object?> { ["LANGUAGES"] = locale.Locales.Options.Languages, ["LANGUAGE_CODE"] = locale.Language, ["LANGUAGE_BIDI"] = locale.IsBidi };
    }

    /// <summary><c>TIME_ZONE</c>: the name of the current time zone.</summary>
    public static object Tz(HttpRequest request) => One("TIME_ZONE", Timezone.Current.Id);

    /// <summary><c>csp_nonce</c>: the request's number for scripts and styles, made when a template asks for it.</summary>
    public static object Csp(HttpRequest request) => One("csp_nonce", () => request.CspNonce);

    /// <summary><c>csrf_token</c>, where a middleware has made one. It is there in any case, without being named in the settings.</summary>
    public static object Csrf(HttpRequest request) => request.Items.TryGetValue(CsrfTokenKey, out var token) && token is not null ? One("csrf_token", token)
        : request.OffersCsrfToken ? One("csrf_token", () => CsrfViewMiddleware.GetToken(request)) : One();

    private static Dictionary<string, object?> One(string name, object? value) => new() { [name] = value };

    private static Dictionary<string, object?> One() => [];
}
