using Quintet.Db;

namespace DbTests;

public sealed class OwnFunctionTestsOnSqlite() : OwnFunctionTests(DatabaseKind.Sqlite);

public sealed class OwnFunctionTestsOnPostgreSql() : OwnFunctionTests(DatabaseKind.PostgreSql);

/// <summary>Functions that an app declares for its queries.</summary>
public abstract class OwnFunctionTests(DatabaseKind kind) : Library(kind)
{
    [DbFunction("(COALESCE({0}, '?') || {1})")]
    public static string Marked(string? text, string mark) => throw new NotSupportedException();

    [DbFunction("INSTR({0}, {1}) > 0", Vendor = "sqlite")]
    [DbFunction("STRPOS({0}, {1}) > 0", Vendor = "postgresql")]
    public static bool Holds(string? text, string? part) => throw new NotSupportedException();

    [DbFunction("COALESCE({1}, {0})")]
    public static T FirstOf<T>(T otherwise, params T?[] values) => throw new NotSupportedException();

    [DbFunction("NULLIF({0}, 600)", MayBeNull = true)]
    public static int? But600(int pages) => throw new NotSupportedException();

    [DbFunction("{0} = '{{}}'")]
    public static bool IsBraces(string text) => throw new NotSupportedException();

    [DbFunction("CURRENT_TIMESTAMP")]
    public static DateTime StatementTime() => throw new NotSupportedException();

    [DbFunction("REGEXP_REPLACE({0}, {1}, {2})", Vendor = "oracle")]
    public static string OnlyElsewhere(string text, string pattern, string by) => throw new NotSupportedException();

    [DbFunction("LOWER({1})")]
    public static string Wrong(string text) => throw new NotSupportedException();

    [DatabaseFact]
    public void Conditions_values_orders_and_groups()
    {
        Assert.Equal("14", Set(Book.Objects.Filter(b => Marked(b.Genre, "!") == "sf!")));
        Assert.Equal("2", Set(Book.Objects.Filter(b => Marked(b.Genre, "!") == Marked(null, "!"))));
        Assert.Equal(["essay-", "essay-", "sf-", "sf-", "?-"], Book.Objects.OrderBy(b => Marked(b.Genre, "-") == "?-").ThenBy(b => Marked(b.Genre, "-")).Values(b => Marked(b.Genre, "-")).ToList());
        var groups = Book.Objects.Values(b => Marked(b.Genre, "")).Annotate((genre, q) => new { Genre = genre, Books = q.Count() }).ToList();
        Assert.Equal(["?1", "essay2", "sf2"], groups.Select(g => g.Genre + g.Books).Order(StringComparer.Ordinal));
        Assert.Equal("SF+", Book.Objects.Filter("isbn", "1").Values(b => Marked(b.Genre!.ToUpper(), "+")).Get());
        Assert.Equal(2, Book.Objects.Filter(b => b.Genre == "sf").Update(b => new() { Title = Marked(b.Title, "*") }));
        Assert.Equal(["Dune*", "Messiah*"], Book.Objects.Filter("genre", "sf").OrderBy("isbn").Values(b => b.Title).ToList());
    }

    [DatabaseFact]
    public void A_condition_knows_null()
    {
        Assert.Equal("14", Set(Book.Objects.Filter(b => Holds(b.Genre, "f"))));
        Assert.Equal("235", Set(Book.Objects.Filter(b => !Holds(b.Genre, "f"))));
        Assert.Equal("235", Set(Book.Objects.Exclude(b => Holds(b.Genre, "f"))));
        Assert.Equal("4", Set(Book.Objects.Filter(b => Holds(b.Title, "ess") && b.Pages > 100)));
        Assert.Equal([true, false], Book.Objects.Filter(b => b.Pages < 201).OrderBy("isbn").Values(b => Holds(b.Title, "Sea")).ToList()[..2]);
        Assert.Equal("2345", Set(Book.Objects.Filter(b => But600(b.Pages) != null)));
        Assert.Equal("1", Set(Book.Objects.Filter(b => !(But600(b.Pages) < 1000))));
    }

    [DatabaseFact]
    public void Lists_generic_ones_and_times()
    {
        Assert.Equal("none", Book.Objects.Filter("isbn", "2").Values(b => FirstOf("none", b.Genre)).Get());
        Assert.Equal("Ann", Book.Objects.Filter("isbn", "2").Values(b => FirstOf("none", b.Genre, b.Editor!.Name)).Get());
        Assert.Equal("", Set(Book.Objects.Filter(b => IsBraces(b.Title))));
        Assert.Equal("12345", Set(Book.Objects.Filter(b => b.PublishedDate < StatementTime() && StatementTime().Year >= 2024)));
    }

    [DatabaseFact]
    public void Values_are_parameters()
    {
        var mark = "'; DROP TABLE blog_book; --{0}";
        var sql = Database.StatementsOf(() => Assert.Equal("sf" + mark, Book.Objects.Filter("isbn", "1").Values(b => Marked(b.Genre, mark)).Get()));
        Assert.DoesNotContain("DROP", sql.Single());
        Assert.Equal(5, Book.Objects.Count());
    }

    [DatabaseFact]
    public void What_is_not_there_is_said()
    {
        var missing = Assert.Throws<NotSupportedException>(() => Book.Objects.Values(b => OnlyElsewhere(b.Title, "a", "b")).ToList());
        Assert.Equal(
            $"OwnFunctionTests.OnlyElsewhere is a function of oracle, and this database is {(Kind == DatabaseKind.Sqlite ? "sqlite" : "postgresql")}. Give the method a [DbFunction(\"…\", Vendor = \"{(Kind == DatabaseKind.Sqlite ? "sqlite" : "postgresql")}\")], too, or ask the other database: Using(…).",
            missing.Message);
        Assert.StartsWith("The SQL of OwnFunctionTests.Wrong is 'LOWER({1})': its parameters are {0} to {0}", Assert.Throws<QueryTranslationException>(() => Book.Objects.Values(b => Wrong(b.Title)).ToList()).Message);
        var values = new string?[] { "a", "b" };
        Assert.Contains("Write the values one by one", Assert.Throws<QueryTranslationException>(() => Book.Objects.Values(b => FirstOf(b.Title, values)).ToList()).Message);
    }
}
