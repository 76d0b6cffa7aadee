using Quintet.Apps;
using Quintet.Caching;
using Quintet.Conf;
using Quintet.Http;
using Quintet.Middleware;
using Quintet.Sessions;
using Quintet.Testing;
using Quintet.Urls;
using Quintet.Views;
using static Quintet.Urls.UrlHelpers;

namespace WebTests.Caching;

/// <summary>Pages that come from a cache.</summary>
public sealed class PageCacheTests
{
    [Fact]
    public void A_page_is_made_once_for_each_address()
    {
        var client = Client(out var views);

        var first = client.Get("/page/?a=1");
        Assert.Equal("page 1", first.Content);
        Assert.Equal("max-age=600", first["Cache-Control"]);
        Assert.Null(first["Age"]);
        var second = client.Get("/page/?a=1");
        Assert.Equal("page 1", second.Content);
        Assert.Equal("0", second["Age"]);
        Assert.Equal("x", second["X-Header"]);
        Assert.Equal("text/plain; charset=utf-8", second["Content-Type"]);
        Assert.Equal("page 2", client.Get("/page/?a=2").Content);
        Assert.Equal("page 1", client.Get("/page/?a=1").Content);
        Assert.Equal(200, client.Head("/page/?a=1").StatusCode);
        Assert.Equal(2, views.Count);
    }

    [Fact]
    public void Its_time_is_what_it_says_itself_or_the_settings()
    {
        var clock = new StandingClock();
        var client = Client(out _, settings => settings.Caches["default"] = new LocalMemoryCache { Clock = clock });

        Assert.Equal("minute 1", client.Get("/minute/").Content);
        Assert.Equal("page 2", client.Get("/page/").Content);
        clock.Now += TimeSpan.FromSeconds(59);
        Assert.Equal("minute 1", client.Get("/minute/").Content);
        clock.Now += TimeSpan.FromSeconds(2);
        Assert.Equal("minute 3", client.Get("/minute/").Content);
        Assert.Equal("page 2", client.Get("/page/").Content);
        clock.Now += TimeSpan.FromSeconds(600);
        Assert.Equal("page 4", client.Get("/page/").Content);
    }

    [Theory]
    [InlineData("/private/")]
    [InlineData("/never/")]
    [InlineData("/now/")]
    [InlineData("/missing/")]
    [InlineData("/vary-all/")]
    [InlineData("/stream/")]
    public void Not_everything_is_kept(string path)
    {
        var client = Client(out var views);
        client.Get(path);
        client.Get(path);

        Assert.Equal(2, views.Count);
    }

    [Fact]
    public void Only_what_changes_nothing_is_kept()
    {
        var client = Client(out var views);
        client.Post("/page/");
        client.Post("/page/");
        Assert.Equal(2, views.Count);
        Assert.Equal("page 3", client.Get("/page/").Content);
        Assert.Equal("page 4", client.Post("/page/").Content);
    }

    [Fact]
    public void A_visitors_page_is_no_other_visitors()
    {
        var client = Client(out var views);
        var other = new Client(client.Application);

        Assert.Equal("visit 1 of nobody", client.Get("/visit/?name=ada").Content);
        // The answer that brings the first cookie is not kept: who comes next would get the same.
        Assert.Equal("visit 2 of nobody", other.Get("/visit/?name=ada").Content);
        Assert.NotEqual(client.Cookies["sessionid"], other.Cookies["sessionid"]);
        Assert.Equal("visit 3 of ada", client.Get("/visit/?name=ada").Content);
        Assert.Equal("visit 3 of ada", client.Get("/visit/?name=ada").Content);
        Assert.Equal("visit 4 of ada", other.Get("/visit/?name=ada").Content);
        Assert.Equal(4, views.Count);
    }

    [Fact]
    public void A_page_depends_on_what_it_says()
    {
        var client = Client(out var views);
        string Get(string? header) => client.Get("/vary/", header is null ? null : new Dictionary<string, string> { ["X-Kind"] = header }).Content;

        Assert.Equal("vary 1 a", Get("a"));
        Assert.Equal("vary 2 b", Get("b"));
        Assert.Equal("vary 3 ", Get(null));
        Assert.Equal("vary 1 a", Get("a"));
        Assert.Equal("vary 2 b", Get("b"));
        Assert.Equal("vary 3 ", Get(null));
        Assert.Equal(3, views.Count);
    }

