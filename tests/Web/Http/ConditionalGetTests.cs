using Quintet.Http;
using Quintet.Middleware;
using Quintet.Testing;

namespace WebTests.Http;

public class ConditionalGetTests
{
    private const string Earlier = "Fri, 12 Feb 2010 00:00:00 GMT";
    private const string Time = "Sat, 12 Feb 2011 17:38:44 GMT";
    private const string Later = "Sun, 12 Feb 2012 00:00:00 GMT";

    private static Client Client(Func<HttpRequest, HttpResponse> view) => Page.Client(view, settings => settings.Middleware = [typeof(ConditionalGetMiddleware)]);

    private static HttpResponse Tagged(HttpRequest request) => new("content") { ["ETag"] = "\"spam\"", ["Last-Modified"] = Time };

    [Theory]
    [InlineData("If-None-Match", "\"spam\"", 304)]
    [InlineData("If-None-Match", "W/\"spam\"", 304)]
    [InlineData("If-None-Match", "\"eggs\", \"spam\"", 304)]
    [InlineData("If-None-Match", " * ", 304)]
    [InlineData("If-None-Match", "\"eggs\"", 200)]
    [InlineData("If-None-Match", "spam", 200)]
    [InlineData("If-Match", "\"spam\"", 200)]
    [InlineData("If-Match", "*", 200)]
    [InlineData("If-Match", "W/\"spam\"", 412)]
    [InlineData("If-Match", "\"eggs\"", 412)]
    [InlineData("If-Modified-Since", Time, 304)]
    [InlineData("If-Modified-Since", Later, 304)]
    [InlineData("If-Modified-Since", Earlier, 200)]
    [InlineData("If-Modified-Since", "yesterday", 200)]
    [InlineData("If-Modified-Since", "Saturday, 12-Feb-11 17:38:44 GMT", 304)]
    [InlineData("If-Modified-Since", "Sat Feb 12 17:38:44 2011", 304)]
    [InlineData("If-Unmodified-Since", Time, 200)]
    [InlineData("If-Unmodified-Since", Later, 200)]
    [InlineData("If-Unmodified-Since", Earlier, 412)]
    [InlineData("If-Unmodified-Since", "yesterday", 200)]
    public void A_condition_is_answered(string header, string value, int status)
    {
        var response = Client(Tagged).Get("/", Page.Headers((header, value)));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == 200 ? "content" : "", response.Content);
    }

    [Theory]
    [InlineData("\"eggs\"", Later, 200)]
    [InlineData("\"spam\"", Earlier, 304)]
    public void A_tag_counts_more_than_a_date(string tag, string since, int status) =>
        Assert.Equal(status, Client(Tagged).Get("/", Page.Headers(("If-None-Match", tag), ("If-Modified-Since", since))).StatusCode);

    [Fact]
    public void A_tag_that_must_match_counts_before_one_that_must_not()
    {
        Assert.Equal(304, Client(Tagged).Get("/", Page.Headers(("If-Match", "\"spam\""), ("If-None-Match", "\"spam\""))).StatusCode);
        Assert.Equal(412, Client(Tagged).Get("/", Page.Headers(("If-Match", "\"eggs\""), ("If-None-Match", "\"spam\""))).StatusCode);
    }

    [Fact]
    public void A_page_gets_a_tag_of_its_own()
    {
        var client = Client(request => new(request.GET["q"] ?? "content"));
        var first = client.Get("/");
        var condition = Page.Headers(("If-None-Match", first["ETag"]!));

        Assert.Equal(304, client.Get("/", condition).StatusCode);
        Assert.Equal(200, client.Get("/?q=other", condition).StatusCode);
    }

    [Fact]
    public void A_page_that_may_not_be_kept_gets_none() => Assert.Null(Client(_ => new("content") { ["Cache-Control"] = "private, No-Store" }).Get("/")["ETag"]);

    [Fact]
    public void Other_methods_and_errors_are_left_alone()
    {
        var condition = Page.Headers(("If-None-Match", "\"spam\""), ("If-Match", "\"eggs\""));

        Assert.Equal((200, "content"), (Client(Tagged).Post("/", headers: condition).StatusCode, Client(Tagged).Post("/", headers: condition).Content));
        Assert.Equal(200, Client(Tagged).Head("/", condition).StatusCode);
        Assert.Equal(404, Client(_ => new HttpResponseNotFound { ["ETag"] = "\"spam\"" }).Get("/", condition).StatusCode);
    }

    [Fact]
    public void Not_modified_keeps_what_caches_need_and_the_cookies()
    {
        var response = Client(_ =>
        {
            var response = new HttpResponse("content") { ["ETag"] = "\"spam\"", ["Vary"] = "Cookie", ["Cache-Control"] = "private", ["Content-Language"] = "en", ["X-Other"] = "1" };
            response.SetCookie("a", "b");
            return response;
        }).Get("/", Page.Headers(("If-None-Match", "\"spam\"")));

        Assert.Equal((304, "\"spam\"", "Cookie", "private"), (response.StatusCode, response["ETag"], response["Vary"], response["Cache-Control"]));
        Assert.Null(response["Content-Language"]);
        Assert.Null(response["X-Other"]);
        Assert.Null(response["Content-Type"]);
        Assert.Null(response["Content-Length"]);
        Assert.Equal("a=b; Path=/", Assert.Single(response.SetCookies));
    }
}
