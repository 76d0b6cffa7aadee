using Quintet.Ide;
using static IdeTests.Features.CompletionFixture;

namespace IdeTests.Features;

/// <summary>Strings of C# that name fields: <c>Filter("author__name", …)</c>.</summary>
public class FieldPathTests
{
    private const string Models = """
        // file: Shop/Models.cs
        using Quintet.Db;

        namespace Shop;

        [Meta(Ordering = ["name"])]
        public partial class Author : Model
        {
            [CharField(MaxLength = 100)]
            public string Name { get; set; } = "";

            [ForeignKey(OnDelete.Cascade)]
            public partial Author? Teacher { get; set; }
        }

        public abstract partial class Dated : Model
        {
            [DateField]
            public DateOnly Published { get; set; }
        }

        public partial class Book : Dated
        {
            [CharField(MaxLength = 200)]
            public string Title { get; set; } = "";

            [IntegerField]
            public int Pages { get; set; }

            [ForeignKey(OnDelete.Cascade, RelatedName = "books")]
            public partial Author Author { get; set; }

            [JsonField]
            public System.Text.Json.JsonElement Data { get; set; }

            [ManyToMany]
            public partial ManyRelated<Shelf> Shelves { get; }
        }

        public partial class Shelf : Model
        {
            [BooleanField]
            public bool IsFull { get; set; }
        }

        """;

    private static string In(string statement) => $$"""
        {{Models}}
        // file: Shop/More.cs
        using Quintet.Db;

        namespace Shop;

        public static class More { static void M(Author author, QuerySet<Book> some) { {{statement}} } }
        """;

    [Theory]
    [InlineData("Book.Objects.Filter(\"$0\", 1);", "id published title pages author data shelves pk")]
    [InlineData("Book.Objects.All().Exclude(\"auth$0\", 1);", "id published title pages author data shelves pk")]
    [InlineData("Author.Objects.Filter(\"$0\", 1);", "id name teacher pk author books")]
    [InlineData("author.Books.OrderBy(\"-$0\");", "id published title pages author data shelves pk")]
    [InlineData("some.OrderBy(\"pages\", \"author__$0\");", "id name teacher pk author books")]
    [InlineData("some.Values(\"author__teacher__$0\");", "id name teacher pk author books")]
    [InlineData("some.SelectRelated(\"$0\");", "author")]
    [InlineData("some.SelectRelated(\"author__$0\");", "teacher")]
    [InlineData("some.PrefetchRelated(\"$0\");", "author shelves")]
    [InlineData("Author.Objects.PrefetchRelated(\"$0\");", "teacher author_set books")]
    [InlineData("Author.Objects.PrefetchRelated(Prefetch.Of(\"$0\", some));", "teacher author_set books")]
    [InlineData("Shelf.Objects.Filter(\"$0\", 1);", "id is_full pk book")]
    [InlineData("var q = new Q<Shelf>(\"$0\", 1);", "id is_full pk book")]
    [InlineData("some.Filter(\"pages__gt\", new F(\"$0\"));", "id published title pages author data shelves pk")]
    [InlineData("some.BulkUpdate([], \"$0\");", "id published title pages author data")]
    [InlineData("some.Earliest([\"$0\"]);", "id published title pages author data shelves pk")]
    [InlineData("some.Filter(\"nothing__$0\", 1);", "")]
    [InlineData("some.Values(b => b.Title).Filter(\"$0\", 1);", "")]
    [InlineData("new List<string>().OrderBy(\"$0\");", "")]
    public void Names_are_offered_hop_by_hop(string statement, string expected) => Assert.Equal(expected, Labels(In(statement)));

