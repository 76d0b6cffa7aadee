using Quintet.Http;
using Quintet.Urls;

namespace Quintet.Views;

/// <summary>
/// Something that stands around one view (Django's view decorators), written as an attribute on a view function, on a class of
/// view functions, on a class-based view or on one of its methods. Applied once, at start-up.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public abstract class ViewDecoratorAttribute : Attribute
{
    /// <summary>The view with this around it.</summary>
    public abstract ViewHandler Decorate(ViewHandler view);

    /// <summary>A view whose response is changed, or replaced. One that answers at once costs no state machine.</summary>
    private protected static ViewHandler After(ViewHandler view, Func<HttpRequest, HttpResponse, HttpResponse> change)
    {
        return (request, kwargs) =>
        {
            var response = view(request, kwargs);
            return response.IsCompletedSuccessfully ? new(change(request, response.Result)) : Awaited(request, response);
        };

        async ValueTask<HttpResponse> Awaited(HttpRequest request, ValueTask<HttpResponse> response) => change(request, await response);
    }

    /// <summary>As <see cref="After"/>, for what looks at the body: of a page that is rendered late it comes when that is done.</summary>
    private protected static ViewHandler AfterRendering(ViewHandler view, Func<HttpRequest, HttpResponse, HttpResponse> change) => async (request, kwargs) =>
        await SimpleTemplateResponse.WhenRendered(await view(request, kwargs), response => new(change(request, response)));
}

/// <summary>Only these HTTP methods reach the view; others get 405 with the list in <c>Allow</c>.</summary>
public class RequireHttpMethodsAttribute(params string[] methods) : ViewDecoratorAttribute
{
    public override ViewHandler Decorate(ViewHandler view) => (request, kwargs) =>
        Array.IndexOf(methods, request.Method) >= 0 ? view(request, kwargs) : new(new HttpResponseNotAllowed(methods));
}

/// <summary>Only GET reaches the view (and HEAD does not; see <see cref="RequireSafeAttribute"/>).</summary>
public sealed class RequireGetAttribute() : RequireHttpMethodsAttribute("GET");

/// <summary>Only POST reaches the view.</summary>
public sealed class RequirePostAttribute() : RequireHttpMethodsAttribute("POST");

/// <summary>Only GET and HEAD reach the view.</summary>
public sealed class RequireSafeAttribute() : RequireHttpMethodsAttribute("GET", "HEAD");