    [Fact]
    public void A_host_that_is_not_ours_poisons_nothing()
    {
        var client = Client(out var views);

        Assert.Equal(400, client.Get("/page/", new Dictionary<string, string> { ["Host"] = "evil.example.com" }).StatusCode);
        client.Get("/absolute/", new Dictionary<string, string> { ["X-Forwarded-Host"] = "evil.example.com" });
        Assert.Equal("http://localhost/absolute/ 1", client.Get("/absolute/").Content);
        // Another host is another page.
        Assert.Equal("http://other.localhost/absolute/ 2", client.Get("/absolute/", new Dictionary<string, string> { ["Host"] = "other.localhost" }).Content);
        Assert.Equal(2, views.Count);
    }

    [Fact]
    public void A_page_for_each_language()
    {
        var client = Client(out var views, settings => settings.Middleware.Insert(1, typeof(LanguageMiddleware)));

        Assert.Equal("language 1 de", client.Get("/language/", new Dictionary<string, string> { ["X-Language"] = "de" }).Content);
        Assert.Equal("language 2 fr", client.Get("/language/", new Dictionary<string, string> { ["X-Language"] = "fr" }).Content);
        Assert.Equal("language 1 de", client.Get("/language/", new Dictionary<string, string> { ["X-Language"] = "de" }).Content);
        Assert.Equal(2, views.Count);
    }

    [Fact]
    public void One_view_alone()
    {
        var client = Client(out var views, settings => settings.Middleware = []);

        Assert.Equal("kept 1", client.Get("/kept/").Content);
        var again = client.Get("/kept/");
        Assert.Equal("kept 1", again.Content);
        Assert.Equal("max-age=900", again["Cache-Control"]);
        Assert.Equal("page 2", client.Get("/page/").Content);
        Assert.Equal("page 3", client.Get("/page/").Content);
        using var context = client.Application.Context.Enter();
        Cache.Named("pages").Clear();
        Assert.Equal("kept 4", client.Get("/kept/").Content);
        Assert.Equal(4, views.Count);
    }

    [Fact]
    public void What_is_broken_in_the_cache_is_made_again()
    {
        var client = Client(out _, settings => (settings.Middleware, settings.Caches["pages"]) = ([], new BrokenCache()));

        Assert.Equal("kept 1", client.Get("/kept/").Content);
        Assert.Equal("kept 2", client.Get("/kept/").Content);
    }

    private static Client Client(out Counter views, Action<Settings>? change = null)
    {
        views = new();
        var settings = new PageSettings { Counter = views };
        change?.Invoke(settings);
        return new(settings);
    }

    public sealed class Counter
    {
        public int Count { get; set; }
    }

    public sealed class PageSettings : Settings
    {
        public PageSettings()
        {
            SecretKey = "a key that must not be shown";
            AllowedHosts = ["localhost", ".localhost"];
            RootUrlConf = typeof(PageUrls);
            SessionEngine = new SignedCookieSessions();
            Caches = new() { ["default"] = new LocalMemoryCache(), ["pages"] = new LocalMemoryCache() };
            Middleware = [typeof(UpdateCacheMiddleware), typeof(SessionMiddleware), typeof(CommonMiddleware), typeof(FetchFromCacheMiddleware)];
        }

        public Counter Counter { get; init; } = new();

        public override Manifest Manifest => Manifest.Empty;
    }

    /// <summary>What it keeps loses its end.</summary>
    private sealed class BrokenCache : Cache
    {
        private readonly LocalMemoryCache _inner = new();

        protected internal override ValueTask<CacheEntry?> ReadAsync(string key, bool async, CancellationToken cancellation) => _inner.ReadAsync(key, async, cancellation);

