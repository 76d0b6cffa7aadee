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

        static CheckMessage Warning(string number, string setting, string message) => new("security." + number, CheckLevel.Warning, message, null, "Settings." + setting);
    }
}
