using Quintet.Templates;

namespace TemplatesTests;

public class TagTests
{
    [Theory]
    [InlineData("<% if n > 1 and not missing %>a{% else %}b<% endif %>", "a")]
    [InlineData("{% if 'a' in word %}a<% elif n %>b{% endif %}", "a")]
    [InlineData("{% for a in list %}{{ forloop.counter }}{{ a }}{% if not forloop.last %},{% endif %}{% endfor %}", "1x,2y,3z")]
    [InlineData("{% for a in list reversed %}{{ a }}{{ forloop.revcounter0 }}{% endfor %}", "z2y1x0")]
    [InlineData("{% for a in list %}{{ forloop.counter }}/{{ forloop.length }} {% endfor %}", "1/3 2/3 3/3 ")]
    [InlineData("{% for a in none %}x{% empty %}nothing{% endfor %}", "nothing")]
    [InlineData("{% for k, v in map.items %}{{ k }}={{ v }};{% endfor %}", "a=1;b=2;")]
    [InlineData("{% for k in map %}{{ k }}{% endfor %}", "ab")]
    [InlineData("{% for p in pairs %}{{ p.0 }}{{ p.1 }}{% endfor %}", "1one2two")]
    [InlineData("{% for n, t in pairs %}{{ t }}{{ n }}{% endfor %}", "one1two2")]
    [InlineData("{% for a in list %}{% for b in list %}{{ forloop.parentloop.counter }}{{ forloop.counter }} {% endfor %}{% endfor %}", "11 12 13 21 22 23 31 32 33 ")]
    [InlineData("{% for a in list %}<% cycle 'o' 'e' %>{% endfor %}", "oeo")]
    [InlineData("{% with total=list|length %}{{ total }}{% endwith %}{{ total }}", "3")]
    [InlineData("{% with list|length as total %}{{ total }}{% endwith %}", "3")]
    [InlineData("{% url 'book' n kind=word as link %}[{{ link }}]", "[/book/2kind=banana]")]
    [InlineData("<% url 'book' 'a&b' %>", "/book/a&amp;b")]
    [InlineData("{% url 'missing' as link %}[{{ link }}]", "[]")]
    [InlineData("{% load static %}<% static 'a.css' %>{% static word as w %}{{ w }}", "/static/a.css/static/banana")]
    [InlineData("{% load static from static %}{% static 'a' %}", "/static/a")]
    [InlineData("{% autoescape off %}{{ html }}{% endautoescape %}{{ html }}", "<b>&lt;b&gt;")]
    [InlineData("a{% comment 'note' %}{{ n }}{% if %}{% endcomment %}b{# c #}<%# d %>", "ab")]
    [InlineData("{% verbatim %}{{ n }}<% if %>{% endverbatim %}", "{{ n }}<% if %>")]
    [InlineData("{% firstof missing html 'x' %}", "&lt;b&gt;")]
    [InlineData("{% spaceless %} <p>\n <b>x</b> </p> {% endspaceless %}", "<p><b>x</b></p>")]
    public void Renders(string text, string expected) =>
        Assert.Equal(expected, Render.Text(text, new
        {
            n = 2,
            word = "banana",
            html = "<b>",
            list = new[] { "x", "y", "z" },
            none = Array.Empty<int>(),
            map = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 },
            pairs = new[] { (1, "one"), (2, "two") },
        }));

    /// <summary>What is not closed on its line is text, as in Django.</summary>
    [Theory]
    [InlineData("a <% url 'x'\nb", "a <% url 'x'\nb")]
    [InlineData("{{ x\n}}", "{{ x\n}}")]
    [InlineData("{% if 1 %}{# x{% endif %}", "{# x")]
    public void HalfTypedIsText(string text, string expected) => Assert.Equal(expected, Render.Text(text));

    [Fact]
    public void Now()
    {
        var engine = new Engine(new() { Clock = new FixedClock(new(2026, 11, 23, 15, 30, 0, TimeSpan.Zero)) });
        Assert.Equal("23 November 2026, 3:30 p.m.", engine.FromString("{% now 'j F Y, P' %}").Render(new()));
    }

    [Fact]
    public void ACycleGoesOnWithinATemplateOnly()
    {
        var twice = "{% cycle 'a' 'b' 'c' as x silent %}{{ x }}{% cycle x %}{{ x }}";
        Assert.Equal("ab|ab", Render.Several<object?>(null, ("main", twice + "|{% include 'main2' %}"), ("main2", twice)));
        var template = new Engine(new()).FromString(twice);
        Assert.Equal("ab", template.Render(new()));
        Assert.Equal("ab", template.Render(new()));
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
