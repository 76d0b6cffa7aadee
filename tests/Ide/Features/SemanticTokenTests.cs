using Quintet.Ide;
using Quintet.Text;

namespace IdeTests.Features;

/// <summary>Colours by meaning, and the words in between.</summary>
public class SemanticTokenTests
{
    private const string Code = """
        // file: Shop/Views.cs
        using static Quintet.Shortcuts;
        namespace Shop;
        public class Author { public string Name { get; set; } = ""; }
        public class Book { public string Title { get; set; } = ""; public Author Author { get; set; } = new(); public long Id { get; set; } public int Edition() => 1; }
        public static class Views
        {
            public static HttpResponse Index(HttpRequest request) => Render(request, "shop/index.html", new { books = new List<Book>(), prices = new Dictionary<string, decimal>() });
            public static HttpResponse BookDetail(HttpRequest request, int id) => Redirect("index");
        }
        // file: Shop/Tags.cs
        using Quintet.Templates;
        namespace Shop;
        [TagLibrary("shop_extras")]
        public static class Tags
        {
            [SimpleTag] public static string PriceOf(long price) => "";
            [TemplateFilter] public static string Shout(string text) => text;
        }

        """;

    private static Fixture Of(string template) => Fixture.Of($"{Code}// file: Shop/templates/shop/index.html\n{template}$0");

    private static string Show(Fixture fixture, IEnumerable<SemanticToken> tokens) => string.Join(' ', tokens.Select(token =>
        $"{token.Span.Of(fixture.Text)}:{token.Kind}{(token.Traits == TokenTraits.None ? "" : $"+{token.Traits}")}"));

    [Theory]
    [InlineData("{{ books.0.title }}", "books:Variable title:Property")]
    [InlineData("{{ books.0.edition }} {{ books.0.author.name|upper }}", "books:Variable edition:Method books:Variable author:Property name:Property")]
    [InlineData("{{ nothing.title }} {{ books.0.nothing }}", "books:Variable")]
    [InlineData("{{ csrf_token }}", "csrf_token:Variable+DefaultLibrary")]
    [InlineData("<% for book in books %>{{ forloop.first }}{{ book.title }}<% endfor %>{{ book }}", "book:Parameter+Declaration books:Variable forloop:Parameter+DefaultLibrary first:Property book:Parameter title:Property")]
    [InlineData("<% for a, b in prices.items %><% endfor %>", "a:Parameter+Declaration b:Parameter+Declaration prices:Variable")]
    [InlineData("<% with first=books.0 %>{{ first }}<% endwith %>", "first:Parameter+Declaration books:Variable first:Parameter")]
    [InlineData("<% url 'blog:post_list' as link %>{{ link }}<% url 'nowhere' %>", "blog:Namespace post_list:Function link:Parameter+Declaration link:Parameter")]
    [InlineData("<% extends \"base.html\" %><% include 'none.html' %>", "base.html:Class")]
    [InlineData("<% load shop_extras %><% price_of books.0.id %>{{ books.0.title|shout }}", "price_of:Function books:Variable id:Property books:Variable title:Property shout:Function")]
    [InlineData("{{ books. }}<% url", "books:Variable")]
    [InlineData("", "")]
    public void What_a_grammar_cannot_know(string template, string expected)
    {
        var fixture = Of(template);
        Assert.Equal(expected, Show(fixture, SemanticTokens.Of(fixture.Snapshot, fixture.Path)));
    }

    [Fact]
    public void A_client_without_a_grammar_gets_the_syntax_as_well()
    {
        var fixture = Of("{# why #}<% if books %>{{ books.0.title|truncatewords:3|default:'none' }}<% endif %><% url 'index' %>");
        Assert.Equal(
            "{# why #}:Comment if:Keyword books:Variable books:Variable title:Property truncatewords:Function+DefaultLibrary 3:Number default:Function+DefaultLibrary none:String endif:Keyword url:Keyword index:Function",
            Show(fixture, SemanticTokens.Of(fixture.Snapshot, fixture.Path, withSyntax: true)));
    }

