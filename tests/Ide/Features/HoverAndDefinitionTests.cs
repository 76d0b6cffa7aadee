using Quintet.Ide;

namespace IdeTests.Features;

public class HoverAndDefinitionTests
{
    private static string InCSharp(string statement) => $"// file: Shop/More.cs\nnamespace Shop;\npublic static class More {{ static void M(HttpRequest request) {{ {statement} }} }}";

    private static string Show(Fixture fixture, IReadOnlyList<DefinitionLink> links) => string.Join(" | ", links.Select(link =>
        $"{link.Origin.Of(fixture.Text)} → {Path.GetRelativePath(Fixture.Root, link.TargetPath)} {link.TargetNameSpan.Of(fixture.Snapshot.GetDocument(link.TargetPath)!.Text)}".TrimEnd()));

    [Theory]
    [InlineData("<% url 'book_$0detail' id=1 %>", "book_detail → Shop/Views.cs BookDetail")]
    [InlineData("<% url 'blog:post_list$0' %>", "blog:post_list → Blog/Views.cs PostList")]
    [InlineData("<% url 'ind$0", "")]
    [InlineData("<% extends '$0base.html' %>", "base.html → templates/base.html")]
    [InlineData("<% include \"shop/$0index.html\" %>", "shop/index.html → Shop/templates/shop/index.html")]
    [InlineData("<% include \"./shop/$0index.html\" %>", "./shop/index.html → Shop/templates/shop/index.html")]
    [InlineData("<% static 'css/site.c$0ss' %>", "css/site.css → static/css/site.css")]
    [InlineData("<% url 'none$0' %>", "")]
    [InlineData("<% i$0f x %><% endif %>", "")]
    public void Definitions_are_views_and_files(string template, string expected)
    {
        var fixture = Fixture.Of(template);
        Assert.Equal(expected, Show(fixture, Definition.At(fixture.Snapshot, fixture.Path, fixture.Offset)));
    }

    [Theory]
    [InlineData("Reverse(\"book$0_detail\");", "book_detail → Shop/Views.cs BookDetail", "book_detail → Urls.cs book_detail")]
    [InlineData("Render(request, \"base$0.html\");", "base.html → templates/base.html", "base.html → templates/base.html")]
    public void CSharp_strings_lead_to_the_same_places(string statement, string definition, string declaration)
    {
        var fixture = Fixture.Of(InCSharp(statement));
        Assert.Equal(definition, Show(fixture, Definition.At(fixture.Snapshot, fixture.Path, fixture.Offset)));
        Assert.Equal(declaration, Show(fixture, Declaration.At(fixture.Snapshot, fixture.Path, fixture.Offset)));
    }

    [Theory]
    [InlineData("<% url 'book_$0detail' id=1 %>", new[] { "**book_detail**", "`/books/<int:id>/`", "`id`: int", "HttpResponse BookDetail(HttpRequest request, int id)", "One book.", "Urls.cs" })]
    [InlineData("<% static 'css/$0site.css' %>", new[] { "**css/site.css**", "`/static/css/site.css`" })]
    [InlineData("<% include 'shop/$0index.html' %>", new[] { "**shop/index.html**", "of app shop", "Shop/templates/shop/index.html" })]
    [InlineData("<% if$0 x %><% endif %>", new[] { "if condition" })]
    [InlineData("<% if x %><% end$0if %>", new[] { "if condition" })]
    [InlineData("{{ x|upp$0er }}", new[] { "value|upper" })]
    public void Hovers_say_what_it_is(string template, string[] expected)
    {
        var fixture = Fixture.Of(template);
        var hover = HoverInfo.At(fixture.Snapshot, fixture.Path, fixture.Offset);
        Assert.All(expected, part => Assert.Contains(part, hover?.Markdown));
    }

    [Theory]
    [InlineData("<% url 'none$0' %>")]
    [InlineData("te$0xt")]
    [InlineData("<% foo$0 %>")]
    public void Nothing_is_said_about_what_is_not_known(string template)
    {
        var fixture = Fixture.Of(template);
        Assert.Null(HoverInfo.At(fixture.Snapshot, fixture.Path, fixture.Offset));
    }
}
