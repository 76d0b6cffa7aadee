using Quintet.Apps;
using Quintet.Conf;
using Quintet.Http;
using Quintet.Middleware;
using Quintet.Testing;
using Quintet.Urls;
using Quintet.Views;
using static Quintet.Shortcuts;
using static Quintet.Urls.UrlHelpers;

namespace WebTests.Security;

/// <summary>What another site could make a visitor's browser send is refused.</summary>
public class CsrfTests
{
    private static readonly Dictionary<string, string> Https = new() { ["X-Forwarded-Proto"] = "https" };

    [Fact]
    public void A_form_of_this_site_is_taken()
    {
        var client = new CsrfClient();
        var page = client.Get("/form/");

        Assert.Equal(32, client.Cookies["csrftoken"].Length);
        Assert.Contains("SameSite=Lax", Assert.Single(page.SetCookies));
        Assert.Equal("Cookie", page["Vary"]);
        Assert.Equal("changed", client.Post("/change/", [new("csrfmiddlewaretoken", Token(page))]).Content);
    }

    [Fact]
    public void A_token_is_another_one_on_each_page_and_all_are_good()
    {
        var client = new CsrfClient();
        var (one, two) = (Token(client.Get("/form/")), Token(client.Get("/form/")));

        Assert.NotEqual(one, two);
        Assert.Equal(200, client.Post("/change/", [new("csrfmiddlewaretoken", one)]).StatusCode);
        Assert.Equal(200, client.Post("/change/", [new("csrfmiddlewaretoken", two)]).StatusCode);
    }

    [Fact]
    public void A_script_sends_the_cookie_in_a_header()
    {
        var client = new CsrfClient();
        client.Get("/form/");

        Assert.Equal(200, client.Request("PUT", "/change/", headers: new Dictionary<string, string> { ["X-CSRFToken"] = client.Cookies["csrftoken"] }).StatusCode);
        Assert.Equal("CSRF token from the 'X-CSRFToken' HTTP header incorrect.", Reason(client.Request("DELETE", "/change/", headers: new Dictionary<string, string> { ["X-CSRFToken"] = new('a', 32) })));
    }