        protected internal override ValueTask<bool> WriteAsync(string key, ReadOnlyMemory<byte> value, DateTimeOffset? end, bool onlyIfMissing, bool async, CancellationToken cancellation) =>
            _inner.WriteAsync(key, key.Contains("cache_page", StringComparison.Ordinal) ? value[..20] : value, end, onlyIfMissing, async, cancellation);

        protected internal override ValueTask<bool> TouchAsync(string key, DateTimeOffset? end, bool async, CancellationToken cancellation) => _inner.TouchAsync(key, end, async, cancellation);

        protected internal override ValueTask<bool> RemoveAsync(string key, bool async, CancellationToken cancellation) => _inner.RemoveAsync(key, async, cancellation);

        protected internal override ValueTask ClearAsync(bool async, CancellationToken cancellation) => _inner.ClearAsync(async, cancellation);

        protected internal override ValueTask<long?> IncrementAsync(string key, long delta, bool async, CancellationToken cancellation) => _inner.IncrementAsync(key, delta, async, cancellation);
    }

    public sealed class LanguageMiddleware(GetResponse getResponse) : Middleware
    {
        public override ValueTask<HttpResponse> Call(HttpRequest request)
        {
            using (Quintet.Translation.Override(request.Headers["X-Language"] ?? "en")) return getResponse(request);
        }
    }

    public class PageUrls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns =>
        [
            Path("page/", (HttpRequest request) => new HttpResponse($"page {Count(request)}", "text/plain; charset=utf-8") { Headers = { ["X-Header"] = "x" } }),
            Path("minute/", (HttpRequest request) => new HttpResponse($"minute {Count(request)}") { Headers = { ["Cache-Control"] = "max-age=60" } }),
            Path("private/", (HttpRequest request) => new HttpResponse($"private {Count(request)}") { Headers = { ["Cache-Control"] = "private" } }),
            Path("now/", (HttpRequest request) => new HttpResponse($"now {Count(request)}") { Headers = { ["Cache-Control"] = "max-age=0" } }),
            Path("missing/", (HttpRequest request) => new HttpResponse($"missing {Count(request)}", status: 404)),
            Path("vary-all/", (HttpRequest request) => new HttpResponse($"all {Count(request)}") { Headers = { ["Vary"] = "*" } }),
            Path("vary/", (HttpRequest request) => new HttpResponse($"vary {Count(request)} {request.Headers["X-Kind"]}") { Headers = { ["Vary"] = "X-Kind" } }),
            Path("absolute/", (HttpRequest request) => new HttpResponse($"{request.BuildAbsoluteUri()} {Count(request)}")),
            Path("language/", (HttpRequest request) => new HttpResponse($"language {Count(request)} {Quintet.Translation.Current.Language}")),
            Path("never/", PageViews.Never),
            Path("stream/", PageViews.Stream),
            Path("visit/", PageViews.Visit),
            Path("kept/", PageViews.Kept),
        ];

        public static int Count(HttpRequest request) => ++((PageSettings)request.Settings).Counter.Count;
    }
}

public static class PageViews
{
    public static HttpResponse Never(HttpRequest request)
    {
        var response = new HttpResponse($"never {PageCacheTests.PageUrls.Count(request)}");
        CacheHeaders.AddNeverCacheHeaders(response);
        return response;
    }

    public static HttpResponse Stream(HttpRequest request)
    {
        PageCacheTests.PageUrls.Count(request);
        return new FileResponse(typeof(PageViews).Assembly.Location);
    }

    public static HttpResponse Visit(HttpRequest request)
    {
        var name = request.Session.Get("name", "nobody");
        if (name == "nobody") request.Session["name"] = request.GET["name"] + PageCacheTests.PageUrls.Count(request);
        else PageCacheTests.PageUrls.Count(request);
        return new($"visit {((PageCacheTests.PageSettings)request.Settings).Counter.Count} of {name.TrimEnd('1', '2')}");
    }

    [CachePage(60 * 15, Cache = "pages", KeyPrefix = "kept")]
    public static HttpResponse Kept(HttpRequest request) => new($"kept {PageCacheTests.PageUrls.Count(request)}");
}
