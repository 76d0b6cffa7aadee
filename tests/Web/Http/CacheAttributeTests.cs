using Quintet.Http;
using Quintet.Testing;
using Quintet.Urls;
using Quintet.Views;

namespace WebTests.Http;

/// <summary>What attributes on a view say of its pages.</summary>
public class CacheAttributeTests
{
    private static Client Client => Page.Client(_ => new(), settings => settings.RootUrlConf = typeof(Urls));

    [Theory]
    [InlineData("/controlled/", "Cache-Control", "max-age=60, s-maxage=0, no-transform, private, stale-if-error=5")]
    [InlineData("/later/", "Cache-Control", "max-age=60, public, immutable")]
    [InlineData("/never/", "Cache-Control", "max-age=0, no-cache, no-store, must-revalidate, private")]
    [InlineData("/varied/", "Vary", "Accept-Language, X-Other, Cookie")]
    [InlineData("/zipped/", "Content-Encoding", "gzip")]
    [InlineData("/tagged/", "ETag", "\"ed7002b439e9ac845f22357d822bac14\"")]
    public void Headers(string path, string header, string value) => Assert.Equal(value, Client.Get(path, Page.Headers(("Accept-Encoding", "gzip")))[header]);

    [Fact]
    public void A_page_that_is_known_is_not_sent_again() =>
        Assert.Equal(304, Client.Get("/tagged/", Page.Headers(("If-None-Match", Client.Get("/tagged/")["ETag"]!))).StatusCode);

    [Theory]
    [InlineData("GET", "If-None-Match", "\"v7\"", 304)]
    [InlineData("HEAD", "If-None-Match", "\"v7\"", 304)]
    [InlineData("GET", "If-None-Match", "\"v6\"", 500)]
    [InlineData("GET", "If-Modified-Since", "Sat, 12 Feb 2011 17:38:44 GMT", 304)]
    [InlineData("GET", "If-Modified-Since", "Sat, 12 Feb 2011 17:38:43 GMT", 500)]
    [InlineData("PUT", "If-Match", "\"v6\"", 412)]
    [InlineData("PUT", "If-Match", "\"v7\"", 500)]
    [InlineData("PUT", "If-None-Match", "*", 412)]
    [InlineData("PUT", "If-Unmodified-Since", "Sat, 12 Feb 2011 17:38:43 GMT", 412)]
    public void A_view_runs_only_where_it_must(string method, string header, string value, int status)
    {
        // The view fails, so that one sees whether it ran.
        var response = Client.Request(method, "/item/7/", headers: Page.Headers((header, value)));

        Assert.Equal(status, response.StatusCode);
        if (status == 304) Assert.Equal(("\"v7\"", "Sat, 12 Feb 2011 17:38:44 GMT"), (response["ETag"], response["Last-Modified"]));
        if (status == 412) Assert.Null(response["ETag"]);
    }

    [Fact]
    public void The_page_gets_its_state()
    {
        var response = Client.Get("/page/1/");

        Assert.Equal((200, "\"v1\"", "Sat, 12 Feb 2011 17:38:44 GMT"), (response.StatusCode, response["ETag"], response["Last-Modified"]));
        Assert.Null(Client.Post("/page/1/")["ETag"]);
        Assert.Equal("Sat, 12 Feb 2011 17:38:44 GMT", Client.Get("/dated/")["Last-Modified"]);
        Assert.Null(Client.Get("/dated/")["ETag"]);
    }

    public class State : IPageCondition
    {
        public static string? ETag(HttpRequest request, IReadOnlyDictionary<string, object?> kwargs) => "v" + request.Path.Split('/')[2];

        public static DateTimeOffset? LastModified(HttpRequest request, IReadOnlyDictionary<string, object?> kwargs) => new(2011, 2, 12, 17, 38, 44, 500, TimeSpan.Zero);
    }

    public class Dated : IPageCondition
    {
        public static DateTimeOffset? LastModified(HttpRequest request, IReadOnlyDictionary<string, object?> kwargs) => new(2011, 2, 12, 18, 38, 44, TimeSpan.FromHours(1));
    }

    public class Urls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns =>
        [
            UrlHelpers.Path("controlled/", Controlled), UrlHelpers.Path("later/", Later), UrlHelpers.Path("never/", Never), UrlHelpers.Path("varied/", Varied), UrlHelpers.Path("zipped/", Zipped), UrlHelpers.Path("tagged/", Tagged),
            UrlHelpers.Path("dated/", DatedPage), UrlHelpers.Path("item/7/", Item), UrlHelpers.Path("page/1/", StatePage),
        ];

        [CacheControl(MaxAge = 60, SMaxAge = 0, Private = true, NoTransform = true, StaleIfError = 5)]
        public static HttpResponse Controlled(HttpRequest request) => new();

        [CacheControl(MaxAge = 60, Public = true, Immutable = true)]
        public static async Task<HttpResponse> Later(HttpRequest request)
        {
            await Task.Yield();
            return new() { ["Cache-Control"] = "max-age=600, private" };
        }

        [NeverCache]
        public static HttpResponse Never(HttpRequest request) => new();

        [VaryOnCookie, VaryOnHeaders("Accept-Language", "X-Other")]
        public static HttpResponse Varied(HttpRequest request) => new();

        [GzipPage]
        public static HttpResponse Zipped(HttpRequest request) => new(new string('a', 1000));

        [ConditionalPage]
        public static HttpResponse Tagged(HttpRequest request) => new("content");

        [Condition<Dated>]
        public static HttpResponse DatedPage(HttpRequest request) => new();
    }

    [Condition<State>]
    public static HttpResponse Item(HttpRequest request) => throw new InvalidOperationException("The view ran.");

    [Condition<State>]
    public static HttpResponse StatePage(HttpRequest request) => new("page");
}
