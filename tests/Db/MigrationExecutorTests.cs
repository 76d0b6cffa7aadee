using Quintet;
using Quintet.Db;
using Quintet.Db.Migrations;
using Quintet.Dispatch;

namespace DbTests;

public sealed class MigrationExecutorTestsOnSqlite() : MigrationExecutorTests(DatabaseKind.Sqlite);

public sealed class MigrationExecutorTestsOnPostgreSql() : MigrationExecutorTests(DatabaseKind.PostgreSql);

/// <summary>How migrations are run: code and SQL of one's own, squashed ones, ones that are there already, two processes at once.</summary>
public abstract class MigrationExecutorTests : IDisposable
{
    private static readonly (string, Field) Id = ("id", new BigAutoField { PrimaryKey = true });

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"quintet-migrations-{Guid.NewGuid():N}.sqlite3");
    private readonly DatabaseKind _kind;
    private readonly Database _database;
    private readonly Connections _connections;

    protected MigrationExecutorTests(DatabaseKind kind)
    {
        _kind = kind;
        _database = kind == DatabaseKind.Sqlite ? new Sqlite(_file) : SharedPostgres.NewSchema();
        _connections = Open();
    }

    public void Dispose()
    {
        _connections.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(_file);
    }

    [DatabaseFact]
    public void Sql_of_ones_own_goes_forth_and_back()
    {
        var table = Authors();
        var rows = new Written("0002_rows", ["0001_initial"], new RunSql([new("INSERT INTO blog_author (name) VALUES (@p0)", "O'Hara @p0"), "UPDATE blog_author SET name = name || '@p1'; UPDATE blog_author SET name = name || '!'"], [new("DELETE FROM blog_author WHERE name LIKE @p0", "O'Hara%")]));
        var once = new Written("0003_once", ["0002_rows"], new RunSql("DELETE FROM blog_author WHERE id < 0"));
        var executor = Executor(table, rows, once);
        executor.Migrate(executor.Plan("blog", "0002"));
        Assert.Equal(["O'Hara @p0@p1!"], Texts("SELECT name FROM blog_author"));
        executor.Migrate(executor.Plan("blog", "0001"));
        Assert.Empty(Texts("SELECT name FROM blog_author"));
        executor.Migrate(executor.Plan());
        Assert.Contains("Raw SQL operation in blog.0003_once is not reversible", Assert.Throws<MigrationException>(() => executor.Migrate(executor.Plan("blog", "zero"))).Message);
        Assert.Contains("speaks of @p1, but has 1 value(s)", Assert.Throws<InvalidOperationException>(() => new SqlStatement("SELECT @p1", 1).ToSql(SqliteSchema.Instance)).Message);
        Assert.Contains("has 1 value(s), but speaks of 0", Assert.Throws<InvalidOperationException>(() => new SqlStatement("SELECT '@p0'", 1).ToSql(SqliteSchema.Instance)).Message);
        Assert.Equal("""new RunSql([new("SELECT @p0", 5), "B"], "C")""", new RunSql([new("SELECT @p0", 5), "B"], ["C"]).ToCSharp());
        Assert.Equal("new RunSql(\"A\", \"\")\n{\n    StateOperations =\n    [\n        new DeleteModel(\"Book\"),\n    ],\n    Elidable = true,\n}", new RunSql("A", RunSql.Noop) { StateOperations = [new DeleteModel("Book")], Elidable = true }.ToCSharp());
    }

    [DatabaseFact]
    public void Code_sees_the_models_of_its_day()
    {
        var table = new Written("0001_initial", [], new CreateModel("Author", [Id, ("name", Text()), ("born", new DateField { Null = true })]), new CreateModel("Book", [Id, ("title", Text()), ("author", new ForeignKey("blog.Author", OnDelete.Cascade)), ("others", new ManyToMany("blog.Author"))]));
        var slug = new Written("0002_slug", ["0001_initial"],
            new AddField("Book", "slug", new CharField { MaxLength = 50, Default = "" }),
            new RunCode(
                (models, _) =>
                {
                    var (authors, books) = (models.Get("blog", "author"), models.Get("blog", "Book"));
                    var ann = authors.Create(("name", "Ann"), ("born", new DateOnly(1900, 1, 2)));
                    Assert.IsType<long>(ann.Pk);
                    var book = books.Create(("title", "A Tale"), ("author_id", ann.Pk));
                    models.Get("blog", "Book_others").Create(("book", book.Pk), ("author", ann.Pk));
                    foreach (var found in books.Objects.Filter("author__name__startswith", "A").OrderBy("-title")) books.Save(found, ("slug", ((string)found["title"]!).ToLowerInvariant()));
                    Assert.Equal(1, books.Objects.Filter("author__born__year", 1900).Count());
                    Assert.Contains("There is no model blog.Gone at this point", Assert.Throws<InvalidOperationException>(() => models.Get("blog", "Gone")).Message);
                },
                (models, connection) =>
                {
                    Assert.Equal("a tale", models.Get("blog", "Book").Objects.Get()["slug"]);
                    models.Get("blog", "Author").Objects.Get().Delete();
                    Assert.Equal("default", connection.Alias);
                }));
        var later = new Written("0003_later", ["0002_slug"], new RenameField("Book", "slug", "short"), new RunCode(RunCode.Noop));
        var executor = Executor(table, slug, later);
        executor.Migrate(executor.Plan("blog", "0002"));
        Assert.Equal(["a tale"], Texts("SELECT slug FROM blog_book"));
        executor.Migrate(executor.Plan("blog", "0001"));
        Assert.Empty(Texts("SELECT title FROM blog_book"));
        executor.Migrate(executor.Plan());
        Assert.Equal(["a tale"], Texts("SELECT short FROM blog_book"));
        Assert.Contains("Raw C# operation in blog.0003_later is not reversible", Assert.Throws<MigrationException>(() => executor.Migrate(executor.Plan("blog", "zero"))).Message);
    }

    [DatabaseFact]
    public void The_database_and_the_models_may_go_separate_ways()
    {
        var own = new Written("0002_own", ["0001_initial"], new SeparateDatabaseAndState
        {
            DatabaseOperations = [new RunSql("CREATE TABLE extra (id bigint PRIMARY KEY)", "DROP TABLE extra"), new AddField("Author", "hidden", new IntegerField { Default = 3 }), new RunCode((models, _) => Assert.Equal(3, models.Get("blog", "Author").New()["hidden"]), RunCode.Noop)],
            StateOperations = [new CreateModel("Extra", [Id]) { Options = new() { DbTable = "extra" } }],
        });
        var executor = Executor(Authors(), own);
        executor.Migrate(executor.Plan());
        Assert.Equal(["extra", "id", "name", "hidden"], [executor.Graph.FinalState.Get("blog", "Extra").Table, .. Columns("blog_author")]);
        Assert.Null(executor.Graph.FinalState.Get("blog", "Author").FindField("hidden"));
        executor.Migrate(executor.Plan("blog", "0001"));
        Assert.Equal(["id", "name"], Columns("blog_author"));
        Assert.Empty(Columns("extra"));
        Assert.Equal("new SeparateDatabaseAndState\n{\n    DatabaseOperations =\n    [\n        new DeleteModel(\"A\"),\n    ],\n    StateOperations =\n    [\n        new DeleteModel(\"B\"),\n    ],\n}",
            new SeparateDatabaseAndState { DatabaseOperations = [new DeleteModel("A")], StateOperations = [new DeleteModel("B")] }.ToCSharp());
    }

    [DatabaseFact]
    public void A_migration_that_is_not_atomic_keeps_what_it_did()
    {
        var open = new Written("0002_open", ["0001_initial"], new RunSql("CREATE TABLE done (id bigint)"), new RunSql("NONSENSE")) { IsAtomic = false };
        var executor = Executor(Authors(), open);
        Assert.Contains("It runs outside of a transaction: what it did before that stays done.", Assert.Throws<MigrationException>(() => executor.Migrate(executor.Plan())).Message);
        Assert.Equal(["id"], Columns("done"));
        Assert.Equal(["0001_initial"], executor.Applied().Keys.Select(key => key.Name));
        executor.Migrate(executor.Plan(), options: new() { Fake = true });
        Assert.Empty(executor.Plan());
    }

    [DatabaseFact]
    public void What_is_there_already_is_only_recorded()
    {
        var more = new Written("0002_more", ["0001_initial"], new AddField("Author", "age", new IntegerField { Null = true })) { IsInitial = true };
        var executor = Executor(Authors(), more);
        var steps = new List<string>();
        void Progress(MigrationStep step, MigrationProgress progress)
        {
            if (progress != MigrationProgress.Started) steps.Add($"{step.Node.Key.Name} {progress}");
        }

        Execute("CREATE TABLE blog_author (id bigint PRIMARY KEY, name varchar(50) NOT NULL)");
        Assert.Throws<MigrationException>(() => executor.Migrate(executor.Plan()));
        executor.Migrate(executor.Plan(), Progress, new() { FakeInitial = true });
        Assert.Equal(["0001_initial Faked", "0002_more Done"], steps);
        executor.Migrate(executor.Plan("blog", "zero"), Progress, new() { Fake = true, FakeInitial = true });
        steps.Clear();
        executor.Migrate(executor.Plan(), Progress, new() { FakeInitial = true });
        Assert.Equal(["0001_initial Faked", "0002_more Faked"], steps);
        Assert.Equal(["id", "name", "age"], Columns("blog_author"));

        // Without its table nothing is there.
        executor.Migrate(executor.Plan("blog", "zero"));
        steps.Clear();
        executor.Migrate(executor.Plan(), Progress, new() { FakeInitial = true });
        Assert.Equal(["0001_initial Done", "0002_more Done"], steps);
    }

    [DatabaseFact]
    public void A_squashed_migration_stands_in_the_place_of_those_that_it_replaces()
    {
        Written first = Authors(), second = new("0002_age", ["0001_initial"], new AddField("Author", "age", new IntegerField { Null = true })), third = new("0003_more", ["0002_age"], new AddField("Author", "more", new IntegerField { Null = true }));
        Written squashed = new("0001_squashed_0002_age", [], new CreateModel("Author", [Id, ("name", Text()), ("age", new IntegerField { Null = true })])) { ReplacesNames = ["0001_initial", "0002_age"] };

        // A new database sees the sum only, but records all.
        var executor = Executor(first, second, third, squashed);
        Assert.Equal(["0001_squashed_0002_age", "0003_more"], executor.Plan().Select(step => step.Node.Key.Name));
        executor.Migrate(executor.Plan());
        Assert.Equal(["0001_initial", "0002_age", "0001_squashed_0002_age", "0003_more"], executor.Applied().Keys.Select(key => key.Name));
        Assert.Empty(Executor(squashed, third).Plan());
        executor.Migrate(executor.Plan("blog", "zero"));
        Assert.Empty(executor.Applied());

        // One that is in the middle goes on to the end of the old ones, and is at the sum then.
        var old = Executor(first, second, third);
        old.Migrate(old.Plan("blog", "0001"));
        executor = Executor(first, second, third, squashed);
        Assert.Equal(["0002_age", "0003_more"], executor.Plan().Select(step => step.Node.Key.Name));
        Assert.Contains("but none of those files is there any more", Assert.Throws<MigrationGraphException>(() => Executor(squashed, third).Plan()).Message);
        executor.Migrate(executor.Plan());
        Assert.Empty(executor.Plan());
        Assert.Equal(["0001_squashed_0002_age", "0003_more"], executor.Graph.Order.Select(node => node.Key.Name));
        Assert.Empty(Executor(squashed, third).Plan());
        Assert.Equal("0003_more", new MigrationGraph([.. Registrations(first, second, third, squashed)]).SingleLeaves()["blog"]);
    }

    [DatabaseFact]
    public void Two_that_migrate_at_once_both_end_well()
    {
        List<Written> migrations = [Authors(), .. Enumerable.Range(2, 12).Select(i => new Written($"{i:0000}_f{i}", [i == 2 ? "0001_initial" : $"{i - 1:0000}_f{i - 1}"], new AddField("Author", $"f{i}", new IntegerField { Null = true }), new RunSql($"INSERT INTO blog_author (name) VALUES ('{i}')", RunSql.Noop)))];
        var progress = new System.Collections.Concurrent.ConcurrentBag<MigrationProgress>();
        using var start = new Barrier(3);
        Parallel.For(0, 3, new ParallelOptions { MaxDegreeOfParallelism = 3 }, _ =>
        {
            using var connections = Open();
            var executor = new MigrationExecutor(connections, new MigrationGraph(Registrations([.. migrations])));
            var plan = executor.Plan();
            start.SignalAndWait(TimeSpan.FromSeconds(20));
            executor.Migrate(plan, (_, done) => progress.Add(done));
            Assert.Empty(executor.Plan());
        });
        Assert.Equal(13, progress.Count(p => p == MigrationProgress.Done));
        Assert.Equal(26, progress.Count(p => p == MigrationProgress.DoneElsewhere));
        Assert.Equal(Enumerable.Range(2, 12).Select(i => $"{i}"), Texts("SELECT name FROM blog_author ORDER BY id"));
        Assert.Equal(13, Texts("SELECT name FROM django_migrations").Count);
    }

    [DatabaseFact]
    public void Those_who_listen_hear_of_it_before_and_after()
    {
        var heard = new List<string>();
        var signals = new Signals([]);
        using var scope = Context.Current.With(Signals.Key, signals).Enter();
        Signal<PreMigrate>.Connect(signal => heard.Add($"before {signal.Using} {signal.Plan.Count} {Columns("blog_author").Count}"));
        Signal<PostMigrate>.Connect(signal => heard.Add($"after {signal.Using} {signal.Plan.Count} {Columns("blog_author").Count}"));
        var executor = Executor(Authors());
        executor.Migrate(executor.Plan());
        executor.Migrate(executor.Plan());
        Assert.Equal(["before default 1 0", "after default 1 2", "before default 0 2", "after default 0 2"], heard);
    }

    [DatabaseFact]
    public void What_hangs_on_a_table_stays_when_it_changes()
    {
        if (_kind == DatabaseKind.PostgreSql) return;
        var alter = new Written("0002_alter", ["0001_initial"], new AddField("Author", "age", new IntegerField { Default = 1 }), new AlterField("Author", "name", new CharField { MaxLength = 99 }));
        var lose = new Written("0003_lose", ["0002_alter"], new RemoveField("Author", "name"));
        var executor = Executor(Authors(), alter, lose);
        executor.Migrate(executor.Plan("blog", "0001"));
        Execute("CREATE TABLE log (text)");
        Execute("CREATE TRIGGER written AFTER INSERT ON blog_author BEGIN INSERT INTO log VALUES (new.name); END");
        Execute("CREATE TRIGGER back AFTER DELETE ON log BEGIN DELETE FROM blog_author; END");
        Execute("CREATE VIEW names AS SELECT name FROM blog_author");
        Execute("CREATE TRIGGER through_view INSTEAD OF INSERT ON names BEGIN INSERT INTO blog_author (name, age) VALUES (new.name, 5); END");
        executor.Migrate(executor.Plan("blog", "0002"));
        Execute("INSERT INTO names VALUES ('Ann')");
        Assert.Equal(["Ann"], Texts("SELECT text FROM log"));
        Assert.Equal(["Ann"], Texts("SELECT name FROM names"));
        Assert.Equal(3, Texts("SELECT name FROM sqlite_master WHERE type = 'trigger'").Count);
        executor.Migrate(executor.Plan("blog", "0001"));
        Assert.Equal(3, Texts("SELECT name FROM sqlite_master WHERE type = 'trigger'").Count);
        Assert.Equal(["Ann"], Texts("SELECT name FROM names"));
    }

    private static CharField Text() => new() { MaxLength = 50 };

    private static Written Authors() => new("0001_initial", [], new CreateModel("Author", [Id, ("name", Text())]));

    private static IEnumerable<MigrationRegistration> Registrations(params Written[] migrations) => migrations.Select(migration => new MigrationRegistration("blog", () => migration));

    private Connections Open() => new(new Dictionary<string, Database> { ["default"] = _database });

    private MigrationExecutor Executor(params Written[] migrations) => new(_connections, new MigrationGraph(Registrations(migrations)));

    private void Execute(string sql) => _connections["default"].Execute(sql);

    private IReadOnlyList<string> Texts(string sql) => _connections["default"].Query(sql, row => row.GetString(0));

    private IReadOnlyList<string> Columns(string table) => _connections["default"].Query(
        _kind == DatabaseKind.Sqlite ? "SELECT name FROM pragma_table_info(@p0)" : "SELECT column_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @p0 ORDER BY ordinal_position", row => row.GetString(0), table);

    private sealed class Written(string name, IReadOnlyList<string> after, params Operation[] operations) : Migration
    {
        public bool IsAtomic { get; init; } = true;

        public bool? IsInitial { get; init; }

        public IReadOnlyList<string> ReplacesNames { get; init; } = [];

        public override string Name => name;

        public override bool Atomic => IsAtomic;

        public override bool? Initial => IsInitial;

        public override IEnumerable<Dependency> Replaces => ReplacesNames.Select(replaced => new Dependency("blog", replaced));

        public override IEnumerable<Dependency> Dependencies => after.Select(dependency => new Dependency("blog", dependency));

        public override IEnumerable<Operation> Operations => operations;
    }
}
