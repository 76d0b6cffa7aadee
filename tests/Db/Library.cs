using Quintet.Db;

namespace DbTests;

/// <summary>
/// The rows that the tests of queries work on:
/// <code>
/// isbn title              author editor published   genre price pages in print
/// 1    Dune               Ann    -      1965-08-01  sf    12.50 600   yes
/// 2    Sea                Bob    Ann    1970-05-01  -      8.00 200   yes
/// 3    100% [true]*       Bob    -      1970-05-20  essay  9.99 120   no
/// 4    Messiah            Ann    Bob    1969-10-15  sf     7.25 250   yes
/// 5    Étude              Cat    -      2001-02-03  essay  5.00 90    yes
/// </code>
/// Ann was born 1920-10-08, Bob 1970-05-01, Cat's birthday and Dan's are not known; Dan has no books.
/// </summary>
public abstract class Library : IDisposable
{
    protected Library(DatabaseKind kind)
    {
        Kind = kind;
        Database = new TestDatabase(kind);
        Ann = Author.Objects.Create(new() { Name = "Ann", Born = new(1920, 10, 8) });
        Bob = Author.Objects.Create(new() { Name = "Bob", Born = new(1970, 5, 1) });
        Cat = Author.Objects.Create(new() { Name = "Cat" });
        Dan = Author.Objects.Create(new() { Name = "Dan" });
        Add("1", "Dune", Ann, null, new(1965, 8, 1, 12, 30, 45), "sf", 12.5m, 600);
        Add("2", "Sea", Bob, Ann, new(1970, 5, 1, 8, 0, 0), null, 8m, 200);
        Add("3", "100% [true]*", Bob, null, new(1970, 5, 20, 23, 59, 59), "essay", 9.99m, 120, inPrint: false);
        Add("4", "Messiah", Ann, Bob, new(1969, 10, 15, 0, 0, 0), "sf", 7.25m, 250);
        Add("5", "Étude", Cat, null, new(2001, 2, 3, 4, 5, 6), "essay", 5m, 90);
    }

    protected DatabaseKind Kind { get; }

    protected TestDatabase Database { get; }

    protected Author Ann { get; }

    protected Author Bob { get; }

    protected Author Cat { get; }

    protected Author Dan { get; }

    public void Dispose()
    {
        Database.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The books' ISBNs as one text, <c>"125"</c>, in the query's order.</summary>
    protected static string Isbns(IEnumerable<Book> books) => string.Concat(books.Select(b => b.Isbn));

    /// <summary>The books' ISBNs sorted.</summary>
    protected static string Set(QuerySet<Book> books) => Isbns(books.OrderBy("isbn"));

    protected static string Names(IEnumerable<Author> authors) => string.Join(' ', authors.Select(a => a.Name));

    /// <summary>The first column of a query that is written by hand.</summary>
    protected List<string> Sql(string sql) =>
        [.. Database.Connection.Query(sql, row => row.IsNull(0) ? "" : Convert.ToString(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!)];

    private static void Add(string isbn, string title, Author author, Author? editor, DateTime published, string? genre, decimal price, int pages, bool inPrint = true)
    {
        Book.Objects.Create(new() { Isbn = isbn, Title = title, Author = author, Editor = editor, Genre = genre, Price = price, Pages = pages, InPrint = inPrint });
        Book.Objects.Filter(b => b.Isbn == isbn).Update(b => new() { PublishedDate = DateTime.SpecifyKind(published, DateTimeKind.Utc) });
    }
}
