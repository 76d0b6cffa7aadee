using Quintet.Conf;
using Quintet.Http;
using Quintet.Middleware;
using Quintet.Templates;
using WebTests.Http;
using static Quintet.Shortcuts;

namespace WebTests.Attacks;

/// <summary>What comes from a visitor and goes into a page, a header or an address.</summary>
public class InjectionAttackTests
{
    private const string Script = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";

    private static void UsesTemplates(PageSettings settings) => settings.Templates =
    [
        new QuintetTemplates
        {
            AppDirs = false,
            Loaders = [new MemoryLoader(new Dictionary<string, string> { ["page.html"] = "<p title=\"{{ text }}\">{{ text }}</p>{{ text|linebreaks }}{{ text|urlize }}{{ text|truncatechars:40 }}", ["403.html"] = "{{ exception }}" })],
        },
    ];

    public static TheoryData<string, Func<HttpRequest, HttpResponse>, bool> Helpers => new()
    {
        { "Render", request => Render(request, "page.html", new { text = request.GET["x"] }), false },
        { "Http404", request => throw new Http404(request.GET["x"]!), true },
        { "PermissionDenied", request => throw new PermissionDenied(request.GET["x"]!), true },
        { "BadRequest", request => throw new BadRequest(request.GET["x"]!), true },
        { "SuspiciousOperation", request => throw new SuspiciousOperation(request.GET["x"]!), true },
        { "an error", request => throw new InvalidOperationException(request.GET["x"]!), true },
        { "a wrong host", request => new(request.BuildAbsoluteUri()), true },
        { "a redirect", request => new HttpResponseRedirect("/?next=" + request.GET["x"]), true },
        { "a wrong redirect", request => new HttpResponseRedirect("javascript:" + request.GET["x"]), true },
        { "a method", request => new HttpResponseNotAllowed(["GET"]), true },
        { "a socket", _ => new WebSocketResponse((_, _) => Task.CompletedTask), true },
        { "JSON", request => new JsonResponse(new { text = request.GET["x"] }), true },
        { "a wrong JSON", request => new JsonResponse(request.Json<int>()), true },
    };

