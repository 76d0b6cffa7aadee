using Quintet.Conf;
using Quintet.Middleware;

namespace Quintet.Checks;

/// <summary>What a site on the internet should have: <c>check --deploy</c>. Ids and messages are those of Django's <c>security</c> checks.</summary>
internal static class SecurityChecks
{
    private const int KeyLength = 50;
    private const int KeyCharacters = 5;
    private const string GeneratedKey = "insecure-";

    private static readonly string[] ReferrerPolicies =
    [
        "no-referrer", "no-referrer-when-downgrade", "origin", "origin-when-cross-origin", "same-origin", "strict-origin", "strict-origin-when-cross-origin", "unsafe-url",
    ];

    private static readonly string[] OpenerPolicies = ["same-origin", "same-origin-allow-popups", "unsafe-none"];

    public static IEnumerable<CheckMessage> Run(CheckContext check)
    {
        var settings = check.Settings;
        if (!settings.Middleware.Contains(typeof(SecurityMiddleware)))
        {
            yield return new(
                "security.W001", CheckLevel.Warning,
                "You do not have SecurityMiddleware in your Middleware so the SecureHstsSeconds, SecureContentTypeNosniff, SecureReferrerPolicy, SecureCrossOriginOpenerPolicy, and SecureSslRedirect settings will have no effect.",
                "Put typeof(SecurityMiddleware) first in it.", "Settings.Middleware");
        }
        else
        {
            foreach (var message in OfMiddleware(settings)) yield return message;
        }

        foreach (var message in OfCookies(settings)) yield return message;
        if (settings.SecretKey.Length < KeyLength || settings.SecretKey.Distinct().Count() < KeyCharacters || settings.SecretKey.StartsWith(GeneratedKey, StringComparison.Ordinal))
        {
            yield return new(
                "security.W009", CheckLevel.Warning,
                $"Your SecretKey has less than {KeyLength} characters, less than {KeyCharacters} unique characters, or it's prefixed with '{GeneratedKey}' indicating that it was generated automatically by Quintet. Please generate a long and random value, otherwise many of Quintet's security-critical features will be vulnerable to attack.",
                "Take it from the environment: SecretKey = Env.String(\"SECRET_KEY\").", "Settings.SecretKey");
        }

        if (settings.Debug) yield return new("security.W018", CheckLevel.Warning, "You should not have Debug set to true in deployment.", null, "Settings.Debug");
        if (settings.AllowedHosts.Count == 0) yield return new("security.W020", CheckLevel.Warning, "AllowedHosts must not be empty in deployment.", null, "Settings.AllowedHosts");
    }

    /// <summary>Policies that would say something else than what stands in the settings; looked at while developing, too.</summary>
    public static IEnumerable<CheckMessage> Policies(CheckContext check)
    {
        foreach (var (name, policy) in ((string, Dictionary<string, string[]>)[])[(nameof(Conf.Settings.SecureCsp), check.Settings.SecureCsp), (nameof(Conf.Settings.SecureCspReportOnly), check.Settings.SecureCspReportOnly)])
        {
            if (Security.CSP.FindMistake(policy) is not { } wrong) continue;
            yield return new(
                "security.E026", CheckLevel.Error, $"The Content Security Policy setting '{name}' has '{wrong}', which is no directive or no value of one.",
                "Write each value as a text of its own: [\"script-src\"] = [CSP.Self, \"https://example.com\"].", "Settings." + name);
        }
    }