    [Fact]
    public void A_part_has_the_tokens_that_the_whole_has_there()
    {
        var fixture = Of("{{ books }}<% for book in books %>{{ book.title }}<% endfor %>{{ prices }}");
        var part = new TextSpan(fixture.Text.IndexOf("{{ book.", StringComparison.Ordinal), 16);
        Assert.Equal("book:Parameter title:Property", Show(fixture, SemanticTokens.Of(fixture.Snapshot, fixture.Path, part)));
        Assert.Equal(SemanticTokens.Of(fixture.Snapshot, fixture.Path).Where(token => part.Contains(token.Span.Start)), SemanticTokens.Of(fixture.Snapshot, fixture.Path, part));
    }

    [Fact]
    public void Asking_again_binds_nothing_again()
    {
        var fixture = Of("<% for book in books %>{{ book.title }}<% endfor %>");
        Assert.NotEmpty(SemanticTokens.Of(fixture.Snapshot, fixture.Path));
        var bindings = fixture.Workspace.Statistics.Bindings;
        fixture.Edit("Shop/templates/shop/index.html", fixture.Text + "{{ books.0.title }}");
        Assert.NotEmpty(SemanticTokens.Of(fixture.Snapshot, fixture.Path));
        Assert.NotEmpty(InlayHints.Of(fixture.Snapshot, fixture.Path, new(0, fixture.Text.Length)));
        Assert.Equal(bindings, fixture.Workspace.Statistics.Bindings);
    }

    [Fact]
    public void Of_C_sharp_nothing_is_said()
    {
        var fixture = Of("");
        Assert.Empty(SemanticTokens.Of(fixture.Snapshot, Fixture.At("Shop/Views.cs")));
        Assert.Empty(InlayHints.Of(fixture.Snapshot, Fixture.At("Shop/Views.cs"), new(0, 1000)));
    }

    [Theory]
    [InlineData("<% for book in books %><% endfor %>", "<% for book«: Book» in books %><% endfor %>")]
    [InlineData("<% for a, b in prices.items %><% endfor %>", "<% for a«: string», b«: decimal» in prices.items %><% endfor %>")]
    [InlineData("<% with author=books.0.author title='x' %><% endwith %>", "<% with author«: Author»=books.0.author title='x' %><% endwith %>")]
    [InlineData("<% with books.0.author as writer %><% endwith %><% with 3 as three %><% endwith %>", "<% with books.0.author as writer«: Author» %><% endwith %><% with 3 as three %><% endwith %>")]
    [InlineData("<% with x=nothing.y %><% endwith %><% for x in nothing %><% endfor %>", "<% with x=nothing.y %><% endwith %><% for x in nothing %><% endfor %>")]
    [InlineData("<% url 'index' as link %>{{ link }}", "<% url 'index' as link %>{{ link }}")]
    [InlineData("<% load shop_extras %><% price_of 3 as price %>{{ price }}", "<% load shop_extras %><% price_of 3 as price«: string» %>{{ price }}")]
    [InlineData("<% url 'book_detail' books.0.id %><% url 'book_detail' id %><% url 'book_detail' id=3 %><% url 'book_detail' 1 2 %><% url 'blog:post_detail' 'x' as link %>", "<% url 'book_detail' «id:»books.0.id %><% url 'book_detail' id %><% url 'book_detail' id=3 %><% url 'book_detail' 1 2 %><% url 'blog:post_detail' «slug:»'x' as link %>")]
    [InlineData("<% url 'book_detail' books.0.id", "<% url 'book_detail' books.0.id")]
    public void Words_in_between(string template, string expected)
    {
        var fixture = Of(template);
        var hints = InlayHints.Of(fixture.Snapshot, fixture.Path, new(0, fixture.Text.Length));
        Assert.Equal(expected, hints.Reverse().Aggregate(fixture.Text, (text, hint) => text.Insert(hint.Offset, $"«{hint.Label}»")));
    }

    [Fact]
    public void Words_outside_of_the_range_are_not_told()
    {
        var fixture = Of("<% for a in books %><% endfor %>\n<% for b in books %><% endfor %>");
        var line = fixture.Text.IndexOf('\n');
        var hint = Assert.Single(InlayHints.Of(fixture.Snapshot, fixture.Path, TextSpan.FromBounds(line, fixture.Text.Length)));
        Assert.Equal(fixture.Text.IndexOf("b in", StringComparison.Ordinal) + 1, hint.Offset);
    }
}
