using Quintet.Conf;
using Quintet.Files;
using Quintet.Http;
using Quintet.Templates;
using Quintet.Testing;
using Quintet.Urls;
using WebTests.Library;
using static Quintet.Shortcuts;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

/// <summary>What tests of an app can claim, and what they are told when it is not so.</summary>
public sealed class AssertionTests : TestCase
{
    protected override Settings CreateSettings() => new LibrarySettings(System.IO.Path.GetTempPath(), typeof(LibraryApp))
    {
        RootUrlConf = typeof(AssertionUrls),
        Middleware = [typeof(Quintet.Middleware.CommonMiddleware)],
        Templates = [new QuintetTemplates
        {
            Loaders = [new MemoryLoader(new Dictionary<string, string>
            {
                ["base.html"] = "<main><% block content %><% endblock %></main>",
                ["page.html"] = "<% extends 'base.html' %><% block content %><p class=\"b a\" id=x>{{ title }}</p><% include 'part.html' %><% endblock %>",
                ["part.html"] = "part",
            })],
        }],
    };

    [Fact]
    public void Text_and_pieces_of_html_in_a_page()
    {
        var page = Client.Get("/page/");
        AssertContains(page, "A &amp; B", count: 1);
        AssertContains(page, "part");
        AssertContains(page, "<p id='x' class='a  b'>A &amp; B</p>", html: true);
        AssertNotContains(page, "nothing");
        AssertContains(Client.Get("/missing/"), "Not Found", statusCode: 404);

        Assert.StartsWith("Couldn't find 'nothing' in the following response\n<main>", Fails(() => AssertContains(page, "nothing")));
        Assert.StartsWith("Found 1 instances of 'part' (expected 2)", Fails(() => AssertContains(page, "part", count: 2)));
        Assert.StartsWith("'part' unexpectedly found", Fails(() => AssertNotContains(page, "part")));
        Assert.Contains("Response code was 404 (expected 200)", Fails(() => AssertContains(Client.Get("/missing/"), "x")));
        Assert.Contains("System.InvalidOperationException: broken", Fails(() => AssertContains(Client.Get("/fail/"), "x")));
    }

    [Fact]
    public void Redirects()
    {
        AssertRedirects(Client.Get("/go/"), "/page/?b=1&a=2");
        AssertRedirects(Client.Get("/go/", follow: true), "/page/?a=2&b=1");
        AssertRedirects(Client.Get("/far/"), "https://example.com/", fetchRedirectResponse: false);
        AssertRedirects(Client.Get("/page"), "/page/", statusCode: 301);
        AssertRedirects(Client.Get("/lost/"), "/missing/", targetStatusCode: 404);

        Assert.Equal([("/go/", 302), ("/page/?b=1&a=2", 302)], Client.Get("/go-go/", follow: true).RedirectChain);
        Assert.Contains("Response code was 200 (expected 302)", Fails(() => AssertRedirects(Client.Get("/page/"), "/")));
        Assert.Contains("'/page/?b=1&a=2' to equal '/other/'", Fails(() => AssertRedirects(Client.Get("/go/"), "/other/")));
        Assert.Contains("unable to fetch remote URLs", Fails(() => AssertRedirects(Client.Get("/far/"), "https://example.com/")));
        Assert.Contains("response code was 404 (expected 200)", Fails(() => AssertRedirects(Client.Get("/lost/"), "/missing/")));
        Assert.Contains("Redirect loop", Assert.Throws<InvalidOperationException>(() => Client.Get("/loop/", follow: true)).Message);
    }

    [Fact]
    public void Templates_variables_and_routes_of_a_response()
    {
        var page = Client.Get("/page/");
        Assert.Equal(["page.html", "base.html", "part.html"], page.Templates);
        AssertTemplateUsed(page, "base.html");
        AssertTemplateNotUsed(page, "other.html");
        Assert.Equal("A & B", page.Context!["title"]);
        Assert.Equal("page", page.ResolverMatch!.UrlName);
        Assert.Equal(3, Client.Get("/json/").Json<Dictionary<string, int>>()!["a"]);
        Assert.Null(Client.Get("/json/").Context);
        Assert.IsType<InvalidOperationException>(Client.Get("/fail/").Exception);

        Assert.Contains("Actual template(s) used: page.html, base.html, part.html", Fails(() => AssertTemplateUsed(page, "other.html")));
        Assert.Contains("No templates used", Fails(() => AssertTemplateUsed(Client.Get("/json/"), "page.html")));
        Assert.Contains("used unexpectedly", Fails(() => AssertTemplateNotUsed(page, "part.html")));
    }

