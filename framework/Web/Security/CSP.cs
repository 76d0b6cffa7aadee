namespace Quintet.Security;

/// <summary>The words of a Content Security Policy (Django's <c>CSP</c>), for <c>Settings.SecureCsp</c>.</summary>
/// <example><code>
/// SecureCsp = new() { ["default-src"] = [CSP.Self], ["script-src"] = [CSP.Self, CSP.Nonce], ["upgrade-insecure-requests"] = [] };
/// </code></example>
public static class CSP
{
    public const string HeaderEnforce = "Content-Security-Policy";

    public const string HeaderReportOnly = "Content-Security-Policy-Report-Only";

    /// <summary>Nothing.</summary>
    public const string None = "'none'";

    public const string ReportSample = "'report-sample'";

    /// <summary>This site.</summary>
    public const string Self = "'self'";

    public const string StrictDynamic = "'strict-dynamic'";

    public const string UnsafeEval = "'unsafe-eval'";

    public const string UnsafeHashes = "'unsafe-hashes'";

    public const string UnsafeInline = "'unsafe-inline'";

    public const string WasmUnsafeEval = "'wasm-unsafe-eval'";

    public const string InlineSpeculationRules = "'inline-speculation-rules'";

    /// <summary>What has the request's own number: <c>&lt;script nonce="{{ csp_nonce }}"&gt;</c>. Left out of the policy of a page that did not ask for it.</summary>
    public const string Nonce = "<CSP_NONCE_SENTINEL>";

    /// <summary>The header's text.</summary>
    /// <param name="policy">By directive, what it allows; a directive that allows nothing by name stands alone: <c>upgrade-insecure-requests</c>.</param>
    /// <param name="nonce">The request's number; null: nobody asked for it.</param>
    internal static string Build(IReadOnlyDictionary<string, string[]> policy, string? nonce)
    {
        var directives = new List<string>(policy.Count);
        foreach (var (directive, allowed) in policy)
        {
            var values = allowed.Where(value => value != Nonce || nonce is not null).Select(value => value == Nonce ? $"'nonce-{nonce}'" : value).ToList();
            if (values.Count == 0 && allowed.Length > 0) continue;
            directives.Add(values.Count == 0 ? directive : $"{directive} {string.Join(' ', values)}");
        }

        return string.Join("; ", directives);
    }

    /// <summary>What in a policy is no directive or no value of one, and would say something else in the header; null: all is well.</summary>
    internal static string? FindMistake(IReadOnlyDictionary<string, string[]> policy)
    {
        foreach (var (directive, allowed) in policy)
        {
            if (directive.Length == 0 || directive.Any(c => !char.IsAsciiLetterLower(c) && c != '-')) return directive;
            if (Array.Find(allowed, value => value.Length == 0 || value.Any(c => c is <= ' ' or ';' or ',' or >= (char)127)) is { } wrong) return wrong;
        }

        return null;
    }
}
