using System.Text.Json.Nodes;
using Quintet.Apps;
using Quintet.Conf;
using Quintet.Http;
using Quintet.Middleware;
using Quintet.Sessions;
using Quintet.Testing;
using Quintet.Urls;
using static Quintet.Urls.UrlHelpers;

namespace WebTests;

/// <summary>What the site remembers of a visitor.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-sessions-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Client Client(string engine, Action<SessionSettings>? change = null)
    {
        var settings = new SessionSettings { SessionEngine = engine == "file" ? new FileSessions(_folder) : new SignedCookieSessions() };
        change?.Invoke(settings);
        return new(settings);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("cookie")]
    public void A_value_is_there_in_the_next_request(string engine)
    {
        var client = Client(engine);

        Assert.Equal("nobody", client.Get("/name/").Content);
        var set = client.Get("/set/?name=muskan");
        Assert.Equal("muskan", client.Get("/name/").Content);
        Assert.Equal("muskan again", client.Get("/name/?more= again").Content);
        var cookie = Assert.Single(set.SetCookies);
        Assert.Contains("HttpOnly", cookie);
        Assert.Contains("SameSite=Lax", cookie);
        Assert.Contains("Max-Age=1209600", cookie);
        Assert.Equal("Cookie", set["Vary"]);
        Assert.Equal("removed", client.Get("/remove/").Content);
        Assert.Equal("nobody", client.Get("/name/").Content);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("cookie")]
    public void Values_keep_their_kinds(string engine)
    {
        var client = Client(engine);
        client.Get("/kinds/");

        Assert.Equal("String Int64 Double Boolean JsonArray null 3 2026-01-02", client.Get("/kinds-back/").Content);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("cookie")]
    public void Who_asks_for_nothing_gets_no_cookie(string engine)
    {
        var client = Client(engine);

        var plain = client.Get("/plain/");
        Assert.Empty(plain.SetCookies);
        Assert.Null(plain["Vary"]);
        Assert.Empty(client.Get("/name/").SetCookies);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_key_that_a_visitor_brings_along_is_never_used()
    {
        var client = Client("file");
        var fixedKey = SessionEngine.NewKey();
        client.Cookies["sessionid"] = fixedKey;

        client.Get("/set/?name=victim");

        Assert.NotEqual(fixedKey, client.Cookies["sessionid"]);
        Assert.Equal("nobody", Client("file").Get("/name/", new Dictionary<string, string> { ["Cookie"] = "sessionid=" + fixedKey }).Content);
    }

    [Fact]
    public void At_login_the_key_changes_and_the_old_one_is_worth_nothing()
    {
        var client = Client("file");
        client.Get("/set/?name=ada");
        var before = client.Cookies["sessionid"];

        client.Get("/cycle/");

        Assert.NotEqual(before, client.Cookies["sessionid"]);
        Assert.Equal("ada", client.Get("/name/").Content);
        client.Cookies["sessionid"] = before;
        Assert.Equal("nobody", client.Get("/name/").Content);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("cookie")]
    public void At_logout_all_is_forgotten_and_so_is_the_cookie(string engine)
    {
        var client = Client(engine);
        client.Get("/set/?name=ada");

        var response = client.Get("/flush/");

        Assert.Contains("Max-Age=0", Assert.Single(response.SetCookies));
        Assert.False(client.Cookies.ContainsKey("sessionid"));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_changed_cookie_is_an_empty_session()
    {
        var client = Client("cookie");
        client.Get("/set/?name=ada");
        var parts = Uri.UnescapeDataString(client.Cookies["sessionid"]).Split(':');

        // The same signature under other values; and values that were signed for something else.
        client.Cookies["sessionid"] = string.Join(':', (string[])[System.Buffers.Text.Base64Url.EncodeToString("{\"name\":\"eve\"}"u8), .. parts[1..]]);
        Assert.Equal("nobody", client.Get("/name/").Content);
        client.Cookies["sessionid"] = Quintet.Security.Signing.Dumps(new { name = "eve" }, key: "a key that must not be shown");
        Assert.Equal("nobody", client.Get("/name/").Content);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("/etc/passwd")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("short")]
    public void A_key_is_no_path(string key)
    {
        var client = Client("file");
        client.Cookies["sessionid"] = key;

        Assert.Equal("nobody", client.Get("/name/").Content);
    }

    [Fact]
    public void A_file_that_was_written_by_another_is_no_session()
    {
        var client = Client("file");
        client.Get("/set/?name=ada");
        var file = Directory.GetFiles(_folder).Single();
        File.WriteAllText(file, Convert.ToBase64String("{\"name\":\"eve\"}"u8));

        Assert.Equal("nobody", client.Get("/name/").Content);
    }

    [Fact]
    public void A_session_that_another_request_ended_stays_ended()
    {
        var client = Client("file");
        client.Get("/set/?name=ada");

        var response = client.Get("/race/?folder=" + Uri.EscapeDataString(_folder));

        Assert.Equal(400, response.StatusCode);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("browser", null)]
    [InlineData("minute", "Max-Age=60")]
    [InlineData("usual", "Max-Age=1209600")]
    public void A_session_says_how_long_it_lasts(string how, string? age)
    {
        var cookie = Assert.Single(Client("file").Get("/expiry/?how=" + how).SetCookies);

        if (age is null) Assert.DoesNotContain("Max-Age", cookie);
        else Assert.Contains(age, cookie);
    }

    [Fact]
    public async Task An_old_one_is_not_read_and_is_cleared()
    {
        var engine = new FileSessions(_folder);
        using var scope = Quintet.Context.Current.With(Settings.Key, new SessionSettings()).Enter();
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var (usual, brief) = (
            await engine.SaveAsync(null, new JsonObject { ["a"] = 1 }, At(0), async: true),
            await engine.SaveAsync(null, new JsonObject { ["a"] = 1, ["_session_expiry"] = 60 }, At(0), async: true));

        Assert.NotNull(await engine.LoadAsync(usual!, At(3599), async: true));
        Assert.Null(await engine.LoadAsync(usual!, At(3601), async: true));
        Assert.NotNull(await engine.LoadAsync(brief!, At(59), async: true));
        Assert.Null(await engine.LoadAsync(brief!, At(61), async: true));
        Assert.Equal(1, await engine.ClearExpiredAsync(At(61)));
        Assert.Equal(1, await engine.ClearExpiredAsync(At(3601)));
        Assert.Empty(Directory.GetFiles(_folder));

        SessionTimes At(int seconds) => new(TimeSpan.FromHours(1), start.AddSeconds(seconds));
    }

    [Fact]
    public void The_secret_of_forms_may_stand_in_the_session()
    {
        var settings = new SessionSettings { SessionEngine = new FileSessions(_folder), CsrfUseSessions = true };
        settings.Middleware.Add(typeof(CsrfViewMiddleware));
        var client = new Client(settings) { EnforceCsrfChecks = true };
        var token = client.Get("/token/").Content;

        Assert.False(client.Cookies.ContainsKey("csrftoken"));
        Assert.Equal(200, client.Post("/plain/", [new("csrfmiddlewaretoken", token)]).StatusCode);
        Assert.Equal(403, client.Post("/plain/").StatusCode);
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        Assert.Contains("SessionEngine", Assert.Throws<ImproperlyConfigured>(() => new Client(new SessionSettings()).Get("/name/")).Message);
        var settings = new SessionSettings { Middleware = [] };
        Assert.Equal(500, new Client(settings).Get("/name/").StatusCode);
    }

    [Fact]
    public void A_failed_request_keeps_nothing()
    {
        var client = Client("file");

        Assert.Equal(500, client.Get("/set/?name=ada&fail=1").StatusCode);
        Assert.Empty(Directory.GetFiles(_folder));
    }
}

public class SessionSettings : Settings
{
    public SessionSettings()
    {
        SecretKey = "a key that must not be shown";
        AllowedHosts = ["localhost"];
        RootUrlConf = typeof(SessionUrls);
        Middleware = [typeof(SessionMiddleware)];
    }

    public override Manifest Manifest => Manifest.Empty;
}

public class SessionUrls : UrlConf
{
    public override IEnumerable<UrlPattern> UrlPatterns =>
    [
        Path("plain/", (HttpRequest request) => new HttpResponse("plain")),
        Path("name/", SessionViews.Name),
        Path("set/", SessionViews.Set),
        Path("remove/", SessionViews.Remove),
        Path("kinds/", SessionViews.Kinds),
        Path("kinds-back/", SessionViews.KindsBack),
        Path("cycle/", SessionViews.Cycle),
        Path("flush/", SessionViews.Flush),
        Path("race/", SessionViews.Race),
        Path("expiry/", SessionViews.Expiry),
        Path("token/", (HttpRequest request) => new HttpResponse(CsrfViewMiddleware.GetToken(request))),
    ];
}

public static class SessionViews
{
    public static HttpResponse Name(HttpRequest request) => new((request.Session.Get("name", "nobody")) + request.GET["more"]);

    public static HttpResponse Set(HttpRequest request)
    {
        request.Session["name"] = request.GET["name"];
        return request.GET["fail"] is null ? new("set") : throw new InvalidOperationException("failed");
    }

    public static HttpResponse Remove(HttpRequest request) => new(request.Session.Remove("name") && !request.Session.Remove("name") ? "removed" : "kept");

    public static HttpResponse Kinds(HttpRequest request)
    {
        var session = request.Session;
        (session["text"], session["number"], session["fraction"], session["flag"], session["list"], session["none"], session["day"]) = ("a", 3, 2.5, true, new[] { 1, 2, 3 }, null, new DateOnly(2026, 1, 2));
        return new("kept");
    }

    public static HttpResponse KindsBack(HttpRequest request)
    {
        var session = request.Session;
        var kinds = new[] { "text", "number", "fraction", "flag", "list", "none" }.Select(name => session[name]?.GetType().Name ?? "null");
        return new($"{string.Join(' ', kinds)} {session.Get<int[]>("list")!.Length} {session.Get<DateOnly>("day"):yyyy-MM-dd}");
    }

    public static async Task<HttpResponse> Cycle(HttpRequest request)
    {
        await request.Session.CycleKeyAsync();
        return new("cycled");
    }

    public static HttpResponse Flush(HttpRequest request)
    {
        request.Session.Flush();
        return new("flushed");
    }

    public static async Task<HttpResponse> Race(HttpRequest request)
    {
        request.Session["name"] = "late";
        await new FileSessions(request.GET["folder"]!).DeleteAsync(request.Session.SessionKey!, async: true);
        return new("raced");
    }

    public static HttpResponse Expiry(HttpRequest request)
    {
        request.Session["name"] = "ada";
        if (request.GET["how"] == "browser") request.Session.SetExpiry(TimeSpan.Zero);
        if (request.GET["how"] == "minute") request.Session.SetExpiry(TimeSpan.FromMinutes(1));
        return new("set");
    }
}
