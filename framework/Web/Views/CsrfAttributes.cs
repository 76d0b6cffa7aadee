using Quintet.Http;
using Quintet.Middleware;
using Quintet.Urls;

namespace Quintet.Views;

/// <summary>The view takes requests from anywhere, without a token (Django's <c>@csrf_exempt</c>): what a visitor's browser could be made to send must not be done by it.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class CsrfExemptAttribute : Attribute;

/// <summary>The view is protected, whether or not <see cref="CsrfViewMiddleware"/> is there (Django's <c>@csrf_protect</c>).</summary>
public sealed class CsrfProtectAttribute : ViewDecoratorAttribute
{
    public override ViewHandler Decorate(ViewHandler view)
    {
        CsrfOrigins? origins = null;
        return async (request, kwargs) =>
        {
            request.OffersCsrfToken = true;
            origins ??= new(request.Settings);
            var response = !CsrfViewMiddleware.IsSafe(request.Method) && !request.DontEnforceCsrfChecks && CsrfViewMiddleware.Refuse(request, request.Settings, origins) is { } reason
                ? CsrfViewMiddleware.Failure(request, reason)
                : await view(request, kwargs);
            return CsrfViewMiddleware.SetCookie(request, response);
        };
    }
}

/// <summary>The view's templates have a token, but nothing is refused (Django's <c>@requires_csrf_token</c>).</summary>
public class RequiresCsrfTokenAttribute : ViewDecoratorAttribute
{
    public override ViewHandler Decorate(ViewHandler view) => async (request, kwargs) =>
    {
        request.OffersCsrfToken = true;
        Prepare(request);
        return CsrfViewMiddleware.SetCookie(request, await view(request, kwargs));
    };

    private protected virtual void Prepare(HttpRequest request)
    {
    }
}

/// <summary>The response brings the cookie, though no form is in the page (Django's <c>@ensure_csrf_cookie</c>): for pages whose scripts send requests.</summary>
public sealed class EnsureCsrfCookieAttribute : RequiresCsrfTokenAttribute
{
    private protected override void Prepare(HttpRequest request) => CsrfState.Of(request).Use();
}
