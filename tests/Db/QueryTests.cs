using Quintet.Db;

namespace DbTests;

public sealed class QueryTestsOnSqlite() : QueryTests(DatabaseKind.Sqlite);

public sealed class QueryTestsOnPostgreSql() : QueryTests(DatabaseKind.PostgreSql);

public abstract class QueryTests : IDisposable
{
    private readonly DatabaseKind _kind;
    private readonly TestDatabase _database;
    private readonly Author _ann;
    private readonly Author _bob;

    protected QueryTests(DatabaseKind kind)
    {
        _kind = kind;
        _database = new TestDatabase(kind);
        _bob = Author.Objects.Create(new() { Name = "Bob", Born = new(1970, 5, 1) });
        _ann = Author.Objects.Create(new() { Name = "Ann Doe" });
        Book.Objects.Create(new() { Title = "Dune", Author = _ann, Isbn = "1", Genre = "sf", Price = 12.5m, Pages = 600 });
        Book.Objects.Create(new() { Title = "Sea", Author = _bob, Editor = _ann, Isbn = "2", Price = 8m, Pages = 200 });
        Book.Objects.Create(new() { Title = "100% [true]*", Author = _bob, Isbn = "3", Genre = "essay", Price = 9.99m, Pages = 120, InPrint = false });
    }

    public void Dispose() => _database.Dispose();

    [DatabaseFact]
    public void A_queryset_runs_when_its_rows_are_asked_for_and_keeps_them()
    {
        QuerySet<Book>? books = null;
        Assert.Empty(_database.StatementsOf(() => books = Book.Objects.Filter(b => b.Pages > 100).OrderBy(b => b.Title)));
        Assert.Single(_database.StatementsOf(() =>
        {
            Assert.Equal(["100% [true]*", "Dune", "Sea"], Titles(books!));
            Assert.Equal(3, books!.Count());
            Assert.True(books.Exists());
            Assert.Equal("Sea", books.Last()!.Title);
        }));
    }

