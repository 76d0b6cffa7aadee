using Quintet.Ide;

namespace IdeTests.Features;

public class RenameTests
{
    private const string Templates = """
        // file: templates/base.html
        <title><% block title %>Books<% endblock title %></title><a href="<% url 'blog:post_list' %>"><% block body %><% endblock %>
        // file: templates/other.html
        <% block title %>not of the family<% endblock %>
        // file: templates/parts/more.html
        <% extends "../base.html" %><% include './row.html' %><% block title %>more<% endblock %>
        // file: templates/parts/row.html
        <% include 'shop/index.html#top' %>

        """;

    private static Fixture Of(string template) => Fixture.Of(Templates + (template.StartsWith("// file", StringComparison.Ordinal) ? template : "// file: templates/page.html\n" + template));

    private static RenameResult At(Fixture fixture, string newName) => Rename.At(fixture.Snapshot, fixture.Path, fixture.Offset, newName);

    [Fact]
    public void A_url_name_changes_everywhere_and_its_namespace_stays()
    {
        var fixture = Of("<% url \"blog:post_$0list\" %><% url 'blog:post_detail' slug=x %>");
        Assert.Equal("post_list", Rename.Prepare(fixture.Snapshot, fixture.Path, fixture.Offset)?.Span.Of(fixture.Text));
        var files = fixture.With(At(fixture, "all").Edits);
        Assert.Equal(["Blog/Urls.cs", "templates/base.html", "templates/page.html"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("<% url \"blog:all\" %><% url 'blog:post_detail' slug=x %>", files["templates/page.html"]);
        Assert.Contains("Path(\"\", Views.PostList, name: \"all\"),", files["Blog/Urls.cs"]);

        foreach (var (path, text) in files) fixture.Edit(path, text);
        Assert.DoesNotContain(Diagnostics.OfProject(fixture.Snapshot, fixture.Project).SelectMany(file => file.Items), item => item.Id.StartsWith("QT2", StringComparison.Ordinal));
        Assert.NotEmpty(fixture.Project.Model.Urls.Find("blog:all"));
    }

    [Fact]
    public void A_url_name_changes_from_where_it_is_declared()
    {
        var fixture = Of("""
            // file: Urls.cs
            using static Quintet.Urls.UrlHelpers;
            public class Urls : UrlConf
            {
                public override IEnumerable<UrlPattern> UrlPatterns => [Path("", Shop.Views.Index, name: "ind$0ex")];
            }
            """);
        var files = fixture.With(At(fixture, "start").Edits);
        Assert.Contains("name: \"start\"", files["Urls.cs"]);
        Assert.Contains("Redirect(\"start\")", files["Shop/Views.cs"]);
    }

    [Fact]
    public void A_block_changes_in_its_family()
    {
        var fixture = Of("<% extends 'base.html' %><% block tit$0le %>{{ block.super }}<% endblock %>");
        var files = fixture.With(At(fixture, "heading").Edits);
        Assert.Equal("<% extends 'base.html' %><% block heading %>{{ block.super }}<% endblock %>", files["templates/page.html"]);
        Assert.StartsWith("<title><% block heading %>Books<% endblock heading %>", files["templates/base.html"]);
        Assert.DoesNotContain("templates/other.html", files.Keys);
    }

    [Fact]
    public void A_variable_changes_in_its_loop_alone()
    {
        var fixture = Of("{{ book }}<% for book in books %>{{ bo$0ok.title|default:book }}<% for book in book.more %>{{ book }}<% endfor %><% endfor %>");
        var files = fixture.With(At(fixture, "item").Edits);
        Assert.Equal("{{ book }}<% for item in books %>{{ item.title|default:item }}<% for book in item.more %>{{ book }}<% endfor %><% endfor %>", files["templates/page.html"]);
    }

    [Fact]
    public void A_template_moves_and_who_names_it_follows()
    {
        var fixture = Of("<% include 'shop/$0index.html' %><% include 'shop/index.html#top' %>");
        var result = At(fixture, "shop/start.html");
        Assert.Equal(new(Fixture.At("Shop/templates/shop/index.html"), Fixture.At("Shop/templates/shop/start.html")), result.Move);
        var files = fixture.With(result.Edits);
        Assert.Equal("<% include 'shop/start.html' %><% include 'shop/start.html#top' %>", files["templates/page.html"]);
        Assert.Equal("<% include 'shop/start.html#top' %>", files["templates/parts/row.html"].TrimEnd());
        Assert.Contains("Render(request, \"shop/start.html\")", files["Shop/Views.cs"]);
    }

    [Fact]
    public void Files_that_the_editor_moves_take_their_names_along()
    {
        var fixture = Of("<% static 'css/site.css' %><% extends 'parts/more.html' %>$0");
        var files = fixture.With(Rename.ForMoves(fixture.Snapshot,
        [
            new(Fixture.At("templates/parts/more.html"), Fixture.At("templates/more.html")),
            new(Fixture.At("static/css/site.css"), Fixture.At("static/site.css")),
        ]));
        Assert.Equal("<% static 'site.css' %><% extends 'more.html' %>", files["templates/page.html"]);
        Assert.StartsWith("<% extends \"base.html\" %><% include 'parts/row.html' %>", files["templates/parts/more.html"]);
        Assert.Empty(Rename.ForMoves(fixture.Snapshot, [new("/elsewhere/a.html", "/elsewhere/b.html")]));
    }

    [Theory]
    [InlineData("<% url 'ind$0ex' %>", "book_detail", "There is a URL name 'book_detail' already.")]
    [InlineData("<% url 'ind$0ex' %>", "a:b", "'a:b' cannot be a URL name")]
    [InlineData("<% extends 'base.html' %><% block tit$0le %><% endblock %>", "body", "There is a block 'body' already, in templates/base.html.")]
    [InlineData("<% block tit$0le %><% endblock %>", "a b", "'a b' cannot be a block's name")]
    [InlineData("<% for book in books %>{{ bo$0ok }}{{ shop }}<% endfor %>", "shop", "There is a variable 'shop' in templates/page.html already, where 'book' is one.")]
    [InlineData("<% for book in books %>{{ bo$0ok }}<% endfor %>", "a-b", "'a-b' cannot be a variable's name")]
    [InlineData("<% extends 'base.h$0tml' %>", "other.html", "There is a template 'other.html' already: templates/other.html.")]
    [InlineData("<% extends 'base.h$0tml' %>", "../x.html", "'../x.html' cannot be a template's name")]
    [InlineData("te$0xt", "x", "Here is nothing that can be renamed")]
    [InlineData("{{ from_view$0 }}", "x", "Here is nothing that can be renamed")]
    [InlineData("<% u$0rl 'index' %>", "x", "Here is nothing that can be renamed")]
    public void What_cannot_be_is_refused_with_a_reason(string template, string newName, string message)
    {
        var fixture = Of(template);
        Assert.StartsWith(message, Assert.Throws<RenameException>(() => At(fixture, newName)).Message);
    }
}
