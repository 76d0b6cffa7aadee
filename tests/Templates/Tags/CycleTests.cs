using Quintet.Templates;

namespace TemplatesTests.Tags;

/// <summary><c>cycle</c> and <c>resetcycle</c>.</summary>
public class CycleTests
{
    [Theory]
    [InlineData("{% for x in list %}{% cycle 'a' 'b' %}{% endfor %}", "abab")]
    [InlineData("{% for x in list %}{% cycle name html %} {% endfor %}", "Ann &lt;b&gt; Ann &lt;b&gt; ")]
    [InlineData("{% for x in list %}{% cycle name|upper html|safe %} {% endfor %}", "ANN <b> ANN <b> ")]
    [InlineData("{% autoescape off %}{% cycle html %}{% endautoescape %}", null)]
    [InlineData("{% autoescape off %}{% cycle html name %}{% endautoescape %}", "<b>")]
    [InlineData("{% cycle 'a' 'b' as c %}{{ c }}{% cycle c %}{{ c }}{% cycle c %}", "aabba")]
    [InlineData("{% cycle 'a' 'b' as c silent %}{{ c }}{% cycle c %}{{ c }}", "ab")]
    [InlineData("{% for x in list %}{% cycle 'a' 'b' as c silent %}{% if x > 2 %}{{ c }}{% endif %}{% endfor %}", "ab")]
    [InlineData("{% for x in list %}{% for y in list %}{% cycle 'a' 'b' 'c' %}{% endfor %},{% endfor %}", "abca,bcab,cabc,abca,")]
    [InlineData("{% cycle 'as' 'b' as c %}{{ c }}", "asas")]
    [InlineData("{% cycle 'a b' \"c d\" %}", "a b")]
    [InlineData("{% cycle 1 2 as n %}{% for x in list %}{% cycle n %}{% endfor %}{{ n }}", "121211")]
    // The name goes on where it was left, in whichever scope it was set.
    [InlineData("{% cycle 'a' 'b' as c silent %}{% with x=1 %}{% cycle c %}{% endwith %}{{ c }}", "b")]
    [InlineData("{% for x in list %}{% cycle 'a' 'b' %}{% resetcycle %}{% endfor %}", "aaaa")]
    [InlineData("{% for x in list %}{% cycle 'a' 'b' 'c' as c %}{% if x == 2 %}{% resetcycle c %}{% endif %}{% endfor %}", "abab")]
    [InlineData("{% for x in list %}{% cycle 'a' 'b' as c %}{% cycle 1 2 3 %}{% resetcycle c %}{% endfor %}", "a1a2a3a1")]
    [InlineData("{% for x in list %}{% cycle 'a' 'b' as c %}{% cycle 1 2 3 %}{% resetcycle %}{% endfor %}", "a1b1a1b1")]
    // Going on with a named cycle does not make it the last one.
    [InlineData("{% cycle 'a' 'b' as c %}{% cycle 1 2 as n %}{% cycle c %}{% resetcycle %}{% cycle c %}{% cycle n %}", "a1ba1")]
    public void Renders(string text, string? expected)
    {
        string Rendered() => Render.Text(text, new { list = new[] { 1, 2, 3, 4 }, name = "Ann", html = "<b>" });
        if (expected is null) Assert.Throws<TemplateSyntaxException>(Rendered);
        else Assert.Equal(expected, Rendered());
    }

    /// <summary>Each include begins anew, each rendering too; a loop around does not.</summary>
    [Fact]
    public void StateBelongsToOneRenderingOfATemplate()
    {
        var engine = Render.Engine(("main", "{% for x in 'ab' %}{% cycle 1 2 3 %}{% include 'part' %}{% endfor %}"), ("part", "{% cycle 'a' 'b' %}{% cycle 'a' 'b' %}"));
        for (var i = 0; i < 2; i++) Assert.Equal("1aa2aa", engine.GetTemplate("main").Render(new()));
    }

    [Fact]
    public void ACycleInABlockGoesOnInTheTemplateThatIsShown() => Assert.Equal("121|a", Render.Several(
        new { list = new[] { 1, 2, 3 } },
        ("base", "{% block a %}{% endblock %}|{% cycle 'a' 'b' %}"),
        ("main", "{% extends 'base' %}{% block a %}{% for x in list %}{% cycle 1 2 %}{% endfor %}{% endblock %}")));
}
