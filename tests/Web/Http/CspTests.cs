using Quintet.Conf;
using Quintet.Http;
using Quintet.Middleware;
using Quintet.Security;
using Quintet.Templates;
using Quintet.Testing;
using Quintet.Urls;
using Quintet.Views;
using static Quintet.Shortcuts;

namespace WebTests.Http;

public class CspTests
{
    private static Client Client(Func<HttpRequest, HttpResponse> view, Action<PageSettings>? change = null) => Page.Client(view, settings =>
    {
        settings.Middleware = [typeof(ContentSecurityPolicyMiddleware)];
        settings.SecureCsp = new() { ["default-src"] = [CSP.Self], ["script-src"] = [CSP.Self, CSP.Nonce, CSP.StrictDynamic], ["style-src"] = [CSP.Nonce], ["upgrade-insecure-requests"] = [] };
        change?.Invoke(settings);
    });

    [Fact]
    public void A_page_says_from_where_it_loads()
    {
        var response = Client(_ => new()).Get("/");

        Assert.Equal("default-src 'self'; script-src 'self' 'strict-dynamic'; upgrade-insecure-requests", response["Content-Security-Policy"]);
        Assert.Null(response["Content-Security-Policy-Report-Only"]);
    }

    [Fact]
    public void A_nonce_is_there_where_it_is_used_and_another_each_time()
    {
        var client = Client(
            request => Render(request, "page.html"),
            settings => settings.Templates =
            [
                new QuintetTemplates
                {
                    AppDirs = false,
                    ContextProcessors = [ContextProcessors.Csp],
                    Loaders = [new MemoryLoader(new Dictionary<string, string> { ["page.html"] = "{{ csp_nonce }}" })],
                },
            ]);

        var (first, second) = (client.Get("/"), client.Get("/"));

        Assert.Matches("^[A-Za-z0-9_-]{22}$", first.Content);
        Assert.NotEqual(first.Content, second.Content);
        Assert.Equal($"default-src 'self'; script-src 'self' 'nonce-{first.Content}' 'strict-dynamic'; style-src 'nonce-{first.Content}'; upgrade-insecure-requests", first["Content-Security-Policy"]);
        Assert.Equal("True", Client(request => new($"{request.CspNonce == request.CspNonce}")).Get("/").Content);
    }

    [Fact]
    public void A_policy_may_be_only_reported()
    {
        var response = Client(_ => new(), settings => (settings.SecureCsp, settings.SecureCspReportOnly) = ([], new() { ["default-src"] = [CSP.None], ["report-uri"] = ["/csp/"] })).Get("/");

        Assert.Equal("default-src 'none'; report-uri /csp/", response["Content-Security-Policy-Report-Only"]);
        Assert.Null(response["Content-Security-Policy"]);
    }

    [Fact]
    public void A_header_that_is_there_stays()
    {
        var response = Client(_ => new() { ["Content-Security-Policy"] = "default-src https:" }).Get("/");

        Assert.Equal("default-src https:", response["Content-Security-Policy"]);
    }

    [Theory]
    [InlineData("/none/", null, "default-src 'none'")]
    [InlineData("/own/", "img-src 'self'", "default-src 'none'")]
    [InlineData("/reported/", "default-src 'self'", "img-src 'self'")]
    [InlineData("/unreported/", "default-src 'self'", null)]
    [InlineData("/class/", "img-src 'self'", "default-src 'none'")]
    [InlineData("/missing/", "default-src 'self'", "default-src 'none'")]
    public void A_view_may_have_its_own(string path, string? policy, string? reported)
    {
        var response = Client(_ => new(), settings => (settings.RootUrlConf, settings.SecureCsp, settings.SecureCspReportOnly) = (typeof(Urls), new() { ["default-src"] = [CSP.Self] }, new() { ["default-src"] = [CSP.None] })).Get(path);

        Assert.Equal((policy, reported), (response["Content-Security-Policy"], response["Content-Security-Policy-Report-Only"]));
    }

    [Fact]
    public void The_debug_pages_have_none()
    {
        foreach (var view in (Func<HttpRequest, HttpResponse>[])[_ => throw new InvalidOperationException(), _ => throw new Http404(), _ => throw new BadRequest("x"), _ => throw new SuspiciousOperation("x")])
        {
            var (debug, production) = (Client(view, settings => settings.Debug = true).Get("/"), Client(view).Get("/"));
            Assert.Equal((debug.StatusCode, null), (production.StatusCode, debug["Content-Security-Policy"]));
            Assert.NotNull(production["Content-Security-Policy"]);
        }
    }

    [Theory]
    [InlineData("default-src", "'self'; script-src *", false)]
    [InlineData("default-src", "a,b", false)]
    [InlineData("default-src", "a b", false)]
    [InlineData("default-src", "", false)]
    [InlineData("default_src", "'self'", false)]
    [InlineData("script-src *;", "'self'", false)]
    [InlineData("default-src", "https://example.com/x", true)]
    public void A_policy_that_says_something_else_is_found_by_the_checks(string directive, string value, bool isRight)
    {
        var application = Quintet.Application.Load(Page.Settings(_ => new(), settings => settings.SecureCspReportOnly = new() { [directive] = [value] }));
        var found = Quintet.Checks.SystemChecks.Run(application, new()).Messages.Where(message => message.Id == "security.E026").ToList();

        if (isRight) Assert.Empty(found);
        else Assert.Equal("Settings.SecureCspReportOnly", Assert.Single(found).Place);
    }

    public class Pictures : ICspPolicy
    {
        public static IReadOnlyDictionary<string, string[]> Policy { get; } = new Dictionary<string, string[]> { ["img-src"] = [CSP.Self] };
    }

    public class Urls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns =>
        [
            UrlHelpers.Path("none/", None), UrlHelpers.Path("own/", Own), UrlHelpers.Path("reported/", Reported), UrlHelpers.Path("unreported/", Unreported), UrlHelpers.Path<PictureView>("class/"),
        ];

        [CspOverride]
        public static HttpResponse None(HttpRequest request) => new();

        [CspOverride<Pictures>]
        public static HttpResponse Own(HttpRequest request) => new();

        [CspReportOnlyOverride<Pictures>]
        public static HttpResponse Reported(HttpRequest request) => new();

        [CspReportOnlyOverride]
        public static HttpResponse Unreported(HttpRequest request) => new();
    }

    [CspOverride<Pictures>]
    public class PictureView : View
    {
        public HttpResponse Get(HttpRequest request) => new();
    }
}
