using System.Globalization;
using System.Text;

namespace Benchmarks.Server;

/// <summary>A project as large as they get: 100 apps with 1,000 models, 2,000 URL names and 1,000 templates; written anew for each run, the same each time.</summary>
internal static class BigWorkspace
{
    public const int Apps = 100;
    public const int ModelsOfApp = 10;
    public const int UrlsOfApp = 20;
    public const int TemplatesOfApp = 10;

    public static void Write(string folder)
    {
        Put("big.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>\n  <ItemGroup><PackageReference Include=\"Quintet\" Version=\"0.1.0\" /></ItemGroup>\n</Project>\n");
        Put("Manage.cs", "return await Quintet.Management.ManagementUtility.ExecuteFromCommandLine<Settings>(args);\n");
        Put("Settings.cs", $$"""
            public partial class Settings : Quintet.Conf.Settings
            {
                public Settings()
                {
                    RootUrlConf = typeof(Urls);
                    InstalledApps = [{{Join(Apps, app => $"typeof(App{app:D2}.App{app:D2}App)")}}];
                    StaticUrl = "/static/";
                    StaticFilesDirs = [BaseDir / "static"];
                    Templates = [new QuintetTemplates { Dirs = [BaseDir / "templates"], AppDirs = true, ContextProcessors = [ContextProcessors.Request] }];
                }
            }

            """);
        Put("Urls.cs", $$"""
            using static Quintet.Urls.UrlHelpers;

            public class Urls : UrlConf
            {
                public override IEnumerable<UrlPattern> UrlPatterns =>
                [
                    {{Join(Apps, app => $"Path(\"app{app:D2}/\", Include<App{app:D2}.Urls>())", ",\n        ")}},
                ];
            }

            """);
        Put("templates/base.html", """
            <% load static %><!doctype html>
            <html>
            <head><title><% block title %>Big<% endblock %></title><link rel="stylesheet" href="<% static 'css/site.css' %>"></head>
            <body>
            <nav><a href="<% url 'app00:list_0' %>">Start</a></nav>
            <main><% block content %><% endblock %></main>
            <% block scripts %><% endblock %>
            </body>
            </html>

            """);
        Put("static/css/site.css", "body { margin: 0 }\n");
        for (var app = 0; app < Apps; app++) WriteApp(app);

        void WriteApp(int app)
        {
            var name = $"App{app:D2}";
            Put($"{name}/Apps.cs", $"namespace {name};\n\npublic partial class {name}App : AppConfig\n{{\n    public override string Label => \"{name.ToLowerInvariant()}\";\n}}\n");
            Put($"{name}/Models.cs", Models(app));
            Put($"{name}/Urls.cs", UrlsOf(app));
            Put($"{name}/Views.cs", Views(app));
            Put($"{name}/static/{name.ToLowerInvariant()}/app.js", "// nothing\n");
            for (var template = 0; template < TemplatesOfApp; template++) Put($"{name}/templates/{name.ToLowerInvariant()}/page_{template}.html", Template(app, template));
        }

        void Put(string path, string text)
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }
    }

    /// <summary>The routes of an app.</summary>
    /// <param name="app">Its number.</param>
    /// <param name="more">A name that is there besides.</param>
    public static string UrlsOf(int app, string? more = null) => $$"""
        using static Quintet.Urls.UrlHelpers;

        namespace App{{app:D2}};

        public class Urls : UrlConf
        {
            public override string AppName => "app{{app:D2}}";

            public override IEnumerable<UrlPattern> UrlPatterns =>
            [
                {{Join(UrlsOfApp, url => url < UrlsOfApp / 2 ? $"Path(\"list{url}/\", Views.List{url}, name: \"list_{url}\")" : $"Path(\"item{url}/<int:id>/\", Views.Detail{url}, name: \"detail_{url}\")", ",\n        ")}},
                {{(more is null ? "" : $"Path(\"more/\", Views.List0, name: \"{more}\"),")}}
            ];
        }

        """;

    /// <summary>About sixty lines as people write them.</summary>
    public static string Template(int app, int template) => $$$"""
        <% extends 'base.html' %>
        <% load static %>
        <% block title %>{{ title|default:"Items" }}, page {{{template}}}<% endblock %>
        <% block content %>
        <h1>{{ title }}</h1>
        <% if items %>
        <table>
        <% for item in items %>
          <tr class="<% cycle 'odd' 'even' %>">
            <td>{{ forloop.counter }}</td>
            <td><a href="<% url 'app{{{app:D2}}}:detail_{{{10 + template}}}' id=item.id %>">{{ item.name|upper|truncatewords:5 }}</a></td>
            <td>{{ item.price|floatformat:2 }}</td>
            <td><% if item.parent %>{{ item.parent.name }}<% else %>none<% endif %></td>
            <td>{{ item.made|date:"Y-m-d" }}</td>
          </tr>
        <% empty %>
          <tr><td>Nothing</td></tr>
        <% endfor %>
        </table>
        <% else %>
        <p>{% url 'app{{{(app + 1) % Apps:D2}}}:list_{{{template}}}' as next %}<a href="{{ next }}">Elsewhere</a></p>
        <% endif %>
        {{{string.Concat(Enumerable.Range(0, 8).Select(i => $$$"""<% with first=items.0 %><section id="s{{{i}}}"><p>{{ first.name }}: {{ first.text|linebreaks }}</p><a href="<% url 'app{{{(app * 7 + i) % Apps:D2}}}:list_{{{i}}}' %>">{{{i}}}</a></section><% endwith %>""" + "\n"))}}}<% endblock %>
        <% block scripts %><script src="<% static 'app{{{app:D2}}}/app.js' %>"></script><% endblock %>

        """;

    private static string Models(int app)
    {
        var text = new StringBuilder($"using Quintet.Db;\n\nnamespace App{app:D2};\n");
        for (var model = 0; model < ModelsOfApp; model++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                [Meta(Ordering = ["name"])]
                public partial class Item{{model}} : Model
                {
                    [CharField(MaxLength = 100)]
                    public string Name { get; set; } = "";

                    [TextField]
                    public string Text { get; set; } = "";

                    [IntegerField]
                    public int Count { get; set; }

                    [DecimalField(MaxDigits = 8, DecimalPlaces = 2)]
                    public decimal Price { get; set; }

                    [DateTimeField]
                    public DateTime Made { get; set; }

                    [ForeignKey(OnDelete.SetNull)]
                    public partial Item{{(model + 1) % ModelsOfApp}}? Parent { get; set; }

                    public override string ToString() => Name;
                }

                """);
        }

        return text.ToString();
    }

    private static string Views(int app)
    {
        var text = new StringBuilder($"using Quintet.Db;\nusing static Quintet.Shortcuts;\n\nnamespace App{app:D2};\n\npublic static class Views\n{{\n");
        for (var url = 0; url < UrlsOfApp / 2; url++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                    public static HttpResponse List{{url}}(HttpRequest request) =>
                        Render(request, "app{{app:D2}}/page_{{url}}.html", new { title = "List {{url}}", items = Item{{url}}.Objects.Filter(item => item.Count > {{url}}) });

                    public static HttpResponse Detail{{url + 10}}(HttpRequest request, int id)
                    {
                        var item = GetObjectOr404(Item{{url}}.Objects.Filter(item => item.Id == id));
                        return item.Count == 0 ? Redirect("app{{app:D2}}:list_{{url}}") : Render(request, "app{{app:D2}}/page_{{url}}.html", new { title = item.Name, items = Item{{url}}.Objects.All() });
                    }


                """);
        }

        return text.Append("}\n").ToString();
    }

    private static string Join(int count, Func<int, string> part, string between = ", ") => string.Join(between, Enumerable.Range(0, count).Select(part));
}
