using Quintet.Ide;

namespace IdeTests.Features;

/// <summary>What parts want to be given: in completion, hover, signature help and diagnostics.</summary>
public class PartTests
{
    private const string Code = """
        // file: Shop/Models.cs
        using Quintet.Db;
        namespace Shop;
        public partial class Book : Model
        {
            [CharField(MaxLength = 100)] public string Title { get; set; } = "";
        }
        // file: Shop/Views.cs
        using static Quintet.Shortcuts;
        namespace Shop;
        public static class Views
        {
            public static HttpResponse Index(HttpRequest request) => Render(request, "shop/index.html", new { books = Book.Objects.All(), heading = "x", note = "y" });
            public static HttpResponse BookDetail(HttpRequest request, int id) => Render(request, "shop/book.html", new { book = new Book(), show_price = true, limit = 3 });
        }
        // file: templates/_card.html
        <h3>{{ book.title }}</h3>{% if show_price %}{{ price }}{% endif %}{{ teaser|default:"" }}{{ user.username }}{% include "_note.html" with text=limit %}
        // file: templates/_note.html
        {{ text }}{{ note }}{% if note %}!{% endif %}
        // file: templates/_list.html
        <h2>{{ heading }}</h2>{% for book in books %}{% partial row %}{% endfor %}
        {% partialdef row %}{{ book.title }}{% if note %}{{ note }}{% endif %}{% endpartialdef %}
        // file: templates/_plain.html
        <hr>
        // file: Shop/templates/shop/book.html
        {% include "_card.html" with price=limit %}
        // file: Shop/templates/shop/index.html

        """;

    private static string Labels(string template) => CompletionFixture.Labels(Code + template);

    /// <summary>What stands between the fences of the hover.</summary>
    private static string? Hover(string template)
    {
        var fixture = Fixture.Of(Code + template);
        return HoverInfo.At(fixture.Snapshot, fixture.Path, fixture.Offset)?.Markdown.Split("\n```") is [_, var signature, ..] ? signature.TrimStart() : null;
    }

    private static string Signature(string template)
    {
        var fixture = Fixture.Of(Code + template);
        return Signatures.At(fixture.Snapshot, fixture.Path, fixture.Offset) is not { Ways: [var way] } ? ""
            : way.Active is { } active ? way.Label.Insert(way.Parameters[active].End, "←").Insert(way.Parameters[active].Start, "→") : way.Label;
    }

    [Theory]
    [InlineData("{% include \"_card.html\" $0 %}", "only with")]
    [InlineData("<% include '_card.html' $0", "only with")]
    [InlineData("{% include \"_card.html\" wi$0 %}", "only with")]
    [InlineData("{% include \"_card.html\" only $0 %}", "with")]
    [InlineData("{% include \"_card.html\" with $0 %}", "book= price= limit= show_price= teaser= note=")]
    [InlineData("<% include '_card.html' with $0", "book= price= limit= show_price= teaser= note=")]
    [InlineData("{% include \"_card.html\" with bo$0 %}", "book= price= limit= show_price= teaser= note=")]
    [InlineData("{% include \"_card.html\" with bo$0=books %}", "book= price= limit= show_price= teaser= note=")]
    [InlineData("{% include \"_card.html\" with book=books.0 $0 %}", "price= limit= show_price= teaser= note= only")]
    [InlineData("{% include \"_card.html\" with book=books.0 $0 only %}", "price= user= limit= show_price= teaser= note=")]
    [InlineData("{% include \"_card.html\" only with $0 %}", "book= price= user= limit= show_price= teaser= note=")]
    [InlineData("{% include \"_card.html\" with book=books.0 only $0 %}", "")]
    [InlineData("{% include \"_list.html#row\" with $0 %}", "book= note=")]
    [InlineData("{% include \"../_list.html#row\" with $0 %}", "book= note=")]
    [InlineData("{% include \"_list.html\" with $0 %}", "heading= books= note=")]
    [InlineData("{% include \"_plain.html\" with $0 %}", "")]
    [InlineData("{% include \"none.html\" with $0 %}", "")]
    public void What_a_part_wants_is_completed(string template, string expected) => Assert.Equal(expected, Labels(template));

    [Theory]
    [InlineData("{% include \"_card.html\" with bo$0 %}", "{% include \"_card.html\" with book= %}")]
    [InlineData("{% include \"_card.html\" with bo$0=books.0 %}", "{% include \"_card.html\" with book=books.0 %}")]
    public void A_name_is_written_with_one_sign(string template, string expected) => Assert.Equal(Code[Code.LastIndexOf("// file", StringComparison.Ordinal)..].Split('\n', 2)[1] + expected, CompletionFixture.Accept(Code + template, "book="));

