using Quintet.Ide;

namespace IdeTests.Features;

public class ReferencesTests
{
    private const string Templates = """
        // file: templates/base.html
        <title><% block title %>Books<% endblock title %></title><a href="<% url 'blog:post_list' %>">
        // file: templates/other.html
        <% block title %>not of the family<% endblock %>
        // file: templates/more.html
        <% extends "base.html" %><% load static %><link href="<% static 'css/site.css' %>"><% block title %>{{ x|upper }}<% endblock %>

        """;

    private static string[] Show(string sections, bool withDeclarations = true)
    {
        var fixture = Fixture.Of(Templates + sections);
        return [.. References.At(fixture.Snapshot, fixture.Path, fixture.Offset, withDeclarations)
            .Select(place => $"{Path.GetRelativePath(Fixture.Root, place.Path)}: {place.Span.Of(fixture.Snapshot.GetDocument(place.Path)!.Text)}")];
    }

    [Theory]
    [InlineData("// file: templates/page.html\n<% url 'blog:post_$0list' %>")]
    [InlineData("// file: templates/page.html\n<% url 'blog:post_list' %>\n// file: Blog/Urls.cs\nusing static Quintet.Urls.UrlHelpers;\nnamespace Blog;\npublic class Urls : UrlConf\n{\n    public override string AppName => \"blog\";\n    public override IEnumerable<UrlPattern> UrlPatterns => [Path(\"\", Views.PostList, name: \"post_$0list\")];\n}")]
    public void A_url_name_is_found_in_templates_and_where_it_is_declared(string sections)
    {
        Assert.Equal(["Blog/Urls.cs: post_list", "templates/base.html: blog:post_list", "templates/page.html: blog:post_list"], Show(sections));
        Assert.Equal(["templates/base.html: blog:post_list", "templates/page.html: blog:post_list"], Show(sections, withDeclarations: false));
    }

    [Fact]
    public void A_url_name_in_CSharp_is_one_too() => Assert.Equal(
        ["Shop/Views.cs: index", "Urls.cs: index", "templates/page.html: index"],
        Show("// file: templates/page.html\n<% url 'index$0' %>"));

    [Theory]
    [InlineData("<% extends 'base$0.html' %>", new[] { "templates/more.html: base.html", "templates/page.html: base.html", "Shop/templates/shop/index.html: base.html" })]
    [InlineData("<% extends './base$0.html' %>", new[] { "templates/more.html: base.html", "templates/page.html: ./base.html", "Shop/templates/shop/index.html: base.html" })]
    [InlineData("<% static 'css/site$0.css' %>", new[] { "templates/more.html: css/site.css", "templates/page.html: css/site.css" })]
    [InlineData("{{ y|upp$0er }}", new[] { "templates/more.html: upper", "templates/page.html: upper" })]
    [InlineData("<% load sta$0tic %>", new[] { "templates/more.html: static", "templates/page.html: static" })]
    [InlineData("<% ur$0l 'index' %>", new[] { "templates/base.html: url", "templates/page.html: url" })]
    [InlineData("<% extends 'base.html' %><% block tit$0le %><% endblock %>", new[] { "templates/base.html: title", "templates/base.html: title", "templates/more.html: title", "templates/page.html: title" })]
    [InlineData("<% for book in books %>{{ boo$0k }}<% endfor %>", new[] { "templates/page.html: book", "templates/page.html: book" })]
    [InlineData("te$0xt", new string[0])]
    public void Names_are_found_where_they_are_used(string template, string[] expected) => Assert.Equal(expected.Order(StringComparer.Ordinal), Show("// file: templates/page.html\n" + template));

    [Theory]
    [InlineData("<% extends 'base.html' %><% block tit$0le %><% endblock %>", "title → templates/base.html title")]
    [InlineData("<% extends 'more.html' %><% block tit$0le %><% endblock %>", "title → templates/more.html title")]
    [InlineData("<% block tit$0le %><% endblock %>", "")]
    [InlineData("<% for book in books %>{{ boo$0k }}<% endfor %>", "book → templates/page.html book")]
    [InlineData("{{ nothing$0 }}", "")]
    public void Blocks_and_loops_lead_to_what_declares_them(string template, string expected)
    {
        var fixture = Fixture.Of(Templates + "// file: templates/page.html\n" + template);
        Assert.Equal(expected, Definitions(fixture));
    }

    [Fact]
    public void Variables_lead_to_CSharp_and_are_explained_with_their_types()
    {
        const string Code = """
            // file: Shop/Models.cs
            namespace Shop;
            public partial class Author : Quintet.Db.Model { public string Name { get; set; } = ""; }
            public partial class Book : Quintet.Db.Model { public string Title { get; set; } = ""; public partial Author Author { get; set; } }
            // file: Shop/More.cs
            namespace Shop;
            public static class More
            {
                public static HttpResponse List(HttpRequest request) => Render(request, "page.html", new { books = Book.Objects.All(), heading = "Books" });
            }
            // file: templates/page.html

            """;
        var heading = Fixture.Of(Code + "{{ head$0ing }}");
        Assert.Equal("heading → Shop/More.cs heading", Definitions(heading));
        Assert.Equal("```csharp\nstring heading\n```\n\nShop/More.cs", HoverInfo.At(heading.Snapshot, heading.Path, heading.Offset)?.Markdown);
        var member = Fixture.Of(Code + "<% for book in books %>{{ book.author.na$0me }}<% endfor %>");
        Assert.Equal("name → Shop/Models.cs Name", Definitions(member));
        Assert.Equal("```csharp\nstring name\n```\n\nShop/Models.cs", HoverInfo.At(member.Snapshot, member.Path, member.Offset)?.Markdown);
        var item = Fixture.Of(Code + "<% for book in books %>{{ bo$0ok.author }}<% endfor %>");
        Assert.StartsWith("```csharp\nBook book\n```", HoverInfo.At(item.Snapshot, item.Path, item.Offset)?.Markdown);
    }

    private static string Definitions(Fixture fixture) => string.Join(" | ", Definition.At(fixture.Snapshot, fixture.Path, fixture.Offset).Select(link =>
        $"{link.Origin.Of(fixture.Text)} → {Path.GetRelativePath(Fixture.Root, link.TargetPath)} {link.TargetNameSpan.Of(fixture.Snapshot.GetDocument(link.TargetPath)!.Text)}"));
}
