using Quintet.Ide;

namespace IdeTests.Features;

public class FixTests
{
    /// <summary>What is offered at the cursor, and the text afterwards.</summary>
    private static string[] Offered(Fixture fixture) => [.. Fixes.At(fixture.Snapshot, fixture.Path, new(fixture.Offset, 0)).Select(fix =>
        fix.Title + (fix.Create is { } file ? $" ({Path.GetRelativePath(Fixture.Root, file)})" : " → " + Apply(fixture.Text, fix)))];

    private static string Apply(string text, Fix fix) => fix.Edits.OrderByDescending(edit => edit.Replace.Start).Aggregate(text, (changed, edit) => changed[..edit.Replace.Start] + edit.Text + changed[edit.Replace.End..]);

    [Theory]
    [InlineData("<% url 'ind$0ax' %>", "Change to 'index' → <% url 'index' %>")]
    [InlineData("<% load static %><% static 'css/sit$0.css' %>", "Change to 'css/site.css' → <% load static %><% static 'css/site.css' %>")]
    [InlineData("<% load stat$0c %>", "Change to 'static' → <% load static %>")]
    [InlineData("<% stat$0ic 'css/site.css' %>", "Add <% load static %> → <% load static %>\n<% static 'css/site.css' %>")]
    [InlineData("{% extends 'base.html' %}{% stat$0ic 'css/site.css' %}", "Add {% load static %} → {% extends 'base.html' %}\n{% load static %}{% static 'css/site.css' %}")]
    [InlineData("<% inclde$0 'base.html' %>", "Change to 'include' → <% include 'base.html' %>")]
    [InlineData("{{ x|uper$0 }}", "Change to 'upper' → {{ x|upper }}")]
    [InlineData("{{ 5|int$0comma }}", "Add <% load humanize %> → <% load humanize %>\n{{ 5|intcomma }}")]
    [InlineData("<% url 'in$0dex'", "Close it with %> → <% url 'index' %>")]
    [InlineData("{{ x$0", "Close it with }} → {{ x }}")]
    [InlineData("<% if$0 x %>y", "Add <% endif %> → <% if x %>y<% endif %>")]
    [InlineData("{% verbatim$0 a %}y", "Add {% endverbatim a %} → {% verbatim a %}y{% endverbatim a %}")]
    [InlineData("{% for$0 x in y %}\n  z\n", "Add {% endfor %} → {% for x in y %}\n  z\n{% endfor %}\n")]
    public void A_fix_is_offered_and_heals(string template, string expected)
    {
        var fixture = Fixture.Of(template);
        var before = Diagnostics.Of(fixture.Snapshot, fixture.Path).Count;
        Assert.Equal([expected], Offered(fixture));
        var fix = Fixes.At(fixture.Snapshot, fixture.Path, new(fixture.Offset, 0)).Single();
        fixture.Edit("templates/page.html", Apply(fixture.Text, fix));
        Assert.Equal(before - 1, Diagnostics.Of(fixture.Snapshot, fixture.Path).Count);
    }

    [Theory]
    [InlineData("<% include 'shop/ne$0w/part.html' %>", "Create the template 'shop/new/part.html' (Shop/templates/shop/new/part.html)")]
    [InlineData("<% include 'ne$0w.html' %>", "Create the template 'new.html' (templates/new.html)")]
    [InlineData("<% include './ne$0w.html' %>", "Create the template 'new.html' (templates/new.html)")]
    [InlineData("<% include '../ne$0w.html' %>", "")]
    public void A_missing_template_is_made_where_it_belongs(string template, string expected) => Assert.Equal(expected.Length > 0 ? [expected] : [], Offered(Fixture.Of(template)));

    [Fact]
    public void CSharp_names_are_mended_too()
    {
        var fixture = Fixture.Of("// file: Shop/More.cs\nnamespace Shop;\npublic static class More { static void M(HttpRequest request) { Reverse(\"book_detai$0\"); } }");
        Assert.Equal("Change to 'book_detail'", Assert.Single(Fixes.At(fixture.Snapshot, fixture.Path, new(fixture.Offset, 0))).Title);
    }

    [Theory]
    [InlineData("<% url 'index' %>$0")]
    [InlineData("<% url 'wholly_different$0' %>")]
    [InlineData("te$0xt <% url 'indax' %>")]
    public void Where_nothing_is_wrong_or_near_nothing_is_offered(string template) => Assert.Empty(Offered(Fixture.Of(template)));
}
