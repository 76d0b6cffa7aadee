using Quintet.Http;

namespace Quintet.StaticFiles;

/// <summary>
/// Serves static files while Debug is on, before the middleware chain, as Django's runserver does. In production a web server in
/// front serves <c>StaticRoot</c>.
/// </summary>
internal sealed class StaticFilesHandler(Application application)
{
    // An address of another host means that the files are served there.
    private readonly string? _prefix = application.Settings is { Debug: true, StaticUrl: ['/', _, ..] prefix } ? prefix : null;

    /// <summary>The response; null where the request is for something else.</summary>
    public HttpResponse? Serve(HttpRequest request)
    {
        if (_prefix is null || !request.Path.StartsWith(_prefix, StringComparison.Ordinal)) return null;
        if (request.Method is not ("GET" or "HEAD")) return new HttpResponseNotAllowed(["GET", "HEAD"]);
        var path = request.Path[_prefix.Length..];
        if (application.StaticFiles.Find(path) is not { } file)
        {
            return Views.Technical.NotFoundPage.Render(request, new Http404($"'{path}' could not be found in the folders of static files."), application);
        }

        var response = new FileResponse(file);
        response.Headers["X-Content-Type-Options"] = "nosniff";
        // Development: the browser asks each time, and gets 304 while the file is the same.
        response.Headers["Cache-Control"] = "no-cache";
        return response;
    }
}
