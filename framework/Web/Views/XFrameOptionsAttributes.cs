using Quintet.Middleware;
using Quintet.Urls;

namespace Quintet.Views;

/// <summary>The view's pages may be shown in any site's frame.</summary>
public sealed class XFrameOptionsExemptAttribute : ViewDecoratorAttribute
{
    public override ViewHandler Decorate(ViewHandler view) => async (request, kwargs) =>
    {
        var response = await view(request, kwargs);
        response.XFrameOptionsExempt = true;
        return response;
    };
}

/// <summary>The view's pages are shown in no frame, whatever the settings say.</summary>
public sealed class XFrameOptionsDenyAttribute() : XFrameOptionsAttribute("DENY");

/// <summary>The view's pages are shown in this site's own frames only, whatever the settings say.</summary>
public sealed class XFrameOptionsSameOriginAttribute() : XFrameOptionsAttribute("SAMEORIGIN");

/// <summary>Who may show the view's pages in a frame.</summary>
/// <param name="value"><c>DENY</c> or <c>SAMEORIGIN</c>.</param>
public abstract class XFrameOptionsAttribute(string value) : ViewDecoratorAttribute
{
    public override ViewHandler Decorate(ViewHandler view) => async (request, kwargs) =>
    {
        var response = await view(request, kwargs);
        response.Headers.SetDefault(XFrameOptionsMiddleware.Header, value);
        return response;
    };
}
