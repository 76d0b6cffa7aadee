using Quintet.Http;
using Quintet.Urls;

namespace Quintet.StaticFiles;

/// <summary>Serves the files below a folder as they are (Django's <c>django.views.static.serve</c>).</summary>
internal static class FolderFiles
{
    /// <summary>A view that takes <c>path</c> from its route.</summary>
    public static ViewHandler ServeFrom(string folder) => (request, kwargs) => new(Serve(request, folder, (string)kwargs["path"]!));

    private static HttpResponse Serve(HttpRequest request, string folder, string path)
    {
        if (request.Method is not ("GET" or "HEAD")) return new HttpResponseNotAllowed(["GET", "HEAD"]);
        if (SafePath.Join(folder, path) is not { } file || (!File.Exists(file) && !Directory.Exists(file))) throw new Http404($"“{path}” does not exist");
        if (Directory.Exists(file)) throw new Http404("Directory indexes are not allowed here.");
        var response = new FileResponse(file);
        response.Headers["X-Content-Type-Options"] = "nosniff";
        return response.For(request);
    }
}
