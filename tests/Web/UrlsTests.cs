using Quintet;
using Quintet.Http;
using Quintet.Middleware;
using Quintet.Testing;
using Quintet.Urls;
using Quintet.Views;
using static Quintet.Shortcuts;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

/// <summary>URL patterns in every form, in a site whose generator wrote the bindings (tests/Fixtures/Sites).</summary>
public class UrlsTests
{
    private static Client Site(Action<Sites.Settings>? change = null)
    {
        var settings = new Sites.Settings();
        change?.Invoke(settings);
        return new(Application.Load(settings, (_, _) => { }));
    }

    [Theory]
    [InlineData("/item/7/", "item 7 plain")]
    [InlineData("/made/", "made")]
    [InlineData("/year/0987/", "year 987")]
    [InlineData("/old/12/", "item 12 none")]
    [InlineData("/old/12/short/", "item 12 short")]
    [InlineData("/pair/ab-cd/", "ab and cd")]
    [InlineData("/re-page/", "page")]
    [InlineData("/about/", "index")]
    [InlineData("/more/terms/", "index")]
    [InlineData("/user/ann/books/5/", "ann 5 owned:book")]
    [InlineData("/first/", "shelf a of first")]
    [InlineData("/second/", "shelf ? of second")]
    [InlineData("/third/x/4/", "place 4 on x")]
    public void A_route_of_every_form_reaches_its_view(string path, string content) => Assert.Equal(content, Site().Get(path).Content);

    [Theory]
    [InlineData("/year/0000/")]
    [InlineData("/year/987/")]
    [InlineData("/old/99999999999/")]
    [InlineData("/item/99999999999999999999999/")]
    [InlineData("/pair/ab-CD/")]
    public void What_has_no_value_is_not_found(string path) => Assert.Equal(404, Site().Get(path).StatusCode);

    [Fact]
    public void A_match_says_where_it_leads()
    {
        using var scope = Application.Load(new Sites.Settings()).Context.Enter();

        var match = Resolve("/user/ann/books/5/");

        Assert.Equal("Sites.Views.UserItem", match.View.Name);
        Assert.Equal(("owned:book", "book", "user/<slug:user>/books/<int:id>/"), (match.ViewName, match.UrlName, match.Route));
        Assert.Equal(("books", "owned"), (match.AppName, match.Namespace));
        Assert.Equal(5L, match.Kwargs["id"]);
        Assert.Equal(["ab", "cd"], Resolve("/pair/ab-cd/").Args);
        Assert.ThrowsAny<Http404>(() => Resolve("/nothing/"));
    }

    [Fact]
    public void Names_views_and_instances_are_reversed()
    {
        using var scope = Application.Load(new Sites.Settings()).Context.Enter();

        Assert.Equal("/year/0987/", Reverse("year", new { year = 987 }));
        Assert.Equal("/year/0987/", Reverse("year", new { year = 987L }));
        Assert.Equal("/old/3/", Reverse("old", new { id = 3 }));
        Assert.Equal("/old/3/all/", Reverse("old", new { id = 3, mode = "all" }));
        Assert.Equal("/pair/ab-cd/", Reverse("pair", new[] { "ab", "cd" }));
        Assert.Equal("/year/0987/", Reverse("year", 987));
        Assert.Equal("/old/3/", Redirect("old", 3).Url);
        Assert.Equal("/user/ann/books/5/", Reverse("owned:book", new { user = "ann", id = 5 }));
        Assert.Equal("/user/ann/books/5/", Reverse("books:book", new { user = "ann", id = 5 }));
        Assert.Equal("/index/again/", Reverse("index"));
        Assert.Equal("/year/0004/", Reverse(Sites.Views.Year, new { year = 4 }));
        // Of several routes to a view the one written last is tried first.
        Assert.Equal("/old/4/", Reverse(Sites.Views.Item, new { id = 4 }));
        Assert.Equal("/third/b/", Reverse("shop:shelf", new { shelf = "b" }));
        Assert.Equal("/second/", Reverse("shop:shelf", new { }, currentApp: "second"));
        Assert.Contains("keyword arguments '{'year': 'x'}' not found. 1 pattern(s) tried: ['year/(?P<year>[0-9]{4})/\\Z']", Assert.Throws<NoReverseMatchException>(() => Reverse("year", new { year = "x" })).Message);
    }

