using Quintet.Ide;

namespace IdeTests.Features;

public class CodeLensTests
{
    private static string[] Of(Fixture fixture, string file) => [.. CodeLenses.Of(fixture.Snapshot, Fixture.At(file)).Where(lens => lens.Counts is null).Select(lens =>
        $"{lens.Span.Of(fixture.Snapshot.GetDocument(Fixture.At(file))!.Text)}: {lens.Title} → {Path.GetRelativePath(Fixture.Root, lens.Target!.Path)} {lens.Target.Span.Of(fixture.Snapshot.GetDocument(lens.Target.Path)!.Text)}".TrimEnd())];

    [Fact]
    public void A_view_leads_to_its_routes_and_templates()
    {
        var fixture = Fixture.Of("// file: Shop/Other.cs\nnamespace Shop;\npublic class BookList : ListView<Book> { public override string TemplateName => \"shop/index.html\"; }\npublic static class Helpers { public static int Two() => 2; }");
        Assert.Equal(["Index: route: / → Urls.cs index", "Index: template: shop/index.html → Shop/templates/shop/index.html", "BookDetail: route: /books/<int:id>/ → Urls.cs book_detail"], Of(fixture, "Shop/Views.cs"));
        Assert.Equal(["BookList: template: shop/index.html → Shop/templates/shop/index.html"], Of(fixture, "Shop/Other.cs"));
    }

    [Fact]
    public void A_generic_view_leads_to_the_template_that_it_finds_by_its_model_and_back()
    {
        var fixture = Fixture.Of("// file: Shop/Models.cs\nusing Quintet.Db;\nnamespace Shop;\npublic partial class Book : Model { }\n// file: Shop/Lists.cs\nnamespace Shop;\npublic class BookList : ListView<Book> { }\n// file: Urls.cs\nusing static Quintet.Urls.UrlHelpers;\nusing Shop;\npublic class Urls : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path<BookList>(\"\", name: \"list\"), Path(\"<int:pk>/\", () => new DetailView<Book>())]; }\n// file: Shop/templates/shop/book_list.html\n\n// file: Shop/templates/shop/book_detail.html\n");
        Assert.Equal(["BookList: route: / → Urls.cs list", "BookList: template: shop/book_list.html → Shop/templates/shop/book_list.html"], Of(fixture, "Shop/Lists.cs"));
        Assert.Equal(["DetailView<Book>: template: shop/book_detail.html → Shop/templates/shop/book_detail.html"], Of(fixture, "Urls.cs"));
        Assert.Equal([": view: Shop.BookList → Shop/Lists.cs BookList"], Of(fixture, "Shop/templates/shop/book_list.html"));
        Assert.Equal([": view: DetailView<Book> → Urls.cs DetailView<Book>"], Of(fixture, "Shop/templates/shop/book_detail.html"));
    }

    [Fact]
    public void A_template_leads_to_the_views_that_render_it()
    {
        var fixture = Fixture.Of("// file: Shop/Other.cs\nnamespace Shop;\npublic class BookList : ListView<Book> { public override string TemplateName => \"shop/index.html\"; }");
        Assert.Equal([": view: Shop.BookList → Shop/Other.cs BookList", ": view: Shop.Views.Index → Shop/Views.cs Index"], Of(fixture, "Shop/templates/shop/index.html"));
        Assert.Empty(Of(fixture, "templates/base.html"));
    }

    private static string[] Counts(Fixture fixture, string file) => [.. CodeLenses.Of(fixture.Snapshot, Fixture.At(file)).Where(lens => lens.Counts is not null).Select(lens =>
    {
        var (title, found) = CodeLenses.Count(fixture.Snapshot, Fixture.At(file), lens.Span.Start, lens.Counts!.Value);
        var places = found.Select(place => $"{Path.GetRelativePath(Fixture.Root, place.Path)} {place.Span.Of(fixture.Snapshot.GetDocument(place.Path)!.Text)}");
        return $"{lens.Span.Of(fixture.Snapshot.GetDocument(Fixture.At(file))!.Text)}: {title}{(found.Count > 0 ? " → " : "")}{string.Join(", ", places)}";
    })];

    [Fact]
    public void The_uses_of_URL_names_are_counted()
    {
        var fixture = Fixture.Of("// file: templates/page.html\n<% url 'blog:post_list' %>{% url \"blog:post_list\" %}<% url 'index' %>");
        Assert.Equal(["index: 2 uses → Shop/Views.cs index, templates/page.html index", "book_detail: 0 uses"], Counts(fixture, "Urls.cs"));
        Assert.Equal(["post_list: 2 uses → templates/page.html blog:post_list, templates/page.html blog:post_list", "post_detail: 0 uses"], Counts(fixture, "Blog/Urls.cs"));
        fixture.Edit("templates/page.html", "<% url 'index' %>");
        Assert.Equal(["post_list: 0 uses", "post_detail: 0 uses"], Counts(fixture, "Blog/Urls.cs"));
    }

    [Fact]
    public void The_users_of_a_template_and_its_blocks_are_counted()
    {
        var fixture = Fixture.Of("""
            // file: templates/base.html
            <% block title %><% endblock %><% block content %><% endblock title %>
            // file: templates/section.html
            <% extends "base.html" %><% block content %>a<% endblock content %>
            // file: templates/page.html
            <% extends "section.html" %><% block content %><% include "part.html" %><% include "part.html" %><% endblock %>
            // file: templates/part.html
            <% block content %><% endblock %>
            """);
        Assert.Equal(
            [": extended by 2 → Shop/templates/shop/index.html \"base.html\", templates/section.html \"base.html\"", "title: not overridden", "content: overridden in 2 templates → templates/page.html content, templates/section.html content"],
            Counts(fixture, "templates/base.html"));
        // One that is included alone has no blocks that another could override.
        Assert.Equal([": included by 1 → templates/page.html \"part.html\", templates/page.html \"part.html\""], Counts(fixture, "templates/part.html"));
        Assert.Empty(Counts(fixture, "templates/page.html"));
    }
}
