using Quintet.Templates;
using Quintet.Templates.Syntax;

namespace TemplatesTests.Tags;

/// <summary><c>partialdef</c>, <c>partial</c>, and templates by <c>name#partial</c>.</summary>
public class PartialTests
{
    [Theory]
    [InlineData("{% partialdef a %}x{% endpartialdef %}[{% partial a %}{% partial a %}]", "[xx]")]
    [InlineData("{% partialdef a inline %}x{% endpartialdef %}[{% partial a %}]", "x[x]")]
    [InlineData("[{% partial a %}]{% partialdef a %}x{% endpartialdef a %}", "[x]")]
    [InlineData("{% partialdef a %}{{ n }}{% endpartialdef %}{% for n in list %}{% partial a %}{% endfor %}", "123")]
    [InlineData("{% partialdef a %}{{ v }}{% endpartialdef %}{% with v='w' %}{% partial a %}{% endwith %}", "w")]
    [InlineData("<% partialdef a %>1<% partialdef b inline %>2<% endpartialdef b %>3<% endpartialdef a %><% partial a %>,<% partial b %>", "123,2")]
    [InlineData("{% partialdef a %}{% partial b %}!{% endpartialdef %}{% partialdef b %}x{% endpartialdef %}{% partial a %}", "x!")]
    [InlineData("{% if 0 %}{% partialdef a %}x{% endpartialdef %}{% endif %}{% partial a %}", "x")]
    // What a tag keeps is kept for one rendering of the partial.
    [InlineData("{% partialdef a %}{% cycle 1 2 %}{% cycle 1 2 %}{% endpartialdef %}{% partial a %}{% partial a %}", "1111")]
    [InlineData("{% partialdef a-b.c %}x{% endpartialdef a-b.c %}{% partial a-b.c %}", "x")]
    [InlineData("{% autoescape off %}{% partialdef a %}{{ html }}{% endpartialdef %}{% partial a %}{% endautoescape %}{% partial a %}", "<b>&lt;b&gt;")]
    // It sees variables and sets them, as the text around it does.
    [InlineData("{% partialdef a %}{% firstof 'z' as v %}{% endpartialdef %}{% partial a %}{{ v }}", "z")]
    public void Renders(string text, string expected) => Assert.Equal(expected, Render.Text(text, new { list = new[] { 1, 2, 3 }, html = "<b>" }));

    [Fact]
    public void APartRendersAlone()
    {
        var engine = Render.Engine(
            ("base", "<{% block a %}{% endblock %}>"),
            ("shop/page", "{% extends 'base' %}{% partialdef row %}({{ n }}{% partial unit %}{% include './unit' %}){% endpartialdef %}{% partialdef unit inline %}g{% endpartialdef %}{% block a %}{% partial row %}{% endblock %}"),
            ("shop/unit", "kg"),
            ("main", "{% include 'shop/page#row' with n=1 %}{% include name with n=2 only %}{% include 'shop/page#unit' %}{% include 'shop/page#' with n=3 %}"));
        Assert.Equal("(7gkg)", engine.GetTemplate("shop/page#row").Render(RenderContext.From(new { n = 7 })));
        Assert.Equal("<(7gkg)>", engine.GetTemplate("shop/page").Render(RenderContext.From(new { n = 7 })));
        Assert.Equal("(1gkg)(2gkg)g<(3gkg)>", engine.GetTemplate("main").Render(RenderContext.From(new { name = "shop/page#row" })));
        Assert.Equal("g", engine.SelectTemplate(["shop/page#none", "none#row", "shop/page#unit"]).Render(new()));
        Assert.Same(engine.GetTemplate("shop/page#row"), engine.GetTemplate("shop/page#row"));
        Assert.Equal("g", Render.Several(new { names = new[] { "none", "page#unit" } }, ("main", "{% include names %}"), ("page", "{% partialdef unit %}g{% endpartialdef %}")));
    }

