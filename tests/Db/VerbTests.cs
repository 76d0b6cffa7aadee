using Quintet.Db;

namespace DbTests;

public sealed class VerbTestsOnSqlite() : VerbTests(DatabaseKind.Sqlite);

public sealed class VerbTestsOnPostgreSql() : VerbTests(DatabaseKind.PostgreSql);

/// <summary>The verbs of a queryset, each against rows that are known.</summary>
public abstract class VerbTests(DatabaseKind kind) : Library(kind)
{
    [DatabaseFact]
    public void Conditions_built_step_by_step()
    {
        var q = new Q<Book>();
        Assert.Equal("12345", Set(Book.Objects.Filter(q)));
        q |= new Q<Book>(b => b.Genre == "sf");
        q |= new Q<Book>("title__icontains", "sea");
        Assert.Equal("124", Set(Book.Objects.Filter(q)));
        Assert.Equal("35", Set(Book.Objects.Exclude(q)));
        Assert.Equal("35", Set(Book.Objects.Filter(!q)));
        Assert.Equal("14", Set(Book.Objects.Filter(q & new Q<Book>(b => b.Pages > 220))));
        Assert.Equal("23", Set(Book.Objects.Filter(new Q<Book>(b => b.Genre == "sf") ^ new Q<Book>(b => b.Pages < 100 || b.Genre == "sf") ^ new Q<Book>(b => b.Author.Name == "Bob") ^ new Q<Book>(b => b.Isbn == "5"))));
        Assert.Equal("25", Set(Book.Objects.Filter(b => (b.Genre == "essay") ^ (b.Author.Name == "Bob"))));
    }

    [DatabaseFact]
    public void Fields_compared_with_fields_by_name()
    {
        Book.Objects.Filter(b => b.Isbn == "5").Update(b => new() { Price = b.Pages + 1 });
        Assert.Equal("5", Set(Book.Objects.Filter("price__gt", new F("pages"))));
        Assert.Equal("35", Set(Book.Objects.Filter("pages__lt", new F("price") * 25)));
    }

    [DatabaseFact]
    public void Values_by_name()
    {
        var rows = Book.Objects.Filter(b => b.Author.Name == "Bob").OrderBy("isbn").Values("title", "author__name", "genre", "published_date__year").ToList();
        Assert.Equal(["title=Sea author__name=Bob genre= published_date__year=1970", "title=100% [true]* author__name=Bob genre=essay published_date__year=1970"], rows.Select(r => string.Join(' ', r.Select(p => $"{p.Key}={p.Value}"))));
        Assert.Equal([["5", 5.00m, true]], Book.Objects.Filter("isbn", "5").ValuesList("isbn", "price", "in_print").ToList());
        Assert.Equal(["id", "name", "born"], Author.Objects.Values().First()!.Keys);
        Assert.Throws<FieldErrorException>(() => Book.Objects.Values("titel"));
        Assert.Throws<FieldErrorException>(() => Author.Objects.Values("books__title"));
    }

    [DatabaseFact]
    public void Only_some_fields()
    {
        var book = Book.Objects.Only(b => b.Title, b => b.Genre).Get(b => b.Isbn == "1");
        Assert.Equal(("Dune", "sf", 100, ""), (book.Title, book.Genre, book.Pages, book.Isbn));
        Assert.Equal(["author", "editor", "published_date", "isbn", "price", "pages", "in_print"], book.GetDeferredFields());
        book.Title = "Dune!";
        Assert.DoesNotContain("pages", Assert.Single(Database.StatementsOf(book.Save)));
        book.RefreshFromDb("pages");
        Assert.Equal(600, book.Pages);
        Assert.DoesNotContain("pages", book.GetDeferredFields());
        book.RefreshFromDb();
        Assert.Equal((12.5m, "Dune!"), (book.Price, book.Title));
        Assert.Empty(book.GetDeferredFields());
        Assert.Equal(["pages"], Book.Objects.Defer("pages").First()!.GetDeferredFields());
    }

    [DatabaseFact]
    public void Each_row_once()
    {
        Assert.Equal(["essay", "sf"], Book.Objects.Filter(b => b.Genre != null).Values(b => b.Genre).Distinct().OrderBy(g => g).ToList());
        Assert.Equal(5, Book.Objects.Values(b => b.Author.Name).Count());
        Assert.Equal(3, Book.Objects.Values(b => b.Author.Name).Distinct().Count());
        Assert.Equal(Sql("SELECT DISTINCT genre FROM blog_book WHERE genre IS NOT NULL ORDER BY 1").Count, Book.Objects.Filter(b => b.Genre != null).Values(b => b.Genre).Distinct().ToList().Count);
        var firsts = Book.Objects.OrderBy(b => b.AuthorId).ThenBy(b => b.Pages).Distinct(b => b.AuthorId);
        if (Kind == DatabaseKind.Sqlite) Assert.Contains("DISTINCT ON fields is not supported", Assert.Throws<NotSupportedException>(() => firsts.ToList()).Message);
        else Assert.Equal("435", Isbns(firsts));
    }