    [Fact]
    public void A_lazy_path_is_worked_out_when_it_is_asked_for()
    {
        var lazy = ReverseLazy("year", new { year = 5 });
        using var scope = Application.Load(new Sites.Settings()).Context.Enter();

        Assert.Equal("/year/0005/", lazy);
        Assert.Equal("/year/0005/", Redirect(lazy).Url);
    }

    [Fact]
    public void Another_configuration_or_prefix_is_in_force_until_its_scope_ends()
    {
        using var scope = Application.Load(new Sites.Settings()).Context.Enter();
        using (UrlScope.SetUrlConf(typeof(Sites.Shop.Urls)))
        {
            Assert.Equal(typeof(Sites.Shop.Urls), UrlScope.UrlConf);
            Assert.Equal("/5/", Reverse("place", new { number = 5 }));
            Assert.Equal("place", Resolve("/5/").UrlName);
        }

        using (UrlScope.SetScriptPrefix("/my shop")) Assert.Equal("/my%20shop/item/4/", Reverse("item", new { id = 4 }));
        Assert.Equal("/item/4/", Reverse("item", new { id = 4 }));
        Assert.Equal(typeof(Sites.Urls), UrlScope.UrlConf);
    }

    [Fact]
    public void A_site_may_begin_below_its_host()
    {
        var client = Site(settings => settings.ForceScriptName = "/shop");
        using var scope = client.Application.Context.Enter();

        Assert.Equal("/shop/item/4/", Reverse("item", new { id = 4 }));
        Assert.Equal("/shop/made/", client.Get("/made")["Location"]);
    }

    [Fact]
    public void Middleware_gives_a_request_a_configuration_of_its_own()
    {
        var client = Site(settings => settings.Middleware = [typeof(ShopOnly), typeof(CommonMiddleware)]);

        Assert.Equal("place 3 on ?", client.Get("/3/?shop").Content);
        Assert.Equal("/3/?shop", client.Get("/3?shop")["Location"]);
        Assert.Equal(404, client.Get("/item/3/?shop").StatusCode);
        Assert.Contains("Sites.Shop.Urls", client.Get("/item/3/?shop").Content);
        Assert.Equal("item 3 plain", client.Get("/item/3/").Content);
    }

    [Fact]
    public void Errors_are_answered_by_the_handlers_of_the_root()
    {
        Assert.Equal("nothing at /missing/", Site(settings => (settings.Debug, settings.AllowedHosts) = (false, ["*"])).Get("/missing/").Content);
        var client = new Client(Application.Load(new SiteSettings { RootUrlConf = typeof(HandledUrls), Debug = false, AllowedHosts = ["*"] }, (_, _) => { }));

        Assert.Equal((400, "bad: odd"), Answer(client.Get("/bad/")));
        Assert.Equal((403, "no: closed"), Answer(client.Get("/closed/")));
        Assert.Equal((404, "later: not here"), Answer(client.Get("/gone/")));
        Assert.Equal((500, "failed"), Answer(client.Get("/fails/")));
        Assert.Equal((500, "A server error occurred."), Answer(client.Get("/fails/?twice")));

        static (int, string) Answer(ClientResponse response) => (response.StatusCode, response.Content);
    }

    [Fact]
    public void A_handler_that_is_none_is_an_error_at_startup()
    {
        var error = Assert.Single(Application.Load(new SiteSettings { RootUrlConf = typeof(WrongHandler) }).UrlErrors);

        Assert.Equal(("QT2005", "WebTests.UrlsTests+WrongHandler.Handler404"), (error.Id, error.Place));
        Assert.Contains("cannot be Handler404: it takes an HttpRequest and, if it wants it, the Http404", error.Message);
    }

    [Fact]
    public void A_view_may_stay_without_its_slash()
    {
        var client = new Client(Application.Load(new SiteSettings { RootUrlConf = typeof(HandledUrls), Middleware = [typeof(CommonMiddleware)] }, (_, _) => { }));

        Assert.Equal(404, client.Get("/exact").StatusCode);
        Assert.Equal(301, client.Get("/gone").StatusCode);
    }