    [Fact]
    public void ABlockInAPartIsItsOwnOutsideOfThePage()
    {
        var engine = Render.Engine(("base", "{% partialdef p inline %}[{% block a %}base{% endblock %}]{% endpartialdef %}{% partial p %}"), ("main", "{% extends 'base' %}{% block a %}main{% endblock %}"));
        Assert.Equal("[main][base]", engine.GetTemplate("main").Render(new()));
        Assert.Equal("[base]", engine.GetTemplate("base#p").Render(new()));
    }

    [Fact]
    public void APartFollowsItsFileInDebug()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.html", "{% partialdef p %}1{% endpartialdef %}");
        var engine = new Engine(new() { Debug = true, Loaders = [new FileSystemLoader([folder.Path])] });
        Assert.Equal("1", engine.GetTemplate("a.html#p").Render(new()));
        folder.Write("a.html", "{% partialdef p %}two{% endpartialdef %}");
        Assert.Equal("two", engine.GetTemplate("a.html#p").Render(new()));
        folder.Write("a.html", "nothing");
        Assert.Throws<TemplateDoesNotExistException>(() => engine.GetTemplate("a.html#p"));
    }

    [Fact]
    public void WhatIsNotThereIsSaid()
    {
        var engine = Render.Engine(("page", "{% partialdef row %}{% endpartialdef %}\n {% if x %}{% partial rwo %}{% endif %}"), ("main", "{% include 'page#rwo' %}"));
        var missing = Assert.Throws<TemplateDoesNotExistException>(() => engine.GetTemplate("main").Render(new()));
        Assert.Equal(("page#rwo", "main", 1), (missing.MissingName, missing.TemplateName, missing.Line));
        Assert.Contains("The template 'page' is there, but has no partial 'rwo'. Did you mean 'row'?", missing.Problem);
        Assert.Equal("none#row", Assert.Throws<TemplateDoesNotExistException>(() => engine.GetTemplate("none#row")).MissingName);
        Assert.Throws<TemplateDoesNotExistException>(() => engine.GetTemplate("#row"));

        // Only where the tag is reached does a name that is not defined matter to the engine; the editor says it at once.
        Assert.Equal("\n ", engine.GetTemplate("page").Render(new()));
        var error = Assert.Throws<TemplateSyntaxException>(() => engine.GetTemplate("page").Render(RenderContext.From(new { x = 1 })));
        Assert.Equal(("Partial 'rwo' is not defined in the current template. Did you mean 'row'?", 2, 12), (error.Problem, error.Line, error.Column));
        var found = Assert.Single(TemplateCheck.Run(TemplateTree.Parse("{% partialdef row %}{% endpartialdef %}{% partial rwo %}")));
        Assert.Equal(("QT1013", error.Problem, false), (found.Id, found.Message, found.IsFatal));
    }

    [Fact]
    public void APartWithinItselfNeedsAnEnd()
    {
        Assert.Equal("3210", Render.Text("{% partialdef p %}{{ n }}{% if n %}{% with n=n|add:'-1' %}{% partial p %}{% endwith %}{% endif %}{% endpartialdef %}{% partial p %}", new { n = 3 }));
        var exception = Assert.Throws<TemplateRenderException>(() => Render.Text("{% partialdef p inline %}{% partial p %}{% endpartialdef %}"));
        Assert.Contains("needs a condition that ends it", exception.Problem);
    }

    [Fact]
    public void AnErrorInAPartTellsTheWay()
    {
        var exception = Assert.Throws<TemplateRenderException>(() => Render.Several(
            new { author = new ValueTests.Author() }, ("page", "{% partialdef p %}\n {{ author.broken }}{% endpartialdef %}\n\n{% partial p %}"), ("main", "\n{% include 'page' %}")));
        Assert.Equal(["page:2:2", "page:4:1", "main:2:1"], exception.Frames.Select(frame => frame.ToString()));
    }
}
