using AngleSharp.Html.Parser;
using Quintet.Conf;
using Quintet.Http;
using Quintet.Urls;
using static Quintet.Shortcuts;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

public class TemplateTests
{
    [Fact]
    public void A_view_renders_a_template()
    {
        var response = Client().Get("/page/?q=%3Cb%3E");

        Assert.Equal(200, response.StatusCode);
        Assert.Equal(
            "<!doctype html><title>A &amp; B</title><link href=\"/static/css/site.css\">A &amp; B at /page/ /book/7/ &lt;b&gt;\n", response.Content);
        Assert.Equal(response.Body.Length.ToString(), response["Content-Length"]);
    }

    [Fact]
    public void An_error_shows_the_templates_line_with_a_caret_and_the_way_there()
    {
        var response = Client().Get("/broken/");

        Assert.Equal(500, response.StatusCode);
        var page = new HtmlParser().ParseDocument(response.Content);
        var excerpts = page.QuerySelectorAll("section:first-of-type pre.source");
        Assert.Equal("2   <a href=\"<% url 'no_such_name' %>\">x</a>", excerpts[0].QuerySelector(".marked")!.TextContent);
        var caret = excerpts[0].QuerySelector(".caret")!.TextContent;
        Assert.Equal("2   <a href=\"".Length, caret.IndexOf('^'));
        Assert.Contains("broken.html", page.QuerySelector("section p")!.TextContent);
        Assert.Contains("<% include \"shop/broken.html\" %>", excerpts[1].QuerySelector(".marked")!.TextContent);
        Assert.Contains("no_such_name", page.QuerySelector("section .message")!.TextContent);
    }

    [Fact]
    public void A_syntax_error_shows_where_it_is()
    {
        var page = new HtmlParser().ParseDocument(Client().Get("/syntax/").Content);

        Assert.Equal("2 <% if x %>", page.QuerySelector("pre.source .marked")!.TextContent);
    }

    [Fact]
    public void A_missing_template_lists_the_places_that_were_tried()
    {
        var response = Client().Get("/missing/");

        Assert.Equal(500, response.StatusCode);
        var page = new HtmlParser().ParseDocument(response.Content);
        Assert.Equal("TemplateDoesNotExistException at /missing/", page.QuerySelector("h1")!.TextContent);
        Assert.EndsWith("templates/shop/no_such.html (Source does not exist)", page.QuerySelector("ol li")!.TextContent);
    }

    [Fact]
    public void Outside_debug_the_projects_own_error_pages_are_shown()
    {
        var folder = Directory.CreateTempSubdirectory("quintet-templates-").FullName;
        try
        {
            File.WriteAllText(System.IO.Path.Combine(folder, "404.html"), "Gone: {{ request_path }}");
            File.WriteAllText(System.IO.Path.Combine(folder, "500.html"), "<% include 'broken.html' %>");
            var client = Client(folder, debug: false);

            Assert.Equal((404, "Gone: /%3Cx%3E/".Replace("%3C", "&lt;").Replace("%3E", "&gt;")), Answer(client.Get("/%3Cx%3E/")));
            // The error page's own error does not show either.
            Assert.Equal((500, "A server error occurred."), Answer(client.Get("/broken/")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static (int, string) Answer(Quintet.Testing.ClientResponse response) => (response.StatusCode, response.Content);
    }

    [Fact]
    public void A_changed_template_is_rendered_anew_in_debug()
    {
        var folder = Directory.CreateTempSubdirectory("quintet-templates-").FullName;
        try
        {
            Directory.CreateDirectory(System.IO.Path.Combine(folder, "shop"));
            var file = System.IO.Path.Combine(folder, "shop", "page.html");
            File.WriteAllText(file, "one");
            var client = Client(folder);
            Assert.Equal("one", client.Get("/page/").Content);

            File.WriteAllText(file, "two!");

            Assert.Equal("two!", client.Get("/page/").Content);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_tags_need_of_the_site_is_there()
    {
        var client = Client();
        Assert.Equal("/static/ /media/ ?q=%C3%A4&amp;page=2 [?q=%C3%A4&amp;page=3]\n<input type=\"hidden\" name=\"csrfmiddlewaretoken\" value=\"token\">\n", client.Get("/tags/?q=%C3%A4&page=1").Content);
    }

    [Fact]
    public void A_view_renders_a_part_of_a_template() => Assert.Equal("<li>A & B</li>".Replace("&", "&amp;"), Client().Get("/part/").Content);

    /// <summary>The pieces belong to the site, so that another one has its own.</summary>
    [Fact]
    public void A_piece_of_a_template_is_kept_between_requests()
    {
        var client = Client();
        Assert.Equal("1 1\n", client.Get("/kept/?n=1").Content);
        Assert.Equal("1 2\n", client.Get("/kept/?n=2").Content);
        Assert.Equal("3 3\n", Client().Get("/kept/?n=3").Content);
    }

    [Fact]
    public void A_form_without_its_token_is_told_of_in_debug()
    {
        Assert.Contains("did not provide the value", Assert.Single(Log(debug: true)));
        Assert.Empty(Log(debug: false));

        static List<string> Log(bool debug)
        {
            var log = new List<string>();
            Assert.Equal("<form></form>\n", Client(debug: debug, log: log).Get("/form/").Content);
            return log;
        }
    }

    private static Quintet.Testing.Client Client(string? folder = null, bool debug = true, List<string>? log = null) => Site.Client(settings =>
    {
        settings.Debug = debug;
        settings.AllowedHosts = ["localhost"];
        settings.RootUrlConf = typeof(TemplateUrls);
        settings.Templates = [new QuintetTemplates { Dirs = [folder ?? settings.BaseDir / "Files" / "templates"] }];
    }, log);

    public class TemplateUrls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns =>
        [
            Path("page/", Views.Page),
            Path("broken/", Views.Broken),
            Path("syntax/", Views.Syntax),
            Path("missing/", Views.Missing),
            Path("tags/", (HttpRequest request) =>
            {
                request.Items[ContextProcessors.CsrfTokenKey] = "token";
                return Render(request, "shop/tags.html");
            }),
            Path("part/", (HttpRequest request) => Render(request, "shop/parts.html#title", new { title = "A & B" })),
            Path("kept/", (HttpRequest request) => Render(request, "shop/kept.html", new { n = request.GET["n"] })),
            Path("form/", (HttpRequest request) => Render(request, "shop/form.html")),
            Path("book/<int:id>/", SiteViews.Detail, name: "book_detail"),
        ];
    }

    private static class Views
    {
        public static HttpResponse Page(HttpRequest request) => Render(request, "shop/page.html", new { title = "A & B" });

        public static HttpResponse Broken(HttpRequest request) => Render(request, "shop/outer.html");

        public static HttpResponse Syntax(HttpRequest request) => Render(request, "shop/syntax.html");

        public static HttpResponse Missing(HttpRequest request) => Render(request, "shop/no_such.html", status: 200);
    }
}