    [DatabaseFact]
    public void Several_queries_as_one()
    {
        var sf = Book.Objects.Filter(b => b.Genre == "sf");
        var bobs = Book.Objects.Filter(b => b.Author.Name == "Bob" || b.Isbn == "1");
        Assert.Equal("1234", Set(sf.Union(bobs)));
        Assert.Equal("1", Set(sf.Intersection(bobs)));
        Assert.Equal("4", Set(sf.Difference(bobs)));
        Assert.Equal("23", Set(bobs.Difference(sf)));
        Assert.Equal(5, sf.UnionAll(bobs).Count());
        Assert.Equal("43", Isbns(sf.Union(bobs).OrderByDescending(b => b.Isbn)[..2]));
        Assert.Equal("34", Set(sf.OrderBy(b => b.Pages)[..1].Union(bobs.OrderBy(b => b.Pages)[..1])));
        Assert.Equal("23", Set(sf.Union(bobs).Filter(b => b.Author.Name == "Bob")));
        Assert.Equal("1234", Set(sf.Union(bobs, Book.Objects.None())));
        Assert.Equal("14", Set(sf.Union(sf.Intersection(bobs))));
        Assert.Equal(["Ann", "Dune", "Messiah"], Author.Objects.Filter(a => a.Name == "Ann").Values(a => a.Name).Union(sf.Values(b => b.Title)).OrderBy(t => t).ToList());
        Assert.Equal(2, sf.Union(bobs).Values(b => b.Genre).Distinct().Filter(g => g != null).Count());
        using (var related = sf.Union(bobs).SelectRelated(b => b.Author).OrderBy(b => b.Isbn).ToList().GetEnumerator())
        {
            Assert.True(related.MoveNext());
            Assert.Empty(Database.StatementsOf(() => Assert.Equal("Ann", related.Current.Author.Name)));
        }

        Assert.Throws<InvalidOperationException>(() => Book.Objects.Only("title").Union(Book.Objects.All()));
    }

    [DatabaseFact]
    public void Subqueries_as_lists()
    {
        var young = Author.Objects.Filter(a => a.Born == null || a.Born > new DateOnly(1950, 1, 1));
        Assert.Equal("235", Set(Book.Objects.Filter(b => young.Contains(b.Author))));
        Assert.Equal("14", Set(Book.Objects.Exclude(b => young.Contains(b.Author))));
        Assert.Equal("4", Set(Book.Objects.Filter("editor__in", young)));
        Assert.Equal("1235", Set(Book.Objects.Exclude("editor__in", young)));
        Assert.Equal("235", Set(Book.Objects.Filter(b => young.Values(a => a.Name).Contains(b.Author.Name))));
        Assert.Equal("12", Set(Book.Objects.Filter("isbn__in", Book.Objects.OrderBy("isbn")[..2].Values(b => b.Isbn))));
        Assert.Equal("Ann Bob", Names(Author.Objects.Filter(a => Book.Objects.Filter(b => b.Editor == a).Exists())));
        Assert.Equal("Cat Dan", Names(Author.Objects.Filter(a => a.Books.Count() < 2)));
        Assert.Equal("Bob", Names(Author.Objects.Filter(a => a.Books.Filter(b => b.Pages < 150).Any(b => b.Genre == "essay") && a.Born != null)));
        Assert.Equal("Ann", Names(Author.Objects.Filter(a => a.Books.OrderByDescending(b => b.Pages).First()!.Title.StartsWith("D"))));
        Assert.Equal("Ann", Names(Author.Objects.Filter(a => a.Books.Aggregate(q => q.Sum(b => b.Pages)) > 400)));
    }