    [Theory]
    [InlineData(null, "CSRF token missing.")]
    [InlineData("short", "CSRF token from POST has incorrect length.")]
    [InlineData("********************************", "CSRF token from POST has invalid characters.")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "CSRF token from POST incorrect.")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "CSRF token from POST incorrect.")]
    public void A_missing_or_wrong_token_is_refused(string? token, string reason)
    {
        var client = new CsrfClient();
        client.Get("/form/");

        var response = client.Post("/change/", token is null ? [] : [new("csrfmiddlewaretoken", token)]);

        Assert.Equal(403, response.StatusCode);
        Assert.Equal(reason, Reason(response));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not-a-secret")]
    [InlineData("<script>alert(1)</script>aaaaaaa")]
    public void Without_a_cookie_nothing_is_taken(string? cookie)
    {
        var client = new CsrfClient();
        if (cookie is not null) client.Cookies["csrftoken"] = cookie;

        Assert.Equal("CSRF cookie not set.", Reason(client.Post("/change/", [new("csrfmiddlewaretoken", new('a', 32))])));
    }

    [Fact]
    public void A_token_of_another_visitor_is_refused()
    {
        var (victim, attacker) = (new CsrfClient(), new CsrfClient());
        victim.Get("/form/");

        Assert.Equal(403, victim.Post("/change/", [new("csrfmiddlewaretoken", Token(attacker.Get("/form/")))]).StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("https://localhost")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("http://localhost:8080")]
    [InlineData("null")]
    [InlineData("")]
    public void Another_origin_is_refused_even_with_a_good_token(string origin)
    {
        var client = new CsrfClient();
        var token = Token(client.Get("/form/"));

        var response = client.Post("/change/", [new("csrfmiddlewaretoken", token)], new Dictionary<string, string> { ["Origin"] = origin });

        Assert.Equal($"Origin checking failed - {origin} does not match any trusted origins.", Reason(response));
    }

    [Theory]
    [InlineData("http://localhost")]
    [InlineData("https://shop.example")]
    [InlineData("https://a.partner.example")]
    public void This_site_and_trusted_ones_may_post(string origin)
    {
        var client = new CsrfClient();
        var token = Token(client.Get("/form/"));

        Assert.Equal(200, client.Post("/change/", [new("csrfmiddlewaretoken", token)], new Dictionary<string, string> { ["Origin"] = origin }).StatusCode);
    }

    [Theory]
    [InlineData("http://a.partner.example")]
    [InlineData("https://evilpartner.example")]
    [InlineData("https://partner.example.evil.example")]
    public void What_only_looks_like_a_trusted_site_may_not(string origin)
    {
        var client = new CsrfClient();
        var token = Token(client.Get("/form/"));

        Assert.Equal(403, client.Post("/change/", [new("csrfmiddlewaretoken", token)], new Dictionary<string, string> { ["Origin"] = origin }).StatusCode);
    }

    [Theory]
    [InlineData(null, "Referer checking failed - no Referer.")]
    [InlineData("nonsense", "Referer checking failed - Referer is malformed.")]
    [InlineData("http://localhost/form/", "Referer checking failed - Referer is insecure while host is secure.")]
    [InlineData("https://evil.example/", "Referer checking failed - https://evil.example/ does not match any trusted origins.")]
    [InlineData("https://localhost.evil.example/", "Referer checking failed - https://localhost.evil.example/ does not match any trusted origins.")]
    [InlineData("https://localhost/form/", null)]
    [InlineData("https://shop.example/order/", null)]
    [InlineData("https://a.partner.example/", null)]
    public void Over_https_the_referer_says_where_a_form_was(string? referer, string? reason)
    {
        var client = new CsrfClient();
        var token = Token(client.Get("/form/", Https));
        var headers = new Dictionary<string, string>(Https);
        if (referer is not null) headers["Referer"] = referer;

        var response = client.Post("/change/", [new("csrfmiddlewaretoken", token)], headers);

        Assert.Equal(reason is null ? 200 : 403, response.StatusCode);
        if (reason is not null) Assert.Equal(reason, Reason(response));
    }

    [Fact]
    public void A_reason_is_escaped_and_shown_in_debug_only()
    {
        var client = new CsrfClient(debug: false);
        client.Get("/form/");
        var response = client.Post("/change/", [new("csrfmiddlewaretoken", "<script>")], new Dictionary<string, string> { ["Origin"] = "<script>" });

        Assert.Equal(403, response.StatusCode);
        Assert.Contains("CSRF verification failed. Request aborted.", response.Content);
        Assert.DoesNotContain("Origin checking", response.Content);
        Assert.Contains("&lt;script&gt;", new CsrfClient().Post("/change/", [], new Dictionary<string, string> { ["Origin"] = "<script>" }).Content);
    }

    [Fact]
    public void Views_say_for_themselves()
    {
        var client = new CsrfClient();

        Assert.Equal("exempt", client.Post("/exempt/").Content);
        Assert.Equal("class", client.Post("/class/").Content);
        Assert.Equal(403, client.Request("PUT", "/class/").StatusCode);
        Assert.Empty(client.Get("/exempt/").SetCookies);
        Assert.Single(client.Get("/ensured/").SetCookies);
    }

    [Fact]
    public void A_view_protects_itself_where_the_middleware_is_missing()
    {
        var client = new CsrfClient(protectAll: false);

        Assert.Equal(200, client.Post("/change/").StatusCode);
        Assert.Equal(403, client.Post("/protected/").StatusCode);
        var token = Token(client.Get("/protected/"));
        Assert.Equal(200, client.Post("/protected/", [new("csrfmiddlewaretoken", token)]).StatusCode);
    }

    [Fact]
    public void A_new_secret_ends_the_tokens_from_before()
    {
        var client = new CsrfClient();
        var token = Token(client.Get("/form/"));
        var before = client.Cookies["csrftoken"];

        client.Get("/rotate/");

        Assert.NotEqual(before, client.Cookies["csrftoken"]);
        Assert.Equal(403, client.Post("/change/", [new("csrfmiddlewaretoken", token)]).StatusCode);
    }

    [Fact]
    public void A_project_has_a_view_or_a_page_of_its_own_for_it()
    {
        var client = new CsrfClient(failure: (_, reason) => new HttpResponse("no: " + reason, status: 403));

        Assert.Equal("no: CSRF cookie not set.", client.Post("/change/").Content);
    }

    [Fact]
    public void A_test_client_needs_no_token_unless_it_wants() => Assert.Equal(200, new Client(new CsrfSettings()).Post("/change/").StatusCode);

    [Fact]
    public void Signed_cookies_come_back_as_they_went()
    {
        var client = new CsrfClient();
        client.Get("/sign/");
        var signed = client.Cookies["name"];

        Assert.Equal("ada", client.Get("/signed/").Content);
        client.Cookies["name"] = signed.Replace("ada", "eve", StringComparison.Ordinal);
        Assert.Equal("BadSignature", client.Get("/signed/").Content);

        // A value signed for another cookie is none for this one.
        client.Cookies["name"] = client.Cookies["other"];
        Assert.Equal("BadSignature", client.Get("/signed/").Content);
    }

    [Fact]
    public void Pages_are_shown_in_no_frame_unless_a_view_says_so()
    {
        var client = new CsrfClient();

        Assert.Equal("DENY", client.Get("/form/")["X-Frame-Options"]);
        Assert.Equal("SAMEORIGIN", client.Get("/framed/")["X-Frame-Options"]);
        Assert.Null(client.Get("/embedded/")["X-Frame-Options"]);
        Assert.Equal("DENY", client.Get("/missing/")["X-Frame-Options"]);
    }

    private static string Token(ClientResponse page)
    {
        var start = page.Content.IndexOf("value=\"", StringComparison.Ordinal) + 7;
        var token = page.Content[start..page.Content.IndexOf('"', start)];
        Assert.Equal(64, token.Length);
        return token;
    }

    private static string Reason(ClientResponse response)
    {
        Assert.Equal(403, response.StatusCode);
        var start = response.Content.IndexOf("<pre>", StringComparison.Ordinal) + 5;
        return System.Net.WebUtility.HtmlDecode(response.Content[start..response.Content.IndexOf("</pre>", StringComparison.Ordinal)]);
    }

    private sealed class CsrfClient(bool debug = true, bool protectAll = true, Func<HttpRequest, string, HttpResponse>? failure = null)
    {
        private readonly Client _client = new(new CsrfSettings(debug, protectAll, failure)) { EnforceCsrfChecks = true };

        public Dictionary<string, string> Cookies => _client.Cookies;

        public ClientResponse Get(string path, IReadOnlyDictionary<string, string>? headers = null) => _client.Get(path, headers);

        public ClientResponse Post(string path, IEnumerable<KeyValuePair<string, string>>? data = null, IReadOnlyDictionary<string, string>? headers = null) => _client.Post(path, data, headers);

        public ClientResponse Request(string method, string path, IReadOnlyDictionary<string, string>? headers = null) => _client.Request(method, path, headers: headers);
    }
}

public class CsrfSettings : Settings
{
    public CsrfSettings()
        : this(true, true, null)
    {
    }

    public CsrfSettings(bool debug, bool protectAll, Func<HttpRequest, string, HttpResponse>? failure)
    {
        Debug = debug;
        SecretKey = "a key that must not be shown";
        AllowedHosts = ["localhost"];
        RootUrlConf = typeof(CsrfUrls);
        SecureProxySslHeader = ("X-Forwarded-Proto", "https");
        CsrfTrustedOrigins = ["https://shop.example", "https://*.partner.example"];
        CsrfFailureView = failure;
        Middleware = [typeof(XFrameOptionsMiddleware), typeof(CommonMiddleware)];
        if (protectAll) Middleware.Add(typeof(CsrfViewMiddleware));
        Templates = [new QuintetTemplates { Loaders = [new Quintet.Templates.MemoryLoader(new Dictionary<string, string> { ["form.html"] = "<form><% csrf_token %></form>" })] }];
    }

    public override Manifest Manifest => Manifest.Empty;
}

public class CsrfUrls : UrlConf
{
    public override IEnumerable<UrlPattern> UrlPatterns =>
    [
        Path("form/", CsrfViews.Form),
        Path("change/", CsrfViews.Change),
        Path("exempt/", CsrfViews.Exempt),
        Path("ensured/", CsrfViews.Ensured),
        Path("protected/", CsrfViews.Protected),
        Path("rotate/", CsrfViews.Rotate),
        Path("sign/", CsrfViews.Sign),
        Path("signed/", CsrfViews.Signed),
        Path("framed/", CsrfViews.Framed),
        Path("embedded/", CsrfViews.Embedded),
        Path<HalfExemptView>("class/"),
    ];
}

public static class CsrfViews
{
    public static HttpResponse Form(HttpRequest request) => Render(request, "form.html");

    public static HttpResponse Change(HttpRequest request) => new("changed");

    [CsrfExempt]
    public static HttpResponse Exempt(HttpRequest request) => new("exempt");

    [EnsureCsrfCookie]
    public static HttpResponse Ensured(HttpRequest request) => new("ensured");

    [CsrfProtect]
    public static HttpResponse Protected(HttpRequest request) => request.Method == "GET" ? Render(request, "form.html") : new("changed");

    public static HttpResponse Rotate(HttpRequest request)
    {
        CsrfViewMiddleware.RotateToken(request);
        return new("rotated");
    }

    public static HttpResponse Sign(HttpRequest request)
    {
        var response = new HttpResponse("signed");
        response.SetSignedCookie("name", "ada");
        response.SetSignedCookie("other", "ada");
        return response;
    }

    public static HttpResponse Signed(HttpRequest request)
    {
        try
        {
            return new(request.GetSignedCookie("name", maxAge: TimeSpan.FromMinutes(1)) ?? "none");
        }
        catch (Quintet.Security.BadSignature)
        {
            return new("BadSignature");
        }
    }

    [XFrameOptionsSameOrigin]
    public static HttpResponse Framed(HttpRequest request) => new("framed");

    [XFrameOptionsExempt]
    public static HttpResponse Embedded(HttpRequest request) => new("embedded");
}

public class HalfExemptView : View
{
    [CsrfExempt]
    public HttpResponse Post(HttpRequest request) => new("class");

    public HttpResponse Put(HttpRequest request) => new("class");
}