    [Theory]
    [MemberData(nameof(Helpers))]
    public void A_script_stays_text(string what, Func<HttpRequest, HttpResponse> view, bool alsoInDebug)
    {
        foreach (var debug in alsoInDebug ? (bool[])[false, true] : [false])
        {
            var client = Page.Client(view, settings =>
            {
                UsesTemplates(settings);
                settings.Debug = debug;
            });
            var headers = Page.Headers(("Host", what == "a wrong host" ? Script : "localhost"), ("Origin", Script), ("Referer", Script), ("Cookie", "a=" + Script), ("X-Any", Script));

            var response = client.Request("GET", "/?x=" + Uri.EscapeDataString(Script), headers: headers);

            Assert.DoesNotContain("<script>alert", response.Content);
            Assert.DoesNotContain("<img src=x", response.Content);
            Assert.DoesNotContain('<', response["Location"] ?? "");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nor_does_one_in_the_path_or_in_a_refused_form(bool debug)
    {
        var client = new Quintet.Testing.Client(Quintet.Application.Load(
            Page.Settings(_ => new(), settings => (settings.Debug, settings.Middleware) = (debug, [typeof(CommonMiddleware), typeof(CsrfViewMiddleware)])), (_, _) => { }))
        { EnforceCsrfChecks = true };

        var missing = client.Get("/" + Uri.EscapeDataString(Script) + "/?" + Uri.EscapeDataString(Script));
        var refused = client.Post("/", headers: Page.Headers(("Origin", Script)));

        Assert.Equal((404, 403), (missing.StatusCode, refused.StatusCode));
        Assert.DoesNotContain("<script>alert", missing.Content);
        Assert.DoesNotContain("<script>alert", refused.Content);
    }

    [Fact]
    public void Json_may_stand_inside_of_a_script_element() =>
        Assert.Equal("""{"text":"\u003C/script\u003E\u003C!--\u2028\u0026\u0027"}""", new JsonResponse(new { text = "</script><!--\u2028&'" }).Content);

    [Theory]
    [InlineData("../Shared/RequirableFact.cs")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\outside.txt")]
    [InlineData("%2e%2e/outside.txt")]
    [InlineData("shop/../../outside.txt")]
    [InlineData("//etc/passwd")]
    [InlineData("\\\\server\\share\\page.html")]
    [InlineData("C:/windows/win.ini")]
    [InlineData("page.html\0.txt")]
    [InlineData("")]
    public void A_template_comes_from_its_folders(string name)
    {
        var errors = new List<string>();
        var client = Site.Client(
            settings =>
            {
                settings.Debug = false;
                settings.AllowedHosts = ["*"];
                settings.RootUrlConf = typeof(TemplateUrls);
                settings.Templates = [new QuintetTemplates { Dirs = [settings.BaseDir / "Files" / "templates"], AppDirs = false }];
            },
            errors);

        var response = client.Get("/?name=" + Uri.EscapeDataString(name));

        Assert.Equal(500, response.StatusCode);
        Assert.DoesNotContain("outside\n", response.Content);
        Assert.DoesNotContain("root:", response.Content);
        Assert.Equal(200, client.Get("/?name=base.html").StatusCode);
    }

    public class TemplateUrls : Quintet.Urls.UrlConf
    {
        public override IEnumerable<Quintet.Urls.UrlPattern> UrlPatterns => [Quintet.Urls.UrlHelpers.Path("", Show)];

        public static HttpResponse Show(HttpRequest request) => Render(request, request.GET["name"]!);
    }

    [Theory]
    [InlineData("/static/%252e%252e/outside.txt")]
    [InlineData("/static/%25252e%25252e/outside.txt")]
    [InlineData("/static/%c0%ae%c0%ae/outside.txt")]
    [InlineData("/static/..%c0%afoutside.txt")]
    [InlineData("/static/%5c%5cserver%5cshare%5coutside.txt")]
    [InlineData("/static///server/share/outside.txt")]
    [InlineData("/static/....//outside.txt")]
    [InlineData("/static/..;/outside.txt")]
    [InlineData("/static/css/site.css%20")]
    [InlineData("/static/css/site.css::$DATA")]
    [InlineData("/static/css/site.css/")]
    public void A_static_file_is_asked_for_by_its_name(string path) => Assert.Equal(404, Site.Client().Get(path).StatusCode);

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../outside.txt")]
    [InlineData("..\\outside.txt")]
    [InlineData("a\0b")]
    public void A_stored_file_is_in_its_folder(string name)
    {
        var folder = Directory.CreateTempSubdirectory("quintet-injection-");
        try
        {
            var storage = new Quintet.Files.FileSystemStorage(folder.FullName);

            var client = Page.Client(request => new FileResponse(storage.Open(request.GET["name"]!), "x"));

            Assert.Equal(400, client.Get("/?name=" + Uri.EscapeDataString(name)).StatusCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void An_upload_does_not_write_through_a_link()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Directory.CreateTempSubdirectory("quintet-injection-");
        try
        {
            var (media, secret) = (folder.CreateSubdirectory("media").FullName, Path.Combine(folder.FullName, "secret.txt"));
            File.WriteAllText(secret, "secret");
            File.CreateSymbolicLink(Path.Combine(media, "a.txt"), secret);
            File.CreateSymbolicLink(Path.Combine(media, "nowhere.txt"), Path.Combine(folder.FullName, "made.txt"));
            var storage = new Quintet.Files.FileSystemStorage(media);

            foreach (var name in (string[])["a.txt", "nowhere.txt"])
            {
                Assert.NotEqual(name, storage.Save(name, new MemoryStream([1])));
            }

            Assert.Equal("secret", File.ReadAllText(secret));
            Assert.False(File.Exists(Path.Combine(folder.FullName, "made.txt")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("//evil.com", false)]
    [InlineData("https://evil.com", false)]
    [InlineData("/\\evil.com", false)]
    [InlineData("\t//evil.com", false)]
    [InlineData("https:evil.com", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("http://localhost@evil.com", false)]
    [InlineData("http://localhost.evil.com", false)]
    [InlineData("http://evil.com\\@localhost", false)]
    [InlineData("http://ｌocalhost／evil.com", false)]
    [InlineData("/books/?next=//evil.com", true)]
    [InlineData("http://localhost/books/", true)]
    public void A_visitor_is_led_only_to_this_site(string next, bool isSafe)
    {
        var client = Page.Client(request => new HttpResponseRedirect(HttpUtils.UrlHasAllowedHostAndScheme(request.GET["next"], [request.GetHost()]) ? request.GET["next"]! : "/"));

        Assert.Equal(isSafe ? next : "/", client.Get("/?next=" + Uri.EscapeDataString(next))["Location"]);
    }

    [Theory]
    [InlineData("//evil.com/")]
    [InlineData("/%2Fevil.com")]
    [InlineData("/%5Cevil.com")]
    [InlineData("//evil.com/%2e%2e")]
    [InlineData("/x?next=//evil.com")]
    public void The_framework_leads_nowhere_else_of_itself(string path)
    {
        var client = Site.Client(settings => (settings.RootUrlConf, settings.PrependWww) = (typeof(AttackTests.AnyPathUrls), true));

        var location = client.Get(path)["Location"]!;

        Assert.StartsWith("http://www.localhost/", location);
        Assert.True(location["http://www.localhost/".Length] is not ('/' or '\\'), location);
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "evil.com")]
    [InlineData("X-Forwarded-Port", "666")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Scheme", "nothttps")]
    [InlineData("X-Forwarded-Server", "evil.com")]
    [InlineData("X-Host", "evil.com")]
    [InlineData("Forwarded", "host=evil.com;proto=https")]
    [InlineData("X-Original-URL", "/admin/")]
    [InlineData("X-Rewrite-URL", "/admin/")]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("X-Forwarded-For", "10.0.0.1")]
    public void A_header_that_no_setting_names_changes_nothing(string name, string value)
    {
        var client = Page.Client(
            request => new($"{request.Method} {request.BuildAbsoluteUri("/reset/")} {request.GetFullPath()} {request.GetPort()} {request.IsSecure} {request.RemoteAddress}"),
            settings => settings.Middleware = [typeof(SecurityMiddleware), typeof(CommonMiddleware)]);

        var (plain, forged) = (client.Get("/"), client.Get("/", Page.Headers((name, value))));

        Assert.Equal("GET http://localhost/reset/ / 80 False 127.0.0.1", plain.Content);
        Assert.Equal((plain.StatusCode, plain.Content, plain["Location"]), (forged.StatusCode, forged.Content, forged["Location"]));
    }

    [Fact]
    public void A_forwarded_host_is_held_against_the_allowed_ones()
    {
        var client = Page.Client(request => new(request.BuildAbsoluteUri("/reset/")), settings => settings.UseXForwardedHost = true);

        Assert.Equal(400, client.Get("/", Page.Headers(("X-Forwarded-Host", "evil.com"))).StatusCode);
        Assert.Equal(400, client.Get("/", Page.Headers(("X-Forwarded-Host", "localhost/evil"))).StatusCode);
        Assert.Equal("http://localhost/reset/", client.Get("/", Page.Headers(("X-Forwarded-Host", "localhost"))).Content);
    }
}