    [Fact]
    public async Task Queries_are_counted()
    {
        AssertNumQueries(0, () => { });
        AssertNumQueries(2, () =>
        {
            Author.Objects.GetQuerySet().Create(new() { Name = "Ada" });
            Author.Objects.GetQuerySet().Count();
        });
        await AssertNumQueriesAsync(1, () => Author.Objects.GetQuerySet().CountAsync());
        AssertNumQueries(1, () => Client.Get("/count/"));

        var message = Fails(() => AssertNumQueries(2, () => Author.Objects.GetQuerySet().Count()));
        Assert.StartsWith("1 queries executed, 2 expected\nCaptured queries were:\n1. SELECT COUNT(*)", message);
        // What failed does not hide what went wrong inside.
        Assert.Throws<TimeoutException>(() => AssertNumQueries(1, () => throw new TimeoutException()));
    }

    [Theory]
    [InlineData("<p>a</p>", " <p >\n a </p>\n")]
    [InlineData("<a href='x' class='b a'>a</a>", "<A class=\"a  b\" HREF=x>a</A>")]
    [InlineData("<input checked disabled=''>", "<input disabled=\"disabled\" checked=checked />")]
    [InlineData("<br><img src=a>", "<br/> <img src='a'/>")]
    [InlineData("a &amp; b &lt;", "a & b <")]
    [InlineData("<p>a<!-- c --></p>", "<!doctype html><p>a</p>")]
    [InlineData("<script>if (a < b) x('</p>')</script>", "<script> if (a < b) x('</p>') </script>")]
    [InlineData("<ul><li>a</li><li>b</li></ul>", "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>")]
    public void Html_is_the_same(string first, string second)
    {
        AssertHtmlEqual(first, second);
        Fails(() => AssertHtmlNotEqual(first, second));
    }

    [Theory]
    [InlineData("<p>a</p>", "<p>b</p>")]
    [InlineData("<p>a b</p>", "<p>ab</p>")]
    [InlineData("<p>a</p>", "<div>a</div>")]
    [InlineData("<p id=a>a</p>", "<p>a</p>")]
    [InlineData("<p><b>a</b></p>", "<p>a</p>")]
    [InlineData("<i>a</i><b>b</b>", "<b>b</b><i>a</i>")]
    [InlineData("<p title='a  b'></p>", "<p title='a b'></p>")]
    public void Html_is_another(string first, string second)
    {
        AssertHtmlNotEqual(first, second);
        Assert.StartsWith("The HTML is not the expected one.", Fails(() => AssertHtmlEqual(first, second)));
    }

    [Theory]
    [InlineData("<p>", "Couldn't find end tag of `p`.")]
    [InlineData("</p>", "Unexpected end tag `p`.")]
    [InlineData("<p><b></p>", "Unexpected end tag `p`, where `b` is open.")]
    public void What_is_no_html_is_said(string html, string why) => Assert.Contains($"First argument is not valid HTML: {why}", Fails(() => AssertHtmlEqual(html, "<p></p>")));

    [Fact]
    public void Pieces_are_counted()
    {
        const string Page = "<ul><li class='a b'>x <i>y</i></li><li>z</li><li class='b a'>x <i>y</i></li></ul><p>x and x</p>";
        AssertInHtml("<li class=\"b a\">x <i>y</i></li>", Page, count: 2);
        AssertInHtml("<li>z</li>", Page);
        AssertInHtml("x", Page, count: 4);
        AssertInHtml("<li>z</li><li class='a b'>x <i>y</i></li>", Page, count: 1);
        Assert.StartsWith("Couldn't find '<li>y</li>'", Fails(() => AssertInHtml("<li>y</li>", Page)));
    }

    [Fact]
    public void Json_is_compared()
    {
        AssertJsonEqual("{\"a\": 1, \"b\": [1, 2]}", "{\"b\":[1,2],\"a\":1}");
        Fails(() => AssertJsonEqual("{\"a\": 1}", "{\"a\": 2}"));
        Assert.Contains("First argument is not valid JSON", Fails(() => AssertJsonEqual("{", "{}")));
    }

    [Fact]
    public void Settings_are_others_for_a_while()
    {
        Client.Cookies["a"] = "1";
        Author.Objects.GetQuerySet().Create(new() { Name = "Ada" });
        Assert.Equal(301, Client.Get("/page").StatusCode);
        using (OverrideSettings(settings => settings.AppendSlash = false))
        {
            Assert.False(Settings.Current.AppendSlash);
            Assert.Equal(404, Client.Get("/page").StatusCode);
            Assert.Equal("1", Client.Get("/count/").Content);
            Assert.Equal("1", Client.Cookies["a"]);
            Quintet.Mail.Email.Send("a", "b", null, ["c@example.com"]);
        }

        Assert.True(Settings.Current.AppendSlash);
        Assert.Equal(301, Client.Get("/page").StatusCode);
        Assert.Single(Quintet.Mail.Email.Outbox);
    }

