namespace LspTests;

/// <summary>A small project in a temporary folder, removed at the end.</summary>
internal sealed class Fixture : IDisposable
{
    public static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["mysite.csproj"] = """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>
              <ItemGroup><PackageReference Include="Quintet" Version="0.1.0" /></ItemGroup>
            </Project>
            """,
        ["Manage.cs"] = "return await Quintet.Management.ManagementUtility.ExecuteFromCommandLine<Settings>(args);\n",
        ["Settings.cs"] = """
            using Blog;

            public partial class Settings : Quintet.Conf.Settings
            {
                public Settings()
                {
                    RootUrlConf = typeof(Urls);
                    InstalledApps = [typeof(BlogApp)];
                    StaticUrl = "/static/";
                    StaticFilesDirs = [BaseDir / "static"];
                    Templates = [new QuintetTemplates { Dirs = [BaseDir / "templates"], AppDirs = true }];
                }
            }

            """,
        ["Urls.cs"] = """
            using static Quintet.Urls.UrlHelpers;

            public class Urls : UrlConf
            {
                public override IEnumerable<UrlPattern> UrlPatterns =>
                [
                    Path("", Blog.Views.Index, name: "home"),
                    Path("blog/", Include<Blog.Urls>()),
                ];
            }

            """,
        ["Blog/Apps.cs"] = """
            namespace Blog;

            public partial class BlogApp : AppConfig
            {
                public override string Label => "blog";
            }

            """,
        ["Blog/Urls.cs"] = """
            using static Quintet.Urls.UrlHelpers;

            namespace Blog;

            public class Urls : UrlConf
            {
                public override string AppName => "blog";

                public override IEnumerable<UrlPattern> UrlPatterns =>
                [
                    Path("", Views.Index, name: "index"),
                    Path("<int:year>/<slug:slug>/", Views.Detail, name: "detail"),
                ];
            }

            """,
        ["Blog/Views.cs"] = """
            using static Quintet.Shortcuts;

            namespace Blog;

            public static class Views
            {
                public static HttpResponse Index(HttpRequest request) => Render(request, "blog/index.html");

                public static HttpResponse Detail(HttpRequest request, int year, string slug) => Render(request, "blog/detail.html", new { year, slug });
            }

            """,
        ["templates/base.html"] = """
            <% load static %><!doctype html>
            <html><head><link href="<% static 'css/site.css' %>"></head>
            <body><a href="<% url 'home' %>">Home</a><% block content %><% endblock %></body></html>

            """,
        ["Blog/templates/blog/index.html"] = """
            <% extends 'base.html' %>
            <% block content %><a href="<% url 'blog:index' %>">All</a><% endblock %>

            """,
        ["Blog/templates/blog/detail.html"] = "{% extends 'base.html' %}\n{% block content %}<a href=\"{% url 'blog:detail' 2026 'x' %}\">One</a>{% endblock %}\n",
        ["static/css/site.css"] = "body { margin: 0 }\n",
        ["Blog/static/blog/app.js"] = "// nothing\n",
    };

    public Fixture()
    {
        // With a space and a sign that URIs escape: paths have them.
        Folder = Directory.CreateTempSubdirectory("quintet lsp #").FullName;
        foreach (var (path, text) in Files) Write(path, text);
    }

    public string Folder { get; }

    public string this[string path] => System.IO.Path.Combine(Folder, path);

    public void Write(string path, string text)
    {
        var full = this[path];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