    [DatabaseFact]
    public void Regular_expressions_and_texts_of_the_row()
    {
        Assert.Equal("14", Set(Book.Objects.Filter(b => System.Text.RegularExpressions.Regex.IsMatch(b.Title, "^[DM]"))));
        Assert.Equal("14", Set(Book.Objects.Filter("title__iregex", "^[dm]")));
        Assert.Equal("235", Set(Book.Objects.Exclude("title__regex", "^[DM]")));
        Assert.Equal("", Set(Book.Objects.Filter(b => b.Title.Contains(b.Author.Name))));
        Assert.Equal("5", Set(Book.Objects.Filter(b => !b.Title.Contains("e") || b.Title.EndsWith("de"))));
        Book.Objects.Filter(b => b.Isbn == "2").Update(b => new() { Title = "Bob's sea" });
        Assert.Equal("2", Set(Book.Objects.Filter(b => b.Title.StartsWith(b.Author.Name))));
        Assert.Equal("1345", Set(Book.Objects.Exclude(b => b.Title.Contains(b.Author.Name))));
        Assert.Equal("2", Set(Book.Objects.Filter(b => b.Title.IContains(b.Author.Name.ToUpper()))));
    }

    [DatabaseTheory]
    [InlineData("published_date__year", 1970, "23")]
    [InlineData("published_date__year__gte", 1970, "235")]
    [InlineData("published_date__quarter", 2, "23")]
    [InlineData("published_date__month__in", new[] { 8, 10 }, "14")]
    [InlineData("published_date__day__range", new[] { 3, 15 }, "45")]
    [InlineData("published_date__week", 18, "2")]
    [InlineData("published_date__iso_year", 1969, "4")]
    [InlineData("published_date__week_day", 1, "1")]
    [InlineData("published_date__iso_week_day", 7, "1")]
    [InlineData("published_date__hour", 23, "3")]
    [InlineData("published_date__minute__gt", 29, "13")]
    [InlineData("published_date__second", 6, "5")]
    [InlineData("published_date__date", "1970-05-01", "2")]
    [InlineData("published_date__time", "08:00:00", "2")]
    [InlineData("author__born__year", 1920, "14")]
    [InlineData("title__iexact", "DUNE", "1")]
    [InlineData("title__contains", "%", "3")]
    [InlineData("genre__in", new[] { "sf", null }, "124")]
    public void Lookups_find_what_they_say(string lookup, object value, string isbns)
    {
        object wanted = lookup.EndsWith("__date", StringComparison.Ordinal) ? DateOnly.Parse((string)value) : lookup.EndsWith("__time", StringComparison.Ordinal) ? TimeOnly.Parse((string)value) : value;
        Assert.Equal(isbns, Set(Book.Objects.Filter(lookup, wanted)));
        Assert.Equal(5 - isbns.Length, Book.Objects.Exclude(lookup, wanted).Count());
    }

    [DatabaseFact]
    public void The_first_and_last_by_a_value()
    {
        Assert.Equal("1", Book.Objects.Earliest(b => b.PublishedDate).Isbn);
        Assert.Equal("5", Book.Objects.Latest(b => b.PublishedDate).Isbn);
        Assert.Throws<DoesNotExistException<Book>>(() => Book.Objects.None().Earliest(b => b.PublishedDate));
        Assert.Equal("54321", Isbns(Book.Objects.OrderBy("isbn").Reverse()));
        Assert.Equal("23514", Isbns(Book.Objects.OrderBy(b => b.Genre, Nulls.First).ThenBy(b => b.Isbn)));
        Assert.Equal("14352", Isbns(Book.Objects.OrderByDescending(b => b.Genre, Nulls.Last).ThenBy(b => b.Isbn)));
    }

    [DatabaseFact]
    public void Objects_by_their_keys()
    {
        var authors = Author.Objects.InBulk([Ann.Id, Cat.Id, 99]);
        Assert.Equal([Ann.Id, Cat.Id], authors.Keys.Order());
        Assert.Equal("Cat", authors[Cat.Id].Name);
        Assert.Equal("Sea", Book.Objects.InBulk(["2"], b => b.Isbn)["2"].Title);
        Assert.Equal(4, Author.Objects.InBulk<long>().Count);
        Assert.Throws<ArgumentException>(() => Book.Objects.InBulk(["sf"], b => b.Genre!));
        Assert.True(Author.Objects.Contains(Ann));
        Assert.False(Author.Objects.Filter(a => a.Born == null).Contains(Ann));
        Assert.True(Book.Objects.Values(b => b.Title).Contains("Sea"));
        Assert.False(Book.Objects.OrderBy("isbn")[..1].Contains(Book.Objects.Get(b => b.Isbn == "2")));
    }

