using Quintet.Http;

namespace Quintet.Views.Technical;

/// <summary>What a new project shows at <c>/</c> while it has no routes and Debug is on (Django's <c>default_urlconf</c>).</summary>
internal static class WelcomePage
{
    public static bool IsFor(HttpRequest request, Application application) => request.Path == "/" && application.Urls.Roots.Count == 0;

    public static HttpResponse Render(Application application)
    {
        var page = new PageWriter("The install worked successfully! Congratulations!");
        page.Markup("<header>\n<h1>The install worked successfully! Congratulations!</h1>\n<p>Quintet ").Text(QuintetVersion.Text).Markup(" is running.</p>\n</header>\n");
        page.Markup("<section>\n<p>You are seeing this page because <code>Debug = true</code> is in your settings and <code>")
            .Text(application.Settings.RootUrlConf?.FullName).Markup("</code> has no routes yet.</p>\n<h3>What next</h3>\n<ol>\n");
        page.Markup("<li>Make an app: <code>dotnet run startapp blog</code></li>\n");
        page.Markup("<li>Lead a route to it, in <code>Urls.cs</code>: <code>").Text("Path(\"blog/\", Include<Blog.Urls>())").Markup("</code></li>\n");
        page.Markup("<li>Give it a model in <code>Blog/Models.cs</code>, then: <code>dotnet run makemigrations</code> and <code>dotnet run migrate</code></li>\n</ol>\n</section>\n");
        return page.ToResponse(200);
    }
}
