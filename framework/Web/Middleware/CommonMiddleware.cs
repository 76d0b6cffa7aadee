using Quintet.Conf;
using Quintet.Http;
using Quintet.Urls;
using Quintet.Views;

namespace Quintet.Middleware;

/// <summary>
/// Checks the Host header, and leads an address without its slash at the end, or without its <c>www.</c>, to the right one.
/// </summary>
public sealed class CommonMiddleware(GetResponse getResponse) : Middleware
{
    private readonly Settings _settings = Settings.Current;
    private readonly Application _application = Application.Current;

    public override ValueTask<HttpResponse> Call(HttpRequest request)
    {
        var host = request.GetHost();
        if (_settings.PrependWww && !host.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
        {
            return new(new HttpResponsePermanentRedirect($"{request.Scheme}://www.{host}{request.GetFullPath(ShouldAppendSlash(request))}"));
        }

        var response = getResponse(request);
        return response.IsCompletedSuccessfully ? new(Correct(request, response.Result)) : Awaited(request, response);
    }

    private async ValueTask<HttpResponse> Awaited(HttpRequest request, ValueTask<HttpResponse> response) => Correct(request, await response);

    /// <summary>Only a page that was not found is led on, so that a route without a slash is served as it is.</summary>
    private HttpResponse Correct(HttpRequest request, HttpResponse response)
    {
        if (response.StatusCode != 404 || !ShouldAppendSlash(request)) return response;
        var target = request.GetFullPath(forceAppendSlash: true);
        if (_settings.Debug && request.Method is "POST" or "PUT" or "PATCH" or "DELETE")
        {
            throw new InvalidOperationException(
                $"You called this URL via {request.Method}, but the URL doesn't end in a slash and you have AppendSlash set. " +
                $"Quintet can't redirect to the slash URL while maintaining {request.Method} data. " +
                $"Change your form to point to {request.GetHost()}{target} (note the trailing slash), or set AppendSlash = false in your settings.");
        }

        response.Release();
        return new HttpResponsePermanentRedirect(target);
    }

    private bool ShouldAppendSlash(HttpRequest request) =>
        _settings.AppendSlash && !request.Path.EndsWith('/') && _application.UrlsOf(request.UrlConf).Tree is var urls && urls.Resolve(request.Path[1..]) is null &&
        urls.Resolve(request.Path[1..] + "/") is { Leaf.Target: ViewTarget target } && target.Info.Find<NoAppendSlashAttribute>(request.Method) is null;
}
