using Quintet.Templates;
using Quintet.Templates.Syntax;

namespace TemplatesTests;

public class ErrorTests
{
    /// <summary>Each mistake with its id, its place, and a sentence that helps.</summary>
    [Theory]
    [InlineData("a\n  {% fi x %}{% endfi %}", "QT1004", 2, 6, "Invalid block tag 'fi'. Did you mean 'if'?")]
    [InlineData("{{ x|uper }}", "QT1005", 1, 6, "Did you mean 'upper'?")]
    [InlineData("{% static 'a' %}", "QT1004", 1, 4, "It is in the library 'static': load that first.")]
    [InlineData("{% load statik %}", "QT1009", 1, 9, "Did you mean 'static'?")]
    [InlineData("{% load statc from static %}", "QT1006", 1, 9, "not a valid tag or filter in tag library 'static'. Did you mean 'static'?")]
    [InlineData("{{ x|truncatewords }}", "QT1006", 1, 6, "needs an argument")]
    [InlineData("{{ x|upper:1 }}", "QT1006", 1, 12, "takes no argument")]
    [InlineData("{% if x = 1 %}{% endif %}", "QT1006", 1, 9, "Comparison is written '=='")]
    [InlineData("{% if x and %}{% endif %}", "QT1006", 1, 9, "Unexpected end of expression")]
    [InlineData("{% if %}{% endif %}", "QT1006", 1, 1, "a condition is missing")]
    [InlineData("{% for x of y %}{% endfor %}", "QT1006", 1, 1, "should use the format 'for x in y'")]
    [InlineData("x{{ y }}{% extends 'a' %}", "QT1007", 1, 9, "must be the first tag")]
    [InlineData("{% if 1 %}{% extends 'a' %}{% endif %}", "QT1007", 1, 11, "must be the first tag")]
    [InlineData("{% block a %}{% endblock %}{% block a %}{% endblock %}", "QT1008", 1, 37, "appears more than once")]
    [InlineData("{% if x %}\n{% for a in b %}\n{% endif %}", "QT1002", 2, 1, "Unclosed tag 'for'. Looking for one of: empty, endfor.")]
    [InlineData("{% endif %}", "QT1003", 1, 1, "no block is open here")]
    [InlineData("{% autoescape maybe %}{% endautoescape %}", "QT1006", 1, 15, "should be 'on' or 'off'")]
    [InlineData("{% include %}", "QT1006", 1, 1, "takes at least one argument")]
    [InlineData("{% include 'a' whith x=1 %}", "QT1006", 1, 16, "Unknown argument for 'include' tag: 'whith'")]
    [InlineData("{% with x %}{% endwith %}", "QT1006", 1, 1, "at least one variable assignment")]
    [InlineData("{% url %}", "QT1006", 1, 1, "takes at least one argument")]
    [InlineData("{% if a %}{{ 'x }}{% endif %}", "QT1006", 1, 14, "is not closed")]
    [InlineData("<a href=\"<% url 'x\">{{ y }}</a> <% url 'z' %>", "QT1001", 1, 10, "another tag begins before its %>")]
    public void SyntaxErrors(string text, string id, int line, int column, string message)
    {
        var exception = Assert.Throws<TemplateSyntaxException>(() => Render.Engine(("main", text)).GetTemplate("main"));
        Assert.Contains(message, exception.Problem);
        Assert.Equal((id, line, column), (exception.Id, exception.Line, exception.Column));
        Assert.Equal("main", exception.TemplateName);
        // The editor says the same.
        var error = TemplateCheck.Run(TemplateTree.Parse(text)).First(e => e.IsFatal);
        Assert.Equal((id, exception.Problem), (error.Id, error.Message));
    }

