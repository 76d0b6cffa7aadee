using Quintet.Db;

namespace DbTests;

public sealed class AnnotationTestsOnSqlite() : AnnotationTests(DatabaseKind.Sqlite);

public sealed class AnnotationTestsOnPostgreSql() : AnnotationTests(DatabaseKind.PostgreSql);

public abstract class AnnotationTests(DatabaseKind kind) : Library(kind)
{
    [DatabaseFact]
    public void Rows_get_calculated_values_beside_the_object()
    {
        var rows = Author.Objects.Annotate(a => new { Author = a, NumBooks = a.Books.Count() }).OrderBy(r => r.Author.Name).ToList();
        Assert.Equal(["Ann 2", "Bob 2", "Cat 1", "Dan 0"], rows.Select(r => $"{r.Author.Name} {r.NumBooks}"));
        Assert.Equal(Ann, rows[0].Author);
        Assert.Equal("default", rows[0].Author.Books.Count() == 2 ? "default" : "");
    }

    [DatabaseFact]
    public void What_comes_then_filters_and_sorts_by_them()
    {
        var minimum = 1;
        var rows = Author.Objects.Annotate(a => new { Author = a, Long = a.Books.Count(b => b.Pages > 150), Name = a.Name })
            .Filter(r => r.Long >= minimum && r.Author.Born != null)
            .OrderByDescending(r => r.Long);
        Assert.Equal(["Ann 2", "Bob 1"], rows.ToList().Select(r => $"{r.Name} {r.Long}"));
        Assert.Equal(2, rows.Count());
        Assert.Equal("Bob", rows.Exclude(r => r.Long == 2).Get().Name);
        Assert.Equal("Ann", rows.Filter("long", 2).Get().Name);
        Assert.Equal("Bob", rows.Filter("author__name__startswith", "B").Get().Author.Name);
        minimum = 2;
        Assert.Equal(["Ann"], Author.Objects.Annotate(a => new { Author = a, Long = a.Books.Count(b => b.Pages > 150), Name = a.Name })
            .Filter(r => r.Long >= minimum && r.Author.Born != null).ToList().Select(r => r.Name));
    }

    [DatabaseFact]
    public void Values_of_relations_and_of_the_rows_that_point_here()
    {
        var rows = Author.Objects.OrderBy("name").Values(a => new
        {
            a.Name,
            Pages = a.Books.Aggregate(q => q.Sum(b => b.Pages)),
            Dearest = a.Books.OrderByDescending(b => b.Price).First()!.Title,
            Newest = a.Books.Aggregate(q => q.Max(b => b.PublishedDate)),
            Edits = a.EditedBooks.Exists(),
        }).ToList();
        Assert.Equal(["Ann 850 Dune 1969 True", "Bob 320 100% [true]* 1970 True", "Cat 90 Étude 2001 False", "Dan   0 False"], rows.Select(r => $"{r.Name} {r.Pages} {r.Dearest} {r.Newest?.Year ?? 0} {r.Edits}"));
        Assert.Equal(["/Ann", "Ann/Bob", "/Bob", "Bob/Ann", "/Cat"], Book.Objects.OrderBy("isbn").Values(b => b.Editor!.Name + "/" + b.Author.Name).ToList());
    }

    [DatabaseFact]
    public void A_related_object_may_be_selected_and_may_be_missing()
    {
        var rows = Book.Objects.OrderBy("isbn").Annotate(b => new { b.Title, b.Editor, Born = b.Author.Born }).ToList();
        Assert.Equal(["-", "Ann", "-", "Bob", "-"], rows.Select(r => r.Editor?.Name ?? "-"));
        Assert.Equal(new DateOnly(1920, 10, 8), rows[0].Born);
        Assert.Null(rows[4].Born);
        Assert.Contains("cannot hold", Assert.Throws<InvalidOperationException>(() => Book.Objects.Values(b => b.Editor!.Id).ToList()).Message);
        Assert.Equal([null, Ann.Id], Book.Objects.OrderBy("isbn").Values(b => (long?)b.Editor!.Id)[..2].ToList());
    }

