using Quintet.Ide;
using Quintet.Text;

namespace IdeTests.Features;

/// <summary>Outline, folding, selections, highlights, linked names and links of a template.</summary>
public class StructureTests
{
    private const string Page = """
        <% extends "base.html" %>
        <% block title %>Books<% endblock title %>
        <% block content %>
        <ul>
        <% for book in books %>
          <% if book.is_new %>
            new
          <% else %>
            <% include "shop/index.html" %>
          <% endif %>
        <% endfor %>
        </ul>
        <% endblock %>
        <% comment %>
          not
          shown
        <% endcomment %>
        """;

    [Fact]
    public void The_outline_is_the_tree_of_tags()
    {
        var fixture = Fixture.Of(Page + "$0");
        Assert.Equal(
            "extends \"base.html\" Template; block title Block; block content Block (for book in books Tag (if book.is_new Tag (include \"shop/index.html\" Template))); comment Tag",
            Show(Outline.Of(fixture.Snapshot, fixture.Path)));

        static string Show(IEnumerable<OutlineItem> items) => string.Join("; ", items.Select(item => $"{item.Name} {item.Kind}{(item.Children.Count > 0 ? $" ({Show(item.Children)})" : "")}"));
    }

    [Fact]
    public void Names_stand_inside_of_what_they_name_and_children_inside_of_their_parents()
    {
        var fixture = Fixture.Of(Page + "$0");
        Check(Outline.Of(fixture.Snapshot, fixture.Path), new(0, fixture.Text.Length));

        static void Check(IEnumerable<OutlineItem> items, TextSpan around)
        {
            foreach (var item in items)
            {
                Assert.True(around.Start <= item.Span.Start && item.Span.End <= around.End, item.Name);
                Assert.True(item.Span.Start <= item.NameSpan.Start && item.NameSpan.End <= item.Span.End, item.Name);
                Check(item.Children, item.Span);
            }
        }
    }

    [Fact]
    public void The_content_of_each_branch_folds()
    {
        var fixture = Fixture.Of(Page + "$0");
        Assert.Equal(
            [new(2, 11, false), new(4, 9, false), new(5, 6, false), new(7, 8, false), new(13, 15, true)],
            Folding.Of(fixture.Snapshot, fixture.Path));
    }

    [Theory]
    [InlineData("<% if x %>\ny\n$0")]
    [InlineData("<% if x %>y<% endif %>$0")]
    [InlineData("a\nb\n$0")]
    public void What_has_no_end_or_one_line_does_not_fold(string template)
    {
        var fixture = Fixture.Of(template);
        Assert.Empty(Folding.Of(fixture.Snapshot, fixture.Path));
    }

    [Theory]
    [InlineData("<p><% if a %>x {{ book.au$0thor|upper }}<% endif %></p>", "author ‹ book.author ‹ book.author|upper ‹ {{ book.author|upper }} ‹ x {{ book.author|upper }} ‹ <% if a %>x {{ book.author|upper }}<% endif %> ‹ <p><% if a %>x {{ book.author|upper }}<% endif %></p>")]
    [InlineData("<% url 'in$0dex' id=1 %>", "index ‹ 'index' ‹ url 'index' id=1 ‹ <% url 'index' id=1 %>")]
    [InlineData("te$0xt", "text")]
    [InlineData("$0", "")]
    public void A_selection_grows_over_what_is_around_it(string template, string expected)
    {
        var fixture = Fixture.Of(template);
        var spans = SelectionRanges.At(fixture.Snapshot, fixture.Path, fixture.Offset);
        Assert.Equal(expected, string.Join(" ‹ ", spans.Select(span => span.Of(fixture.Text))));
    }

    [Theory]
    [InlineData("[<% i$0f a %>]<% elif b %>c<% else %>d<% endif %>", "if elif else endif")]
    [InlineData("<% if a %><% for x in y %><% empty %><% end$0for %><% endif %>", "for empty endfor")]
    [InlineData("<% ur$0l 'index' %>", "url")]
    [InlineData("<% for book in books %>{{ bo$0ok.title }}<% if book %><% endif %><% endfor %>{{ book }}", "book! book book")]
    [InlineData("<% for book in books %>{{ book.title }}<% if book %><% endif %><% endfor %>{{ bo$0ok }}", "book")]
    [InlineData("<% for k, val$0ue in items %>{{ k }}{{ value|default:value }}<% endfor %>", "value! value value")]
    [InlineData("<% with a=b c=a %>{{ a$0 }}<% endwith %>", "a! a")]
    [InlineData("{{ books|length }}<% for book in bo$0oks %><% endfor %>", "books books")]
    [InlineData("{{ 'text$0' }}", "")]
    [InlineData("te$0xt", "")]
    public void What_belongs_together_is_highlighted(string template, string expected)
    {
        var fixture = Fixture.Of(template);
        Assert.Equal(expected, string.Join(' ', Highlights.At(fixture.Snapshot, fixture.Path, fixture.Offset).Select(place => place.Span.Of(fixture.Text) + (place.IsWrite ? "!" : ""))));
    }

    [Theory]
    [InlineData("<% block ti$0tle %>x<% endblock title %>", 2)]
    [InlineData("<% block title %>x<% endblock tit$0le %>", 2)]
    [InlineData("<% block ti$0tle %>x<% endblock %>", 0)]
    [InlineData("<% block a$0 %>x<% endblock b %>", 0)]
    [InlineData("<% if ti$0tle %>x<% endif %>", 0)]
    public void The_name_behind_an_end_tag_changes_along(string template, int places)
    {
        var fixture = Fixture.Of(template);
        Assert.Equal(places, LinkedNames.At(fixture.Snapshot, fixture.Path, fixture.Offset).Count);
    }

    [Fact]
    public void Files_that_are_named_are_links()
    {
        var fixture = Fixture.Of("<% extends 'base.html' %><% static 'css/site.css' %><% include 'none.html' %><% include './base.html#row' %><% url 'index' %>$0");
        Assert.Equal(["base.html → templates/base.html", "css/site.css → static/css/site.css", "./base.html → templates/base.html"], Links(fixture));
        fixture = Fixture.Of("// file: Shop/More.cs\nnamespace Shop;\npublic static class More { static void M(HttpRequest request) { Render(request, \"base.html\");$0 } }");
        Assert.Equal(["base.html → templates/base.html"], Links(fixture));

        static IEnumerable<string> Links(Fixture fixture) => DocumentLinks.Of(fixture.Snapshot, fixture.Path).Select(link => $"{link.Span.Of(fixture.Text)} → {link.Tooltip}");
    }

    [Theory]
    [InlineData("// file: Shop/Views.cs\n$0namespace Shop;")]
    [InlineData("// file: static/css/site.css\n$0b { }")]
    public void Other_files_are_left_to_others(string section)
    {
        var fixture = Fixture.Of(section);
        Assert.Empty(Outline.Of(fixture.Snapshot, fixture.Path));
        Assert.Empty(Folding.Of(fixture.Snapshot, fixture.Path));
        Assert.Empty(SelectionRanges.At(fixture.Snapshot, fixture.Path, fixture.Offset));
        Assert.Empty(Highlights.At(fixture.Snapshot, fixture.Path, fixture.Offset));
    }
}
