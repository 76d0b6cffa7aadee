using Quintet;
using Quintet.Db;

namespace DbTests;

/// <summary>A database of its own with the tables of the test models, in force until disposed; remembers the statements that ran.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly Connections _connections;
    private readonly Context.Scope _scope;

    public TestDatabase(string path = Sqlite.Memory, bool createTables = true)
        : this(new Sqlite(path), createTables)
    {
    }

    public TestDatabase(Database database, bool createTables = true)
    {
        _connections = new Connections(new Dictionary<string, Database> { ["default"] = database });
        _scope = Context.Current.With(Connections.Key, _connections).With(ModelRegistry.Key, new ModelRegistry([Author.Meta, Book.Meta])).Enter();
        if (createTables) CreateTables();
        _connections.Observer = Statements.Add;
    }

    public List<string> Statements { get; } = [];

    public Connections Connections => _connections;

    /// <summary>The statements that <paramref name="action"/> ran.</summary>
    public IReadOnlyList<string> StatementsOf(Action action)
    {
        var before = Statements.Count;
        action();
        return Statements[before..];
    }

    public void Dispose()
    {
        _scope.Dispose();
        _connections.Dispose();
    }

    private void CreateTables()
    {
        foreach (var sql in (string[])
        [
            """CREATE TABLE "blog_author" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL, "born" date NULL)""",
            """CREATE TABLE "blog_book" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(200) NOT NULL, "author_id" bigint NOT NULL REFERENCES "blog_author" ("id") DEFERRABLE INITIALLY DEFERRED, "editor_id" bigint NULL REFERENCES "blog_author" ("id") DEFERRABLE INITIALLY DEFERRED, "published_date" datetime NOT NULL, "isbn" varchar(13) NOT NULL UNIQUE, "genre" varchar(50) NULL, "price" decimal NOT NULL, "pages" integer NOT NULL, "in_print" bool NOT NULL)""",
        ])
        {
            _connections["default"].Execute(sql);
        }
    }
}
