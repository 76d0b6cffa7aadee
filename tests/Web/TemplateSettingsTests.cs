using Quintet.Apps;
using Quintet.Conf;
using Quintet.Http;
using Quintet.Templates;
using Quintet.Urls;
using static Quintet.Shortcuts;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

/// <summary>What an entry of <c>Templates</c> says beside its folders: tag libraries, context processors, loaders.</summary>
public class TemplateSettingsTests
{
    [Fact]
    public void Libraries_of_installed_apps_are_found_and_no_others()
    {
        Assert.Equal("shop project", Get("{% load shop_tags project_tags %}{% label %} {{ 'x'|project }}", settings => settings.InstalledApps = [typeof(ShopApp)]));
        Assert.Contains("&#x27;shop_tags&#x27; is not a registered tag library.", Get("{% load shop_tags %}", _ => { }));
        // Of two libraries with one name, the later app's wins.
        Assert.Equal("late", Get("{% load shop_tags %}{% label %}", settings => settings.InstalledApps = [typeof(ShopApp), typeof(LateApp)]));
        Assert.Equal("shop", Get("{% load shop_tags %}{% label %}", settings => settings.InstalledApps = [typeof(LateApp), typeof(ShopApp)]));
    }

    [Fact]
    public void Settings_name_libraries()
    {
        Assert.Equal("shop", Get("{% load extras %}{% label %}", backend: new() { Libraries = new Dictionary<string, Type> { ["extras"] = typeof(ShopTags) } }));
        Assert.Equal("shop", Get("{% label %}", backend: new() { Builtins = [typeof(ShopTags)] }));
        Assert.Contains("System.String, which declares no tags or filters", Get("", backend: new() { Builtins = [typeof(string)] }));
    }

    [Fact]
    public void Context_processors_give_variables_that_the_view_does_not()
    {
        var calls = 0;
        Func<HttpRequest, object?> count = request => new { counted = ++calls, mine = "processor" };
        var processors = new QuintetTemplates { ContextProcessors = [Shop, ContextProcessors.Static, ContextProcessors.Media, ContextProcessors.Tz, ContextProcessors.I18n, count] };

        Assert.Equal("1 1 view cart:/page/ /static/ /media/ UTC en-us", Get("{{ counted }} {{ counted }} {{ mine }} {{ cart }} {{ STATIC_URL }} {{ MEDIA_URL }} {{ TIME_ZONE }} {{ LANGUAGE_CODE }}", backend: processors));
        Assert.Equal(1, calls);
        Assert.Equal("view", Get("{{ mine }}", backend: processors));
        Assert.Equal(1, calls);
        Assert.Equal("()", Get("({{ request.path }})", backend: processors));
        Assert.Equal("(/page/)", Get("({{ request.path }})"));
        Assert.Equal("[][cart:/page/]", Get("{% include part only %}{% include part %}", backend: processors));
    }

    [Fact]
    public void Debug_is_told_to_developers_only()
    {
        Assert.Equal("True", Get("{{ debug }}", settings => settings.InternalIps = ["127.0.0.1"]));
        Assert.Equal("", Get("{{ debug }}"));
        Assert.Equal("", Get("{{ debug }}", settings => (settings.InternalIps, settings.Debug, settings.AllowedHosts) = (["127.0.0.1"], false, ["localhost"])));
    }

    [Fact]
    public void The_token_of_forms_is_there_when_a_middleware_made_one()
    {
        Assert.Equal("token", Get("{{ csrf_token }}", settings => settings.Middleware = [typeof(TokenMiddleware)], backend: new() { ContextProcessors = [] }));
        Assert.Equal("", Get("{{ csrf_token }}"));
    }

    [Fact]
    public void What_is_invalid_and_what_is_escaped_can_be_set()
    {
        Assert.Equal("[nothing] <b>", Get("{{ nothing }} {{ html }}", backend: new() { StringIfInvalid = "[%s]", Autoescape = false }));
    }

