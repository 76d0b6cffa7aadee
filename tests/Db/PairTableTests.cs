using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

public sealed class PairTableTestsSqlite() : PairTableTests(DatabaseKind.Sqlite);

public sealed class PairTableTestsPostgreSql() : PairTableTests(DatabaseKind.PostgreSql);

/// <summary>The tables of many-to-many fields through operations, with rows in them.</summary>
public abstract class PairTableTests : IDisposable
{
    private readonly TestDatabase _database;
    private readonly SchemaDialect _schema;
    private ProjectState _state = ProjectState.Empty;

    protected PairTableTests(DatabaseKind kind)
    {
        _schema = kind == DatabaseKind.Sqlite ? SqliteSchema.Instance : PostgreSqlSchema.Instance;
        _database = new TestDatabase(kind == DatabaseKind.Sqlite ? new Sqlite(Sqlite.Memory) : SharedPostgres.NewSchema(), createTables: false);
        Do(new CreateModel("Tag", [("id", new BigAutoField { PrimaryKey = true })]));
        Do(new CreateModel("Genre", [("id", new BigAutoField { PrimaryKey = true })]));
        Do(new CreateModel("Book", [("id", new BigAutoField { PrimaryKey = true }), ("tags", new ManyToMany("shop.Tag"))]));
        foreach (var table in (string[])["shop_tag", "shop_genre", "shop_book"]) Run($"INSERT INTO {table} (id) VALUES (1), (2)");
        Run("INSERT INTO shop_book_tags (book_id, tag_id) VALUES (1, 1), (1, 2), (2, 2)");
    }

    public void Dispose()
    {
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [DatabaseFact]
    public void A_pair_stands_once()
    {
        Assert.Throws<IntegrityErrorException>(() => Run("INSERT INTO shop_book_tags (book_id, tag_id) VALUES (1, 2)"));
        Assert.Throws<IntegrityErrorException>(() => Run("INSERT INTO shop_book_tags (book_id, tag_id) VALUES (1, 9)"));
    }

    [DatabaseFact]
    public void The_table_follows_its_name_and_its_models()
    {
        Do(new AlterField("Book", "tags", new ManyToMany("shop.Tag") { DbTable = "labels" }));
        Assert.Equal("11 12 22", Pairs("labels", "tag_id"));
        Do(new AlterField("Book", "tags", new ManyToMany("shop.Tag")));
        Do(new AlterModelTable("Book", "works"));
        Assert.Equal("11 12 22", Pairs("works_tags", "tag_id"));
        Assert.Throws<IntegrityErrorException>(() => Run("INSERT INTO works_tags (book_id, tag_id) VALUES (1, 2)"));
    }

    [DatabaseFact]
    public void Another_target_keeps_the_pairs_and_what_protects_them()
    {
        Do(new AlterField("Book", "tags", new ManyToMany("shop.Genre")));
        Assert.Equal("11 12 22", Pairs("shop_book_tags", "genre_id"));
        Assert.Throws<IntegrityErrorException>(() => Run("INSERT INTO shop_book_tags (book_id, genre_id) VALUES (1, 2)"));
        Assert.Throws<IntegrityErrorException>(() => Run("INSERT INTO shop_book_tags (book_id, genre_id) VALUES (2, 9)"));
        Do(new AlterField("Book", "tags", new ManyToMany("shop.Genre") { DbConstraint = false }));
        Run("INSERT INTO shop_book_tags (book_id, genre_id) VALUES (2, 9)");
        Assert.Equal("11 12 22 29", Pairs("shop_book_tags", "genre_id"));
    }

    [DatabaseFact]
    public void The_way_back_is_the_way_there()
    {
        var before = _state;
        var operation = new AlterField("Book", "tags", new ManyToMany("shop.Genre") { DbTable = "labels" });
        Do(operation);
        foreach (var sql in operation.Backwards("shop", before, _state, _schema)) Run(sql);
        Assert.Equal("11 12 22", Pairs("shop_book_tags", "tag_id"));
    }

    [DatabaseFact]
    public void The_table_comes_and_goes_with_its_field()
    {
        Do(new RemoveField("Book", "tags"));
        Assert.Empty(_database.Connection.Query(_schema.Vendor == "sqlite" ? "SELECT 1 FROM sqlite_master WHERE name = 'shop_book_tags'" : "SELECT 1 FROM pg_tables WHERE tablename = 'shop_book_tags' AND schemaname = CURRENT_SCHEMA()", _ => 0));
        Do(new AddField("Book", "genres", new ManyToMany("shop.Genre")));
        Run("INSERT INTO shop_book_genres (book_id, genre_id) VALUES (1, 2)");
        Do(new DeleteModel("Book"));
        Assert.Throws<OperationalErrorException>(() => Run("INSERT INTO shop_book_genres (book_id, genre_id) VALUES (1, 2)"));
    }

    [DatabaseFact]
    public void A_column_does_not_become_a_table()
    {
        Do(new AddField("Book", "pages", new IntegerField { Null = true }));
        var e = Assert.Throws<InvalidOperationException>(() => Do(new AlterField("Book", "pages", new ManyToMany("shop.Tag"))));
        Assert.StartsWith("Cannot alter field shop.Book.pages into field shop.Book.pages - they are not compatible types (you cannot alter to or from M2M fields, or add or remove through= on M2M fields).", e.Message, StringComparison.Ordinal);
    }

    private void Do(Operation operation)
    {
        var after = operation.Apply("shop", _state);
        if (_schema.Vendor == "sqlite") Run("PRAGMA foreign_keys = OFF");
        foreach (var sql in operation.Forwards("shop", _state, after, _schema)) Run(sql);
        if (_schema.Vendor == "sqlite") Run("PRAGMA foreign_keys = ON");
        _state = after;
    }

    private void Run(string sql) => _database.Connection.Execute(sql);

    private string Pairs(string table, string column) =>
        string.Join(' ', _database.Connection.Query($"SELECT book_id, {column} FROM {table} ORDER BY 1, 2", row => $"{row.GetInt64(0)}{row.GetInt64(1)}"));
}
