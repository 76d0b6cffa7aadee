using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Db;

/// <summary>
/// One engine on a database file of its own with the same rows: 1,000 authors and 10,100 books. Everything is synchronous and on a
/// connection that stays open.
/// </summary>
internal abstract class Store : IDisposable
{
    public const int Authors = 1_000;
    public const int Books = 10_100;
    public const int Many = 10_000;
    public const int PageSize = 20;

    private readonly SqliteConnection _filler;

    protected Store(string folder)
    {
        Path = System.IO.Path.Combine(folder, GetType().Name + Guid.NewGuid().ToString("N") + ".sqlite3");
        _filler = Open();
        Fill(_filler);
    }

    public abstract string Name { get; }

    /// <summary>All engines, the code by hand first, each with a file in a folder.</summary>
    public static Store[] All(string folder) =>
        [new RawStore(folder), new QuintetStore(folder), new DapperStore(folder), new EfStore(folder, tracks: false), new EfStore(folder, tracks: true)];

    /// <summary>10,000 books, those behind a key.</summary>
    public abstract IReadOnlyList<IBook> ReadMany(long after);

    public abstract IBook Get(long id);

    /// <summary>The twenty newest books before a time, with their authors.</summary>
    public abstract IReadOnlyList<IBook> Page(DateTime before);

    /// <summary>New rows from new objects, all in one transaction.</summary>
    public abstract void Insert(long seed);

    /// <summary>Sets one column of one row; gives the number of rows.</summary>
    public abstract int Update(long id, int pages);

    public abstract void LoadChangeSave(long id, int pages);

    /// <summary>Takes away what <see cref="Insert"/> added.</summary>
    public void Clear()
    {
        using var command = _filler.CreateCommand();
        command.CommandText = $"DELETE FROM shop_book WHERE id > {Books}; UPDATE sqlite_sequence SET seq = {Books} WHERE name = 'shop_book'";
        command.ExecuteNonQuery();
    }

    public virtual void Dispose()
    {
        _filler.Dispose();
        File.Delete(Path);
    }

    /// <summary>The values of the row with a number; those of the price have a fraction, so that all engines see the same type in each row.</summary>
    public static (string Title, long Author, DateTime Published, string? Genre, decimal Price, int Pages, bool InPrint) Values(long number) =>
        (
            "The book number " + number.ToString(CultureInfo.InvariantCulture),
            (number * 31 % Authors) + 1,
            new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(number * 7919 % Books * 61).AddMicroseconds(number),
            number % 3 == 0 ? null : "genre " + (number % 7).ToString(CultureInfo.InvariantCulture),
            (number % 90) + 5 + 0.25m,
            (int)(number % 700) + 50,
            number % 5 != 0);

    /// <summary>All engines read the same, and what they write is the same when it is read.</summary>
    /// <exception cref="InvalidOperationException">They differ; says where.</exception>
    public static void RequireSame(IReadOnlyList<Store> stores)
    {
        foreach (var number in new[] { 0, 7, 100 })
        {
            Same(number, store => store.ReadMany(number));
            Same(number, store => [store.Get(number + 1)]);
            Same(number, store => store.Page(Values(number + 1).Published), withAuthor: true);
            foreach (var store in stores) store.Insert(number);
            Same(number, store => store.ReadMany(Books));
            foreach (var store in stores)
            {
                store.Clear();
                if (store.Update(number + 1, number + 777) != 1) throw new InvalidOperationException($"{store.Name} did not update one row.");
                store.LoadChangeSave(number + 2, number + 888);
            }

            Same(number, store => store.ReadMany(0));
        }

        void Same(int number, Func<Store, IReadOnlyList<IBook>> read, bool withAuthor = false)
        {
            var wanted = Texts(read(stores[0]), withAuthor);
            foreach (var store in stores.Skip(1))
            {
                var got = Texts(read(store), withAuthor);
                if (wanted.Length == 0 || wanted.Length != got.Length) throw new InvalidOperationException($"{store.Name} gives {got.Length} rows, {stores[0].Name} {wanted.Length} (case {number}).");
                var at = Enumerable.Range(0, wanted.Length).FirstOrDefault(i => wanted[i] != got[i], -1);
                if (at >= 0) throw new InvalidOperationException($"{store.Name} gives {got[at]}, {stores[0].Name} {wanted[at]} (case {number}).");
            }
        }

        static string[] Texts(IReadOnlyList<IBook> books, bool withAuthor) =>
        [
            .. books.Select(book => string.Create(
                CultureInfo.InvariantCulture,
                $"{book.Id}|{book.Title}|{book.AuthorId}|{book.Published.Ticks}|{book.Genre ?? "-"}|{book.Price:F2}|{book.Pages}|{book.InPrint}|{(withAuthor ? book.AuthorName : "")}")),
        ];
    }

    protected string Path { get; }

    /// <summary>As the settings of an app open it.</summary>
    protected SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False;Foreign Keys=True");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";
        command.ExecuteNonQuery();
        return connection;
    }

    internal static void Fill(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            CREATE TABLE "shop_author" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL);
            CREATE TABLE "shop_book" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(200) NOT NULL, "author_id" bigint NOT NULL REFERENCES "shop_author" ("id") DEFERRABLE INITIALLY DEFERRED,
                "published" datetime NOT NULL, "genre" varchar(50) NULL, "price" decimal NOT NULL, "pages" integer NOT NULL, "in_print" bool NOT NULL);
            CREATE INDEX "shop_book_author_id" ON "shop_book" ("author_id");
            CREATE INDEX "shop_book_published" ON "shop_book" ("published");
            """;
        command.ExecuteNonQuery();
        for (var i = 1; i <= Authors; i++)
        {
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO shop_author (name) VALUES ('Author {i}')");
            command.ExecuteNonQuery();
        }

        for (var i = 1; i <= Books; i++)
        {
            var (title, author, published, genre, price, pages, inPrint) = Values(i);
            command.CommandText = string.Create(
                CultureInfo.InvariantCulture,
                $"INSERT INTO shop_book (title, author_id, published, genre, price, pages, in_print) VALUES ('{title}', {author}, '{published:yyyy-MM-dd HH:mm:ss.ffffff}', {(genre is null ? "NULL" : $"'{genre}'")}, {price}, {pages}, {(inPrint ? 1 : 0)})");
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