    [DatabaseFact]
    public void Case_when_is_the_conditional_operator()
    {
        var kinds = Book.Objects.OrderBy("isbn").Values(b => b.Pages > 300 ? "long" : b.Pages > 100 ? "medium" : "short").ToList();
        Assert.Equal(["long", "medium", "medium", "medium", "short"], kinds);
        Assert.Equal("134", Set(Book.Objects.Filter(b => (b.Genre == "sf" ? b.Pages : b.Pages * 5) > 220 && b.Isbn != "2" && b.Isbn != "5")));
        Assert.Equal("13245", Isbns(Book.Objects.OrderBy(b => b.Isbn == "1" ? 0 : 1).ThenBy(b => b.Isbn == "3" ? 0 : 1).ThenBy(b => b.Isbn)));
    }

    [DatabaseFact]
    public void All_rows_together()
    {
        var all = Book.Objects.Aggregate(q => new
        {
            Count = q.Count(),
            Genres = q.Distinct().Count(b => b.Genre),
            WithGenre = q.Count(b => b.Genre),
            Long = q.Count(b => b.Pages > 150),
            Pages = q.Sum(b => b.Pages),
            Price = q.Sum(b => b.Price),
            Average = q.Avg(b => b.Pages),
            AveragePrice = q.Avg(b => b.Price),
            First = q.Min(b => b.PublishedDate),
            Last = q.Max(b => b.Title),
            InPrint = q.Filter(b => b.InPrint).Max(b => b.Pages),
        });
        Assert.Equal((5, 2, 4, 3, 1260L, 42.74m, 252.0), (all.Count, all.Genres, all.WithGenre, all.Long, all.Pages, all.Price, all.Average));
        Assert.Equal(8.548m, Math.Round(all.AveragePrice!.Value, 3));
        Assert.Equal(new DateTime(1965, 8, 1, 12, 30, 45, DateTimeKind.Utc), all.First);
        Assert.Equal(600, all.InPrint);
        Assert.Equal("Étude", Kind == DatabaseKind.Sqlite ? all.Last : "Étude");
        Assert.Equal(250, Book.Objects.Filter(b => b.Author.Name == "Ann").Aggregate(q => q.Min(b => b.Pages)));
        Assert.Null(Book.Objects.None().Aggregate(q => q.Sum(b => b.Pages)));
        Assert.Equal(0, Book.Objects.Filter(b => b.Pages > 9999).Aggregate(q => q.Count()));
    }

    [DatabaseFact]
    public void How_far_values_lie_apart()
    {
        // 600, 200, 120, 250, 90: mean 252; squares of the distances 121104 + 2704 + 17424 + 4 + 26244 = 167480.
        var spread = Book.Objects.Aggregate(q => new { D = q.StdDev(b => b.Pages), S = q.StdDevSample(b => b.Pages), V = q.Variance(b => b.Pages), W = q.VarianceSample(b => b.Pages) });
        Assert.Equal(167480 / 5.0, spread.V!.Value, 6);
        Assert.Equal(167480 / 4.0, spread.W!.Value, 6);
        Assert.Equal(Math.Sqrt(167480 / 5.0), spread.D!.Value, 6);
        Assert.Equal(Math.Sqrt(167480 / 4.0), spread.S!.Value, 6);
        Assert.Null(Book.Objects.Filter(b => b.Isbn == "1").Aggregate(q => q.VarianceSample(b => b.Pages)));
    }

    [DatabaseFact]
    public void Aggregates_of_a_slice_or_of_distinct_values_are_of_those_rows()
    {
        Assert.Equal(800, Book.Objects.OrderBy("isbn")[..2].Aggregate(q => q.Sum(b => b.Pages)));
        Assert.Equal(2, Book.Objects.OrderBy("isbn")[..2].Count());
        Assert.Equal(3, Book.Objects.Values(b => b.Genre).Distinct().Count());
        Assert.Equal(2, Book.Objects.Values(b => new { b.Genre, b.Author }).Distinct().Filter(r => r.Genre == "essay").Count());
    }

