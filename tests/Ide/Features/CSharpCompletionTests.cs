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
    [InlineData("return Redirect(\"bo$0\");", "blog:post_detail blog:post_list book_detail index")]
    [InlineData("LoginUrl = \"$0\";", "blog:post_detail blog:post_list book_detail index")]
    [InlineData("return Render(request, \"$0\");", "base.html shop/index.html")]
    [InlineData("return Render(request, \"sh$0", "base.html shop/index.html")]
    [InlineData("new LoginView { TemplateName = \"$0\" };", "base.html shop/index.html")]
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
}