    [Fact]
    public void The_client_sends_whatever_a_browser_or_a_script_would()
    {
        Assert.Equal("PUT text/plain a", Client.Put("/echo/", "a", "text/plain").Content);
        Assert.Equal("PATCH application/json {}", Client.Patch("/echo/", "{}", "application/json").Content);
        Assert.Equal("DELETE  ", Client.Delete("/echo/").Content);
        Assert.Equal("POST application/json {\"A\":1}", Client.PostJson("/echo/", new { A = 1 }).Content);
        Assert.Equal("name=Ada plan=a.txt:text/plain:5", Client.Post("/upload/", [new("name", "Ada")], [new("plan", new ContentFile("hello", "a.txt"))]).Content);
    }

    [Fact]
    public void Views_are_called_directly()
    {
        var factory = new RequestFactory { Headers = { ["X-Test"] = "yes" }, Cookies = { ["a"] = "1" } };
        var request = factory.Post("/any/?q=2", [new("name", "Ada")]);

        Assert.Equal(("POST", "/any/", "2", "Ada", "yes", "1"), (request.Method, request.Path, request.GET["q"], request.POST["name"], request.Headers["X-Test"], request.COOKIES["a"]));
        Assert.Equal("GET  ", AssertionUrls.Echo(factory.Get("/")).Content);
        Assert.Equal("PUT text/plain a", AssertionUrls.Echo(factory.Put("/", "a", "text/plain")).Content);
    }

    private static string Fails(Action claim) => Assert.Throws<AssertionException>(claim).Message;

    public class AssertionUrls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns =>
        [
            Path("page/", (HttpRequest request) => Render(request, "page.html", new { title = "A & B" }), name: "page"),
            Path("go/", (HttpRequest request) => (HttpResponse)new HttpResponseRedirect("/page/?b=1&a=2")),
            Path("go-go/", (HttpRequest request) => (HttpResponse)new HttpResponseRedirect("/go/")),
            Path("far/", (HttpRequest request) => (HttpResponse)new HttpResponseRedirect("https://example.com/")),
            Path("lost/", (HttpRequest request) => (HttpResponse)new HttpResponseRedirect("/missing/")),
            Path("loop/", (HttpRequest request) => (HttpResponse)new HttpResponseRedirect("/loop/")),
            Path("json/", (HttpRequest request) => (HttpResponse)new JsonResponse(new { a = 3 })),
            Path("fail/", Fail),
            Path("echo/", (HttpRequest request) => Echo(request)),
            Path("count/", (HttpRequest request) => new HttpResponse(Author.Objects.GetQuerySet().Count().ToString())),
            Path("upload/", (HttpRequest request) =>
            {
                var plan = request.FILES["plan"]!;
                return new HttpResponse($"name={request.POST["name"]} plan={plan.Name}:{plan.ContentType}:{plan.Size}");
            }),
        ];

        public static HttpResponse Echo(HttpRequest request) => new($"{request.Method} {request.Headers["Content-Type"]} {System.Text.Encoding.UTF8.GetString(request.Body.Span)}");

        private static HttpResponse Fail(HttpRequest request) => throw new InvalidOperationException("broken");
    }
}

/// <summary>A server that listens, on a test's database.</summary>
public sealed class LiveServerTests : LiveServerTestCase
{
    private static readonly HttpClient Http = new();

    protected override Settings CreateSettings() => new LibrarySettings(System.IO.Path.GetTempPath(), typeof(LibraryApp))
    {
        RootUrlConf = typeof(AssertionTests.AssertionUrls),
        Middleware = [typeof(Quintet.Middleware.CommonMiddleware)],
        StaticFilesDirs = [new SiteSettings().BaseDir / "Files"],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Another_program_sees_what_the_test_made(int number)
    {
        Assert.Equal("0", await Http.GetStringAsync(LiveServerUrl + "/count/"));
        for (var i = 0; i < number; i++) await Author.Objects.GetQuerySet().CreateAsync(new() { Name = "Ada" });

        Assert.Equal(number.ToString(), await Http.GetStringAsync(LiveServerUrl + "/count/"));
        Assert.Contains("color", await Http.GetStringAsync(LiveServerUrl + "/static/css/site.css"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await Http.GetAsync(LiveServerUrl + "/static/none.css")).StatusCode);
    }
}
