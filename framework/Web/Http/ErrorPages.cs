using Quintet.Urls;
using Quintet.Views.Technical;

namespace Quintet.Http;

/// <summary>The response of an exception, and the pages for 400, 403, 404 and 500.</summary>
internal static class ErrorPages
{
    public static async ValueTask<HttpResponse> For(HttpRequest request, Exception exception, Application application)
    {
        try
        {
            return await Answer(request, exception, application);
        }
        catch (Exception broken) when (!ReferenceEquals(broken, exception))
        {
            // The page itself failed, a 500.html perhaps: plain text always works.
            application.ErrorLog($"Internal Server Error while reporting an error: {request.Path}", broken);
            return new HttpResponse("A server error occurred.", "text/plain; charset=utf-8", 500);
        }
    }

    private static ValueTask<HttpResponse> Suspicious(HttpRequest request, Exception exception, int status, Application application) =>
        application.Settings.Debug ? new(WithoutPolicy(ExceptionPage.Render(request, exception, application, status))) : Handled(request, exception, application, handlers => status == 400 ? handlers.BadRequest : null, status, $"{Phrase(status)} ({status})", "");

    private static string Phrase(int status) => status switch
    {
        413 => "Content Too Large",
        408 => "Request Timeout",
        _ => "Bad Request",
    };

    public static ValueTask<HttpResponse> NotFound(HttpRequest request, Http404 exception, Application application)
    {
        if (!application.Settings.Debug) return Handled(request, exception, application, handlers => handlers.NotFound, 404, "Not Found", "The requested resource was not found on this server.");
        return new(exception is Http404Unresolved && WelcomePage.IsFor(request, application) ? WithoutPolicy(WelcomePage.Render(application)) : WithoutPolicy(NotFoundPage.Render(request, exception, application)));
    }

    private static ValueTask<HttpResponse> Answer(HttpRequest request, Exception exception, Application application)
    {
        switch (exception)
        {
            case Http404 notFound:
                return NotFound(request, notFound, application);
            case PermissionDenied:
                return Handled(request, exception, application, handlers => handlers.Forbidden, 403, "403 Forbidden", "");
            case BadRequest bad:
                return application.Settings.Debug ? new(WithoutPolicy(ExceptionPage.Render(request, exception, application, 400))) : Handled(request, exception, application, handlers => handlers.BadRequest, 400, "Bad Request (400)", Html.Escape(bad.Message));
            case SuspiciousOperation suspicious:
                application.ErrorLog($"{Phrase(suspicious.Status)} ({suspicious.Message}): {request.Path}", null, Logging.Log.Security);
                return Suspicious(request, suspicious, suspicious.Status, application);
            case Files.SuspiciousFileOperationException:
                application.ErrorLog($"Bad Request ({exception.Message}): {request.Path}", null, Logging.Log.Security);
                return Suspicious(request, exception, 400, application);
            case OperationCanceledException when request.Aborted.IsCancellationRequested:
                // The client went away; nobody reads this.
                return new(new HttpResponse("", "", 499));
            default:
                if (request.Record is { } record) record.Exception = exception;
                Dispatch.Signal<GotRequestException>.Send(new(request, exception));
                application.ErrorLog($"Internal Server Error: {request.Path}", exception);
                return application.Settings.Debug ? new(WithoutPolicy(ExceptionPage.Render(request, exception, application, 500))) : Failed(request, exception, application);
        }
    }

    private static async ValueTask<HttpResponse> Failed(HttpRequest request, Exception exception, Application application)
    {
        await AdminMail.SendAsync(request, exception, application);
        return await Handled(request, exception, application, handlers => handlers.ServerError, 500, "Server Error (500)", "");
    }

    /// <summary>The answer of the root URL configuration's handler, or else a page.</summary>
    private static ValueTask<HttpResponse> Handled(HttpRequest request, Exception exception, Application application, Func<ErrorHandlers, ErrorHandler?> which, int status, string title, string text) =>
        which(application.HandlersOf(request.UrlConf)) is { } handler ? handler(request, exception) : new(Page(request, status, title, text, application));

    /// <summary>Pages for developers have their styles and scripts in them, which a policy of the site's may forbid.</summary>
    private static HttpResponse WithoutPolicy(HttpResponse page)
    {
        page.Csp = page.CspReportOnly = System.Collections.Frozen.FrozenDictionary<string, string[]>.Empty;
        return page;
    }

    /// <summary>The project's template of that name (<c>404.html</c>), or a page that needs none.</summary>
    private static HttpResponse Page(HttpRequest request, int status, string title, string text, Application application)
    {
        if (application.Templates.TryRenderErrorPage(request, status) is { } page) return page;
        return new($"<!doctype html>\n<html lang=\"en\">\n<head>\n  <title>{title}</title>\n</head>\n<body>\n  <h1>{title}</h1><p>{text}</p>\n</body>\n</html>\n", status: status);
    }
}
