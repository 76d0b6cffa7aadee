using Quintet.Ide;

namespace IdeTests.Features;

public class CodeLensTests
{
    private static string[] Of(Fixture fixture, string file) => [.. CodeLenses.Of(fixture.Snapshot, Fixture.At(file)).Select(lens =>
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
}
