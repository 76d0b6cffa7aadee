using Quintet.Db;

namespace DbTests;

/// <summary>The SQL of some shapes, whole: what changes here changes for everybody.</summary>
public sealed class QuerySqlTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Only_the_joins_that_are_needed_are_made()
    {
        Assert.Equal(
            """FROM "blog_book" WHERE "blog_book"."author_id" = @p0""",
            Sql(Book.Objects.Filter(b => b.Author.Id == 5)));
        Assert.Equal(
            """FROM "blog_book" INNER JOIN "blog_author" ON ("blog_book"."author_id" = "blog_author"."id") LEFT OUTER JOIN "blog_author" "T3" ON ("blog_book"."editor_id" = "T3"."id") WHERE ("blog_author"."name" = @p0 AND "T3"."name" = @p1 AND "blog_author"."name" GLOB @p2)""",
            Sql(Book.Objects.Filter(b => b.Author.Name == "x" && b.Editor!.Name == "y").Filter("author__name__startswith", "z")));
    }

    [Fact]
    public void Null_means_what_it_means_in_CSharp()
    {
        Assert.Equal(
            """FROM "blog_book" WHERE ("blog_book"."genre" <> @p0 OR "blog_book"."genre" IS NULL)""",
            Sql(Book.Objects.Filter(b => b.Genre != "sf")));
        Assert.Equal(
            """FROM "blog_book" WHERE NOT (("blog_book"."genre" = @p0 AND "blog_book"."genre" IS NOT NULL))""",
            Sql(Book.Objects.Exclude(b => b.Genre == "sf")));
        Assert.Equal(
            """FROM "blog_book" WHERE NOT ("blog_book"."title" = @p0)""",
            Sql(Book.Objects.Exclude(b => b.Title == "Dune")));
    }

    [Fact]
    public void A_relation_back_is_a_subquery_on_the_row() =>
        Assert.Equal(
            """FROM "blog_author" WHERE (EXISTS (SELECT 1 FROM "blog_book" WHERE ("blog_book"."author_id" = "blog_author"."id" AND "blog_book"."pages" > @p0)) AND (SELECT COUNT(*) FROM "blog_book" WHERE "blog_book"."author_id" = "blog_author"."id") > @p1) ORDER BY "blog_author"."name" ASC""",
            Sql(Author.Objects.Filter(a => a.Books.Any(b => b.Pages > 100) && a.Books.Count() > 2)));

    [Fact]
    public void A_subquery_may_need_a_join_inside_and_outside() =>
        Assert.Equal(
            """FROM "blog_book" INNER JOIN "blog_author" "T4" ON ("blog_book"."author_id" = "T4"."id") WHERE EXISTS (SELECT 1 FROM "blog_book" "T2" INNER JOIN "blog_author" ON ("T2"."author_id" = "blog_author"."id") WHERE ("T2"."editor_id" = "blog_book"."author_id" AND "blog_author"."name" = "T4"."name"))""",
            Sql(Book.Objects.Filter(b => b.Author.EditedBooks.Any(e => e.Author.Name == b.Author.Name))));

    [Fact]
    public void Order_and_slice_stand_at_the_end() =>
        Assert.Equal(
            """FROM "blog_book" INNER JOIN "blog_author" ON ("blog_book"."author_id" = "blog_author"."id") ORDER BY "blog_author"."name" DESC, "blog_book"."title" ASC LIMIT 0 + @p0 OFFSET @p1""",
            Sql(Book.Objects.OrderByDescending(b => b.Author.Name).ThenBy(b => b.Title)[5..10]));

    [Fact]
    public void Counting_and_asking_read_no_rows()
    {
        Assert.Equal(["""SELECT COUNT(*) FROM "blog_book" """.TrimEnd()], _database.StatementsOf(() => Book.Objects.Count()));
        Assert.Equal(["""SELECT 1 FROM "blog_book" LIMIT 0 + @p0"""], _database.StatementsOf(() => Book.Objects.OrderBy("author__name").Exists()));
        Assert.Empty(_database.StatementsOf(() => Book.Objects.None().Count()));
    }

    private static string Sql<T>(QuerySet<T> query)
    {
        var sql = query.ToString();
        return sql[sql.IndexOf("FROM", StringComparison.Ordinal)..];
    }
}