    [Theory]
    [InlineData("/files/Urls.cs", 200, "")]
    [InlineData("/files/../Sites.csproj", 404, "")]
    [InlineData("/files/..%2fSites.csproj", 404, "does not exist")]
    [InlineData("/files/none.txt", 404, "“none.txt” does not exist")]
    [InlineData("/files/Shop", 404, "Directory indexes are not allowed here.")]
    public void Static_serves_a_folder_while_debugging(string path, int status, string text)
    {
        var folder = System.IO.Path.Combine(AppContext.BaseDirectory, "static-files-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(System.IO.Path.Combine(folder, "Shop"));
        try
        {
            File.WriteAllText(System.IO.Path.Combine(folder, "Urls.cs"), "class");
            var response = Site(settings => settings.BaseDir = folder).Get(path);
            Assert.Equal(status, response.StatusCode);
            Assert.Contains(text, response.Content);
            Assert.Equal(404, Site(settings => (settings.BaseDir, settings.Debug, settings.AllowedHosts) = (folder, false, ["*"])).Get("/files/Urls.cs").StatusCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(typeof(PositionalTooMany), "QT2004", "it gives 1 value without names, but the view is WebTests.SiteViews.Index(HttpRequest request)")]
    [InlineData(typeof(TextForDate), "QT2004", "it gives when as text")]
    [InlineData(typeof(BadRegex), "QT2003", "is not a valid regular expression")]
    public void A_regular_expression_and_its_view_must_fit(Type conf, string id, string message)
    {
        var error = Assert.Single(Application.Load(new SiteSettings { RootUrlConf = conf }).UrlErrors);

        Assert.Equal(id, error.Id);
        Assert.Contains(message, error.Message);
    }

    public class PositionalTooMany : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns => [RePath("^([0-9]+)/$", SiteViews.Index)];
    }

    public class TextForDate : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns => [RePath("^(?<when>[0-9]+)/$", Dated)];

        private static HttpResponse Dated(HttpRequest request, DateOnly when) => new($"{when}");
    }

    public class BadRegex : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns => [RePath("^([0-9]+/$", SiteViews.Index)];
    }

    public class WrongHandler : UrlConf
    {
        public override Delegate? Handler404 => (Func<int, string>)(number => $"{number}");

        public override IEnumerable<UrlPattern> UrlPatterns => [];
    }

    public class HandledUrls : UrlConf
    {
        public override Delegate? Handler400 => Bad;

        public override Delegate? Handler403 => (Func<HttpRequest, PermissionDenied, HttpResponse>)((_, refused) => new($"no: {refused.Message}", status: 403));

        public override Delegate? Handler404 => Missing;

        public override Delegate? Handler500 => Failed;

        public override IEnumerable<UrlPattern> UrlPatterns =>
        [
            Path("bad/", Raise, kwargs: null), Path("closed/", Raise), Path("gone/", Raise), Path("fails/", Raise), Path("exact/", Exact),
        ];

        private static HttpResponse Bad(HttpRequest request, Exception exception) => new($"bad: {exception.Message}", status: 400);

        private static async Task<HttpResponse> Missing(HttpRequest request, Exception exception)
        {
            await Task.Yield();
            return new($"later: {exception.Message}", status: 404);
        }

        private static HttpResponse Failed(HttpRequest request) => request.QueryString == "twice" ? throw new InvalidOperationException("again") : new("failed", status: 500);

        [NoAppendSlash]
        private static HttpResponse Exact(HttpRequest request) => new("exact");

        private static HttpResponse Raise(HttpRequest request) => throw request.Path switch
        {
            "/bad/" => new SuspiciousOperation("odd"),
            "/closed/" => new PermissionDenied("closed"),
            "/gone/" => new Http404("not here"),
            _ => new InvalidOperationException("broken"),
        };
    }

    public sealed class ShopOnly(GetResponse getResponse) : Quintet.Middleware.Middleware
    {
        public override ValueTask<HttpResponse> Call(HttpRequest request)
        {
            if (request.QueryString.Contains("shop", StringComparison.Ordinal)) request.UrlConf = typeof(Sites.Shop.Urls);
            return getResponse(request);
        }
    }
}
