using System.Text.RegularExpressions;
using Quintet.Templates;

namespace TemplatesTests.Tags;

/// <summary>Tags of one idea each.</summary>
public class SmallTagTests
{
    [Theory]
    [InlineData("{% filter upper %}a {{ name }}{% endfilter %}", "A ANN")]
    [InlineData("{% filter upper|lower|cut:'a' %}banana{% endfilter %}", "bnn")]
    [InlineData("{% filter cut:' ' %} a b {% endfilter %}", "ab")]
    [InlineData("{% filter force_escape %}<p>{{ html }}</p>{% endfilter %}", "&lt;p&gt;&amp;lt;b&amp;gt;&lt;/p&gt;")]
    [InlineData("{% filter default:html %}{% endfilter %}", "<b>")]
    [InlineData("{% filter length %}1234{% endfilter %}", "4")]
    [InlineData("{% filter cut:var %}{{ name }}{% endfilter %}{{ var }}", "")]
    [InlineData("{% filter upper | lower %}aB{% endfilter %}", "ab")]
    [InlineData("{% filter upper %}{% filter lower %}aB{% endfilter %}c{% endfilter %}", "ABC")]
    [InlineData("{% firstof a b name %}", "Ann")]
    [InlineData("{% firstof a b zero %}", "")]
    [InlineData("{% firstof a 'x<y' %}", "x<y")]
    [InlineData("{% firstof html|upper %}", "&lt;B&gt;")]
    [InlineData("{% firstof a html as x %}[{{ x }}]", "[&lt;b&gt;]")]
    [InlineData("{% firstof a b as x %}[{{ x }}]", "[]")]
    [InlineData("{% autoescape off %}{% firstof a html as x %}{% endautoescape %}[{{ x }}]", "[&lt;b&gt;]")]
    [InlineData("{% widthratio 50 200 100 %}", "25")]
    [InlineData("{% widthratio n 40 100 as w %}[{{ w }}]", "[5]")]
    // Halves go to the even neighbour, as in Python.
    [InlineData("{% widthratio 1 2 1 %} {% widthratio 3 2 1 %} {% widthratio 5 2 1 %}", "0 2 2")]
    [InlineData("{% widthratio n 0 100 %}", "0")]
    [InlineData("{% widthratio name 10 100 %}[{% widthratio 10 none 100 %}]", "[]")]
    [InlineData("{% widthratio '5' '10' '30' %}", "15")]
    [InlineData("{% widthratio price 10 10 %}", "20")]
    [InlineData("{% widthratio n 2 'inf' as w %}", null)]
    [InlineData("{% widthratio missing 2 100 %}|{% widthratio 1 2 n|default:missing as w %}[{{ w }}]", "|[]")]
    [InlineData("{% widthratio 1e300 tiny 100 %}|{% widthratio 1e15 1 10000 %}", "|10000000000000000000")]
    [InlineData("{% templatetag openblock %} a {% templatetag closeblock %}{% templatetag openvariable %}{% templatetag closevariable %}", "{% a %}{{}}")]
    [InlineData("<% templatetag openbrace %><% templatetag closebrace %><% templatetag opencomment %><% templatetag closecomment %>", "{}{##}")]
    [InlineData("{% spaceless %}\n<p>\n  <b> a </b>\t<i>{{ html }}</i>\n</p>\n{% endspaceless %}", "<p><b> a </b><i>&lt;b&gt;</i></p>")]
    [InlineData("{% verbatim x %}{% verbatim %}{{ n }}{% endverbatim %}<% endverbatim x %>{{ n }}", "{% verbatim %}{{ n }}{% endverbatim %}2")]
    [InlineData("{% with n|add:1 as a and name as b %}{{ a }}{{ b }}{% endwith %}", "3Ann")]
    [InlineData("{% with a=name b=n c=missing %}{{ a }}{{ b }}[{{ c }}]{% endwith %}[{{ a }}]", "Ann2[][]")]
    // All values are read before the first name is set.
    [InlineData("{% with n=name name=n %}{{ n }}{{ name }}{% endwith %}", "Ann2")]
    [InlineData("{% load static %}{% get_static_prefix %}{% get_media_prefix as m %}{{ m }}", "/static//media/")]
    [InlineData("{% load get_static_prefix from static %}{% get_static_prefix as p %}[{{ p }}]", "[/static/]")]
    [InlineData("{% autoescape off %}{% autoescape on %}{{ html }}{% endautoescape %}{{ html }}{% endautoescape %}{{ html }}", "&lt;b&gt;<b>&lt;b&gt;")]
    public void Renders(string text, string? expected)
    {
        string Rendered() => Render.Text(text, new { name = "Ann", html = "<b>", n = 2, zero = 0, none = (object?)null, price = 19.9m, tiny = 1e-300 });
        if (expected is null) Assert.Throws<TemplateSyntaxException>(Rendered);
        else Assert.Equal(expected, Rendered());
    }

