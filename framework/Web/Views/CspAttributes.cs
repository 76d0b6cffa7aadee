using Quintet.Urls;

namespace Quintet.Views;

/// <summary>A Content Security Policy for some views, in place of that of the settings.</summary>
public interface ICspPolicy
{
    /// <summary>By directive, what it allows; see <see cref="Security.CSP"/>.</summary>
    static abstract IReadOnlyDictionary<string, string[]> Policy { get; }
}

/// <summary>The view's pages have no Content Security Policy (Django's <c>@csp_override({})</c>).</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public class CspOverrideAttribute : ViewDecoratorAttribute
{
    private protected virtual IReadOnlyDictionary<string, string[]> Policy => System.Collections.Frozen.FrozenDictionary<string, string[]>.Empty;

    public override ViewHandler Decorate(ViewHandler view) => After(view, (_, response) =>
    {
        response.Csp = Policy;
        return response;
    });
}

/// <summary>The view's pages have a Content Security Policy of their own (Django's <c>@csp_override</c>).</summary>
public sealed class CspOverrideAttribute<T> : CspOverrideAttribute
    where T : ICspPolicy
{
    private protected override IReadOnlyDictionary<string, string[]> Policy => T.Policy;
}

/// <summary>The view's pages have no policy that is only reported (Django's <c>@csp_report_only_override({})</c>).</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public class CspReportOnlyOverrideAttribute : ViewDecoratorAttribute
{
    private protected virtual IReadOnlyDictionary<string, string[]> Policy => System.Collections.Frozen.FrozenDictionary<string, string[]>.Empty;

    public override ViewHandler Decorate(ViewHandler view) => After(view, (_, response) =>
    {
        response.CspReportOnly = Policy;
        return response;
    });
}

/// <summary>The view's pages have a policy of their own that is only reported (Django's <c>@csp_report_only_override</c>).</summary>
public sealed class CspReportOnlyOverrideAttribute<T> : CspReportOnlyOverrideAttribute
    where T : ICspPolicy
{
    private protected override IReadOnlyDictionary<string, string[]> Policy => T.Policy;
}
