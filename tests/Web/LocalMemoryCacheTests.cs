using System.Text;
using Quintet.Caching;

namespace WebTests;

public class LocalMemoryCacheTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void What_is_kept_is_found_until_its_time_is_over()
    {
        var cache = new LocalMemoryCache(_clock);
        Assert.Null(Get(cache, "a"));
        cache.Set(null, "a", Bytes("1"), TimeSpan.FromSeconds(10));
        cache.Set(null, "b", Bytes("2"), null);
        _clock.Now += TimeSpan.FromSeconds(9.9);
        Assert.Equal("1", Get(cache, "a"));
        _clock.Now += TimeSpan.FromSeconds(0.1);
        Assert.Null(Get(cache, "a"));
        _clock.Now += TimeSpan.FromDays(10_000);
        Assert.Equal("2", Get(cache, "b"));
    }

    [Fact]
    public void The_later_one_wins_and_no_time_forgets()
    {
        var cache = new LocalMemoryCache(_clock);
        cache.Set(null, "a", Bytes("1"), null);
        cache.Set(null, "a", Bytes("2"), TimeSpan.MaxValue);
        Assert.Equal("2", Get(cache, "a"));
        cache.Set(null, "a", default, TimeSpan.Zero);
        Assert.Null(Get(cache, "a"));
        cache.Set(null, "b", Bytes("3"), TimeSpan.FromSeconds(-1));
        Assert.Null(Get(cache, "b"));
    }

    [Fact]
    public void What_was_not_asked_for_makes_room()
    {
        var cache = new LocalMemoryCache(_clock, maxEntries: 3);
        foreach (var key in "abc") cache.Set(null, key.ToString(), Bytes("x"), null);
        Assert.Equal("x", Get(cache, "a"));
        cache.Set(null, "d", Bytes("x"), null);
        Assert.Null(Get(cache, "b"));
        Assert.All("acd", key => Assert.Equal("x", Get(cache, key.ToString())));
        // One that is there already needs no room.
        cache.Set(null, "c", Bytes("y"), null);
        Assert.All("ad", key => Assert.Equal("x", Get(cache, key.ToString())));
    }

    [Fact]
    public void Many_threads_use_it()
    {
        var cache = new LocalMemoryCache(TimeProvider.System, maxEntries: 50);
        Parallel.For(0, 20_000, i =>
        {
            var key = (i % 97).ToString();
            if (Get(cache, key) is { } found) Assert.Equal(key, found);
            else cache.Set(null, key, Bytes(key), i % 5 == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1));
        });
    }

    [Fact]
    public void There_is_one_cache_so_far()
    {
        var cache = new LocalMemoryCache(_clock);
        Assert.True(cache.HasCache("default"));
        Assert.False(cache.HasCache("other"));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Get(LocalMemoryCache cache, string key) => cache.TryGet(null, key, out var content) ? Encoding.UTF8.GetString(content.Span) : null;

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
