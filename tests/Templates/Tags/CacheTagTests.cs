using Quintet.Templates;

namespace TemplatesTests.Tags;

public class CacheTagTests
{
    private readonly Clock _clock = new();
    private readonly MemoryCache _cache;
    private readonly Engine _engine;

    public CacheTagTests()
    {
        _cache = new(_clock);
        _engine = new(Render.Options() with { Cache = _cache });
    }

    [Fact]
    public void APieceIsKeptUntilItsTimeIsOver()
    {
        var template = _engine.FromString("{% load cache %}{% cache 60 piece %}é {{ n }}{% endcache %}");
        Assert.Equal("é 1", template.Render(RenderContext.From(new { n = 1 })));
        _clock.Seconds = 59;
        Assert.Equal("é 1", template.Render(RenderContext.From(new { n = 2 })));
        _clock.Seconds = 60;
        Assert.Equal("é 3", template.Render(RenderContext.From(new { n = 3 })));
    }

    [Theory]
    // One for each combination of values; their names do not count.
    [InlineData("{% cache 9 p n %}{{ n }}{% endcache %}", "12")]
    [InlineData("{% cache 9 p 'x' %}{{ n }}{% endcache %}", "11")]
    [InlineData("{% cache 9 p n 'x' %}{{ n }}{% endcache %}", "12")]
    [InlineData("{% cache 9 p n|add:1 %}{{ n }}{% endcache %}", "12")]
    [InlineData("{% cache 9 p missing %}{{ n }}{% endcache %}", "11")]
    // For ever, and not at all.
    [InlineData("{% cache None p %}{{ n }}{% endcache %}", "11")]
    [InlineData("{% cache 0 p %}{{ n }}{% endcache %}", "12")]
    [InlineData("{% cache -5 p %}{{ n }}{% endcache %}", "12")]
    [InlineData("{% cache '9' p %}{{ n }}{% endcache %}", "11")]
    [InlineData("{% cache 9.9 p %}{{ n }}{% endcache %}", "11")]
    [InlineData("{% cache 1e300 p %}{{ n }}{% endcache %}", "11")]
    [InlineData("{% cache seconds p using='other' %}{{ n }}{% endcache %}", "11")]
    [InlineData("{% cache 9 p n using=cache %}{{ n }}{% endcache %}", "12")]
    public void Renders(string text, string expected)
    {
        var template = _engine.FromString("{% load cache %}" + text);
        Assert.Equal(expected, template.Render(RenderContext.From(new { n = 1, seconds = 9, cache = "other" })) + template.Render(RenderContext.From(new { n = 2, seconds = 9, cache = "other" })));
    }

    [Fact]
    public void CachesByTheirNames()
    {
        _engine.FromString("{% load cache %}{% cache 9 p %}a{% endcache %}{% cache 9 p using='other' %}b{% endcache %}").Render(new());
        Assert.Equal(["default:" + TemplateFragment.MakeKey("p"), "other:" + TemplateFragment.MakeKey("p")], _cache.Keys);
    }

    /// <summary>The keys are Django's.</summary>
    [Fact]
    public void Keys()
    {
        Assert.Equal("template.cache.a.fragment.d41d8cd98f00b204e9800998ecf8427e", TemplateFragment.MakeKey("a.fragment"));
        Assert.Equal("template.cache.spam.06c8ae8e8c430b69fb0a6443504153dc", TemplateFragment.MakeKey("spam", "abc:def%"));
        Assert.NotEqual(TemplateFragment.MakeKey("spam", 1, 2), TemplateFragment.MakeKey("spam", 12));
    }

    /// <summary>What is kept of a piece with values must be found by whoever knows the values.</summary>
    [Fact]
    public void APieceCanBeForgotten()
    {
        var template = _engine.FromString("{% load cache %}{% cache 60 piece user.id %}{{ n }}{% endcache %}");
        Assert.Equal("1", template.Render(RenderContext.From(new { n = 1, user = new { id = 7 } })));
        _cache.Set(null, TemplateFragment.MakeKey("piece", 7), default, TimeSpan.Zero);
        Assert.Equal("2", template.Render(RenderContext.From(new { n = 2, user = new { id = 7 } })));
    }

    [Theory]
    [InlineData("{% cache word p %}{% endcache %}", "\"cache\" tag got a non-integer timeout value: 'w'.")]
    [InlineData("{% cache missing p %}{% endcache %}", "\"cache\" tag got a non-integer timeout value: ''.")]
    [InlineData("{% cache 9|add:missing p %}{% endcache %}", "\"cache\" tag got an unknown variable: 'missing'.")]
    [InlineData("{% cache 9 p using='nope' %}{% endcache %}", "Invalid cache name specified for cache tag: 'nope'.")]
    public void WhatFailsWhileRendering(string text, string message)
    {
        var exception = Assert.Throws<TemplateSyntaxException>(() => _engine.FromString("{% load cache %}" + text).Render(RenderContext.From(new { word = "w" })));
        Assert.Equal((message, 17), (exception.Problem, exception.Column));
    }

    [Fact]
    public void AnEngineWithoutACacheSaysSo() =>
        Assert.Contains("EngineOptions.Cache", Assert.Throws<TemplateRenderException>(() => Render.Text("{% load cache %}{% cache 9 p %}{% endcache %}")).Problem);

    private sealed class Clock : TimeProvider
    {
        public int Seconds { get; set; }

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero).AddSeconds(Seconds);
    }
}
