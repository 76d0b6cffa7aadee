using System.Text.Json.Nodes;
using Quintet;
using Quintet.Caching;
using Quintet.Contrib.Sessions;
using Quintet.Db;
using Quintet.Management;
using Quintet.Sessions;
using Quintet.Testing;
using WebTests.Caching;
using Session = Quintet.Contrib.Sessions.Session;

namespace WebTests.Contrib;

/// <summary>Sessions in a table, in a cache, and in both.</summary>
public sealed class StoredSessionTests(CacheBackends servers) : IClassFixture<CacheBackends>
{
    private const string Cached = "cache", Both = "cached table on SQLite", Sqlite = "table on SQLite", Postgres = "table on PostgreSQL";

    public static TheoryData<string> All => [Cached, Both, Sqlite, .. DbTests.PostgresServer.FindBinaries() is null ? (string[])[] : [Postgres]];

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Visitors_are_remembered_and_forgotten(string where)
    {
        var site = await SiteAsync(where);
        var client = new Client(site);

        Assert.Equal("nobody", client.Get("/name/").Content);
        Assert.Empty(client.Cookies);
        client.Get("/set/?name=muskan");
        Assert.Equal("muskan", client.Get("/name/").Content);
        var before = client.Cookies["sessionid"];
        client.Get("/cycle/");
        Assert.NotEqual(before, client.Cookies["sessionid"]);
        Assert.Equal("muskan", client.Get("/name/").Content);
        Assert.Equal("nobody", new Client(site) { Cookies = { ["sessionid"] = before } }.Get("/name/").Content);
        var last = client.Cookies["sessionid"];
        client.Get("/flush/");
        Assert.False(client.Cookies.ContainsKey("sessionid"));
        Assert.Equal("nobody", new Client(site) { Cookies = { ["sessionid"] = last } }.Get("/name/").Content);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_key_that_a_visitor_brings_along_is_never_used(string where)
    {
        var site = await SiteAsync(where);
        var key = SessionEngine.NewKey();
        var client = new Client(site) { Cookies = { ["sessionid"] = key } };

        client.Get("/set/?name=victim");

        Assert.NotEqual(key, client.Cookies["sessionid"]);
        Assert.Equal("nobody", new Client(site) { Cookies = { ["sessionid"] = key } }.Get("/name/").Content);
        foreach (var wrong in new[] { "' OR 1=1 --", "../../etc/passwd", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", new string('a', 33) })
        {
            Assert.Equal("nobody", new Client(site) { Cookies = { ["sessionid"] = Uri.EscapeDataString(wrong) } }.Get("/name/").Content);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Each_engine_keeps_what_is_kept_and_nothing_else(string where)
    {
        var site = await SiteAsync(where);
        using var context = site.Context.Enter();
        var engine = site.Settings.SessionEngine!;
        var key = (await engine.SaveAsync(null, new JsonObject { ["a"] = 1 }, At(0), async: true))!;
        var brief = (await engine.SaveAsync(null, new JsonObject { ["a"] = 2, ["_session_expiry"] = 60L }, At(0), async: false))!;

        Assert.Equal(1, (int)(await engine.LoadAsync(key, At(3599), async: true))!["a"]!);
        Assert.Equal(2, (int)(await engine.LoadAsync(brief, At(59), async: false))!["a"]!);
        Assert.Equal(key, await engine.SaveAsync(key, new JsonObject { ["a"] = 3 }, At(0), async: false));
        Assert.Equal(3, (int)(await engine.LoadAsync(key, At(0), async: false))!["a"]!);
        await engine.DeleteAsync(key, async: true);
        Assert.Null(await engine.LoadAsync(key, At(0), async: true));
        Assert.Null(await engine.SaveAsync(key, new JsonObject { ["a"] = 4 }, At(0), async: true));
        Assert.Null(await engine.LoadAsync(key, At(0), async: true));
        if (where == Cached) return;
        await engine.SaveAsync(null, [], At(0), async: true);
        Assert.Equal(1, await engine.ClearExpiredAsync(At(61)));
        Assert.Equal(1, await engine.ClearExpiredAsync(At(3601)));
        Assert.Equal(0, Session.Objects.Count());
    }

    [Fact]
    public async Task An_old_row_is_no_session()
    {
        var site = await SiteAsync(Sqlite);
        using var context = site.Context.Enter();
        var engine = site.Settings.SessionEngine!;
        var key = (await engine.SaveAsync(null, new JsonObject { ["a"] = 1 }, At(0), async: true))!;

        Assert.NotNull(await engine.LoadAsync(key, At(3599), async: true));
        Assert.Null(await engine.LoadAsync(key, At(3601), async: true));
        var row = Session.Objects.Get(session => session.SessionKey == key);
        Assert.Equal(1, (int)row.GetDecoded()["a"]!);
        Assert.Equal(Start.AddHours(1).UtcDateTime, row.ExpireDate);
        row.SessionData = "eyJhIjoyfQ:" + row.SessionData.Split(':', 2)[1];
        row.Save();
        Assert.Empty(row.GetDecoded());
        Assert.Null(await engine.LoadAsync(key, At(0), async: true));
    }

    [Fact]
    public async Task With_both_the_table_is_read_once_and_outlives_the_cache()
    {
        var site = await SiteAsync(Both);
        using var context = site.Context.Enter();
        var engine = site.Settings.SessionEngine!;
        var now = new SessionTimes(TimeSpan.FromHours(1), DateTimeOffset.UtcNow);
        var key = (await engine.SaveAsync(null, new JsonObject { ["a"] = 1 }, now, async: true))!;
        Cache.Default.Clear();
        var statements = new List<string>();
        Connections.Current.Observer = statements.Add;

        Assert.NotNull(await engine.LoadAsync(key, now, async: true));
        Assert.NotNull(await engine.LoadAsync(key, now, async: false));
        Assert.Single(statements);
    }

    private static SessionTimes At(int seconds) => new(TimeSpan.FromHours(1), Start.AddSeconds(seconds));

    private async Task<Application> SiteAsync(string where)
    {
        StoredSettings Settings() => new()
        {
            SessionEngine = where switch { Cached => new CacheSessions(), Both => new CachedDatabaseSessions(), _ => new DatabaseSessions() },
            Caches = { ["default"] = new LocalMemoryCache { Clock = new StandingClock { Now = Start } } },
            Databases = { ["default"] = servers.Database(where == Postgres ? CacheBackends.Postgres : CacheBackends.Sqlite) },
        };
        var output = new StringWriter();
        Assert.True(await ManagementUtility.Execute(Settings, ["migrate"], output, output) == 0, output.ToString());
        var site = Application.Load(Settings());
        using var context = site.Context.Enter();
        Session.Objects.All().Delete();
        return site;
    }

    public sealed class StoredSettings : SessionSettings
    {
        public StoredSettings() => InstalledApps = [typeof(SessionsApp)];
    }
}