    [Theory]
    [InlineData("some.Filter(\"title__$0\", 1);", "icontains contains iexact exact", true)]
    [InlineData("some.Filter(\"pages__$0\", 1);", "exact in isnull gt gte lt lte range", true)]
    [InlineData("some.Filter(\"published__$0\", 1);", "exact in isnull gt gte lt lte range year month", true)]
    [InlineData("some.Filter(\"published__year__$0\", 1);", "exact in isnull gt", true)]
    [InlineData("some.Filter(\"author__$0\", 1);", "id name teacher pk author books exact in isnull", true)]
    [InlineData("some.OrderBy(\"title__$0\");", "", false)]
    public void Lookups_are_offered_those_that_fit_first(string statement, string first, bool more)
    {
        var labels = Labels(In(statement));
        Assert.StartsWith(first, labels);
        Assert.Equal(more, labels.Length > first.Length);
    }

    [Theory]
    [InlineData("[Index(\"$0\")]")]
    [InlineData("[Index(\"pages\", \"-$0\")]")]
    [InlineData("[UniqueConstraint(\"$0\", Name = \"x\")]")]
    public void Attributes_name_fields_of_their_class(string attribute) =>
        Assert.Equal("id name teacher", Labels(Models.Replace("[Meta(Ordering = [\"name\"])]", attribute, StringComparison.Ordinal)));

    [Fact]
    public void Orders_of_a_model_go_over_relations() =>
        Assert.Equal("id name teacher pk author books", Labels(Models.Replace("Ordering = [\"name\"]", "Ordering = [\"teacher__$0\"]", StringComparison.Ordinal)));

    [Theory]
    [InlineData("some.Filter(\"ti$0\", 1);", "title", "some.Filter(\"title\", 1);")]
    [InlineData("some.Filter(\"ti$0, 1);", "title", "some.Filter(\"title\", 1);")]
    [InlineData("some.Filter(\"ti$0", "title", "some.Filter(\"title\"")]
    [InlineData("some.Filter(\"au$0", "author", "some.Filter(\"author")]
    [InlineData("some.Filter(\"author__na$0", "name", "some.Filter(\"author__name\"")]
    [InlineData("some.Filter(\"au$0th__name\", 1);", "author", "some.Filter(\"author__name\", 1);")]
    [InlineData("some.Filter(\"author__$0name__icontains\", 1);", "teacher", "some.Filter(\"author__teacher__icontains\", 1);")]
    [InlineData("some.Filter(\"author__name__$0", "icontains", "some.Filter(\"author__name__icontains\"")]
    [InlineData("some.OrderBy(\"-pa$0\");", "pages", "some.OrderBy(\"-pages\");")]
    [InlineData("some.OrderBy(\"-$0", "pages", "some.OrderBy(\"-pages\"")]
    [InlineData("some.Only(\"title\", \"$0\");", "pages", "some.Only(\"title\", \"pages\");")]
    public void One_word_is_replaced(string statement, string label, string expected) => Assert.Equal(Fixture.Of(In(expected + "$0")).Text, Accept(In(statement), label));

    private static string Show(string statement, string id = "QT")
    {
        var fixture = Fixture.Of(In(statement + "$0"));
        return string.Join(" | ", Diagnostics.Of(fixture.Snapshot, fixture.Path).Where(found => found.Id.StartsWith(id, StringComparison.Ordinal)).Select(found => $"{found.Id} {found.Span.Of(fixture.Text)}: {found.Message}"));
    }

    [Theory]
    [InlineData("some.Filter(\"titel\", 1);", "QT3088 titel: Cannot resolve keyword 'titel' into field of shop.Book. Did you mean 'title'? Choices are: author, data, id, pages, published, shelves, title")]
    [InlineData("some.Filter(\"author__nmae__icontains\", 1);", "QT3088 nmae: Cannot resolve keyword 'nmae' into field of shop.Author. Did you mean 'name'? Choices are: author, books, id, name, teacher")]
    [InlineData("some.OrderBy(\"-author__x\");", "QT3088 x: Cannot resolve keyword 'x' into field of shop.Author. Choices are: author, books, id, name, teacher")]
    [InlineData("Author.Objects.PrefetchRelated(\"author\");", "QT3088 author: Cannot resolve keyword 'author' into field of shop.Author. Choices are: author_set, books, teacher")]
    [InlineData("some.Filter(\"author__name__icontains\", 1).Filter(\"author_id\", 1).Filter(\"author__in\", some).Filter(\"pk__in\", some).Filter(\"shelves__is_full\", true).OrderBy(\"?\");", "")]
    [InlineData("some.Filter(\"author__teacher__isnull\", true).Filter(\"published__year__gte\", 1).Filter(\"data__any__thing\", 1).Filter(\"title__anything\", 1);", "")]
    [InlineData("some.Values(b => new { b.Title }).Filter(\"nothing\", 1);", "")]
    [InlineData("some.Filter(\"titel", "")]
    [InlineData("some.Filter(\"author__nearby\", 1); } [Lookup(\"nearby\")] static bool Nearby(Author a, int n) => false; static void N() {", "")]
    public void A_name_that_leads_nowhere_is_told(string statement, string expected) => Assert.Equal(expected, Show(statement));