    [Fact]
    public void Regroup()
    {
        var books = new[]
        {
            new { title = "A", author = new { name = "ann" }, year = 2025 },
            new { title = "B", author = new { name = "Ann" }, year = 2025 },
            new { title = "C", author = new { name = "Bo" }, year = 2026 },
            new { title = "D", author = new { name = "Ann" }, year = 2026 },
        };
        Assert.Equal("2025:AB 2026:CD ", Render.Text("{% regroup books by year as years %}{% for y in years %}{{ y.grouper }}:{% for b in y.list %}{{ b.title }}{% endfor %} {% endfor %}", new { books }));
        // Neighbours only; the key may go through members and filters.
        Assert.Equal("Ann 2, Bo 1, Ann 1, ", Render.Text("{% regroup books by author.name|title as g %}{% for name, list in g %}{{ name }} {{ list|length }}, {% endfor %}", new { books }));
        Assert.Equal("1:2 3:1 ", Render.Text("{% regroup pairs by 0 as g %}{% for x in g %}{{ x.grouper }}:{{ x.list|length }} {% endfor %}", new { pairs = new[] { (1, 2), (1, 3), (3, 4) } }));
        Assert.Equal("[][]0", Render.Text("{% regroup missing by a as g %}[{% for x in g %}x{% endfor %}]{% regroup none by a as h %}[{{ h.0 }}]{{ h|length }}", new { none = Array.Empty<int>() }));
        // What an item lacks is a group as well.
        Assert.Equal("None:3 ", Render.Text("{% regroup list by nothing as g %}{% for x in g %}{{ x.grouper }}:{{ x.list|length }} {% endfor %}", new { list = new[] { 1, 2, 3 } }));
    }

    [Fact]
    public void Now()
    {
        var engine = new Engine(new() { Clock = new StoppedClock(new(2026, 11, 23, 15, 30, 0, TimeSpan.Zero)) });
        Assert.Equal("2026|[23.11.2026]", engine.FromString("{% now 'Y' %}|{% now \"d.m.Y\" as day %}[{{ day }}]").Render(new()));
    }

    [Fact]
    public void LoremIpsum()
    {
        Assert.Equal("lorem ipsum dolor", Render.Text("{% lorem 3 w %}"));
        Assert.Equal("lorem ipsum", Render.Text("{% lorem n w %}", new { n = "2" }));
        Assert.StartsWith("Lorem ipsum dolor sit amet, ", Render.Text("{% lorem %}"));
        Assert.Equal(Render.Text("{% lorem %}"), Render.Text("{% lorem missing %}"));
        Assert.Equal(25, Render.Text("{% lorem 25 w %}").Split(' ').Length);
        Assert.Equal("", Render.Text("{% lorem 0 w %}{% lorem 0 p %}"));
        Assert.Equal(2, Render.Text("{% lorem 2 b %}").Split("\n\n").Length);
        Assert.Matches("^<p>Lorem ipsum [^<]*</p>\n\n<p>[A-Z][^<]*[.?]</p>$", Render.Text("{% lorem 2 p %}"));
        var random = Render.Text("{% lorem 40 w random %}");
        Assert.Matches("^[a-z]+( [a-z]+){39}$", random);
        Assert.NotEqual(random, Render.Text("{% lorem 40 w random %}"));
        Assert.DoesNotMatch("^Lorem ipsum", Render.Text("{% lorem 1 b random %}"));
    }

    [Fact]
    public void CsrfToken()
    {
        const string Field = "<input type=\"hidden\" name=\"csrfmiddlewaretoken\" value=\"{0}\">";
        Assert.Equal(string.Format(Field, "a&amp;b"), Render.Text("{% csrf_token %}", new { csrf_token = "a&b" }));
        Assert.Equal(string.Format(Field, "a&amp;b"), Render.Text("{% autoescape off %}{% csrf_token %}{% endautoescape %}", new { csrf_token = "a&b" }));
        Assert.Equal(string.Format(Field, "lazy"), Render.Text("{% csrf_token %}", new { csrf_token = (Func<object?>)(() => "lazy") }));
        Assert.Equal("", Render.Text("{% csrf_token %}", new { csrf_token = "NOTPROVIDED" }));
    }

    [Fact]
    public void AFormWithoutItsTokenIsWarnedOfInDebug()
    {
        var warnings = new List<string>();
        var options = Render.Options() with { Warn = warnings.Add };
        Assert.Equal("", new Engine(options).FromString("{% csrf_token %}").Render(new()));
        Assert.Empty(warnings);
        Assert.Equal("", new Engine(options with { Debug = true }).FromString("{% csrf_token %}").Render(new()));
        Assert.Contains("did not provide the value", Assert.Single(warnings));
        Assert.Equal("", new Engine(options with { Debug = true }).FromString("{% csrf_token %}").Render(RenderContext.From(new { csrf_token = "NOTPROVIDED" })));
        Assert.Single(warnings);
    }

    [Fact]
    public void Debug()
    {
        const string Text = "{% with answer=42 %}{% debug %}{% endwith %}";
        var model = new { title = "<b>", Items = new[] { 1, 2 } };
        Assert.Equal("", new Engine(new()).FromString(Text).Render(RenderContext.From(model)));
        var shown = new Engine(new() { Debug = true }).FromString(Text).Render(RenderContext.From(model));
        Assert.Contains("&#x27;items&#x27;: [1, 2]", shown);
        Assert.Contains("&#x27;title&#x27;: &#x27;&lt;b&gt;&#x27;", shown);
        Assert.Contains("&#x27;answer&#x27;: 42", shown);
        Assert.Matches(new Regex("\n\n.*&#x27;Quintet.Templates&#x27;: ", RegexOptions.Singleline), shown);
        // A property that fails is shown as failing.
        Assert.Contains("NotSupportedException: It fails.", new Engine(new() { Debug = true }).FromString("{% debug %}").Render(RenderContext.From(new Failing())));
    }

    private sealed class Failing
    {
        public int Value => throw new NotSupportedException("It fails.");
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
