using Quintet.Ide;

namespace IdeTests.Features;

public class SignatureTests
{
    private const string Urls = """
        // file: Urls.cs
        using static Quintet.Urls.UrlHelpers;

        public class Urls : UrlConf
        {
            public override IEnumerable<UrlPattern> UrlPatterns =>
            [
                Path("", Shop.Views.Index, name: "index"),
                Path("books/<int:id>/<slug:part>/", Shop.Views.BookDetail, name: "book_part"),
                Path("books/<int:id>/", Shop.Views.BookDetail, name: "book"),
                Path("books/<slug:slug>/", Shop.Views.BookDetail, name: "book"),
            ];
        }
        // file: Shop/Tags.cs
        using Quintet.Templates;

        namespace Shop;

        [TagLibrary("shop_extras")]
        public static class Tags
        {
            /// <summary>The price in a currency.</summary>
            [SimpleTag]
            public static string PriceOf(long price, string currency = "EUR") => "";
        }
        // file: templates/page.html

        """;

    /// <summary>The ways, the argument that the cursor is in between arrows; the one that fits comes first.</summary>
    private static string Show(string template)
    {
        var fixture = Fixture.Of(Urls + template);
        if (Signatures.At(fixture.Snapshot, fixture.Path, fixture.Offset) is not { } found) return "";
        return string.Join(" | ", found.Ways.OrderBy(way => way != found.Ways[found.Active]).Select(way => way.Active is { } active ? way.Label.Insert(way.Parameters[active].End, "←").Insert(way.Parameters[active].Start, "→") : way.Label));
    }

    [Theory]
    [InlineData("<% url 'book_part' $0 %>", "url 'book_part' →id=int← part=slug")]
    [InlineData("<% url 'book_part' $0", "url 'book_part' →id=int← part=slug")]
    [InlineData("{% url 'book_part' book.id $0 %}", "url 'book_part' id=int →part=slug←")]
    [InlineData("<% url 'book_part' part='x' $0 %>", "url 'book_part' →id=int← part=slug")]
    [InlineData("<% url 'book_part' part=$0 %>", "url 'book_part' id=int →part=slug←")]
    [InlineData("<% url 'book_part' 1 2 3$0 %>", "url 'book_part' id=int part=slug")]
    [InlineData("<% url 'index' $0 %>", "url 'index'")]
    [InlineData("<% url 'book' slug=$0 %>", "url 'book' →slug=slug← | url 'book' id=int")]
    [InlineData("<% url 'book' id=$0 %>", "url 'book' →id=int← | url 'book' slug=slug")]
    public void Arguments_of_a_route(string template, string expected) => Assert.Equal(expected, Show(template));

    [Theory]
    [InlineData("{{ text|truncatewords:$0 }}", "value|truncatewords:→count←")]
    [InlineData("{{ text|truncatewords:3$0|upper }}", "value|truncatewords:→count←")]
    [InlineData("{{ text|upper$0 }}", "")]
    [InlineData("{{ text$0 }}", "")]
    [InlineData("<% if text|default:$0 %><% endif %>", "value|default:→other←")]
    public void The_argument_of_a_filter(string template, string expected) => Assert.Equal(expected, Show(template));

    [Theory]
    [InlineData("<% load shop_extras %><% price_of $0 %>", "price_of →price← [currency=…] [as variable]")]
    [InlineData("<% load shop_extras %><% price_of 3 currency=$0 %>", "price_of price →[currency=…]← [as variable]")]
    [InlineData("<% nothing $0 %>", "")]
    [InlineData("$0<% if x %><% endif %>", "")]
    [InlineData("<% endif $0 %>", "")]
    public void Arguments_of_a_tag(string template, string expected) => Assert.Equal(expected, Show(template));

    [Fact]
    public void It_says_what_it_is()
    {
        var fixture = Fixture.Of(Urls + "<% url 'book_part' $0 %>");
        Assert.Equal("`/books/<int:id>/<slug:part>/` → `Shop.Views.BookDetail`", Signatures.At(fixture.Snapshot, fixture.Path, fixture.Offset)!.Ways[0].Markdown);
    }
}
