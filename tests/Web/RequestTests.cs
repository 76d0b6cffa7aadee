using Quintet.Middleware;

namespace WebTests;

public class RequestTests
{
    [Theory]
    [InlineData("/", "Hello, world!")]
    [InlineData("/book/7/", "book 7")]
    [InlineData("/sale/", "sale True")]
    [InlineData("/plain/", "sale False")]
    [InlineData("/slow/a-b/", "slow a-b")]
    [InlineData("/hello/", "hello from /hello/")]
    [InlineData("/made/", "made from /made/")]
    [InlineData("/item/5/", "item 5 5")]
    [InlineData("/echo/?q=a&q=b%20c+d", "GET GET:a,b c d POST: body:0")]
    [InlineData("/inner/", "inner:where inner/ /inner/ http://localhost/inner/")]
    public void A_route_reaches_its_view(string path, string expected)
    {
        var response = Site.Client().Get(path);

        Assert.Equal(expected, response.Content);
        Assert.Equal(200, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response["Content-Type"]);
        Assert.Equal(response.Body.Length.ToString(), response["Content-Length"]);
    }

    [Fact]
    public void A_number_that_does_not_fit_the_view_is_not_found() => Assert.Equal(404, Site.Client().Get("/book/99999999999/").StatusCode);

    [Fact]
    public void Forms_are_read_before_the_view() =>
        Assert.Equal("POST GET:x POST:ä,b&c body:16", Site.Client().Post("/echo/?q=x", [new("q", "ä"), new("q", "b&c")]).Content);

    [Fact]
    public void Multipart_forms_are_read()
    {
        const string body = "--sep\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\nfirst\r\n--sep\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\nsecond\r\n--sep--\r\n";

        Assert.Equal("POST GET: POST:first,second body:0", Site.Client().Post("/echo/", body, "multipart/form-data; boundary=sep").Content);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=other")]
    public void A_malformed_form_is_a_bad_request(string contentType) =>
        Assert.Equal(400, Site.Client(s => s.Debug = false).Post("/echo/", "--sep\r\nno", contentType, Host).StatusCode);

    [Fact]
    public void A_body_over_the_limit_is_too_large()
    {
        var client = Site.Client(settings => settings.DataUploadMaxMemorySize = 10);

        Assert.Equal(200, client.Post("/echo/", "0123456789", "text/plain").StatusCode);
        Assert.Equal(413, client.Post("/echo/", "0123456789a", "text/plain").StatusCode);
    }

    [Fact]
    public void Too_many_fields_are_a_bad_request()
    {
        var client = Site.Client(settings => settings.DataUploadMaxNumberFields = 2);

        Assert.Equal(200, client.Get("/echo/?q=1&q=2").StatusCode);
        Assert.Equal(400, client.Get("/echo/?q=1&q=2&q=3").StatusCode);
        Assert.Equal(400, client.Post("/echo/", "q=1&q=2&q=3", "application/x-www-form-urlencoded").StatusCode);
    }

    [Fact]
    public void Head_has_the_headers_of_get_and_no_body()
    {
        var response = Site.Client().Head("/hello/");

        Assert.Equal(200, response.StatusCode);
        Assert.Equal("18", response["Content-Length"]);
        Assert.Empty(response.Body);
    }

    [Fact]
    public void Options_of_a_class_lists_its_methods()
    {
        var response = Site.Client().Options("/hello/");

        Assert.Equal("GET, HEAD, POST, OPTIONS", response["Allow"]);
        Assert.Equal(200, response.StatusCode);
    }

    [Fact]
    public void A_method_that_is_not_answered_gets_405()
    {
        Assert.Equal((405, "GET, HEAD, OPTIONS"), Allow(Site.Client().Post("/item/1/")));
        Assert.Equal((405, "POST"), Allow(Site.Client().Get("/only-post/")));
        Assert.Equal((405, "POST"), Allow(Site.Client().Options("/only-post/")));
        Assert.Equal("posted", Site.Client().Post("/only-post/").Content);
        Assert.Equal("hello posted", Site.Client().Post("/hello/").Content);

        static (int, string?) Allow(Quintet.Testing.ClientResponse response) => (response.StatusCode, response["Allow"]);
    }

    [Fact]
    public void Json_has_snake_case_names_and_cannot_close_a_script()
    {
        var response = Site.Client().Get("/json/");

        Assert.Equal("application/json", response["Content-Type"]);
        Assert.Equal("""{"first_name":"Ada","tags":["\u003Cb\u003E"]}""", response.Content);
    }

    [Fact]
    public void Cookies_come_back()
    {
        var client = Site.Client();

        var first = client.Get("/cookie/");

        Assert.Equal("never", first.Content);
        Assert.Equal("seen=once%3B%20or%20%3D%20twice; Path=/; HttpOnly; SameSite=Lax", Assert.Single(first.SetCookies));
        Assert.Equal("once; or = twice", client.Get("/cookie/").Content);
    }

    [Fact]
    public void Middleware_sees_responses_also_where_the_view_threw()
    {
        var client = Site.Client(settings => settings.Middleware = [typeof(SecurityMiddleware), typeof(MarkMiddleware), typeof(CommonMiddleware)]);

        Assert.Equal("200", client.Get("/")["X-Status-Seen"]);
        Assert.Equal("404", client.Get("/fails-later/")["X-Status-Seen"]);
        Assert.Equal("500", client.Get("/fails/")["X-Status-Seen"]);
        Assert.Equal("nosniff", client.Get("/fails/")["X-Content-Type-Options"]);
    }

    [Theory]
    [InlineData("/book/7", 301, "/book/7/")]
    [InlineData("/book/7?a=1&b=%20", 301, "/book/7/?a=1&b=%20")]
    [InlineData("/no-slash", 200, null)]
    [InlineData("/nothing", 404, null)]
    public void A_missing_slash_is_added_only_where_it_helps(string path, int status, string? location)
    {
        var response = Site.Client().Get(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(location, response["Location"]);
    }

    [Fact]
    public void Security_headers_and_redirect_to_https()
    {
        var client = Site.Client(settings =>
        {
            settings.SecureSslRedirect = true;
            settings.SecureProxySslHeader = ("X-Forwarded-Proto", "https");
            settings.SecureHstsSeconds = 60;
            settings.SecureHstsIncludeSubdomains = true;
        });

        Assert.Equal("https://localhost/book/7/?a=1", client.Get("/book/7/?a=1")["Location"]);
        var secure = client.Get("/", new Dictionary<string, string> { ["X-Forwarded-Proto"] = "https" });
        Assert.Equal(200, secure.StatusCode);
        Assert.Equal("max-age=60; includeSubDomains", secure["Strict-Transport-Security"]);
        Assert.Equal("same-origin", secure["Referrer-Policy"]);
        Assert.Equal("same-origin", secure["Cross-Origin-Opener-Policy"]);
    }

    private static readonly Dictionary<string, string> Host = new() { ["Host"] = "localhost" };
}
