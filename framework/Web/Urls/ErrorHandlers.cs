using Quintet.Http;

namespace Quintet.Urls;

/// <summary>Answers in place of a view that failed.</summary>
internal delegate ValueTask<HttpResponse> ErrorHandler(HttpRequest request, Exception exception);

/// <summary>The handlers of a root URL configuration; null where it has none of its own.</summary>
internal sealed record ErrorHandlers(ErrorHandler? BadRequest, ErrorHandler? Forbidden, ErrorHandler? NotFound, ErrorHandler? ServerError)
{
    public static readonly ErrorHandlers None = new(null, null, null, null);

    /// <param name="conf">The root URL configuration.</param>
    /// <param name="error">Told of each that is no handler: its name and what it is.</param>
    public static ErrorHandlers Of(UrlConf conf, Action<string, string> error) => new(
        Read<Exception>(nameof(UrlConf.Handler400), conf.Handler400, error), Read<PermissionDenied>(nameof(UrlConf.Handler403), conf.Handler403, error),
        Read<Http404>(nameof(UrlConf.Handler404), conf.Handler404, error), Read<Exception>(nameof(UrlConf.Handler500), conf.Handler500, error));

    private static ErrorHandler? Read<T>(string name, Delegate? view, Action<string, string> error) where T : Exception
    {
        switch (view)
        {
            case null: return null;
            case Func<HttpRequest, HttpResponse> function: return (request, _) => new(function(request));
            case Func<HttpRequest, Task<HttpResponse>> function: return (request, _) => new(function(request));
            case Func<HttpRequest, ValueTask<HttpResponse>> function: return (request, _) => function(request);
            case Func<HttpRequest, T, HttpResponse> function: return (request, exception) => new(function(request, (T)exception));
            case Func<HttpRequest, T, Task<HttpResponse>> function: return (request, exception) => new(function(request, (T)exception));
            case Func<HttpRequest, T, ValueTask<HttpResponse>> function: return (request, exception) => function(request, (T)exception);
            default:
                error(name, $"{ViewBinder.Signature(view.Method)} cannot be {name}: it takes an HttpRequest and, if it wants it, the {typeof(T).Name}, and returns an HttpResponse or a task of one.");
                return null;
        }
    }
}
