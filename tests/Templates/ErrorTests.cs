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
    [InlineData("{% if a %}{% else if b %}{% endif %}", "QT1006", 1, 11, "Malformed template tag: \"else if b\". A further condition is written 'elif'.")]
    [InlineData("{% if a %}\n{% endif a %}", "QT1006", 2, 1, "Malformed template tag: \"endif a\".")]
    [InlineData("{% if a b %}{% endif %}", "QT1006", 1, 9, "Unused 'b' at end of if expression.")]
    [InlineData("{% if a == or b %}{% endif %}", "QT1006", 1, 12, "Not expecting 'or' in this position in if tag.")]
    [InlineData("{% if a not b %}{% endif %}", "QT1006", 1, 9, "Not expecting 'not' as infix operator in if tag.")]
    [InlineData("{% if a %}{% elif b in %}{% endif %}", "QT1006", 1, 21, "Unexpected end of expression in if tag.")]
    [InlineData("{% if (a or b) %}{% endif %}", "QT1006", 1, 7, "Could not find a variable at the start of '(a'.")]
    [InlineData("{% ifequal a %}{% endifequal %}", "QT1006", 1, 1, "'ifequal' takes two arguments.")]
    [InlineData("{% ifnotequal a b c %}{% endifnotequal %}", "QT1006", 1, 1, "'ifnotequal' takes two arguments.")]
    [InlineData("{% ifchanged a| %}{% endifchanged %}", "QT1006", 1, 15, "The name of a filter should follow '|'")]
    [InlineData("{% cycle %}", "QT1006", 1, 1, "'cycle' tag requires at least two arguments.")]
    [InlineData("{% cycle row %}", "QT1006", 1, 10, "No named cycles in template. 'row' is not defined.")]
    [InlineData("{% cycle a b as row %}{% cycle rwo %}", "QT1006", 1, 32, "Named cycle 'rwo' does not exist. Did you mean 'row'?")]
    [InlineData("{% cycle a b as row loud %}", "QT1006", 1, 21, "Only 'silent' flag is allowed after cycle's name, not 'loud'.")]
    [InlineData("{% resetcycle %}", "QT1006", 1, 1, "No cycles in template.")]
    [InlineData("{% cycle a b %}{% resetcycle row %}", "QT1006", 1, 30, "Named cycle 'row' does not exist.")]
    [InlineData("{% cycle a b as row %}{% resetcycle row x %}", "QT1006", 1, 41, "'resetcycle' tag accepts at most one argument.")]
    [InlineData("{% firstof %}", "QT1006", 1, 1, "'firstof' statement requires at least one argument.")]
    [InlineData("{% now %}", "QT1006", 1, 1, "'now' statement takes one argument")]
    [InlineData("{% now Y %}", "QT1006", 1, 1, "the format, in quotes")]
    [InlineData("{% filter %}x{% endfilter %}", "QT1006", 1, 1, "'filter' tag requires at least one filter.")]
    [InlineData("{% filter upper|safe %}x{% endfilter %}", "QT1006", 1, 17, "\"filter safe\" is not permitted.  Use the \"autoescape\" tag instead.")]
    [InlineData("{% filter uper %}x{% endfilter %}", "QT1005", 1, 11, "Did you mean 'upper'?")]
    [InlineData("{% filter upper lower %}x{% endfilter %}", "QT1006", 1, 16, "Could not parse the remainder")]
    [InlineData("{% filter upper| %}x{% endfilter %}", "QT1006", 1, 16, "The name of a filter should follow '|'")]
    [InlineData("{% filter cut: %}x{% endfilter %}", "QT1006", 1, 14, "Could not parse the remainder")]
    [InlineData("{% lorem 1 2 w %}", "QT1006", 1, 12, "Incorrect format for 'lorem' tag.")]
    [InlineData("{% partialdef %}{% endpartialdef %}", "QT1006", 1, 1, "'partialdef' tag requires a name.")]
    [InlineData("{% partialdef a b %}{% endpartialdef %}", "QT1006", 1, 17, "either use 'inline' or remove it completely")]
    [InlineData("{% partialdef a inline b %}{% endpartialdef %}", "QT1006", 1, 24, "'partialdef' tag takes at most 2 arguments.")]
    [InlineData("{% partialdef a %}{% endpartialdef %}\n{% partialdef a %}{% endpartialdef %}", "QT1008", 2, 15, "Partial 'a' is already defined in this template.")]
    [InlineData("{% partialdef a %}{% endpartialdef b %}", "QT1003", 1, 19, "expected 'endpartialdef' or 'endpartialdef a' for the 'partialdef' of line 1.")]
    [InlineData("{% partial %}", "QT1006", 1, 1, "'partial' tag requires a single argument.")]
    [InlineData("{% querystring a=1 b %}", "QT1006", 1, 20, "'querystring' received some positional argument(s) after some keyword argument(s).")]
    [InlineData("{% querystring a=1 a=2 %}", "QT1006", 1, 20, "'querystring' received multiple values for keyword argument 'a'.")]
    [InlineData("{% regroup a by b %}", "QT1006", 1, 1, "'regroup' tag takes five arguments.")]
    [InlineData("{% regroup a bi b as c %}", "QT1006", 1, 14, "second argument to 'regroup' tag must be 'by'.")]
    [InlineData("{% regroup a by b is c %}", "QT1006", 1, 19, "next-to-last argument to 'regroup' tag must be 'as'.")]
    [InlineData("{% regroup a by 'b' as c %}", "QT1006", 1, 17, "'regroup' groups by an attribute of the items, not by a text: b.")]
    [InlineData("{% templatetag %}", "QT1006", 1, 1, "'templatetag' statement takes one argument.")]
    [InlineData("{% templatetag openblok %}", "QT1006", 1, 16, "Invalid templatetag argument: 'openblok'. Did you mean 'openblock'? Must be one of: openblock, closeblock,")]
    [InlineData("{% widthratio a b %}", "QT1006", 1, 1, "widthratio takes at least three arguments.")]
    [InlineData("{% widthratio a b c is d %}", "QT1006", 1, 21, "Invalid syntax in widthratio tag. Expecting 'as' keyword.")]
    [InlineData("{% load cache %}{% cache 5 %}{% endcache %}", "QT1006", 1, 17, "'cache' tag requires at least 2 arguments.")]
    [InlineData("{% cache 5 a %}{% endcache %}", "QT1004", 1, 4, "It is in the library 'cache': load that first.")]
    [InlineData("{% load static %}{% get_static_prefix to x %}", "QT1006", 1, 39, "First argument in 'get_static_prefix' must be 'as'.")]
    [InlineData("{% load static %}{% get_media_prefix as %}", "QT1006", 1, 18, "The name of a variable should follow 'as'")]
    [InlineData("{% load static %}{% static %}", "QT1006", 1, 18, "'static' takes at least one argument (path to file).")]
    [InlineData("{% include 'a' with %}", "QT1006", 1, 16, "\"with\" in 'include' tag needs at least one keyword argument.")]
    [InlineData("{% include 'a' only only %}", "QT1006", 1, 21, "The 'only' option was specified more than once.")]
    [InlineData("{% with a=1 and %}{% endwith %}", "QT1006", 1, 13, "'with' received an invalid token: 'and'.")]
    [InlineData("{% block a b %}{% endblock %}", "QT1006", 1, 1, "'block' tag takes only one argument")]
    [InlineData("{% extends %}", "QT1006", 1, 1, "'extends' takes one argument")]
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

    /// <summary>A name that leads nowhere is refused before anything is rendered.</summary>
    [Theory]
    [InlineData("{% if x %}{% include '../../a' %}{% endif %}", "The relative path '../../a' points outside the file hierarchy that template 'shop/main' is in.")]
    [InlineData("          {% extends './main' %}", "The relative path './main' was translated to template name 'shop/main', the same template in which the tag appears.")]
    public void RelativeNames(string text, string message)
    {
        var exception = Assert.Throws<TemplateSyntaxException>(() => Render.Engine(("shop/main", text)).GetTemplate("shop/main"));
        Assert.Equal(("QT1006", message, 22), (exception.Id, exception.Problem, exception.Column));
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
