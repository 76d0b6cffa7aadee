using Quintet.Http;
using Quintet.Urls;

namespace Quintet.Views;

/// <summary>Calls the method of a class-based view that answers the request's HTTP method.</summary>
internal sealed class ClassViewDispatcher(Func<View> create, KeyValuePair<string, ClassViewHandler>[] handlers)
{
    private readonly string[] _allowed = Allowed(handlers.Select(pair => pair.Key));

    public ValueTask<HttpResponse> Call(HttpRequest request, IReadOnlyDictionary<string, object?> kwargs)
    {
        var handler = Find(request.Method) ?? (request.Method == "HEAD" ? Find("GET") : null);
        if (handler is null) return new(request.Method == "OPTIONS" ? Options() : new HttpResponseNotAllowed(_allowed));
        var view = create();
        view.Request = request;
        view.Kwargs = kwargs;
        return handler(view, request, kwargs);
    }

    private ClassViewHandler? Find(string method)
    {
        foreach (var (name, handler) in handlers)
        {
            if (name == method) return handler;
        }

        return null;
    }

    private HttpResponse Options()
    {
        var response = new HttpResponse();
        response.Headers["Allow"] = string.Join(", ", _allowed);
        return response;
    }

    private static string[] Allowed(IEnumerable<string> methods)
    {
        var allowed = methods.ToList();
        if (allowed.Contains("GET") && !allowed.Contains("HEAD")) allowed.Insert(allowed.IndexOf("GET") + 1, "HEAD");
        if (!allowed.Contains("OPTIONS")) allowed.Add("OPTIONS");
        return [.. allowed];
    }
}