    /// <summary>Frames, forms and sessions.</summary>
    private static IEnumerable<CheckMessage> OfCookies(Settings settings)
    {
        if (!settings.Middleware.Contains(typeof(XFrameOptionsMiddleware)))
        {
            yield return new(
                "security.W002", CheckLevel.Warning,
                "You do not have XFrameOptionsMiddleware in your Middleware, so your pages will not be served with an 'x-frame-options' header. Unless there is a good reason for your site to be served in a frame, you should consider enabling this header to help prevent clickjacking attacks.",
                null, "Settings.Middleware");
        }
        else if (!string.Equals(settings.XFrameOptions, "DENY", StringComparison.OrdinalIgnoreCase))
        {
            yield return Warning(
                "W019", nameof(settings.XFrameOptions),
                "You have XFrameOptionsMiddleware in your Middleware, but XFrameOptions is not set to 'DENY'. Unless there is a good reason for your site to serve other parts of itself in a frame, you should change it to 'DENY'.");
        }

        if (!settings.Middleware.Contains(typeof(CsrfViewMiddleware)))
        {
            yield return new(
                "security.W003", CheckLevel.Warning,
                "You don't appear to be using Quintet's built-in cross-site request forgery protection via the middleware (CsrfViewMiddleware is not in your Middleware). Enabling the middleware is the safest approach to ensure you don't leave any holes.",
                null, "Settings.Middleware");
        }
        else if (!settings.CsrfUseSessions && !settings.CsrfCookieSecure)
        {
            yield return Warning(
                "W016", nameof(settings.CsrfCookieSecure),
                "You have CsrfViewMiddleware in your Middleware, but you have not set CsrfCookieSecure to true. Using a secure-only CSRF cookie makes it more difficult for network traffic sniffers to steal the CSRF token.");
        }

        if (!settings.Middleware.Contains(typeof(SessionMiddleware))) yield break;
        if (!settings.SessionCookieSecure)
        {
            yield return Warning(
                "W011", nameof(settings.SessionCookieSecure),
                "You have SessionMiddleware in your Middleware, but you have not set SessionCookieSecure to true. Using a secure-only session cookie makes it more difficult for network traffic sniffers to hijack user sessions.");
        }

        if (!settings.SessionCookieHttpOnly)
        {
            yield return Warning(
                "W014", nameof(settings.SessionCookieHttpOnly),
                "You have SessionMiddleware in your Middleware, but you have not set SessionCookieHttpOnly to true. Using an HttpOnly session cookie makes it more difficult for cross-site scripting attacks to hijack user sessions.");
        }
    }

    private static CheckMessage Warning(string number, string setting, string message) => new("security." + number, CheckLevel.Warning, message, null, "Settings." + setting);

    private static IEnumerable<CheckMessage> OfMiddleware(Settings settings)
    {
        if (settings.SecureHstsSeconds <= 0)
        {
            yield return Warning(
                "W004", nameof(settings.SecureHstsSeconds),
                "You have not set a value for the SecureHstsSeconds setting. If your entire site is served only over SSL, you may want to consider setting a value and enabling HTTP Strict Transport Security. Be sure to read the documentation first; enabling HSTS carelessly can cause serious, irreversible problems.");
        }
        else
        {
            if (!settings.SecureHstsIncludeSubdomains)
            {
                yield return Warning(
                    "W005", nameof(settings.SecureHstsIncludeSubdomains),
                    "You have not set the SecureHstsIncludeSubdomains setting to true. Without this, your site is potentially vulnerable to attack via an insecure connection to a subdomain. Only set this to true if you are certain that all subdomains of your domain should be served exclusively via SSL.");
            }

            if (!settings.SecureHstsPreload)
            {
                yield return Warning("W021", nameof(settings.SecureHstsPreload), "You have not set the SecureHstsPreload setting to true. Without this, your site cannot be submitted to the browser preload list.");
            }
        }

        if (!settings.SecureContentTypeNosniff)
        {
            yield return Warning(
                "W006", nameof(settings.SecureContentTypeNosniff),
                "Your SecureContentTypeNosniff setting is not set to true, so your pages will not be served with an 'X-Content-Type-Options: nosniff' header. You should consider enabling this header to prevent the browser from identifying content types incorrectly.");
        }

        if (!settings.SecureSslRedirect)
        {
            yield return Warning(
                "W008", nameof(settings.SecureSslRedirect),
                "Your SecureSslRedirect setting is not set to true. Unless your site should be available over both SSL and non-SSL connections, you may want to either set this setting true or configure a load balancer or reverse-proxy server to redirect all connections to HTTPS.");
        }

        if (settings.SecureReferrerPolicy is null)
        {
            yield return Warning(
                "W022", nameof(settings.SecureReferrerPolicy),
                "You have not set the SecureReferrerPolicy setting. Without this, your site will not send a Referrer-Policy header. You should consider enabling this header to protect user privacy.");
        }
        else if (settings.SecureReferrerPolicy.Split(',', StringSplitOptions.TrimEntries).Except(ReferrerPolicies).Any())
        {
            yield return new("security.E023", CheckLevel.Error, "You have set the SecureReferrerPolicy setting to an invalid value.", $"Valid values are: {string.Join(", ", ReferrerPolicies)}.", "Settings.SecureReferrerPolicy");
        }

        if (settings.SecureCrossOriginOpenerPolicy is { } opener && !OpenerPolicies.Contains(opener))
        {
            yield return new(
                "security.E024", CheckLevel.Error, "You have set the SecureCrossOriginOpenerPolicy setting to an invalid value.", $"Valid values are: {string.Join(", ", OpenerPolicies)}.", "Settings.SecureCrossOriginOpenerPolicy");
        }
    }
}