    [DatabaseFact]
    public void Values_come_back_as_they_were_saved()
    {
        var book = Book.Objects.Get(b => b.Isbn == "1");
        Assert.Equal(("Dune", _ann.Id, null, "sf", 600, true), (book.Title, book.AuthorId, book.EditorId, book.Genre, book.Pages, book.InPrint));
        Assert.Equal("12.50", book.Price.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeKind.Utc, book.PublishedDate.Kind);
        Assert.InRange(DateTime.UtcNow - book.PublishedDate, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal(new DateOnly(1970, 5, 1), Author.Objects.Get(_bob.Id).Born);
    }

    [DatabaseFact]
    public void Objects_are_stored_as_Django_stores_them()
    {
        Book.Objects.Filter(b => b.Isbn == "1").Update(b => new() { PublishedDate = new DateTime(2024, 5, 1, 12, 30, 45, DateTimeKind.Utc) });
        var connection = _database.Connection;
        if (_kind == DatabaseKind.PostgreSql)
        {
            Assert.Equal(
                ["id bigint", "title character varying(200)", "published_date timestamp with time zone", "isbn character varying(13)", "genre character varying(50)", "price numeric(8,2)", "pages integer", "in_print boolean", "author_id bigint", "editor_id bigint"],
                connection.Query("SELECT a.attname || ' ' || format_type(a.atttypid, a.atttypmod) FROM pg_attribute a WHERE a.attrelid = 'blog_book'::regclass AND a.attnum > 0 ORDER BY a.attnum", r => r.GetString(0)));
            Assert.Equal("2024-05-01 12:30:45+00", connection.Query("SELECT published_date::text FROM blog_book WHERE isbn = @p0", r => r.GetString(0), "1")[0]);
            return;
        }

        Assert.Equal("2024-05-01 12:30:45", connection.Query("SELECT published_date FROM blog_book WHERE isbn = @p0", r => r.GetString(0), "1")[0]);
        Assert.Equal(["1", "0"], connection.Query("SELECT CAST(in_print AS TEXT) FROM blog_book WHERE isbn IN ('1', '3') ORDER BY isbn", r => r.GetString(0)));
        Assert.Equal("real", connection.Query("SELECT typeof(price) FROM blog_book WHERE isbn = '1'", r => r.GetString(0))[0]);
    }

    [DatabaseTheory]
    [MemberData(nameof(Conditions))]
    public void A_lambda_finds_what_it_says(string name, System.Linq.Expressions.Expression<Func<Book, bool>> condition, string isbns)
    {
        Assert.NotEmpty(name);
        Assert.Equal(isbns, string.Concat(Book.Objects.Filter(condition).OrderBy(b => b.Isbn).ToList().Select(b => b.Isbn)));

        // The same condition in memory finds the same: the meaning of C# is kept, null included.
        var inMemory = condition.Compile();
        Assert.Equal(isbns, string.Concat(Book.Objects.SelectRelated("author", "editor").OrderBy("isbn").ToList().Where(inMemory).Select(b => b.Isbn)));
        Assert.Equal("123", string.Concat(Book.Objects.Filter(condition).ToList().Concat(Book.Objects.Exclude(condition)).Select(b => b.Isbn).Order()));
    }

    public static TheoryData<string, System.Linq.Expressions.Expression<Func<Book, bool>>, string> Conditions()
    {
        var wanted = "Dune";
        string? nothing = null;
        int[] pages = [120, 600];
        List<string?> genres = ["sf", null];
        var year = DateTime.UtcNow.Year;
        return new()
        {
            { "equal", b => b.Title == "Dune", "1" },
            { "captured", b => b.Title == wanted, "1" },
            { "turned round", b => 200 <= b.Pages, "12" },
            { "and, or, not", b => (b.Pages > 100 && b.Pages < 300) || !(b.InPrint && b.Pages < 700), "23" },
            { "null", b => b.Genre == null, "2" },
            { "not null", b => b.Genre != null, "13" },
            { "captured null", b => b.Genre == nothing, "2" },
            { "different from a value, null included", b => b.Genre != "sf", "23" },
            { "not equal, null included", b => !(b.Genre == "sf"), "23" },
            { "starts", b => b.Title.StartsWith("D"), "1" },
            { "starts, exact case", b => b.Title.StartsWith("d"), "" },
            { "contains a wildcard", b => b.Title.Contains("%") && b.Title.Contains("[true]") && b.Title.EndsWith("*"), "3" },
            { "whatever the case", b => b.Title.IContains("UN") || b.Title.IStartsWith("SE"), "12" },
            { "whatever the case, null", b => !b.Genre.IContains("SF"), "23" },
            { "array", b => pages.Contains(b.Pages), "13" },
            { "list with null", b => genres.Contains(b.Genre), "12" },
            { "not in list", b => !genres.Contains(b.Genre), "3" },
            { "empty", b => Array.Empty<int>().Contains(b.Pages), "" },
            { "date part", b => b.PublishedDate.Year == year, "123" },
            { "relation", b => b.Author.Name == "Bob", "23" },
            { "relation's key", b => b.Author.Id == b.AuthorId, "123" },
            { "nullable relation", b => b.Editor == null, "13" },
            { "nullable relation's key", b => b.EditorId.HasValue, "2" },
            { "calculated", b => b.Pages * 2 + 1 > 1000, "1" },
            { "decimal", b => b.Price < 9.995m, "23" },
            { "bool", b => b.InPrint, "12" },
            { "not bool", b => !b.InPrint, "3" },
            { "coalesce", b => (b.Genre ?? "none") == "none", "2" },
            { "upper", b => b.Title.ToUpper() == "SEA", "2" },
            { "length", b => b.Title.Length == 4, "1" },
            { "empty text", b => string.IsNullOrEmpty(b.Genre), "2" },
            { "without a row", b => wanted.Length == 4, "123" },
        };
    }

    [DatabaseFact]
    public void A_condition_reaches_over_relations_and_back()
    {
        Assert.Equal(["Sea"], Titles(Book.Objects.Filter(b => b.Editor!.Name == "Ann Doe")));
        Assert.Equal(["Bob"], Author.Objects.Filter(a => a.Books.Any(b => b.Title.StartsWith("S"))).ToList().Select(a => a.Name));
        Assert.Equal(["Bob"], Author.Objects.Filter(a => a.Books.Count() > 1).ToList().Select(a => a.Name));
        Assert.Equal(["Ann Doe"], Author.Objects.Filter(a => a.Books.Count(b => b.Editor == null) == 1 && !a.Books.Any(b => b.Author.Name == "Bob") && a.EditedBooks.Any()).ToList().Select(a => a.Name));
        Assert.Equal(["Ann Doe"], Author.Objects.Filter(a => Book.Objects.Any(b => b.Editor == a)).ToList().Select(a => a.Name));
        Assert.Equal(["Dune"], Titles(Book.Objects.Filter(b => b.Author == _ann)));
        Assert.Equal(["Dune"], Titles(Book.Objects.Filter(b => b.Author.EditedBooks.Any(e => e.Author.Name == "Bob"))));
    }

    [DatabaseTheory]
    [InlineData("author__name__icontains", "DOE", "1")]
    [InlineData("author", 1L, "23")]
    [InlineData("author_id__in", new long[] { 2 }, "1")]
    [InlineData("pk", "2", "2")]
    [InlineData("genre__isnull", true, "2")]
    [InlineData("editor__isnull", true, "13")]
    [InlineData("pages__gte", "200", "12")]
    [InlineData("pages__range", new[] { 100, 200 }, "23")]
    [InlineData("published_date__year__lt", 2000, "")]
    [InlineData("genre__startswith", "e", "3")]
    public void A_lookup_by_name_finds_what_it_says(string lookup, object value, string isbns)
    {
        Assert.Equal(isbns, string.Concat(Book.Objects.Filter(lookup, value).OrderBy("isbn").ToList().Select(b => b.Isbn)));
        Assert.Equal(3 - isbns.Length, Book.Objects.Exclude(lookup, value).Count());
    }

    [DatabaseFact]
    public void A_lookup_back_finds_each_row_once()
    {
        Assert.Equal(["Bob"], Author.Objects.Filter("books__pages__lt", 300).ToList().Select(a => a.Name));
        Assert.Equal(["Ann Doe"], Author.Objects.Exclude("books__title", "Sea").ToList().Select(a => a.Name));
    }

    [DatabaseFact]
    public void An_unknown_name_is_answered_with_the_choices()
    {
        var error = Assert.Throws<FieldErrorException>(() => Book.Objects.Filter("titel", "x"));
        Assert.Equal(
            "Cannot resolve keyword 'titel' into field of blog.Book. Did you mean 'title'? Choices are: author, editor, genre, id, in_print, isbn, pages, price, published_date, title",
            error.Message);
        Assert.Contains("Unsupported lookup 'icontain'", Assert.Throws<FieldErrorException>(() => Book.Objects.Filter("title__icontain", "x")).Message);
    }

    [DatabaseFact]
    public void What_SQL_cannot_say_is_refused_with_the_part_named()
    {
        var error = Assert.Throws<QueryTranslationException>(() => Book.Objects.Filter(b => b.Pages > 1 && b.Shout() == "X"));
        Assert.Contains("'b.Shout()'", error.Message);
        error = Assert.Throws<QueryTranslationException>(() => Book.Objects.Filter(b => IsGood(b)));
        Assert.Contains("Cannot translate 'IsGood(b)'", error.Message);
        error = Assert.Throws<QueryTranslationException>(() => Book.Objects.Filter(b => b.Title.Normalize() == "X"));
        Assert.Contains("Normalize", error.Message);
        error = Assert.Throws<QueryTranslationException>(() => Book.Objects.OrderBy(b => (int)b.Price));
        Assert.Contains("Convert(b.Price", error.Message);
    }

    [DatabaseFact]
    public void Slices_and_single_rows()
    {
        var all = Book.Objects.OrderByDescending(b => b.Pages);
        Assert.Equal(["Dune", "Sea"], Titles(all[..2]));
        Assert.Equal(["Sea"], Titles(all[1..][..1]));
        Assert.Equal("Sea", all[1].Title);
        Assert.Equal(2, all[1..].Count());
        Assert.Empty(Titles(all[5..7]));
        Assert.Throws<ArgumentOutOfRangeException>(() => all[3]);
        Assert.Throws<NotSupportedException>(() => all[^1..]);
        Assert.Throws<InvalidOperationException>(() => all[..2].Filter(b => b.Pages > 1));
        Assert.Equal("100% [true]*", all.Last()!.Title);
        Assert.Null(Book.Objects.Filter(b => b.Pages > 9999).First());
    }

    [DatabaseFact]
    public void Get_says_what_Django_says()
    {
        Assert.Equal("Book matching query does not exist.", Assert.Throws<DoesNotExistException<Book>>(() => Book.Objects.Get(99)).Message);
        Assert.Equal("Get() returned more than one Book -- it returned 3!", Assert.Throws<MultipleObjectsReturnedException<Book>>(() => Book.Objects.Get(b => b.Pages > 0)).Message);
    }

    [DatabaseFact]
    public void A_relation_is_loaded_once_and_SelectRelated_loads_it_along()
    {
        var book = Book.Objects.Get(b => b.Isbn == "2");
        Assert.Empty(_database.StatementsOf(() => Assert.Equal(_bob.Id, book.AuthorId)));
        Assert.Single(_database.StatementsOf(() => Assert.Equal("BobBob", book.Author.Name + book.Author.Name)));
        Assert.Single(_database.StatementsOf(() =>
        {
            var books = Book.Objects.SelectRelated(b => b.Author).SelectRelated(b => b.Editor).OrderBy(b => b.Isbn).ToList();
            Assert.Equal(["Ann Doe/", "Bob/Ann Doe", "Bob/"], books.Select(b => $"{b.Author.Name}/{b.Editor?.Name}"));
        }));
    }

    [DatabaseFact]
    public void The_default_order_is_the_models_and_the_way_back_works()
    {
        Assert.Equal(["Ann Doe", "Bob"], Author.Objects.All().ToList().Select(a => a.Name));
        Assert.Equal(2, _bob.Books.Count());
        var added = _bob.Books.Create(new() { Title = "New", Isbn = "4" });
        Assert.Equal(_bob.Id, added.AuthorId);
        Assert.Equal(["100% [true]*", "New", "Sea"], Titles(_bob.Books.OrderBy(b => b.Title)));
        Assert.Equal(["Dune"], Titles(Book.Objects.OrderBy("author", "-isbn")[..1]));
    }

    [DatabaseFact]
    public async Task Async_verbs_do_the_same()
    {
        Assert.Equal(3, await Book.Objects.CountAsync());
        Assert.Equal("Dune", (await Book.Objects.GetAsync(b => b.Isbn == "1")).Title);
        Assert.Equal("Ann Doe", (await (await Book.Objects.GetAsync(1)).GetAuthorAsync()).Name);
        var titles = new List<string>();
        await foreach (var book in Book.Objects.OrderBy(b => b.Isbn)) titles.Add(book.Title);
        Assert.Equal(["Dune", "Sea", "100% [true]*"], titles);
        var cat = await Author.Objects.CreateAsync(new() { Name = "Cat" });
        Assert.Equal(1, await cat.DeleteAsync());
        Assert.False(await Author.Objects.Filter(a => a.Name == "Cat").ExistsAsync());
    }

    [DatabaseFact]
    public void Values_never_become_SQL()
    {
        const string evil = "x' OR 1=1; DROP TABLE blog_book; --\"";
        Assert.Empty(Titles(Book.Objects.Filter(b => b.Title == evil)));
        Assert.Empty(Titles(Book.Objects.Filter("title__icontains", evil)));
        Assert.Throws<FieldErrorException>(() => Book.Objects.Filter("title\" = '' OR 1=1 --", "x"));
        Assert.Throws<FieldErrorException>(() => Book.Objects.OrderBy("title; DROP TABLE blog_book"));
        Book.Objects.Filter(b => b.Isbn == "1").Update(b => new() { Title = evil });
        Assert.Equal(evil, Book.Objects.Get(b => b.Title == evil).Title);
        Assert.All(_database.Statements, sql => Assert.DoesNotContain("DROP", sql));
        Assert.Equal(3, Book.Objects.Count());
    }

    [DatabaseFact]
    public void One_shape_is_compiled_to_one_text()
    {
        foreach (var pages in (int[])[1, 100, 500]) _ = Book.Objects.Filter(b => b.Pages > pages && b.Author.Name != "x").OrderBy(b => b.Title)[..pages].ToList();
        Assert.Single(_database.Statements[^3..].Distinct());
    }

    private static IEnumerable<string> Titles(IEnumerable<Book> books) => books.Select(b => b.Title);

    private static bool IsGood(Book book) => book.Pages > 0;
}
