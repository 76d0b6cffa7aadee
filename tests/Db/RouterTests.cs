using Quintet;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

/// <summary>Several databases, and who is where.</summary>
public sealed class RouterTests : IDisposable
{
    private readonly Connections _connections;
    private readonly Context.Scope _scope;

    public RouterTests()
    {
        var databases = new Dictionary<string, Database> { ["default"] = new Sqlite(Sqlite.Memory), ["replica"] = new Sqlite(Sqlite.Memory), ["books"] = new Sqlite(Sqlite.Memory) };
        _connections = new Connections(databases, [new BooksRouter(), new ReplicaRouter()]);
        _scope = Context.Current.With(Connections.Key, _connections).With(ModelRegistry.Key, new ModelRegistry([Author.Meta, Book.Meta])).Enter();
        var planned = MakeMigrations.Missing([Author.Meta, Book.Meta], new MigrationGraph([]));
        foreach (var alias in databases.Keys)
        {
            var executor = new MigrationExecutor(_connections, new MigrationGraph(planned.Select(m => new MigrationRegistration(m.AppLabel, () => new Planned(m)))), alias);
            executor.Migrate(executor.Plan());
        }
    }

    public void Dispose()
    {
        _scope.Dispose();
        _connections.Dispose();
    }

    [Fact]
    public void A_row_of_which_some_was_read_is_copied_whole_to_another_database()
    {
        var ann = Author.Objects.Create(new() { Name = "Ann", Born = new(1950, 2, 3) });
        Author.Objects.Using("default").Only("name").Get(ann.Id).Save(@using: "replica");
        Assert.Equal(("Ann", new DateOnly(1950, 2, 3)), Author.Objects.Using("replica").Get(ann.Id) is var copy ? (copy.Name, copy.Born!.Value) : default);

        // The table is in "books" only, where the router would send it.
        Assert.StartsWith("no such table: blog_book", Assert.Throws<OperationalErrorException>(() => new Book { Id = 5 }.Delete(@using: "default")).Message);
    }

    [Fact]
    public void Tables_are_made_where_the_router_allows_it()
    {
        IEnumerable<string> Tables(string alias) => _connections[alias].Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'blog%' ORDER BY 1", row => row.GetString(0));
        Assert.Equal(["blog_author"], Tables("default"));
        Assert.Equal(["blog_author"], Tables("replica"));
        Assert.Equal(["blog_book"], Tables("books"));
    }

    [Fact]
    public void Reading_and_writing_go_where_the_router_says()
    {
        var ann = Author.Objects.Create(new() { Name = "Ann" });
        Assert.Equal(0, Author.Objects.Count());
        Assert.Equal(1, Author.Objects.Using("default").Count());
        Author.Objects.Using("replica").Create(new() { Id = ann.Id, Name = "Ann, as she was" });
        Assert.Equal("Ann, as she was", Author.Objects.Get(ann.Id).Name);
        var read = Author.Objects.Get(ann.Id);
        read.Name = "Anne";
        read.Save();
        Assert.Equal("Anne", Author.Objects.Using("default").Get(ann.Id).Name);
        Assert.Equal("Ann, as she was", Author.Objects.Get(ann.Id).Name);
        Assert.Equal("Anne", Author.Objects.UpdateOrCreate(() => new() { Id = ann.Id }, () => new() { Born = new(1920, 10, 8) }).Object.Name);
        Assert.Equal(1, Author.Objects.Update(a => new() { Name = "A" }));
        Assert.Equal("A", Author.Objects.Using("default").Get(ann.Id).Name);
        _connections["books"].Execute("PRAGMA foreign_keys = OFF");
        Book.Objects.Create(new() { Isbn = "1", AuthorId = ann.Id });
        Assert.Equal("Ann, as she was", Book.Objects.Get(b => b.Isbn == "1").Author.Name);
        Assert.Equal(1, ann.Books.Count());
        Assert.Contains("Databases has: default, replica, books", Assert.Throws<InvalidOperationException>(() => Author.Objects.Using("nowhere").Count()).Message);
    }

    [Fact]
    public void Each_database_has_its_own_transaction()
    {
        Action fails = () =>
        {
            Author.Objects.Create(new() { Name = "stays" });
            throw new InvalidTimeZoneException();
        };
        Assert.Throws<InvalidTimeZoneException>(() => Transaction.Atomic(fails, "replica"));
        Assert.Equal(1, Author.Objects.Using("default").Count());
    }

    private sealed class ReplicaRouter : DatabaseRouter
    {
        public override string? DbForRead(ModelMeta model) => "replica";

        public override string? DbForWrite(ModelMeta model) => "default";
    }

    private sealed class BooksRouter : DatabaseRouter
    {
        public override string? DbForRead(ModelMeta model) => model == Book.Meta ? "books" : null;

        public override string? DbForWrite(ModelMeta model) => DbForRead(model);

        public override bool? AllowMigrate(string database, string appLabel, string? modelName) => modelName == "Book" == (database == "books");
    }
}