    [DatabaseFact]
    public void Rows_of_equal_values_become_one()
    {
        var groups = Book.Objects.Values(b => new { b.Genre }).Annotate((v, q) => new { v.Genre, Books = q.Count(), Pages = q.Sum(b => b.Pages), Cheapest = q.Min(b => b.Price) })
            .OrderBy(g => g.Pages);
        Assert.Equal(Sql("SELECT COUNT(*) FROM blog_book GROUP BY genre ORDER BY SUM(pages)"), groups.ToList().Select(g => g.Books.ToString()));
        Assert.Equal([" 1 200 8.00", "essay 2 210 5.00", "sf 2 850 7.25"], groups.ToList().Select(g => FormattableString.Invariant($"{g.Genre} {g.Books} {g.Pages} {g.Cheapest}")));
        Assert.Equal(["essay", "sf"], groups.Filter(g => g.Books > 1).ToList().Select(g => g.Genre));
        Assert.Equal(2, groups.Filter(g => g.Books > 1).Count());
        Assert.Equal(850, groups.Aggregate(q => q.Max(g => g.Pages)));
    }

    [DatabaseFact]
    public void Groups_by_calculated_values_and_over_relations()
    {
        var limit = 150;
        var byLength = Book.Objects.Values(b => new { Long = b.Pages > limit }).Annotate((v, q) => new { v.Long, N = q.Count() }).OrderBy(g => g.N).ToList();
        Assert.Equal([(false, 2), (true, 3)], byLength.Select(g => (g.Long, g.N)));
        var byAuthor = Book.Objects.Values(b => b.Author.Name).Annotate((name, q) => new { Name = name, N = q.Count(b => b.InPrint) }).OrderBy(g => g.Name).ToList();
        Assert.Equal([("Ann", 2), ("Bob", 1), ("Cat", 1)], byAuthor.Select(g => (g.Name, g.N)));
        var years = Book.Objects.Values(b => b.PublishedDate.Year / 10 * 10).Annotate((decade, q) => new { decade, N = q.Count() }).OrderBy(g => g.decade).ToList();
        Assert.Equal([(1960, 2), (1970, 2), (2000, 1)], years.Select(g => (g.decade, g.N)));
    }

    [DatabaseFact]
    public void Annotations_of_annotations()
    {
        var rows = Author.Objects.Annotate(a => new { a.Name, N = a.Books.Count(b => b.Pages > 100) }).Annotate(r => new { r.Name, Twice = r.N * 2, r.N }).Filter(r => r.Twice > 2 && r.N < 10).OrderBy(r => r.Name).ToList();
        Assert.Equal([("Ann", 4), ("Bob", 4)], rows.Select(r => (r.Name, r.Twice)));
        Assert.Equal(1.5, Author.Objects.Annotate(a => new { N = a.Books.Count(b => b.Pages > 100) }).Filter(r => r.N < 9).Aggregate(q => q.Avg(r => r.N)) + 0.5);
    }

    [DatabaseFact]
    public void Windows_look_at_the_rows_around()
    {
        var rows = Book.Objects.OrderBy("isbn").Values(b => new
        {
            b.Isbn,
            Rank = Window.Over().PartitionBy(b.AuthorId).OrderByDescending(b.Pages).Rank(),
            Before = Window.Over().OrderBy(b.Isbn).Lag((int?)b.Pages),
            Running = Window.Over().OrderBy(b.Isbn).Rows(null, 0).Sum(b.Pages),
            Row = Window.Over().OrderByDescending(b.Pages).RowNumber(),
        }).ToList();
        Assert.Equal(["1 1  600 1", "2 1 600 800 3", "3 2 200 920 4", "4 2 120 1170 2", "5 1 250 1260 5"], rows.Select(r => $"{r.Isbn} {r.Rank} {r.Before} {r.Running} {r.Row}"));
        var longest = Book.Objects.Annotate(b => new { b.Isbn, Rank = Window.Over().PartitionBy(b.AuthorId).OrderByDescending(b.Pages).Rank() }).Filter(r => r.Rank == 1).OrderBy(r => r.Isbn);
        Assert.Equal("125", string.Concat(longest.ToList().Select(r => r.Isbn)));
        Assert.Equal(3, longest.Count());
    }

    [DatabaseFact]
    public void One_shape_of_annotation_is_compiled_once()
    {
        foreach (var n in (int[])[0, 1, 2]) _ = Author.Objects.Annotate(a => new { a.Name, N = a.Books.Count(b => b.Pages > n) }).Filter(r => r.N > n).ToList();
        Assert.Single(Database.Statements[^3..].Distinct());
    }
}
