using Quintet.Http;

namespace Quintet;

/// <summary>The project's templates.</summary>
internal sealed class TemplateSet(Application application)
{
    public HttpResponse? TryRenderErrorPage(HttpRequest request, int status) => application.Settings.Templates.Count == 0 || request.Method.Length + status == 0 ? null : null;
}
