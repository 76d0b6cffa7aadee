using Microsoft.Data.Sqlite;

namespace ByHandPages;

/// <summary>One open connection with its prepared commands.</summary>
internal sealed class Store
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _newest;
    private readonly SqliteCommand _detail;
    private readonly SqliteCommand _title;
    private readonly SqliteCommand _insert;

    public Store(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=True");
        _connection.Open();
        using (var command = _connection.CreateCommand())
        {
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";
            command.ExecuteNonQuery();
        }

        _newest = Prepare("SELECT b.id, b.title, b.published, b.price, a.name FROM shop_book b JOIN shop_author a ON b.author_id = a.id ORDER BY b.published DESC LIMIT 20", 0);
        _detail = Prepare("SELECT b.id, b.title, b.published, b.price, a.name, b.genre, b.pages, b.in_print FROM shop_book b JOIN shop_author a ON b.author_id = a.id WHERE b.id = @p0", 1);
        _title = Prepare("SELECT title FROM shop_book WHERE id = @p0", 1);
        _insert = Prepare("INSERT INTO shop_review (book_id, name, rating, text, created) VALUES (@p0, @p1, @p2, @p3, @p4)", 5);
    }

    public List<Book> Newest()
    {
        var books = new List<Book>(20);
        using var reader = _newest.ExecuteReader();
        while (reader.Read()) books.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetDateTime(2), reader.GetDecimal(3), reader.GetString(4), null, 0, false));
        return books;
    }

    public Book? Detail(long id)
    {
        _detail.Parameters[0].Value = id;
        using var reader = _detail.ExecuteReader();
        if (!reader.Read()) return null;
        return new(
            reader.GetInt64(0), reader.GetString(1), reader.GetDateTime(2), reader.GetDecimal(3), reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetInt32(6), reader.GetBoolean(7));
    }

    public string? Title(long id)
    {
        _title.Parameters[0].Value = id;
        return (string?)_title.ExecuteScalar();
    }

    public void Insert(long book, string name, int rating, string text)
    {
        var parameters = _insert.Parameters;
        parameters[0].Value = book;
        parameters[1].Value = name;
        parameters[2].Value = rating;
        parameters[3].Value = text;
        parameters[4].Value = DateTime.UtcNow;
        _insert.ExecuteNonQuery();
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

internal sealed record Book(long Id, string Title, DateTime Published, decimal Price, string Author, string? Genre, int Pages, bool InPrint);