    [DatabaseFact]
    public async Task Rows_one_after_the_other()
    {
        var seen = "";
        foreach (var book in Book.Objects.OrderBy("isbn").Iterator(chunkSize: 2))
        {
            // The connection does other work meanwhile.
            seen += book.Isbn + book.Author.Name[0];
        }

        Assert.Equal("1A2B3B4A5C", seen);
        seen = "";
        await foreach (var title in Book.Objects.OrderBy("isbn").Values(b => b.Title).IteratorAsync(2)) seen += title[0];
        Assert.Equal("DS1MÉ", seen);
        Assert.Equal("1", Book.Objects.OrderBy("isbn").Iterator().First().Isbn);
        Transaction.Atomic(() => Assert.Equal(5, Book.Objects.OrderBy("isbn").Iterator(2).Count()));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Book.Objects.All().ToListAsync(cancelled.Token));
    }

    [DatabaseFact]
    public void The_database_explains_itself()
    {
        var plan = Book.Objects.Filter(b => b.Isbn == "1").Explain();
        Assert.Contains(Kind == DatabaseKind.Sqlite ? "SEARCH blog_book USING INDEX" : "Scan", plan);
        if (Kind == DatabaseKind.PostgreSql) Assert.Contains("\"Actual Rows\"", Book.Objects.Filter(b => b.Pages > 1).Explain("JSON", analyze: true));
        Assert.Throws<ArgumentException>(() => Book.Objects.All().Explain("CSV; DROP TABLE blog_book"));
    }

    [DatabaseFact]
    public void Sql_of_ones_own()
    {
        var pages = 220;
        var books = Book.Objects.Raw($"SELECT * FROM blog_book WHERE pages > {pages} AND title <> {"x' OR 1=1 --"} ORDER BY isbn");
        Assert.Equal("14", Isbns(books));
        Assert.Equal("Ann", books.First().Author.Name);
        var some = Book.Objects.Raw($"SELECT id, title FROM blog_book WHERE isbn = {"2"}").ToList();
        Assert.Equal("Sea", Assert.Single(some).Title);
        Assert.Contains("pages", some[0].GetDeferredFields());
        Assert.Contains("must include the primary key", Assert.Throws<FieldErrorException>(() => Book.Objects.Raw($"SELECT title FROM blog_book").ToList()).Message);
    }

    [DatabaseFact]
    public void Days_on_which_there_are_rows()
    {
        Assert.Equal([new(1965, 1, 1), new(1969, 1, 1), new(1970, 1, 1), new(2001, 1, 1)], Book.Objects.Dates(b => b.PublishedDate, DateKind.Year).ToList());
        Assert.Equal([new(2001, 2, 1), new(1970, 5, 1), new(1969, 10, 1), new(1965, 8, 1)], Book.Objects.Dates(b => b.PublishedDate, DateKind.Month, descending: true).ToList());
        Assert.Equal([new(1970, 4, 27), new(1970, 5, 18)], Book.Objects.Filter(b => b.PublishedDate.Year == 1970).Dates(b => b.PublishedDate, DateKind.Week).ToList());
        Assert.Equal([new(1920, 10, 8), new(1970, 5, 1)], Author.Objects.Dates(a => a.Born, DateKind.Day).ToList());
        Assert.Equal(
            [new(1970, 5, 1, 8, 0, 0, DateTimeKind.Utc), new(1970, 5, 20, 23, 0, 0, DateTimeKind.Utc)],
            Book.Objects.Filter(b => b.Author.Name == "Bob").DateTimes(b => b.PublishedDate, DateKind.Hour).ToList());
        Assert.Equal(4, Book.Objects.Dates(b => b.PublishedDate, DateKind.Year).Count());
        Assert.Equal(Book.Objects.Dates(b => b.PublishedDate, DateKind.Month, descending: true).ToList(), Book.Objects.All().Dates("published_date", DateKind.Month, descending: true).ToList());
        Assert.Throws<FieldErrorException>(() => Book.Objects.All().Dates("nothing", DateKind.Year).ToList());
    }

    [DatabaseFact]
    public void Related_objects_are_read_along_in_a_query_each()
    {
        List<Author> authors = [];
        Assert.Equal(2, Database.StatementsOf(() => authors = Author.Objects.PrefetchRelated(a => a.Books).ToList()).Count);
        Assert.Empty(Database.StatementsOf(() =>
        {
            Assert.Equal("2 2 1 0", string.Join(' ', authors.Select(a => a.Books.Count())));
            Assert.Equal("14", string.Concat(authors[0].Books.All().ToList().Select(b => b.Isbn).Order()));
            Assert.Same(authors[0], authors[0].Books.All().First()!.Author);
        }));
        Assert.Single(Database.StatementsOf(() => Assert.Equal(1, authors[0].Books.Filter(b => b.Pages > 300).Count())));
        Assert.Equal(3, Database.StatementsOf(() => authors = Author.Objects.PrefetchRelated("books__editor").ToList()).Count);
        Assert.Empty(Database.StatementsOf(() => Assert.Equal("Bob", authors[0].Books.All().ToList().Single(b => b.Isbn == "4").Editor!.Name)));
        Assert.Equal(2, Database.StatementsOf(() => Assert.Equal("ABBAC", string.Concat(Book.Objects.OrderBy("isbn").PrefetchRelated(b => b.Author).ToList().Select(b => b.Author.Name[0])))).Count);
        authors = Author.Objects.PrefetchRelated(a => a.Books, Book.Objects.Filter(b => b.Pages > 220).OrderByDescending(b => b.Isbn).SelectRelated(b => b.Editor)).ToList();
        Assert.Empty(Database.StatementsOf(() => Assert.Equal("41", Isbns(authors[0].Books.All()))));
        authors[0].Books.Create(new() { Isbn = "6", Title = "New" });
        Assert.Equal(3, authors[0].Books.Count());
        Assert.Contains("Choices are: books, edited_books", Assert.Throws<FieldErrorException>(() => Author.Objects.PrefetchRelated("book")).Message);
    }

    /// <summary>The code of docs/querysets.md, on these rows.</summary>
    [DatabaseFact]
    public void The_documentations_examples_do_what_it_says()
    {
        var books = Book.Objects
            .Filter(b => b.Author.Name.IContains("o") && b.PublishedDate.Year == 1970)
            .Exclude(b => b.Genre == null)
            .SelectRelated(b => b.Author)
            .OrderByDescending(b => b.PublishedDate)[..10];
        Assert.Equal("3", Isbns(books));
        var authors = Author.Objects
            .Annotate(a => new { Author = a, NumBooks = a.Books.Count(), Newest = a.Books.OrderByDescending(b => b.PublishedDate).First()!.Title })
            .Filter(r => r.NumBooks > 1)
            .OrderBy(r => r.Author.Name);
        Assert.Equal(["Ann 2 Messiah", "Bob 2 100% [true]*"], authors.ToList().Select(r => $"{r.Author.Name} {r.NumBooks} {r.Newest}"));
        var all = Book.Objects.Aggregate(q => new { Books = q.Count(), Price = q.Avg(b => b.Price), Long = q.Filter(b => b.Pages > 500).Count() });
        Assert.Equal((5, 8.55m, 1), (all.Books, Math.Round(all.Price!.Value, 2), all.Long));
        var genres = Book.Objects.Values(b => b.Genre).Annotate((genre, q) => new { Genre = genre, Books = q.Count(), Pages = q.Sum(b => b.Pages) }).Filter(g => g.Books > 1);
        Assert.Equal([("essay", 2, 210L), ("sf", 2, 850L)], genres.OrderBy(g => g.Genre).ToList().Select(g => (g.Genre!, g.Books, g.Pages!.Value)));
        var pages = Author.Objects.Values(a => new { a.Name, Pages = a.Books.Aggregate(q => q.Sum(b => b.Pages)) });
        Assert.Equal([850L, 320L, 90L, null], pages.OrderBy(r => r.Name).ToList().Select(r => r.Pages));
        Assert.Equal("0000000000001", Book.Objects.Filter("isbn", "1").Values(b => Functions.LPad(b.Isbn, 13, "0")).Get());
        Assert.Equal("35", Set(Book.Objects.Filter(b => b.Price > b.Pages / 25)));
        Assert.Equal("35", Set(Book.Objects.Filter("price__gt", new F("pages") / 25)));
        Assert.Equal("Ann", Names(Author.Objects.Filter("books__pages__gt", 300)));
    }

    [DatabaseFact]
    public void What_a_lambda_may_not_say_is_named()
    {
        Assert.Contains("'b.Shout()'", Assert.Throws<QueryTranslationException>(() => Book.Objects.Annotate(b => new { X = b.Shout() })).Message);
        Assert.Contains("calculates with numbers", Assert.Throws<QueryTranslationException>(() => Book.Objects.Values(b => b.PublishedDate - DateTime.UtcNow)).Message);
        Assert.Throws<NotSupportedException>(() => Functions.Lower("x"));
        Assert.Throws<InvalidOperationException>(() => Book.Objects.Values(b => b.Title).Delete());
        Assert.Throws<InvalidOperationException>(() => Book.Objects.Values(b => b.Title).Only("title"));
    }
}
