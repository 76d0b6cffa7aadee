using Quintet.Templates;

namespace TemplatesTests.Tags;

public class QueryStringTests
{
    [Theory]
    [InlineData("{% querystring %}", "?q=a+b&amp;tag=x&amp;tag=y&amp;page=1")]
    [InlineData("{% querystring page=2 %}", "?q=a+b&amp;tag=x&amp;tag=y&amp;page=2")]
    [InlineData("{% querystring page=None q=None %}", "?tag=x&amp;tag=y")]
    [InlineData("{% querystring tag=None size='L' %}", "?q=a+b&amp;page=1&amp;size=L")]
    [InlineData("{% querystring tag=list q=None page=None %}", "?tag=2&amp;tag=3")]
    [InlineData("{% querystring tag=gaps q=None page=None %}", "?tag=1")]
    [InlineData("{% querystring tag=nulls q=None page=None %}", "?")]
    [InlineData("{% querystring tag='z' q=None page=None %}", "?tag=z")]
    [InlineData("{% querystring a='ä&=/ ~' q=None tag=None page=None %}", "?a=%C3%A4%26%3D%2F+~")]
    [InlineData("{% querystring page=missing|default:3 q=None tag=None %}", "?page=3")]
    [InlineData("{% querystring page=yes q=None tag=None %}", "?page=True")]
    [InlineData("{% querystring map %}", "?a=1&amp;b=x")]
    [InlineData("{% querystring map page=4 a=None %}", "?b=x&amp;page=4")]
    [InlineData("{% querystring map request.GET b=None %}", "?a=1&amp;q=a+b&amp;tag=x&amp;tag=y&amp;page=1")]
    [InlineData("{% querystring empty %}", "?")]
    [InlineData("{% querystring empty a=1 as link %}[{{ link }}]", "[?a=1]")]
    [InlineData("{% autoescape off %}{% querystring empty a=1 b=2 %}{% endautoescape %}", "?a=1&b=2")]
    [InlineData("{% querystring empty a=safe %}", "?a=%3Cb%3E")]
    public void Renders(string text, string expected) => Assert.Equal(expected, Render.Text(text, Model()));

    [Theory]
    [InlineData("{% querystring word %}", "querystring requires mappings for positional arguments (got 'w' instead).")]
    [InlineData("{% querystring None %}", "querystring requires mappings for positional arguments (got None instead).")]
    [InlineData("{% querystring list %}", "querystring requires mappings for positional arguments (got [2, 3] instead).")]
    [InlineData("{% querystring numbered %}", "querystring requires strings for mapping keys (got 0 instead).")]
    public void WhatIsNoMappingIsRefused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<TemplateSyntaxException>(() => Render.Text(text, Model())).Problem);

    /// <summary>The request is there where its variable is not.</summary>
    [Fact]
    public void TheRequestOfTheRendering()
    {
        var engine = Render.Engine(("main", "{% include 'part' with page=2 only %}"), ("part", "{% querystring page=page %}{{ request }}"));
        var context = RenderContext.From(new { request = "none" });
        context.Request = new { GET = new Query { { "q", "a" } } };
        Assert.Equal("?q=a&amp;page=2", engine.GetTemplate("main").Render(context));
    }

    [Fact]
    public void WithoutARequestAMappingIsNeeded() =>
        Assert.Contains("there is no request here", Assert.Throws<TemplateRenderException>(() => Render.Text("{% querystring a=1 %}")).Problem);

    private static object Model() => new
    {
        request = new { GET = new Query { { "q", "a b" }, { "tag", "x" }, { "tag", "y" }, { "page", "1" } } },
        word = "w",
        yes = true,
        safe = new Quintet.SafeString("<b>"),
        list = new[] { 2, 3 },
        gaps = new int?[] { null, 1 },
        nulls = new string?[] { null },
        empty = new Dictionary<string, object?>(),
        map = new Dictionary<string, object?> { ["a"] = 1, ["b"] = "x" },
        numbered = new Dictionary<int, int> { [0] = 1 },
    };

    /// <summary>A query string as the web layer has it: a name may have several values.</summary>
    private sealed class Query : List<KeyValuePair<string, string>>
    {
        public void Add(string name, string value) => Add(new(name, value));
    }
}