    [Fact]
    public void Folders_with_other_delimiters_work_together()
    {
        var folder = Directory.CreateTempSubdirectory("quintet-templates-").FullName;
        try
        {
            foreach (var (name, text) in new[] { ("new/base.html", "<% block a %><% endblock %>{{ from }}"), ("old/page.html", "{% extends 'base.html' %}{% block a %}<%= script %>{% endblock %}"), ("new/other.html", "<% include 'part.html' %>{{ from }}"), ("old/part.html", "<%= part %>") })
            {
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.Combine(folder, name))!);
                File.WriteAllText(System.IO.Path.Combine(folder, name), text);
            }

            Func<HttpRequest, object?> From(string name) => _ => new { from = name };
            var client = Site.Client(settings =>
            {
                settings.RootUrlConf = typeof(FolderUrls);
                settings.Templates =
                [
                    new QuintetTemplates { Dirs = [System.IO.Path.Combine(folder, "new")], ContextProcessors = [From("new")] },
                    new QuintetTemplates { Dirs = [System.IO.Path.Combine(folder, "old")], TagDelimiters = TagDelimiters.Django, ContextProcessors = [From("old")] },
                ];
            });
            Assert.Equal("<%= script %>old", client.Get("/page/").Content);
            Assert.Equal("<%= part %>new", client.Get("/other/").Content);
            Assert.Contains("There is no template &#x27;none.html&#x27;", client.Get("/none/").Content);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public class FolderUrls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns =>
        [
            Path("page/", (HttpRequest request) => Render(request, "page.html")),
            Path("other/", (HttpRequest request) => Render(request, "other.html")),
            Path("none/", (HttpRequest request) => Render(request, "none.html")),
        ];
    }

    private static object Shop(HttpRequest request) => new { cart = "cart:" + request.Path };

    private static string Get(string template, Action<SiteSettings>? change = null, QuintetTemplates? backend = null)
    {
        backend ??= new();
        var loader = new MemoryLoader(new Dictionary<string, string> { ["page.html"] = template, ["part.html"] = "[{{ cart }}]" });
        var settings = new TagSettings { RootUrlConf = typeof(PageUrls) };
        settings.Templates =
        [
            new QuintetTemplates
            {
                Loaders = [loader], ContextProcessors = backend.ContextProcessors, Libraries = backend.Libraries, Builtins = backend.Builtins,
                StringIfInvalid = backend.StringIfInvalid, Autoescape = backend.Autoescape,
            },
        ];
        change?.Invoke(settings);
        return new Quintet.Testing.Client(Quintet.Application.Load(settings, (_, _) => { })).Get("/page/").Content;
    }

    public class TagSettings : SiteSettings
    {
        public override Manifest Manifest { get; } = new(
        [
            new TagLibraryRegistration(typeof(ShopTags), "shop", static () => Label("shop")),
            new TagLibraryRegistration(typeof(LateTags), "late", static () => Label("late")),
            new TagLibraryRegistration(typeof(ProjectTags), null, static () => new("project_tags", [], [DeclaredFilter.Create("project", "", apply: static (in _) => "project")])),
        ]);

        private static TagLibrary Label(string text) => new("shop_tags", [DeclaredTag.Simple("label", "", [], _ => text)], []);
    }

    public static class ShopTags;

    public static class LateTags;

    public static class ProjectTags;

    public sealed class ShopApp : AppConfig;

    public sealed class LateApp : AppConfig;

    public sealed class TokenMiddleware(Quintet.Middleware.GetResponse getResponse) : Quintet.Middleware.Middleware
    {
        public override ValueTask<HttpResponse> Call(HttpRequest request)
        {
            request.Items[ContextProcessors.CsrfTokenKey] = "token";
            return getResponse(request);
        }
    }

    public class PageUrls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns => [Path("page/", Page)];

        private static HttpResponse Page(HttpRequest request) => Render(request, "page.html", new { mine = "view", html = "<b>", part = "part.html" });
    }
}
