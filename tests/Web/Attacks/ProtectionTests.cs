using System.Diagnostics;
using Quintet;
using Quintet.Middleware;
using Quintet.Sessions;
using Quintet.Validation;
using WebTests.Http;

namespace WebTests.Attacks;

/// <summary>What a site as a new project has it sends along; and texts that are made to keep a validator busy.</summary>
public class ProtectionTests
{
    [Fact]
    public void A_page_of_a_site_over_https_protects_its_visitors()
    {
        var client = new Quintet.Testing.Client(Quintet.Application.Load(
            Page.Settings(
                request =>
                {
                    request.Session["user"] = 7;
                    return new(CsrfViewMiddleware.GetToken(request));
                },
                settings =>
                {
                    settings.Middleware = [typeof(SecurityMiddleware), typeof(SessionMiddleware), typeof(CommonMiddleware), typeof(CsrfViewMiddleware), typeof(XFrameOptionsMiddleware)];
                    settings.SessionEngine = new SignedCookieSessions();
                    settings.SecureProxySslHeader = ("X-Forwarded-Proto", "https");
                    settings.SecureSslRedirect = true;
                    (settings.SessionCookieSecure, settings.CsrfCookieSecure) = (true, true);
                    (settings.SecureHstsSeconds, settings.SecureHstsIncludeSubdomains, settings.SecureHstsPreload) = (3600, true, true);
                }),
            (_, _) => { }));

        Assert.Equal((301, "https://localhost/"), (client.Get("/").StatusCode, client.Get("/")["Location"]));
        var response = client.Get("/", Page.Headers(("X-Forwarded-Proto", "https")));

        Assert.Equal("max-age=3600; includeSubDomains; preload", response["Strict-Transport-Security"]);
        Assert.Equal("nosniff", response["X-Content-Type-Options"]);
        Assert.Equal("same-origin", response["Referrer-Policy"]);
        Assert.Equal("same-origin", response["Cross-Origin-Opener-Policy"]);
        Assert.Equal("DENY", response["X-Frame-Options"]);
        Assert.Contains(response.SetCookies, cookie => cookie.StartsWith("sessionid=", StringComparison.Ordinal) && cookie.EndsWith("; Path=/; Secure; HttpOnly; SameSite=Lax", StringComparison.Ordinal));
        Assert.Contains(response.SetCookies, cookie => cookie.StartsWith("csrftoken=", StringComparison.Ordinal) && cookie.EndsWith("; Path=/; Secure; SameSite=Lax", StringComparison.Ordinal));
        Assert.Null(response["Server"]);
    }

    [Theory]
    [InlineData("sessionid")]
    [InlineData("csrftoken")]
    public void A_changed_cookie_is_worth_nothing(string name)
    {
        var application = Quintet.Application.Load(
            Page.Settings(
                request =>
                {
                    if (request.Method == "GET") request.Session["user"] = 7;
                    return new(request.Method == "GET" ? CsrfViewMiddleware.GetToken(request) : $"{request.Session.Get("user", 0)}");
                },
                settings =>
                {
                    settings.Middleware = [typeof(SessionMiddleware), typeof(CsrfViewMiddleware)];
                    settings.SessionEngine = new SignedCookieSessions();
                }),
            (_, _) => { });
        var client = new Quintet.Testing.Client(application) { EnforceCsrfChecks = true };
        var token = client.Get("/").Content;
        Assert.Equal("7", client.Post("/", headers: Page.Headers(("X-CSRFToken", token))).Content);
        var good = client.Cookies[name];
        for (var i = 0; i < good.Length; i += 3)
        {
            client.Cookies[name] = good[..i] + (good[i] == 'a' ? 'b' : 'a') + good[(i + 1)..];
            var response = client.Post("/", headers: Page.Headers(("X-CSRFToken", token)));
            // What stands behind the last whole byte of Base64 may change without meaning anything.
            if (i < good.Length - 1) Assert.NotEqual("7", response.Content);
        }
    }

    public static TheoryData<string, IValidator, string> LongTexts => new()
    {
        { "email", new EmailValidator(), new string('a', 100_000) + "@" },
        { "email dots", new EmailValidator(), string.Concat(Enumerable.Repeat("a.", 50_000)) + "@b" },
        { "email quotes", new EmailValidator(), "\"" + string.Concat(Enumerable.Repeat("\\\"", 50_000)) + "@b.com" },
        { "email domain", new EmailValidator(), "a@" + string.Concat(Enumerable.Repeat("a-", 50_000)) + ".com!" },
        { "email address", new EmailValidator(), "a@[" + new string('1', 100_000) },
        { "url", new UrlValidator(), "http://" + string.Concat(Enumerable.Repeat("a.", 50_000)) },
        { "url user", new UrlValidator(), "http://" + new string('a', 50_000) + ":" + new string('@', 50_000) },
        { "url dashes", new UrlValidator(), "http://" + new string('-', 100_000) + ".com" },
        { "url address", new UrlValidator(), "http://[" + new string(':', 100_000) },
        { "slug", Validators.ValidateSlug, new string('a', 100_000) + "!" },
        { "unicode slug", Validators.ValidateUnicodeSlug, new string('ü', 100_000) + "!" },
        { "integer", Validators.ValidateInteger, new string('1', 100_000) + "x" },
        { "integers", Validators.ValidateCommaSeparatedIntegerList, string.Concat(Enumerable.Repeat("1,", 50_000)) + "x" },
        { "ipv4", Validators.ValidateIpv4Address, string.Concat(Enumerable.Repeat("1.", 50_000)) },
        { "ipv6", Validators.ValidateIpv6Address, string.Concat(Enumerable.Repeat("1:", 50_000)) },
        { "both", Validators.ValidateIpv46Address, new string(':', 100_000) },
    };

    [Theory]
    [MemberData(nameof(LongTexts))]
    public void A_text_keeps_no_validator_busy(string what, IValidator validator, string text)
    {
        // Whatever takes more than linear time needs minutes for these.
        var time = Stopwatch.StartNew();

        Assert.Throws<ValidationError>(() => validator.Validate(text));
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(20), $"{what}: {time.Elapsed}");
    }

    [Theory]
    [InlineData("Accept")]
    [InlineData("Accept-Encoding")]
    [InlineData("If-None-Match")]
    [InlineData("Cookie")]
    [InlineData("Range")]
    [InlineData("Content-Type")]
    [InlineData("X-Forwarded-Host")]
    public void A_header_keeps_no_parser_busy(string name)
    {
        var client = Page.Client(
            request => new($"{request.Accepts("text/html")} {request.COOKIES.Count} {request.ContentType} {request.Encoding.WebName}"),
            settings =>
            {
                settings.Middleware = [typeof(GZipMiddleware), typeof(ConditionalGetMiddleware)];
                settings.UseXForwardedHost = true;
            });
        var time = Stopwatch.StartNew();
        foreach (var piece in (string[])[",", ";", "\"", "a,", "a;q=", "=", "*", "\\\"", "'", "a/b;c=d;", "W/\"a\"", "0-0,"])
        {
            var value = string.Concat(Enumerable.Repeat(piece, 30_000 / piece.Length));
            Assert.True(client.Get("/", Page.Headers((name, value))).StatusCode < 500);
        }

        Assert.True(time.Elapsed < TimeSpan.FromSeconds(20), $"{name}: {time.Elapsed}");
    }
}