    [Fact]
    public void The_place_of_a_row_is_a_field() => Assert.Equal("", Show("Turn.Objects.OrderBy(\"_order\").Filter(\"_order__gt\", 1); } } [Meta(OrderWithRespectTo = \"author\")] public partial class Turn : Model { [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; } } static class More2 { static void M() {", "QT3088"));

    [Fact]
    public void Where_a_model_cannot_be_read_nothing_is_said()
    {
        var fixture = Fixture.Of(In("some.Filter(\"titel\", 1);$0").Replace("public bool IsFull", "public boo IsFull", StringComparison.Ordinal));
        Assert.Empty(Diagnostics.Of(fixture.Snapshot, fixture.Path));
    }

    [Fact]
    public void A_near_name_is_a_fix()
    {
        var fixture = Fixture.Of(In("some.Filter(\"author__nm$0ae\", 1);"));
        var fix = Assert.Single(Fixes.At(fixture.Snapshot, fixture.Path, new(fixture.Offset, 0)));
        Assert.Equal(("Change to 'name'", "name", "nmae"), (fix.Title, fix.Edits[0].Text, fix.Edits[0].Replace.Of(fixture.Text)));
    }

    [Theory]
    [InlineData("some.Filter(\"auth$0or__name\", 1);", "author → Author", "`shop.Book.author`: ForeignKey → shop.Author\n\n```csharp\nAuthor Author\n```")]
    [InlineData("some.Filter(\"author__na$0me__icontains\", 1);", "name → Name", "`shop.Author.name`: CharField\n\n```csharp\nstring Name\n```")]
    [InlineData("some.Filter(\"publ$0ished__year\", 1);", "published → Published", "`shop.Book.published`: DateField\n\n```csharp\nDateOnly Published\n```")]
    [InlineData("Author.Objects.Filter(\"boo$0ks__title\", 1);", "books → Author", "`shop.Author.books`: ForeignKey ← shop.Book\n\n```csharp\nAuthor Author\n```")]
    [InlineData("some.Filter(\"title__icon$0tains\", 1);", "", "Lookup `icontains` of `title`, a CharField")]
    [InlineData("some.Filter(\"titel$0\", 1);", "", null)]
    public void A_word_leads_to_its_property(string statement, string definition, string? hover)
    {
        var fixture = Fixture.Of(In(statement));
        Assert.Equal(definition, string.Join(" | ", Definition.At(fixture.Snapshot, fixture.Path, fixture.Offset).Select(link => $"{link.Origin.Of(fixture.Text)} → {link.TargetNameSpan.Of(fixture.Snapshot.GetDocument(link.TargetPath)!.Text)}")));
        Assert.Equal(hover, HoverInfo.At(fixture.Snapshot, fixture.Path, fixture.Offset)?.Markdown);
    }

    [Fact]
    public void The_lookups_are_those_of_the_framework()
    {
        var field = typeof(Quintet.Db.Model).Assembly.GetType("Quintet.Db.Sql.LookupTable")!.GetField("Names", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!;
        Assert.Equal(((string[])field.GetValue(null)!).Order(StringComparer.Ordinal), FieldInventory.Lookups.Order(StringComparer.Ordinal));
    }
}
