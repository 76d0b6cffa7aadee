using Quintet.Views.Technical;

namespace Quintet.Http;

/// <summary>The response of an exception, and the pages for 400, 403, 404 and 500.</summary>
internal static class ErrorPages
{
    public static HttpResponse For(HttpRequest request, Exception exception, Application application)
    {
        try
        {
            switch (exception)
            {
                case Http404 notFound:
                    return NotFound(request, notFound, application);
                case PermissionDenied:
                    return Page(request, 403, "403 Forbidden", "", application);
                case BadRequest bad:
                    return application.Settings.Debug ? ExceptionPage.Render(request, exception, application, 400) : Page(request, 400, "Bad Request (400)", Html.Escape(bad.Message), application);
                case SuspiciousOperation suspicious:
                    application.ErrorLog($"{Phrase(suspicious.Status)} ({suspicious.Message}): {request.Path}", null);
                    return Suspicious(request, suspicious, suspicious.Status, application);
                case Files.SuspiciousFileOperationException:
                    application.ErrorLog($"Bad Request ({exception.Message}): {request.Path}", null);
                    return Suspicious(request, exception, 400, application);
                case OperationCanceledException when request.Aborted.IsCancellationRequested:
                    // The client went away; nobody reads this.
                    return new HttpResponse("", "", 499);
                default:
                    application.ErrorLog($"Internal Server Error: {request.Path}", exception);
                    return application.Settings.Debug ? ExceptionPage.Render(request, exception, application, 500) : Page(request, 500, "Server Error (500)", "", application);
            }
        }
        catch (Exception broken) when (!ReferenceEquals(broken, exception))
        {
            // The page itself failed, a 500.html perhaps: plain text always works.
            application.ErrorLog($"Internal Server Error while reporting an error: {request.Path}", broken);
            return new HttpResponse("A server error occurred.", "text/plain; charset=utf-8", 500);
        }
    }

    private static HttpResponse Suspicious(HttpRequest request, Exception exception, int status, Application application) =>
        application.Settings.Debug ? ExceptionPage.Render(request, exception, application, status) : Page(request, status, $"{Phrase(status)} ({status})", "", application);

    private static string Phrase(int status) => status switch
    {
        413 => "Content Too Large",
        408 => "Request Timeout",
        _ => "Bad Request",
    };

    public static HttpResponse NotFound(HttpRequest request, Http404 exception, Application application)
    {
        if (!application.Settings.Debug) return Page(request, 404, "Not Found", "The requested resource was not found on this server.", application);
        return exception is Http404Unresolved && WelcomePage.IsFor(request, application) ? WelcomePage.Render(application) : NotFoundPage.Render(request, exception, application);
    }

    /// <summary>The project's template of that name (<c>404.html</c>), or a page that needs none.</summary>
    private static HttpResponse Page(HttpRequest request, int status, string title, string text, Application application)
    {
        if (application.Templates.TryRenderErrorPage(request, status) is { } page) return page;
        return new($"<!doctype html>\n<html lang=\"en\">\n<head>\n  <title>{title}</title>\n</head>\n<body>\n  <h1>{title}</h1><p>{text}</p>\n</body>\n</html>\n", status: status);
    }
}
