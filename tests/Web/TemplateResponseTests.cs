using Quintet;
using Quintet.Http;
using Quintet.Middleware;
using Quintet.Testing;
using Quintet.Urls;
using Quintet.Views;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

/// <summary>Pages that are rendered after the view.</summary>
public class TemplateResponseTests
{
    private static Client Site(Action<Sites.Settings>? change = null)
    {
        var settings = new Sites.Settings { BaseDir = Folder, RootUrlConf = typeof(LateUrls) };
        change?.Invoke(settings);
        return new(Application.Load(settings, (_, _) => { }));
    }

    private static string Folder
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!System.IO.File.Exists(System.IO.Path.Combine(folder, "Tooling.sln"))) folder = System.IO.Path.GetDirectoryName(folder)!;
            return System.IO.Path.Combine(folder, "tests", "Fixtures", "Sites");
        }
    }

    [Fact]
    public void Middleware_changes_the_context_and_the_template_before_it_is_rendered()
    {
        Assert.Equal("first sea  /page/", Site().Get("/page/").Content);
        Assert.Equal("inner, outer sea  /page/", Site(settings => settings.Middleware = [typeof(Outer), typeof(Inner)]).Get("/page/").Content);
        Assert.Equal("replaced", Site(settings => settings.Middleware = [typeof(Outer), typeof(Replaces)]).Get("/page/").Content);
        Assert.Equal("plain", Site(settings => settings.Middleware = [typeof(Outer), typeof(Inner)]).Get("/plain/").Content);
    }

    [Fact]
    public void What_waits_for_the_page_is_called_when_it_is_there_and_may_take_its_place()
    {
        var response = Site().Get("/called/");

        Assert.Equal("called sea  /called/", response.Content);
        Assert.Equal("20", response["X-Length"]);
        Assert.Equal("other", Site().Get("/other/").Content);
    }

    [Fact]
    public void A_page_has_no_content_before_it_is_rendered()
    {
        using var scope = Site().Application.Context.Enter();
        var response = new SimpleTemplateResponse("shop/about.html", new { title = "alone" }, status: 201);

        Assert.Equal("The response content must be rendered before it can be accessed.", Assert.Throws<InvalidOperationException>(() => response.Content).Message);
        Assert.Throws<InvalidOperationException>(() => response.ContentBytes);
        Assert.False(response.IsRendered);
        Assert.Same(response, response.Render());
        response.ContextData = new { title = "too late" };
        Assert.Equal((true, 201, "alone   "), (response.IsRendered, response.StatusCode, response.Render().Content));
    }

    [Fact]
    public void The_first_template_that_there_is_is_taken()
    {
        using var scope = Site().Application.Context.Enter();

        Assert.Equal("x   ", new SimpleTemplateResponse(["shop/none.html", "shop/about.html"], new { title = "x" }).Render().Content);
        var error = Assert.Throws<Quintet.Templates.TemplateDoesNotExistException>(() => new SimpleTemplateResponse(["shop/none.html", "shop/neither.html"]).Render());
        Assert.Equal("shop/none.html", error.MissingName);
    }

    [Fact]
    public void An_error_in_the_page_reaches_the_middleware_for_errors() =>
        Assert.Equal("caught TemplateDoesNotExistException", Site(settings => settings.Middleware = [typeof(Catches)]).Get("/missing/").Content);

    [Fact]
    public void A_page_from_a_cache_is_the_rendered_one()
    {
        var client = Site();
        var first = client.Get("/cached/").Content;

        Assert.Matches("^[0-9a-f-]{36} sea", first);
        Assert.Equal(first, client.Get("/cached/").Content);
    }

    [Fact]
    public void What_looks_at_the_body_waits_for_it()
    {
        var client = Site();
        var tag = client.Get("/known/")["ETag"]!;

        Assert.Equal(304, client.Get("/known/", new Dictionary<string, string> { ["If-None-Match"] = tag }).StatusCode);
        Assert.Equal("gzip", client.Get("/known/", new Dictionary<string, string> { ["Accept-Encoding"] = "gzip" })["Content-Encoding"]);
    }

    public class LateUrls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns =>
        [
            Path("page/", LateViews.Page), Path("plain/", LateViews.Plain), Path("called/", LateViews.Called), Path("other/", LateViews.Other), Path("missing/", LateViews.Missing), Path("cached/", LateViews.Cached), Path("known/", LateViews.Known),
        ];
    }

    public static class LateViews
    {
        public static TemplateResponse Page(HttpRequest request) => new(request, "shop/about.html", new ContextData { ["title"] = "first", ["topic"] = "sea" });

        public static HttpResponse Plain(HttpRequest request) => new("plain");

        public static HttpResponse Called(HttpRequest request)
        {
            var response = new TemplateResponse(request, "shop/about.html", new { title = "called", topic = "sea" });
            response.AddPostRenderCallback(rendered => rendered["X-Length"] = $"{rendered.Content.Length}");
            return response;
        }

        public static HttpResponse Other(HttpRequest request)
        {
            var response = Page(request);
            response.AddPostRenderCallback(_ => new HttpResponse("other"));
            return response;
        }

        public static HttpResponse Missing(HttpRequest request) => new TemplateResponse(request, "shop/" + "none.html");

        [ConditionalPage, GzipPage]
        public static HttpResponse Known(HttpRequest request) => new TemplateResponse(request, "shop/about.html", new { title = new string('x', 500) });

        [CachePage(60)]
        public static HttpResponse Cached(HttpRequest request) => new TemplateResponse(request, "shop/about.html", new { title = Guid.NewGuid(), topic = "sea" });
    }

    public class Adds(GetResponse getResponse, string word) : Quintet.Middleware.Middleware
    {
        public override ValueTask<HttpResponse> Call(HttpRequest request) => getResponse(request);

        public override ValueTask<HttpResponse> ProcessTemplateResponse(HttpRequest request, SimpleTemplateResponse response)
        {
            var context = (ContextData)response.ContextData!;
            context["title"] = context["title"] is "first" ? word : $"{context["title"]}, {word}";
            return new(response);
        }
    }

    public sealed class Outer(GetResponse getResponse) : Adds(getResponse, "outer");

    public sealed class Inner(GetResponse getResponse) : Adds(getResponse, "inner");

    public sealed class Replaces(GetResponse getResponse) : Quintet.Middleware.Middleware
    {
        public override ValueTask<HttpResponse> Call(HttpRequest request) => getResponse(request);

        public override ValueTask<HttpResponse> ProcessTemplateResponse(HttpRequest request, SimpleTemplateResponse response) => new(new HttpResponse("replaced"));
    }

    public sealed class Catches(GetResponse getResponse) : Quintet.Middleware.Middleware
    {
        public override ValueTask<HttpResponse> Call(HttpRequest request) => getResponse(request);

        public override ValueTask<HttpResponse?> ProcessException(HttpRequest request, Exception exception) => new(new HttpResponse($"caught {exception.GetType().Name}"));
    }
}
