using static IdeTests.Features.CompletionFixture;

namespace IdeTests.Features;

public class CSharpCompletionTests
{
    private static string In(string statement) => $$"""
        // file: Shop/More.cs
        namespace Shop;
        public static class More { static void M(HttpRequest request) { {{statement}} } }
        """;

    [Theory]
    [InlineData("var url = Reverse(\"$0\");", "blog:post_detail blog:post_list book_detail index")]
    [InlineData("var url = ReverseLazy(\"$0\");", "blog:post_detail blog:post_list book_detail index")]
    [InlineData("var url = ResolveUrl(\"$0\");", "blog:post_detail blog:post_list book_detail index")]
    [InlineData("return Redirect(\"bo$0\");", "blog:post_detail blog:post_list book_detail index")]
    [InlineData("LoginUrl = \"$0\";", "blog:post_detail blog:post_list book_detail index")]
    [InlineData("return Render(request, \"$0\");", "shop/index.html base.html")]
    [InlineData("return Render(request, \"sh$0", "shop/index.html base.html")]
    [InlineData("new LoginView { TemplateName = \"$0\" };", "shop/index.html base.html")]
    [InlineData("Console.WriteLine(\"$0\");", "")]
    [InlineData("Reverse($0);", "")]
    public void Names_are_offered_in_the_strings_that_hold_them(string statement, string expected) => Assert.Equal(expected, Labels(In(statement)));

    [Theory]
    [InlineData("Reverse(\"bo$0ok\");", "index", "Reverse(\"index\");")]
    [InlineData("Reverse(\"bo$0);", "index", "Reverse(\"index\");")]
    [InlineData("Render(request, \"shop/in$0, new { a = 1 });", "shop/index.html", "Render(request, \"shop/index.html\", new { a = 1 });")]
    [InlineData("Reverse(@\"$0\");", "index", "Reverse(@\"index\");")]
    public void What_is_inside_the_string_is_replaced(string statement, string label, string expected) =>
        Assert.Equal(Fixture.Of(In(expected + "$0")).Text, Accept(In(statement), label));

    [Theory]
    [InlineData("Blog/Views.cs", "Reverse(\"$0\");", "blog:post_detail blog:post_list book_detail index")]
    [InlineData("Shop/Views.cs", "Reverse(\"$0\");", "book_detail index blog:post_detail blog:post_list")]
    [InlineData("Shop/Views.cs", "Render(request, \"$0\");", "shop/index.html base.html")]
    [InlineData("Other.cs", "Render(request, \"$0\");", "base.html shop/index.html")]
    public void The_apps_own_come_first(string file, string statement, string expected) => Assert.Equal(expected, Labels($$"""
        // file: Shop/Urls.cs
        using static Quintet.Urls.UrlHelpers;
        namespace Shop;
        public class Urls : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path("", Views.Index, name: "index"), Path("books/<int:id>/", Views.BookDetail, name: "book_detail")]; }
        // file: Urls.cs
        using static Quintet.Urls.UrlHelpers;
        public class Urls : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path("", Include<Shop.Urls>()), Path("blog/", Include<Blog.Urls>())]; }
        // file: {{file}}
        public static class More { static void M(HttpRequest request) { {{statement}} } }
        """));

    [Theory]
    [InlineData("Shop/templates/shop/page.html", "<% include '$0' %>", "shop/index.html shop/page.html base.html")]
    [InlineData("templates/page.html", "<% include '$0' %>", "base.html page.html shop/index.html")]
    [InlineData("Shop/templates/shop/page.html", "<% load static %><% static '$0' %>", "shop/shop.css css/site.css logo.svg")]
    public void So_in_templates(string file, string template, string expected) => Assert.Equal(expected, Labels($"// file: {file}\n{template}"));
}
