using Dapper;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Db;

/// <summary>Dapper: statements by hand, objects by its mapping.</summary>
internal sealed class DapperStore : Store
{
    private const string Columns = "id, title, author_id, published, genre, price, pages, in_print";

    private readonly SqliteConnection _connection;

    public DapperStore(string folder)
        : base(folder)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        _connection = Open();
    }

    public override string Name => "Dapper";

    public override IReadOnlyList<IBook> ReadMany(long after) =>
        _connection.Query<PlainBook>($"SELECT {Columns} FROM shop_book WHERE id > @After AND id <= @Last", new { After = after, Last = after + Many }).AsList();

    public override IBook Get(long id) => Load(id);

    public override IReadOnlyList<IBook> Page(DateTime before) =>
        _connection.Query<PlainBook, PlainAuthor, PlainBook>(
            """
            SELECT b.id, b.title, b.author_id, b.published, b.genre, b.price, b.pages, b.in_print, a.id, a.name
            FROM shop_book b INNER JOIN shop_author a ON b.author_id = a.id WHERE b.published < @before ORDER BY b.published DESC LIMIT 20
            """,
            static (book, author) =>
            {
                book.Author = author;
                return book;
            },
            new { before }).AsList();

    public override void Insert(long seed)
    {
        var books = new List<PlainBook>(Many);
        for (var i = 0; i < Many; i++)
        {
            var (title, author, published, genre, price, pages, inPrint) = Values(seed + i);
            books.Add(new() { Title = title, AuthorId = author, Published = published, Genre = genre, Price = price, Pages = pages, InPrint = inPrint });
        }

        using var transaction = _connection.BeginTransaction();
        _connection.Execute(
            "INSERT INTO shop_book (title, author_id, published, genre, price, pages, in_print) VALUES (@Title, @AuthorId, @Published, @Genre, @Price, @Pages, @InPrint)",
            books,
            transaction);
        transaction.Commit();
    }

    public override int Update(long id, int pages) => _connection.Execute("UPDATE shop_book SET pages = @pages WHERE id = @id", new { pages, id });

    public override void LoadChangeSave(long id, int pages)
    {
        var book = Load(id);
        book.Pages = pages;
        _connection.Execute(
            "UPDATE shop_book SET title = @Title, author_id = @AuthorId, published = @Published, genre = @Genre, price = @Price, pages = @Pages, in_print = @InPrint WHERE id = @Id",
            book);
    }

    public override void Dispose()
    {
        _connection.Dispose();
        base.Dispose();
    }

    private PlainBook Load(long id) => _connection.QuerySingle<PlainBook>($"SELECT {Columns} FROM shop_book WHERE id = @id", new { id });
}
