using Quintet.Reading;

namespace ReadingTests.Urls;

public class UrlReaderTests
{
    private static UrlList Read(string property)
    {
        var text = $"using static Quintet.Urls.UrlHelpers;\npublic class Urls : UrlConf {{ {property} }}";
        return SourceReader.Read(text).Types[0].UrlPatterns!;
    }

    private static string Show(UrlList list) => string.Join(" | ", list.Entries.Select(entry =>
        $"{(entry.IsRegex ? "re:" : "")}{entry.Route?.Value ?? "?"} {entry.View?.Kind}:{entry.View?.Text}{Show(entry.Include)} {entry.Name?.Value}"))
        + (list.DynamicAt is null ? "" : " (dynamic)") + (list.IncludesBase ? " (base)" : "");

    private static string Show(IncludeReference? include) => include is null ? "" :
        $"{include.Type?.Text}{include.ListName}{(include.List is { } list ? $"{Show(list)} {include.AppName?.Value} {include.Namespace?.Value}" : "")}";

    [Theory]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns => [Path(\"\", Views.Index, name: \"index\")];", " Name:Views.Index index")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns { get; } = [Path(\"a/\", V.A, null, \"a\"), RePath(\"b$\", V.B)];", "a/ Name:V.A a | re:b$ Name:V.B ")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns { get { return new[] { UrlHelpers.Path(name: \"a\", route: \"a/\", view: V.A) }; } }", "a/ Name:V.A a")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns { get { yield return Path(\"a/\", V.A); yield return Path(\"b/\", V.B); } }", "a/ Name:V.A  | b/ Name:V.B ")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns => [Path<DashboardView>(\"d/\", name: \"d\"), Path(\"l/\", () => new LoginView { TemplateName = \"x\" }, name: \"l\")];", "d/ Class:DashboardView d | l/ Class:LoginView l")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns => [Path(\"x/\", request => new HttpResponse(\"\"), name: \"x\")];", "x/ Lambda:request => new HttpResponse(\"\") x")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns => [Path(\"blog/\", Include<Blog.Urls>()), ..Static(a, b)];", "blog/ :Blog.Urls ")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns => [..base.UrlPatterns, Path(\"a/\", V.A)];", "a/ Name:V.A  (base)")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns => [..Extra, Path(\"a/\", Include([Path(\"b/\", V.B)], \"app\", ns: \"one\")), RePath(\"^c\", Include(Extra))];", "? :Extra  | a/ :b/ Name:V.B  app one  | re:^c :Extra ")]
    public void A_list_is_read_in_every_form_that_is_understood(string property, string expected) => Assert.Equal(expected, Show(Read(property)));

    [Theory]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns => Make();")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns => [Path(\"a/\", V.A), ..Others()];")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns => [Path(\"a/\", V.A, name: Names.A)];")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns => [Path(\"a/\", Include(Other()))];")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns => [Path(\"a/\", Include<T>(Names.A))];")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns { get { foreach (var x in y) yield return Path(x, V.A); } }")]
    [InlineData("abstract IEnumerable<UrlPattern> UrlPatterns { get; }")]
    [InlineData("IEnumerable<UrlPattern> UrlPatterns => [Path(\"a/\", V.A")]
    public void What_is_computed_or_half_typed_is_said_to_be_dynamic(string property) => Assert.NotNull(Read(property).DynamicAt);

    [Fact]
    public void Spans_are_those_of_the_text()
    {
        const string Text = "class Urls : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path(\"book/<int:id>/\", Views.BookDetail, kwargs: new { onSale = true }, name: \"book_detail\")]; }";
        var entry = SourceReader.Read(Text).Types[0].UrlPatterns!.Entries[0];
        Assert.Equal("book/<int:id>/", Text.Substring(entry.Route!.Content.Start, entry.Route.Content.Length));
        Assert.Equal("\"book_detail\"", Text.Substring(entry.Name!.Span.Start, entry.Name.Span.Length));
        Assert.Equal("Views.BookDetail", Text.Substring(entry.View!.Span.Start, entry.View.Span.Length));
        Assert.Equal(["onSale"], entry.Kwargs);
    }

    [Fact]
    public void Facts_are_equal_by_value()
    {
        const string Text = "namespace Blog; public class Urls : UrlConf { public override IEnumerable<UrlPattern> UrlPatterns => [Path(\"a/\", Views.A, name: \"a\")]; }";
        Assert.Equal(SourceReader.Read(Text), SourceReader.Read(Text));
        Assert.NotEqual(SourceReader.Read(Text), SourceReader.Read(Text.Replace("name: \"a\"", "name: \"b\"")));
    }
}