    [Theory]
    [InlineData("{% include \"_card.html\" with book=$0 %}", "books heading note ")]
    [InlineData("{% include \"_card.html\" with book=bo$0 %}", "books heading note ")]
    public void A_value_is_a_variable(string template, string expected) => Assert.StartsWith(expected, Labels(template));

    [Theory]
    [InlineData("{% include \"_ca$0rd.html\" %}", "book: Book, price: int, limit: int, show_price?: bool, teaser?, note?: string")]
    [InlineData("{% include \"_list.html#r$0ow\" %}", "book: Book, note?: string")]
    [InlineData("{% include \"_li$0st.html#row\" %}", "book: Book, note?: string")]
    [InlineData("{% include \"_li$0st.html\" %}", "heading: string, books: QuerySet<Book>, note?: string")]
    [InlineData("{% include \"../_li$0st.html#row\" %}", "book: Book, note?: string")]
    [InlineData("{% include \"../_list.html#r$0ow\" %}", "book: Book, note?: string")]
    [InlineData("{% include \"_pl$0ain.html\" %}", null)]
    [InlineData("{% include \"_list.html#no$0ne\" %}", null)]
    [InlineData("{% extends \"_ca$0rd.html\" %}", null)]
    [InlineData("{% for book in books %}{% partial ro$0w %}{% endfor %}{% partialdef row %}{{ book.title }}{{ forloop.counter }}{% endpartialdef %}", "book: Book, forloop")]
    [InlineData("{% partialdef ro$0w inline %}{{ heading }}{{ more|default:1 }}{% endpartialdef %}", "heading: string, more?")]
    [InlineData("{% partial no$0ne %}", null)]
    public void A_hover_shows_what_a_part_wants(string template, string? expected) => Assert.Equal(expected, Hover("{% include \"_list.html\" %}" + template));

    [Theory]
    [InlineData("{% include \"_card.html\" $0 %}", "include \"_card.html\" with book: Book, price: int, limit: int, show_price?: bool, teaser?, note?: string")]
    [InlineData("{% include \"_card.html\" with $0 %}", "include \"_card.html\" with →book: Book←, price: int, limit: int, show_price?: bool, teaser?, note?: string")]
    [InlineData("{% include \"_card.html\" with book=books.0 $0", "include \"_card.html\" with book: Book, →price: int←, limit: int, show_price?: bool, teaser?, note?: string")]
    [InlineData("<% include '_card.html' with show_price=$0 %>", "include \"_card.html\" with book: Book, price: int, limit: int, →show_price?: bool←, teaser?, note?")]
    [InlineData("{% include \"_card.html\" with book=books.0 on$0 %}", "include \"_card.html\" with book: Book, →price: int←, limit: int, show_price?: bool, teaser?, note?: string")]
    [InlineData("{% include \"_card.html\" with book=books.0 only$0 %}", "include \"_card.html\" with book: Book, price: int, limit: int, show_price?: bool, teaser?, note?")]
    [InlineData("{% include \"_plain.html\" with $0 %}", "include \"template[#partial]\" [with name=value…] →[only]←")]
    [InlineData("{% include \"$0\" %}", "include →\"template[#partial]\"← [with name=value…] [only]")]
    public void A_signature_shows_what_a_part_wants(string template, string expected) => Assert.Equal(expected, Signature(template));

    [Theory]
    [InlineData("{% include \"_list.html#row\" %}", "QT1016 \"_list.html#row\": ")]
    [InlineData("{% include \"_list.html#row\" with book=books.0 %}", "")]
    [InlineData("{% include \"_list.html\" %}", "")]
    [InlineData("{% for book in books %}{% partial row %}{% endfor %}{% partialdef row %}{{ book }}{% endpartialdef %}", "")]
    public void A_partial_is_given_what_it_shows_itself(string template, string expected)
    {
        var fixture = Fixture.Of(Code + template + "$0");
        var found = string.Join('\n', Diagnostics.Of(fixture.Snapshot, fixture.Path).Select(diagnostic => $"{diagnostic.Id} {diagnostic.Span.Of(fixture.Text)}: {diagnostic.Message}"));
        if (expected.Length > 0) Assert.StartsWith(expected, found);
        else Assert.Equal("", found);
    }
}
