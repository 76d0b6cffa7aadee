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
    public void A_template_leads_to_the_views_that_render_it()
    {
        var fixture = Fixture.Of("// file: Shop/Other.cs\nnamespace Shop;\npublic class BookList : ListView<Book> { public override string TemplateName => \"shop/index.html\"; }");
        Assert.Equal([": view: Shop.BookList → Shop/Other.cs BookList", ": view: Shop.Views.Index → Shop/Views.cs Index"], Of(fixture, "Shop/templates/shop/index.html"));
        Assert.Empty(Of(fixture, "templates/base.html"));
    }
}
