using Quintet;
using Quintet.Db;

namespace DbTests;

public sealed class WritingTestsOnSqlite() : WritingTests(DatabaseKind.Sqlite);

public sealed class WritingTestsOnPostgreSql() : WritingTests(DatabaseKind.PostgreSql);

/// <summary>Verbs that write many rows, or one that may be there.</summary>
public abstract class WritingTests(DatabaseKind kind) : Library(kind)
{
    [DatabaseFact]
    public void Many_rows_in_few_statements()
    {
        var books = Enumerable.Range(0, 1000).Select(i => new Book { Isbn = "n" + i, Title = "T" + i, Author = Ann, Pages = i, Genre = i % 2 == 0 ? null : "g" }).ToList();
        var statements = Database.StatementsOf(() => Book.Objects.BulkCreate(books));
        Assert.InRange(statements.Count, 1, 50);
        Assert.Equal(1005, Book.Objects.Count());
        Assert.Equal(["T0", "T999"], new[] { books[0], books[^1] }.Select(b => Book.Objects.Get(b.Id).Title));
        Assert.Equal(1000, books.Select(b => b.Id).Distinct().Count());
        foreach (var book in books) (book.Pages, book.Genre, book.Editor) = (book.Pages + 1, book.Genre is null ? "was null" : null, Bob);
        statements = Database.StatementsOf(() => Assert.Equal(1000, Book.Objects.BulkUpdate(books, b => b.Pages, b => b.Genre, b => b.Editor)));
        Assert.InRange(statements.Count, 1, 25);
        Assert.Equal(1000L * 1001 / 2, Book.Objects.Filter(b => b.Isbn.StartsWith("n")).Aggregate(q => q.Sum(b => b.Pages)));
        Assert.Equal(500, Book.Objects.Filter(b => b.Isbn.StartsWith("n") && b.Genre == "was null" && b.Editor == Bob).Count());
        Assert.Throws<ArgumentException>(() => Book.Objects.BulkUpdate(books, "id"));
        Assert.Throws<ArgumentException>(() => Book.Objects.BulkUpdate([new Book()], "pages"));
    }

    /// <summary>SQLite counts the keys of a loop; where a trigger takes some of them, each row is asked for its own.</summary>
    [DatabaseFact]
    public void New_rows_know_their_keys_also_where_others_take_some()
    {
        Author[] Three() => [.. new[] { "x", "y", "z" }.Select(name => new Author { Name = name })];
        void Check(Author[] made)
        {
            var one = Assert.Single(Database.StatementsOf(() => Author.Objects.BulkCreate(made)), s => s.Contains("INSERT", StringComparison.Ordinal));
            Assert.Equal(made.Select(a => a.Name), made.Select(a => Author.Objects.Get(a.Id).Name));
            Assert.Contains("blog_author", one, StringComparison.Ordinal);
        }

        Check(Three());
        Author.Objects.Create(new() { Id = 1000, Name = "far" });
        Author.Objects.Filter(a => a.Id == 1000).Delete();
        if (Kind == DatabaseKind.Sqlite)
        {
            Check(Three());
            Database.Connection.Execute("CREATE TRIGGER double AFTER INSERT ON blog_author WHEN new.name = 'y' BEGIN INSERT INTO blog_author (name) VALUES ('of a trigger'); END");
        }

        var before = Author.Objects.Count();
        Check(Three());
        Assert.Equal(before + (Kind == DatabaseKind.Sqlite ? 4 : 3), Author.Objects.Count());
    }

    [DatabaseFact]
    public void Rows_that_are_there_may_be_left_out_or_changed()
    {
        Book New(string isbn, int pages) => new() { Isbn = isbn, Title = "new", Author = Cat, Pages = pages };
        Assert.Throws<IntegrityErrorException>(() => Book.Objects.BulkCreate([New("1", 1), New("7", 7)]));
        Assert.Equal(5, Book.Objects.Count());
        Book.Objects.BulkCreate([New("1", 1), New("7", 7)], OnConflict.Ignore);
        Assert.Equal("Dune 600, new 7", string.Join(", ", Book.Objects.Filter("isbn__in", new[] { "1", "7" }).OrderBy("isbn").ToList().Select(b => $"{b.Title} {b.Pages}")));
        Book.Objects.BulkCreate([New("1", 11), New("8", 8)], OnConflict.Update(["isbn"], ["pages"]));
        Assert.Equal("Dune 11, new 8", string.Join(", ", Book.Objects.Filter("isbn__in", new[] { "1", "8" }).OrderBy("isbn").ToList().Select(b => $"{b.Title} {b.Pages}")));
    }

