using Quintet.Caching;
using Quintet.Files;
using Quintet.Testing;
using Uploads;

namespace WebTests.Caching;

/// <summary>What holds for each kind of cache.</summary>
public sealed class CacheTests(CacheBackends backends) : IClassFixture<CacheBackends>
{
    public static TheoryData<string> All => CacheBackends.All;

    public static TheoryData<string> Clocked => CacheBackends.Clocked;

    public static TheoryData<string> Bounded => CacheBackends.Bounded;

    [Theory]
    [MemberData(nameof(All))]
    public void A_value_is_found_as_it_was_kept(string name)
    {
        using var scope = backends.Make(name);
        var cache = scope.Cache;

        Assert.Null(cache.Get<string>("a"));
        Assert.Equal(7, cache.Get("a", 7));
        cache.Set("a", "ünï");
        Assert.Equal("ünï", cache.Get<string>("a"));
        cache.Set("a", 1);
        Assert.Equal(1, cache.Get<int>("a"));
        cache.Set("list", new List<Pair> { new("x", 1.5m), new("y", 2) });
        Assert.Equal([new("x", 1.5m), new("y", 2)], cache.Get<List<Pair>>("list")!);
        cache.Set("tuple", (1, "b"));
        Assert.Equal((1, "b"), cache.Get<(int, string)>("tuple"));
        cache.Set("bytes", new byte[] { 0, 255, 1 });
        Assert.Equal([0, 255, 1], cache.Get<byte[]>("bytes")!);
        cache.Set("time", new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), cache.Get<DateTime>("time"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Awaited_it_does_the_same(string name)
    {
        using var scope = backends.Make(name);
        var cache = scope.Cache;

        await cache.SetAsync("a", 1);
        Assert.Equal(1, await cache.GetAsync<int>("a"));
        Assert.True(await cache.AddAsync("b", 2));
        Assert.False(await cache.AddAsync("b", 3));
        Assert.Equal(5, await cache.IncrementAsync("b", 3));
        Assert.Equal(3, await cache.DecrementAsync("b", 2));
        Assert.Equal((true, 3), await cache.TryGetAsync<int>("b"));
        Assert.Equal(9, await cache.GetOrSetAsync("c", _ => Task.FromResult(9)));
        Assert.Equal(9, await cache.GetOrSetAsync("c", _ => Task.FromResult(10)));
        Assert.True(await cache.TouchAsync("c"));
        Assert.True(await cache.ContainsKeyAsync("c"));
        await cache.SetManyAsync(new Dictionary<string, int> { ["d"] = 4, ["e"] = 5 });
        Assert.Equal([("a", 1), ("d", 4), ("e", 5)], (await cache.GetManyAsync<int>(["a", "d", "e", "f"])).Select(pair => (pair.Key, pair.Value)).Order());
        await cache.DeleteManyAsync(["d", "f"]);
        Assert.True(await cache.DeleteAsync("e"));
        Assert.False(await cache.DeleteAsync("d"));
        await cache.ClearAsync();
        Assert.False(await cache.ContainsKeyAsync("a"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_null_is_not_missing(string name)
    {
        using var scope = backends.Make(name);

        scope.Cache.Set<string?>("none", null);
        Assert.True(scope.Cache.TryGet<string?>("none", out var value));
        Assert.Null(value);
        Assert.False(scope.Cache.TryGet<string?>("nothing", out _));
        Assert.Null(scope.Cache.GetOrSet<string?>("none", () => throw new InvalidOperationException("It is there.")));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_changes_after_it_was_kept_does_not_change_it(string name)
    {
        using var scope = backends.Make(name);
        var list = new List<int> { 1 };
        var bytes = new byte[] { 1 };
        scope.Cache.Set("list", list);
        scope.Cache.Set("bytes", bytes);
        list.Add(2);
        bytes[0] = 2;

        Assert.Equal([1], scope.Cache.Get<List<int>>("list")!);
        scope.Cache.Get<List<int>>("list")!.Add(3);
        scope.Cache.Get<byte[]>("bytes")![0] = 3;
        Assert.Equal([1], scope.Cache.Get<List<int>>("list")!);
        Assert.Equal([1], scope.Cache.Get<byte[]>("bytes")!);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_cannot_be_read_as_the_type_counts_as_missing(string name)
    {
        using var scope = backends.Make(name);
        scope.Cache.Set("text", "a");

        Assert.False(scope.Cache.TryGet<int>("text", out _));
        Assert.Equal(3, scope.Cache.Get("text", 3));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Only_what_is_missing_is_added_and_made(string name)
    {
        using var scope = backends.Make(name);
        var cache = scope.Cache;

        Assert.True(cache.Add("a", 1));
        Assert.False(cache.Add("a", 2));
        Assert.Equal(1, cache.Get<int>("a"));
        Assert.Equal(1, cache.GetOrSet<int>("a", () => throw new InvalidOperationException("It is there.")));
        Assert.Equal(5, cache.GetOrSet("b", () => 5));
        Assert.Equal(5, cache.Get<int>("b"));
        // Somebody was faster: his value is everybody's.
        Assert.Equal(6, cache.GetOrSet("c", () =>
        {
            cache.Set("c", 6);
            return 7;
        }));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Several_at_once(string name)
    {
        using var scope = backends.Make(name);
        var cache = scope.Cache;
        cache.SetMany(Enumerable.Range(0, 20).ToDictionary(i => $"key{i}", i => i));

        Assert.Equal(Enumerable.Range(0, 20), cache.GetMany<int>(Enumerable.Range(0, 30).Select(i => $"key{i}")).Values.Order());
        cache.DeleteMany(Enumerable.Range(1, 50).Select(i => $"key{i}"));
        Assert.Equal([0], cache.GetMany<int>(Enumerable.Range(0, 30).Select(i => $"key{i}")).Values);
        Assert.Empty(cache.GetMany<int>([]));
        cache.Clear();
        Assert.False(cache.ContainsKey("key0"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_lost_where_several_count(string name)
    {
        using var scope = backends.Make(name);
        var cache = scope.Cache;
        cache.Set("n", 0);

        Assert.Equal(10, cache.Increment("n", 10));
        Assert.Equal(7, cache.Decrement("n", 3));
        Assert.Equal(-3, cache.Decrement("n", 10));
        if (name is not (CacheBackends.Sqlite or CacheBackends.Postgres)) Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => cache.Increment("n"));
        else for (var i = 0; i < 200; i++) cache.Increment("n");
        Assert.Equal(197, cache.Get<long>("n"));
        Assert.Contains("'nothing'", Assert.Throws<KeyNotFoundException>(() => cache.Increment("nothing")).Message);
        cache.Set("text", "a");
        Assert.Throws<InvalidOperationException>(() => cache.Increment("text"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Versions_and_prefixes_keep_values_apart(string name)
    {
        using var scope = backends.Make(name, prefix: "site", version: 2);
        var cache = scope.Cache;
        cache.Set("a", "two");
        cache.Set("a", "three", version: 3);

        Assert.Equal("two", cache.Get<string>("a"));
        Assert.Equal("two", cache.Get<string>("a", version: 2));
        Assert.Equal("three", cache.Get<string>("a", version: 3));
        Assert.Null(cache.Get<string>("a", version: 1));
        Assert.Equal(5, cache.IncrementVersion("a", version: 3, delta: 2));
        Assert.Null(cache.Get<string>("a", version: 3));
        Assert.Equal("three", cache.Get<string>("a", version: 5));
        Assert.Equal(1, cache.DecrementVersion("a"));
        Assert.Equal("two", cache.Get<string>("a", version: 1));
        Assert.Throws<KeyNotFoundException>(() => cache.IncrementVersion("nothing"));
        Assert.Equal("site:2:a", cache.MakeKey("a", null));

        using var own = backends.Make(name, keyFunction: (key, prefix, version) => $"own-{version}-{key}");
        Assert.Equal("own-1-a", own.Cache.MakeKey("a", null));
        own.Cache.Set("a", 1);
        Assert.Equal(1, own.Cache.Get<int>("a"));
    }

    [Theory]
    [MemberData(nameof(Clocked))]
    public void Values_end_with_their_time(string name)
    {
        var clock = new StandingClock();
        using var scope = backends.Make(name, clock);
        var cache = scope.Cache;
        cache.Set("ten", 1, TimeSpan.FromSeconds(10));
        cache.Set("usual", 2);
        cache.Set("ever", 3, Cache.Forever);
        cache.Set("long", 4, TimeSpan.MaxValue);
        cache.Set("count", 5, TimeSpan.FromSeconds(10));
        cache.Increment("count");
        cache.IncrementVersion("count");

        clock.Now += TimeSpan.FromSeconds(9.9);
        Assert.Equal(1, cache.Get<int>("ten"));
        Assert.Equal(6, cache.Get<int>("count", version: 2));
        Assert.False(cache.Add("ten", 8));
        clock.Now += TimeSpan.FromSeconds(0.1);
        Assert.False(cache.ContainsKey("ten"));
        Assert.False(cache.ContainsKey("count", version: 2));
        Assert.Empty(cache.GetMany<int>(["ten"]));
        Assert.False(cache.Touch("ten"));
        Assert.False(cache.Delete("ten"));
        Assert.Throws<KeyNotFoundException>(() => cache.Increment("ten"));
        Assert.True(cache.Add("ten", 9));
        Assert.Equal(9, cache.Get<int>("ten"));
        clock.Now += TimeSpan.FromSeconds(289.9);
        Assert.True(cache.ContainsKey("usual"));
        clock.Now += TimeSpan.FromSeconds(0.1);
        Assert.False(cache.ContainsKey("usual"));
        clock.Now += TimeSpan.FromDays(100_000);
        Assert.Equal([3, 4], cache.GetMany<int>(["ever", "long"]).Values.Order());
    }

    [Theory]
    [MemberData(nameof(Clocked))]
    public void Touched_they_end_later(string name)
    {
        var clock = new StandingClock();
        using var scope = backends.Make(name, clock);
        var cache = scope.Cache;
        foreach (var key in new[] { "a", "b", "c" }) cache.Set(key, key, TimeSpan.FromSeconds(10));

        Assert.True(cache.Touch("a", TimeSpan.FromSeconds(20)));
        Assert.True(cache.Touch("b", Cache.Forever));
        Assert.True(cache.Touch("c", TimeSpan.Zero));
        Assert.False(cache.ContainsKey("c"));
        clock.Now += TimeSpan.FromSeconds(19);
        Assert.Equal("a", cache.Get<string>("a"));
        clock.Now += TimeSpan.FromDays(1000);
        Assert.Equal(["b"], cache.GetMany<string>(["a", "b"]).Values);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Without_time_nothing_is_kept(string name)
    {
        using var scope = backends.Make(name);
        scope.Cache.Set("a", 1);
        scope.Cache.Set("a", 2, TimeSpan.Zero);
        scope.Cache.Set("b", 3, TimeSpan.FromSeconds(-5));

        Assert.Empty(scope.Cache.GetMany<int>(["a", "b"]));
    }

    [Theory]
    [MemberData(nameof(Bounded))]
    public void There_is_only_so_much_room(string name)
    {
        using var scope = backends.Make(name, maxEntries: 30);
        for (var i = 0; i < 100; i++) scope.Cache.Set($"key{i}", i);

        var kept = scope.Cache.GetMany<int>(Enumerable.Range(0, 100).Select(i => $"key{i}"));
        Assert.InRange(kept.Count, 15, 30);
        Assert.All(kept, pair => Assert.Equal($"key{pair.Value}", pair.Key));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Keys_may_be_anything(string name)
    {
        using var scope = backends.Make(name);
        foreach (var key in new[] { "", "with space", "../../etc/passwd", "ünï", "a'b\"c;--", "a\nb", new('x', 240) })
        {
            scope.Cache.Set(key, key);
            Assert.Equal(key, scope.Cache.Get<string>(key));
            Assert.True(scope.Cache.Delete(key));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Models_come_back_as_rows_that_are_saved(string name)
    {
        var application = TestApplication.LoadForVisitors(new MemberSettings()).Application;
        using var context = application.Context.Enter();
        using var scope = backends.Make(name);
        var member = new Member { Name = "Ida", AvatarWidth = 3, FavouriteId = 12 };
        member.Id = 4;
        (member.Adding, member.DatabaseAlias) = (false, "default");
        scope.Cache.Set("members", new List<Member> { member, new() { Name = "new" } });

        var found = scope.Cache.Get<List<Member>>("members")!;
        Assert.Equal(["Ida", "new"], found.Select(m => m.Name));
        Assert.Equal([false, true], found.Select(m => m.Adding));
        Assert.Equal((4, 3, 12L), (found[0].Id, found[0].AvatarWidth, found[0].FavouriteId));
        Assert.Equal("default", found[0].DatabaseAlias);
        Assert.False(scope.Cache.TryGet<List<Report>>("members", out _));
    }

    [Theory]
    [MemberData(nameof(Clocked))]
    public void Many_threads_use_it(string name)
    {
        // A flow of its own for each, as requests have.
        using var scope = backends.Make(name, maxEntries: 50);
        var cache = scope.Cache;
        var count = name is CacheBackends.Memory ? 20_000 : 300;
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = name is CacheBackends.Sqlite or CacheBackends.Postgres ? 1 : -1 }, i =>
        {
            var key = (i % 97).ToString();
            if (cache.TryGet<string>(key, out var found)) Assert.Equal(key, found);
            else cache.Set(key, key, i % 5 == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1));
        });
    }

    [RedisFact]
    public void Redis_gets_the_time_and_ends_by_itself()
    {
        using var scope = backends.Make(CacheBackends.Redis);
        using var redis = StackExchange.Redis.ConnectionMultiplexer.Connect("!" + new Uri(backends.RedisLocation).LocalPath);
        var database = redis.GetDatabase();
        scope.Cache.Set("a", 1, TimeSpan.FromSeconds(100));
        scope.Cache.Set("b", 1, Cache.Forever);
        scope.Cache.Set("c", 1);

        Assert.InRange(database.KeyTimeToLive(":1:a")!.Value.TotalSeconds, 90, 100);
        Assert.Null(database.KeyTimeToLive(":1:b"));
        Assert.InRange(database.KeyTimeToLive(":1:c")!.Value.TotalSeconds, 290, 300);
        Assert.Equal(2, scope.Cache.Increment("a"));
        Assert.InRange(database.KeyTimeToLive(":1:a")!.Value.TotalSeconds, 90, 100);
        Assert.True(scope.Cache.Touch("a", Cache.Forever));
        Assert.True(scope.Cache.Touch("b", Cache.Forever));
        Assert.Null(database.KeyTimeToLive(":1:a"));
        Assert.True(scope.Cache.Touch("a", TimeSpan.FromSeconds(20)));
        Assert.InRange(database.KeyTimeToLive(":1:a")!.Value.TotalSeconds, 10, 20);
        Assert.False(scope.Cache.Touch("nothing"));
        Assert.Equal("1", (string?)database.StringGet(":1:c"));
    }

    [Fact]
    public void Where_Redis_is_can_be_said_as_an_address()
    {
        _ = new RedisCache("redis://localhost:6379/1");
        _ = new RedisCache("rediss://user:p%40ss@example.com");
        Assert.Contains("redis://host:6379", Assert.Throws<ArgumentException>(() => new RedisCache("http://localhost")).Message);
        var wrong = Assert.Throws<ArgumentException>(() => new RedisCache("redis://user:secret@localhost/first")).Message;
        Assert.Contains("'first'", wrong);
        Assert.DoesNotContain("secret", wrong);
    }

    [Fact]
    public void Files_that_are_broken_count_as_missing()
    {
        using var folder = new TemporaryFolder();
        var cache = new FileCache(folder.Path);
        cache.Set("a", 1);
        File.WriteAllText(Assert.Single(Directory.GetFiles(folder.Path)), "x");

        Assert.Null(cache.Get<int?>("a"));
        cache.Set("a", 2);
        Assert.Equal(2, cache.Get<int>("a"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path) & (UnixFileMode)0b111111111);
    }

    [Fact]
    public void The_dummy_keeps_nothing()
    {
        var cache = new DummyCache();
        cache.Set("a", 1);

        Assert.Null(cache.Get<int?>("a"));
        Assert.Equal(2, cache.GetOrSet("a", () => 2));
        Assert.Throws<KeyNotFoundException>(() => cache.Increment("a"));
    }

    [Fact]
    public void Caches_are_named_in_the_settings()
    {
        var pages = new LocalMemoryCache();
        var application = TestApplication.LoadForVisitors(new MemberSettings { Caches = { ["pages"] = pages } }).Application;
        using var context = application.Context.Enter();

        Assert.Same(pages, Cache.Named("pages"));
        Assert.IsType<LocalMemoryCache>(Cache.Default);
        Assert.Equal("Could not find config for 'page' in the settings' Caches. There are: pages, default.", Assert.Throws<InvalidOperationException>(() => Cache.Named("page")).Message);
    }

    private sealed record Pair(string Name, decimal Number);

    public sealed class MemberSettings : Quintet.Conf.Settings
    {
        public MemberSettings()
        {
            (SecretKey, AllowedHosts) = ("test", ["localhost"]);
            RootUrlConf = typeof(SessionUrls);
            InstalledApps = [typeof(UploadsApp)];
            Storages = new() { ["vault"] = new FileSystemStorage(Path.GetTempPath(), "/vault/") };
        }
    }
}
