using Quintet.Conf;
using Quintet.Http;
using Quintet.Views;

namespace Quintet.Middleware;

/// <summary>
/// Keeps other sites from showing pages in a frame, where a visitor would click on what they do not see (Django's <c>XFrameOptionsMiddleware</c>). A header that a
/// response has already stays; <see cref="XFrameOptionsExemptAttribute"/> leaves a view out.
/// </summary>
public sealed class XFrameOptionsMiddleware(GetResponse getResponse) : Middleware
{
    internal const string Header = "X-Frame-Options";

    private readonly string _value = Settings.Current.XFrameOptions.ToUpperInvariant();

    public override ValueTask<HttpResponse> Call(HttpRequest request)
    {
        var response = getResponse(request);
        return response.IsCompletedSuccessfully ? new(Protect(response.Result)) : Awaited(response);
    }

    private async ValueTask<HttpResponse> Awaited(ValueTask<HttpResponse> response) => Protect(await response);

    private HttpResponse Protect(HttpResponse response)
    {
        if (!response.XFrameOptionsExempt) response.Headers.SetDefault(Header, _value);
        return response;
    }
}
