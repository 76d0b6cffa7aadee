using Quintet.Reading;

namespace ReadingTests.Views;

public class LiteralReaderTests
{
    private static string Read(string statement) => string.Join(" | ", SourceReader.Read($"class C {{ void M() {{ {statement} }} }}").Literals
        .Select(use => $"{use.Role} {use.Literal.Value}{(use.Literal.IsClosed ? "" : " (open)")}{(use.IsAlternative ? " (or)" : "")}"));

    [Theory]
    [InlineData("return Render(request, \"home.html\", new { a = 1 });", "TemplateName home.html")]
    [InlineData("Shortcuts.Render(request, template: @\"home.html\");", "TemplateName home.html")]
    [InlineData("var x = Reverse(\"blog:post\", new { id });", "UrlName blog:post")]
    [InlineData("return Redirect(\"index\");", "UrlNameOrPath index")]
    [InlineData("new LoginView { TemplateName = \"login.html\" };", "TemplateName login.html")]
    [InlineData("engine.SelectTemplate([\"a.html\", \"b.html\"]);", "TemplateName a.html (or) | TemplateName b.html (or)")]
    [InlineData("Render(request, name); Reverse(Name()); Other(\"x\");", "")]
    public void Literals_are_found_by_what_they_are_given_to(string statement, string expected) => Assert.Equal(expected, Read(statement));

    [Theory]
    [InlineData("class C { public override string TemplateName => \"a.html\"; }", "a.html")]
    [InlineData("class C { public string TemplateName { get; } = \"a.html\"; }", "a.html")]
    public void Properties_count_too(string text, string expected) => Assert.Equal(expected, SourceReader.Read(text).Literals[0].Literal.Value);

    [Theory]
    [InlineData("Reverse(\"boo")]
    [InlineData("Reverse(\"boo);")]
    [InlineData("Reverse(\"")]
    [InlineData("Reverse(\"a\\\"")]
    public void A_literal_without_its_closing_quote_is_found(string text)
    {
        var literal = Assert.Single(SourceReader.Read($"class C {{ void M() {{ {text}\n}} }}").Literals).Literal;
        Assert.False(literal.IsClosed);
        Assert.StartsWith("\"", text[(text.IndexOf('"'))..]);
        Assert.Equal(literal.Span.Start + 1, literal.Content.Start);
    }
}
