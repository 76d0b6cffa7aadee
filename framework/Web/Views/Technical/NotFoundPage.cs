using Quintet.Http;
using Quintet.Routing;

namespace Quintet.Views.Technical;

/// <summary>The 404 page while Debug is on: what was asked for, and every route that was tried (Django's <c>technical_404_response</c>).</summary>
internal static class NotFoundPage
{
    public static HttpResponse Render(HttpRequest request, Http404 exception, Application application)
    {
        var page = new PageWriter($"Page not found at {request.Path}");
        page.Markup("<header>\n<h1>Page not found <small>(404)</small></h1>\n");
        if (exception is not Http404Unresolved && exception.Message.Length > 0) page.Markup("<p class=\"message\">").Text(exception.Message).Markup("</p>\n");
        page.Markup("<table>\n");
        Row("Request Method:", request.Method);
        Row("Request URL:", DebugInfo.Url(request));
        if (request.ResolverMatch is { } match) Row("Raised by:", match.ViewName);
        page.Markup("</table>\n</header>\n");
        if (exception is Http404Unresolved) Tried(page, request, application);
        page.Markup("<footer>You're seeing this error because you have <code>Debug = true</code> in your settings. Change that to <code>false</code>, and Quintet will display a standard 404 page.</footer>\n");
        return page.ToResponse(404);

        void Row(string name, string value) => page.Markup("<tr><th scope=\"row\">").Text(name).Markup("</th><td><code>").Text(value).Markup("</code></td></tr>\n");
    }

    private static void Tried(PageWriter page, HttpRequest request, Application application)
    {
        page.Markup("<section>\n<p>Using the URL configuration <code>").Text(application.UrlsOf(request.UrlConf).Conf?.FullName).Markup("</code>, these routes were tried, in this order:</p>\n<ol>\n");
        foreach (var chain in application.UrlsOf(request.UrlConf).Tree.Chains())
        {
            page.Markup("<li><code>");
            foreach (var node in chain) page.Text(node.Pattern.Route).Markup(" ");
            page.Markup("</code>");
            if (chain[^1] is UrlLeaf { Name: { } name })
            {
                var namespaces = chain.OfType<UrlBranch>().Select(branch => branch.Namespace).Where(ns => ns is not null);
                page.Markup(" <span class=\"place\">[name='").Text(string.Join(':', [.. namespaces!, name])).Markup("']</span>");
            }

            page.Markup("</li>\n");
        }

        page.Markup("</ol>\n<p>");
        if (request.Path == "/") page.Markup("The empty path didn't match any of these.");
        else page.Markup("The current path, <code>").Text(request.Path[1..]).Markup("</code>, didn't match any of these.");
        page.Markup("</p>\n</section>\n");
    }
}
