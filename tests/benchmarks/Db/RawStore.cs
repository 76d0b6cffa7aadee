using Microsoft.Data.Sqlite;

namespace Benchmarks.Db;

/// <summary>Microsoft.Data.Sqlite by hand: prepared commands that are kept, parameters whose values are set, typed getters.</summary>
internal sealed class RawStore : Store
{
    private const string Columns = "id, title, author_id, published, genre, price, pages, in_print";

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _readMany;
    private readonly SqliteCommand _get;
    private readonly SqliteCommand _page;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _save;

    public RawStore(string folder)
        : base(folder)
    {
        _connection = Open();
        _readMany = Prepare($"SELECT {Columns} FROM shop_book WHERE id > @p0 AND id <= @p1", 2);
        _get = Prepare($"SELECT {Columns} FROM shop_book WHERE id = @p0", 1);
        _page = Prepare(
            """
            SELECT b.id, b.title, b.author_id, b.published, b.genre, b.price, b.pages, b.in_print, a.id, a.name
            FROM shop_book b INNER JOIN shop_author a ON b.author_id = a.id WHERE b.published < @p0 ORDER BY b.published DESC LIMIT 20
            """,
            1);
        _insert = Prepare("INSERT INTO shop_book (title, author_id, published, genre, price, pages, in_print) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)", 7);
        _update = Prepare("UPDATE shop_book SET pages = @p0 WHERE id = @p1", 2);
        _save = Prepare("UPDATE shop_book SET title = @p0, author_id = @p1, published = @p2, genre = @p3, price = @p4, pages = @p5, in_print = @p6 WHERE id = @p7", 8);
    }

    public override string Name => "by hand";

    public override IReadOnlyList<IBook> ReadMany(long after)
    {
        _readMany.Parameters[0].Value = after;
        _readMany.Parameters[1].Value = after + Many;
        var books = new List<PlainBook>();
        using var reader = _readMany.ExecuteReader();
        while (reader.Read()) books.Add(Read(reader));
        return books;
    }

    public override IBook Get(long id) => Load(id);

    public override IReadOnlyList<IBook> Page(DateTime before)
    {
        _page.Parameters[0].Value = before;
        var books = new List<PlainBook>(PageSize);
        using var reader = _page.ExecuteReader();
        while (reader.Read())
        {
            var book = Read(reader);
            book.Author = new() { Id = reader.GetInt64(8), Name = reader.GetString(9) };
            books.Add(book);
        }

        return books;
    }

    public override void Insert(long seed)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        for (var i = 0; i < Many; i++)
        {
            var (title, author, published, genre, price, pages, inPrint) = Values(seed + i);
            Set(_insert, new() { Title = title, AuthorId = author, Published = published, Genre = genre, Price = price, Pages = pages, InPrint = inPrint });
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
        _insert.Transaction = null;
    }

    public override int Update(long id, int pages)
    {
        _update.Parameters[0].Value = pages;
        _update.Parameters[1].Value = id;
        return _update.ExecuteNonQuery();
    }

    public override void LoadChangeSave(long id, int pages)
    {
        var book = Load(id);
        book.Pages = pages;
        Set(_save, book);
        _save.Parameters[7].Value = book.Id;
        _save.ExecuteNonQuery();
    }

    public override void Dispose()
    {
        _connection.Dispose();
        base.Dispose();
    }

    private PlainBook Load(long id)
    {
        _get.Parameters[0].Value = id;
        using var reader = _get.ExecuteReader();
        return reader.Read() ? Read(reader) : throw new InvalidOperationException($"There is no book {id}.");
    }

    private static PlainBook Read(SqliteDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Title = reader.GetString(1),
        AuthorId = reader.GetInt64(2),
        Published = reader.GetDateTime(3),
        Genre = reader.IsDBNull(4) ? null : reader.GetString(4),
        Price = reader.GetDecimal(5),
        Pages = reader.GetInt32(6),
        InPrint = reader.GetBoolean(7),
    };

    private static void Set(SqliteCommand command, PlainBook book)
    {
        var parameters = command.Parameters;
        parameters[0].Value = book.Title;
        parameters[1].Value = book.AuthorId;
        parameters[2].Value = book.Published;
        parameters[3].Value = (object?)book.Genre ?? DBNull.Value;
        parameters[4].Value = (double)book.Price;
        parameters[5].Value = book.Pages;
        parameters[6].Value = book.InPrint;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "@p" + i, Value = 0 });
        command.Prepare();
        return command;
    }
}