    [Fact]
    public void AllErrorsAreFound()
    {
        var errors = TemplateCheck.Run(TemplateTree.Parse("{% if x|nope %}{{ y|nada }}{% elif %}{% nix %}{% endif %}<% url 'a'\n{% for %}{{ z| }}{% endfor %}"));
        Assert.Equal(["QT1005", "QT1005", "QT1006", "QT1004", "QT1001", "QT1006", "QT1006"], errors.Select(e => e.Id));
    }

    [Fact]
    public void AGoodTemplateHasNone() => Assert.Empty(TemplateCheck.Run(TemplateTree.Parse(
        "{% extends 'a' %}{% load static %}{% block b %}{% for x, y in z.items reversed %}<% cycle 'a' 'b' as c %>{% empty %}{% static x as p %}{% endfor %}{{ block.super|default:'-'|upper }}{% endblock b %}")));

    [Fact]
    public void TheExcerptPointsAtThePlace()
    {
        var exception = Assert.Throws<TemplateSyntaxException>(() => Render.Engine(("main", "one\n\tab {{ x|uper }} c\nthree")).GetTemplate("main"));
        Assert.Equal("\tab {{ x|uper }} c\n\t        ^^^^", exception.Excerpt);
        Assert.Equal("Invalid filter: 'uper'. Did you mean 'upper'?\n  at main:2:10\n    \tab {{ x|uper }} c\n    \t        ^^^^", exception.Message);
    }

    [Fact]
    public void WhatFailsWhileRenderingTellsTheWholeWay()
    {
        var exception = Assert.Throws<TemplateRenderException>(() => Render.Several(
            new { author = new ValueTests.Author() },
            ("part", "\n\n  {{ author.broken }}"),
            ("base", "<p>\n{% block a %}{% endblock %}"),
            ("main", "{% extends 'base' %}\n{% block a %}\n  {% if 1 %}\n{% include 'part' %}{% endif %}{% endblock %}")));
        Assert.IsType<InvalidOperationException>(exception.InnerException);
        Assert.Contains("broken on purpose", exception.Problem);
        Assert.Equal(["part:3:3", "main:4:1", "main:3:3", "base:2:1", "main:1:1"], exception.Frames.Select(f => f.ToString()));
    }

    [Fact]
    public void AMissingIncludeIsPlacedWhereItIsIncluded()
    {
        var exception = Assert.Throws<TemplateDoesNotExistException>(() => Render.Several(new { }, ("main", "x\n {% include 'parts/rwo.html' %}"), ("parts/row.html", "")));
        Assert.Equal(("parts/rwo.html", 2, 2), (exception.MissingName, exception.Line, exception.Column));
    }

    [Fact]
    public void AnErrorOfAnIncludedTemplateKeepsItsPlace()
    {
        var exception = Assert.Throws<TemplateSyntaxException>(() => Render.Several(new { }, ("main", "{% include 'part' %}"), ("part", "a\n{% nope %}")));
        Assert.Equal(["part:2:4", "main:1:1"], exception.Frames.Select(f => f.ToString()));
    }

    [Fact]
    public void AMissingTemplateTellsWhereItWasLookedFor()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop/book_list.html", "x");
        var engine = new Engine(new() { Debug = true, Loaders = [new FileSystemLoader([folder.Path]), new MemoryLoader(new Dictionary<string, string>())] });
        var exception = Assert.Throws<TemplateDoesNotExistException>(() => engine.GetTemplate("shop/book_lst.html"));
        Assert.Equal([Path.Combine(folder.Path, "shop/book_lst.html"), "shop/book_lst.html (in memory)"], exception.Tried);
        Assert.Contains("Did you mean 'shop/book_list.html'?", exception.Message);
    }

    [Fact]
    public void UnpackingSaysWhatItNeeds()
    {
        var exception = Assert.Throws<TemplateRenderException>(() => Render.Text("{% for a, b in x %}{% endfor %}", new { x = new[] { 1 } }));
        Assert.Contains("Need 2 values to unpack in for loop; got 1.", exception.Problem);
    }
}
