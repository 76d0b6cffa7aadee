namespace WebTests.Http;

public class BodyTests
{
    public sealed record Order(string BookTitle, int Count);

    [Fact]
    public void Json_is_read_as_it_is_written() =>
        Assert.Equal("Emma 2", Page.Client(request => new(request.Json<Order>() is { } order ? $"{order.BookTitle} {order.Count}" : "none")).Post("/", """{"book_title": "Emma", "count": 2}""", "application/json").Content);

    [Theory]
    [InlineData("", "The request's body is empty: expected JSON.")]
    [InlineData("{", "The request's body is not the JSON that is expected: see at line 1, byte 2.")]
    [InlineData("{\n \"count\": \"<b>\"}", "The request's body is not the JSON that is expected: see at line 2, byte 16 ($.count).")]
    [InlineData("[]", "The request's body is not the JSON that is expected: see at line 1, byte 2.")]
    public void What_is_no_such_json_is_a_bad_request(string body, string message)
    {
        var response = Page.Client(request => new(request.Json<Order>()!.BookTitle)).Post("/", body, "application/json");

        Assert.Equal(400, response.StatusCode);
        Assert.Contains(message, System.Net.WebUtility.HtmlDecode(response.Content));
        Assert.DoesNotContain("Order", response.Content);
    }

    [Fact]
    public void Json_is_read_where_the_view_reads_the_body()
    {
        var client = RawPages.Client(async request => new($"{(await request.JsonAsync<Order>())?.Count}"));

        Assert.Equal("3", client.Post("/", """{"book_title": "Emma", "count": 3}""", "application/json").Content);
        Assert.Equal("", client.Post("/", "null", "application/json").Content);
    }

    [Theory]
    [InlineData("text/html", "text/html", true)]
    [InlineData("text/html", "text/plain", false)]
    [InlineData("text/*", "text/plain", true)]
    [InlineData(null, "text/plain", true)]
    [InlineData("", "text/plain", false)]
    [InlineData("*/*;q=0", "text/plain", false)]
    [InlineData("*/*, text/plain;q=0", "text/html", true)]
    [InlineData("application/vnd.api+json;version=2", "application/vnd.api+json", false)]
    [InlineData("application/vnd.api+json", "application/vnd.api+json;version=2", true)]
    [InlineData("rubbish", "text/plain", false)]
    public void What_a_client_takes(string? accept, string mediaType, bool takes)
    {
        var client = Page.Client(request => new($"{request.Accepts(mediaType)}"));

        Assert.Equal(takes.ToString(), client.Get("/", accept is null ? null : Page.Headers(("Accept", accept))).Content);
    }

    [Theory]
    [InlineData("text/html, application/json;q=0.9", "text/html")]
    [InlineData("text/html;q=0.5, application/json;q=0.9", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/*, */*;q=0.1", "text/html")]
    [InlineData("application/json;q=0.1, */*", "text/html")]
    [InlineData("image/png", "none")]
    [InlineData("text/html;q=7, application/json", "text/html")]
    public void What_a_client_likes_most(string accept, string expected)
    {
        var client = Page.Client(request => new(request.GetPreferredType("application/json", "text/html") ?? "none"));

        Assert.Equal(expected, client.Get("/", Page.Headers(("Accept", accept))).Content);
    }

    [Fact]
    public void Accepted_types_have_an_order()
    {
        var client = Page.Client(request => new(string.Join(", ", request.AcceptedTypes)));

        Assert.Equal(
            "text/html; level=1, text/html, */*, text/plain, text/*",
            client.Get("/", Page.Headers(("Accept", "text/*;q=0.3, */*, text/html, text/html;level=1, text/plain;q=0.4, image/png;q=0"))).Content);
    }

    [Theory]
    [InlineData("REQUEST_METHOD", "GET")]
    [InlineData("PATH_INFO", "/")]
    [InlineData("QUERY_STRING", "a=1")]
    [InlineData("REMOTE_ADDR", "127.0.0.1")]
    [InlineData("HTTP_X_ONE", "1")]
    [InlineData("HTTP_HOST", "localhost")]
    [InlineData("HTTP_X_TWO", "none")]
    public void Meta_has_the_names_of_cgi(string name, string value) =>
        Assert.Equal(value, Page.Client(request => new(request.META.GetValueOrDefault(name, "none"))).Get("/?a=1", Page.Headers(("X-One", "1"), ("X_Two", "spoofed"))).Content);

    [Theory]
    [InlineData(0, "shop.example", "400")]
    [InlineData(1, "shop.example", "shop.example")]
    [InlineData(1, "evil.com, shop.example", "shop.example")]
    [InlineData(2, "evil.com, shop.example, inner", "shop.example")]
    [InlineData(2, "shop.example", "shop.example")]
    [InlineData(1, "shop.example, evil.com", "400")]
    public void The_host_is_that_which_our_own_proxies_saw(int proxies, string forwarded, string expected)
    {
        var client = Page.Client(request => new(request.GetHost()), settings =>
        {
            settings.AllowedHosts = ["shop.example"];
            settings.UseXForwardedHost = proxies > 0;
            settings.ProxyCount = proxies;
        });

        var response = client.Get("/", Page.Headers(("Host", "inner"), ("X-Forwarded-Host", forwarded)));

        Assert.Equal(expected, response.StatusCode == 400 ? "400" : response.Content);
    }

    [Fact]
    public void The_port_is_the_connections_or_the_proxys()
    {
        Assert.Equal("80", Page.Client(request => new(request.GetPort())).Get("/", Page.Headers(("X-Forwarded-Port", "8443"))).Content);
        Assert.Equal("8443", Page.Client(request => new(request.GetPort()), settings => settings.UseXForwardedPort = true).Get("/", Page.Headers(("X-Forwarded-Port", "1, 8443"))).Content);
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("https, http", true)]
    [InlineData("http, https", false)]
    [InlineData("http", false)]
    [InlineData("HTTPS", false)]
    public void Https_behind_proxies(string header, bool isSecure)
    {
        var client = Page.Client(request => new($"{request.IsSecure} {request.Scheme} {request.BuildAbsoluteUri("/x")}"), settings => settings.SecureProxySslHeader = ("X-Forwarded-Proto", "https"));

        Assert.Equal(isSecure ? "True https https://localhost/x" : "False http http://localhost/x", client.Get("/", Page.Headers(("X-Forwarded-Proto", header))).Content);
    }
}
