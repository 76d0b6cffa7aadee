using Quintet.Templates;

namespace TemplatesTests;

public class InheritanceTests
{
    private const string Base = "<t><% block title %>base<% endblock %></t>{% block body %}{% endblock body %}";

    [Fact]
    public void ABlockReplacesAndKeepsWhatIsAbove() => Assert.Equal("<t>c, b, base</t>child", Render.Several(
        new { },
        ("base", Base),
        ("middle", "{% extends 'base' %}{% block title %}b, {{ block.super }}{% endblock %}"),
        ("main", "<% extends 'middle' %> text {% block title %}c, {{ block.super }}{% endblock %}{% block body %}child{% endblock %}")));

    [Fact]
    public void BlocksInsideOfBlocks() => Assert.Equal("[outer(inner!)]", Render.Several(
        new { },
        ("base", "[{% block a %}x{% endblock %}]"),
        ("middle", "{% extends 'base' %}{% block a %}outer({% block b %}inner{% endblock %}){% endblock %}"),
        ("main", "{% extends 'middle' %}{% block b %}{{ block.super }}!{% endblock %}")));

    [Fact]
    public void TheParentMayBeAVariable()
    {
        var engine = Render.Engine(("a", "a{% block x %}{% endblock %}"), ("b", "b{% block x %}{% endblock %}"), ("main", "{% extends p %}{% block x %}!{% endblock %}"));
        var template = engine.GetTemplate("main");
        Assert.Equal("a!", template.Render(RenderContext.From(new { p = "a" })));
        Assert.Equal("b!", template.Render(RenderContext.From(new { p = "b" })));
        Assert.Equal("a!", template.Render(RenderContext.From(new { p = engine.GetTemplate("a") })));
    }

    [Fact]
    public void RelativeNames() => Assert.Equal("base:row", Render.Engine(
        ("shop/base.html", "base:{% block b %}{% endblock %}"),
        ("shop/parts/row.html", "row"),
        ("shop/list/main.html", "{% extends '../base.html' %}{% block b %}{% include '../parts/row.html' %}{% endblock %}")).GetTemplate("shop/list/main.html").Render(new()));

    [Fact]
    public void ATemplateMayExtendOneOfItsOwnName()
    {
        var project = new MemoryFolder("/project", "x.html", "{% extends 'x.html' %}{% block a %}project, {{ block.super }}{% endblock %}");
        var app = new MemoryFolder("/app", "x.html", "{% block a %}app{% endblock %}");
        Assert.Equal("project, app", new Engine(new() { Loaders = [project, app] }).GetTemplate("x.html").Render(new()));
    }

    [Fact]
    public void TemplatesThatExtendOneAnotherAreAnError()
    {
        var exception = Assert.Throws<TemplateDoesNotExistException>(() => Render.Several(new { }, ("main", "{% extends 'b' %}"), ("b", "{% extends 'main' %}")));
        Assert.Contains("extend one another already: main", exception.Message);
    }

    [Fact]
    public void AnIncludedTemplateHasBlocksOfItsOwn() => Assert.Equal("mine/its own", Render.Several(
        new { },
        ("part", "{% block a %}its own{% endblock %}"),
        ("base", "{% block a %}{% endblock %}/{% include 'part' %}"),
        ("main", "{% extends 'base' %}{% block a %}mine{% endblock %}")));

    [Fact]
    public void IncludeTakesVariables() => Assert.Equal("1-2 3- 1-", Render.Several(
        new { a = 1 },
        ("part", "{{ a }}-{{ b }}"),
        ("main", "{% include 'part' with b=2 %} {% include 'part' with a=3 only %} {% include 'part' %}")));

    [Fact]
    public void IncludeTakesTheFirstThatExists() =>
        Assert.Equal("y", Render.Several(new { names = new[] { "x", "y" } }, ("y", "y"), ("main", "{% include names %}")));

    [Fact]
    public void ARecursiveIncludeEndsWithAnError()
    {
        var exception = Assert.Throws<TemplateRenderException>(() => Render.Several(new { }, ("main", "\n{% include 'main' %}")));
        Assert.Contains("more than 100 deep", exception.Message);
        Assert.Equal(2, exception.Line);
    }

    [Fact]
    public void ARecursiveIncludeThatEndsIsFine()
    {
        var tree = new Node("a", [new("b", [new("c", [])]), new("d", [])]);
        Assert.Equal("a(b(c)d)", Render.Several(new { node = tree }, ("main", "{{ node.name }}{% if node.children %}({% for c in node.children %}{% include 'main' with node=c %}{% endfor %}){% endif %}")));
    }

    public sealed record Node(string Name, Node[] Children);

    private sealed class MemoryFolder(string folder, string name, string text) : TemplateLoader
    {
        public override TemplateSource? Find(string wanted, IReadOnlyCollection<string> skip, ICollection<string> tried)
        {
            var path = $"{folder}/{wanted}";
            if (wanted == name && !skip.Contains(path)) return new(name, path, text);
            tried.Add(path);
            return null;
        }
    }
}