    [DatabaseFact]
    public void An_object_is_got_or_made()
    {
        var isbn = "9";
        var (made, created) = Book.Objects.GetOrCreate(() => new() { Isbn = isbn, Author = Ann }, () => new() { Title = "Nine", Pages = 9 });
        Assert.Equal((true, "Nine", 9, Ann.Id), (created, made.Title, made.Pages, made.AuthorId));
        var (found, again) = Book.Objects.GetOrCreate(() => new() { Isbn = isbn, Author = Ann }, () => new() { Title = "Ten" });
        Assert.Equal((false, made.Id, "Nine"), (again, found.Id, found.Title));
        Assert.Equal((false, "Changed"), (Book.Objects.UpdateOrCreate(() => new() { Isbn = isbn }, () => new() { Title = "Changed" }) is var (changed, isNew) ? isNew : true, changed.Title));
        Assert.Equal("Changed", Book.Objects.Get(made.Id).Title);
        Assert.True(Book.Objects.UpdateOrCreate(() => new() { Isbn = "10" }, () => new() { Title = "Ten", Author = Bob }).Created);
        Assert.Throws<MultipleObjectsReturnedException<Book>>(() => Book.Objects.GetOrCreate(() => new() { Genre = "sf" }));
        Assert.Throws<IntegrityErrorException>(() => Book.Objects.GetOrCreate(() => new() { Isbn = "11", Title = "no author" }));
        Assert.False(Ann.Books.GetOrCreate(() => new() { Isbn = "1" }).Created);
        Assert.Equal(Bob.Id, Bob.Books.GetOrCreate(() => new() { Isbn = "12" }).Object.AuthorId);
    }

    [DatabaseFact]
    public async Task Of_many_that_ask_at_once_one_makes_the_object()
    {
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            using var connections = Database.Connections.NewScope();
            connections.Observer = null;
            using var scope = Context.Current.With(Connections.Key, connections).Enter();
            return i % 2 == 0
                ? await Book.Objects.GetOrCreateAsync(() => new() { Isbn = "race" }, () => new() { Title = "R", AuthorId = Ann.Id })
                : Book.Objects.UpdateOrCreate(() => new() { Isbn = "race" }, () => new() { Title = "R", AuthorId = Ann.Id });
        })));
        Assert.Equal(1, asked.Count(a => a.Created));
        Assert.Single(asked.Select(a => a.Object.Id).Distinct());
        Assert.Equal(1, Book.Objects.Filter("isbn", "race").Count());
    }

    [DatabaseFact]
    public void Rows_are_locked_until_the_transaction_ends()
    {
        if (Kind == DatabaseKind.Sqlite)
        {
            Assert.DoesNotContain("FOR UPDATE", Transaction.Atomic(() => Book.Objects.SelectForUpdate().ToString()));
            return;
        }

        Assert.Contains("outside of a transaction", Assert.Throws<TransactionManagementErrorException>(() => Book.Objects.SelectForUpdate().ToList()).Message);
        Transaction.Atomic(() =>
        {
            Assert.Equal("1", Isbns(Book.Objects.Filter("isbn", "1").SelectForUpdate()));
            using var connections = Database.Connections.NewScope();
            using var scope = Context.Current.With(Connections.Key, connections).Enter();
            Transaction.Atomic(() => Assert.Equal("2345", Isbns(Book.Objects.OrderBy("isbn").SelectForUpdate(skipLocked: true))));
            Assert.Contains("could not obtain lock", Assert.Throws<OperationalErrorException>(() => Transaction.Atomic(() => { _ = Book.Objects.SelectForUpdate(noWait: true).ToList(); })).Message);
            var of = Book.Objects.SelectRelated(b => b.Author).SelectForUpdate(of: ["self", "author"], noKey: true);
            Assert.EndsWith("""FOR NO KEY UPDATE OF "blog_book", "blog_author" """.TrimEnd(), of.ToString());
        });
        Assert.Throws<ArgumentException>(() => Book.Objects.SelectForUpdate(noWait: true, skipLocked: true));
    }

    [DatabaseFact]
    public void Rows_found_over_relations_are_changed_in_one_statement()
    {
        Assert.Single(Database.StatementsOf(() => Assert.Equal(2, Book.Objects.Filter(b => b.Author.Books.Count() > 1 && b.Author.Born!.Value.Year < 1950).Update(b => new() { Pages = b.Pages * 2, Genre = b.Genre + "!" }))));
        Assert.Equal("sf! 1200, sf! 500", string.Join(", ", Book.Objects.Filter(b => b.Author == Ann).OrderBy("isbn").ToList().Select(b => $"{b.Genre} {b.Pages}")));
        Book.Objects.Update(b => new() { Pages = Author.Objects.Filter(a => a.Born != null).Count() });
        Assert.Equal(5, Book.Objects.Filter(b => b.Pages == 2).Count());
    }

    [DatabaseFact]
    public void A_value_that_does_not_fit_is_refused()
    {
        if (Kind == DatabaseKind.Sqlite) return;
        Assert.Contains("too long", Assert.Throws<DataErrorException>(() => Author.Objects.Create(new() { Name = new string('x', 101) })).Message);
        Assert.Throws<DataErrorException>(() => Book.Objects.BulkUpdate([new Book { Id = 1, Isbn = new string('x', 14), AuthorId = Ann.Id }], "isbn"));
        Assert.Throws<TransactionManagementErrorException>(() => Transaction.Atomic(() =>
        {
            Assert.Throws<DataErrorException>(() => Author.Objects.Create(new() { Name = new string('x', 101) }));
            _ = Author.Objects.Count();
        }));
    }
}
