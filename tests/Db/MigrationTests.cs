using FsCheck;
using FsCheck.Fluent;
using Quintet;
using Quintet.Db;
using Quintet.Db.Migrations;
using SchemaTests;

namespace DbTests;

public sealed class MigrationTestsOnSqlite() : MigrationTests(DatabaseKind.Sqlite);

public sealed class MigrationTestsOnPostgreSql() : MigrationTests(DatabaseKind.PostgreSql);

public abstract class MigrationTests(DatabaseKind kind) : IDisposable
{
    private readonly Connections _connections = Empty(kind);

    public void Dispose() => _connections.Dispose();

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 40)];

    [DatabaseTheory]
    [MemberData(nameof(Seeds))]
    public void There_and_back_leaves_the_database_as_it_was(int seed) => CheckMigration.ThereAndBack(kind, RandomStates.Of(seed), RandomStates.Of(seed + 500), RandomStates.Answers(seed));

    [DatabaseTheory]
    [MemberData(nameof(Seeds))]
    public void No_row_is_lost_where_none_must_be(int seed) => CheckMigration.KeepsRows(kind, RandomStates.Of(seed), RandomStates.Of(seed + 700), seed);

    /// <summary>Pairs that nobody chose; what fails is told with the numbers that make it again. `npm run soak` tries many more.</summary>
    [DatabaseFact]
    public void The_laws_hold_for_any_pair_of_states()
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Environment.GetEnvironmentVariable("QUINTET_SOAK") is { Length: > 0 } ? 300 : 8).WithEndSize(1_000_000);
        Check.One(config, Prop.ForAll<int, int>((first, second) =>
        {
            var (before, after) = (RandomStates.Of(first), RandomStates.Of(second));
            CheckMigration.Laws(before, after, RandomStates.Answers(first));
            CheckMigration.ThereAndBack(kind, before, after, RandomStates.Answers(first));
            CheckMigration.KeepsRows(kind, before, after, second);
        }));
    }

    /// <summary>Chance hardly ever makes a model that another one could have been.</summary>
    [DatabaseFact]
    public void The_laws_hold_where_a_model_is_renamed()
    {
        Assert.NotEmpty(Renamed());
        foreach (var (before, after) in Renamed())
        {
            CheckMigration.Laws(before, after, new Yes());
            CheckMigration.ThereAndBack(kind, before, after, new Yes());
        }
    }

    private static IEnumerable<(ProjectState Before, ProjectState After)> Renamed() => Enumerable.Range(0, 10).Select(RandomStates.Of).Where(state => state.Find("shop.Tag") is not null)
        .Select(state => (state, new RenameModel("Tag", "Label").Apply("shop", state)));

    private sealed class Yes : UnaskedQuestions
    {
        public override bool IsModelRenamed(ModelState old, ModelState fresh) => true;
    }

    [DatabaseFact]
    public void Every_operation_that_the_differ_writes_is_among_the_chosen_pairs()
    {
        // What people write by hand has tests of its own.
        Type[] byHand = [typeof(RunSql), typeof(SeparateDatabaseAndState), typeof(RenameIndex)];
        var all = typeof(Operation).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Operation)) && !type.IsAbstract).Except(byHand);

        var met = Enumerable.Range(0, 40).SelectMany(seed => CheckMigration.Plan(ProjectState.Empty, RandomStates.Of(seed), [])
            .Concat(CheckMigration.Plan(RandomStates.Of(seed), RandomStates.Of(seed + 500), [], RandomStates.Answers(seed))).SelectMany(migration => migration.Operations))
            .Concat(Renamed().SelectMany(pair => CheckMigration.Plan(pair.Before, pair.After, [], new Yes()).SelectMany(migration => migration.Operations))).Select(operation => operation.GetType()).ToHashSet();

        Assert.Equal([], all.Where(type => !met.Contains(type)).Select(type => type.Name));
    }

    [DatabaseFact]
    public void Models_become_tables_that_hold_them()
    {
        var graph = new MigrationGraph([]);
        var planned = Assert.Single(MakeMigrations.Missing([Author.Meta, Book.Meta], graph));
        Assert.Equal(("blog", "0001_initial"), (planned.AppLabel, planned.Name));
        graph = Graph(planned);
        Assert.Empty(MakeMigrations.Missing([Author.Meta, Book.Meta], graph));
        Executor(graph).Migrate(Executor(graph).Plan());
        using var scope = Context.Current.With(Connections.Key, _connections).With(ModelRegistry.Key, new ModelRegistry([Author.Meta, Book.Meta])).Enter();
        var author = Author.Objects.Create(new() { Name = "Ann" });
        author.Books.Create(new() { Title = "T", Isbn = "1" });
        Assert.Equal("Ann", Book.Objects.SelectRelated(b => b.Author).Get(1).Author.Name);
        Assert.Throws<IntegrityErrorException>(() => author.Books.Create(new() { Title = "U", Isbn = "1" }));
    }

    [DatabaseFact]
    public void A_migration_that_dies_leaves_the_database_as_it_was()
    {
        var graph = new MigrationGraph(
        [
            new("blog", () => new Written("0001_initial", [], new CreateModel("Author", [("id", new BigAutoField { PrimaryKey = true })]))),
            new("blog", () => new Written(
                "0002_bad",
                [new("blog", "0001_initial")],
                new CreateModel("Book", [("id", new BigAutoField { PrimaryKey = true })]),
                new CreateModel("Other", [("id", new BigAutoField { PrimaryKey = true })]) { Options = new MetaAttribute { DbTable = "blog_author" } })),
        ]);
        var executor = Executor(graph);
        var steps = new List<string>();
        var error = Assert.Throws<MigrationException>(() => executor.Migrate(executor.Plan(), (step, done) => steps.Add($"{step} {done}")));
        Assert.Contains("blog.0002_bad failed", error.Message);
        Assert.Contains("already exists", error.Message);
        Assert.Equal(["Applying blog.0001_initial Started", "Applying blog.0001_initial Done", "Applying blog.0002_bad Started"], steps);
        Assert.Equal(["blog_author", "django_migrations"], Tables());
        Assert.Equal([new Dependency("blog", "0001_initial")], executor.Applied().Keys);
        if (kind == DatabaseKind.Sqlite) Assert.Equal(1, _connections["default"].Query("PRAGMA foreign_keys", row => row.GetInt32(0))[0]);
    }

    [DatabaseFact]
    public void A_new_field_without_a_value_for_the_rows_is_refused_with_the_cure()
    {
        var create = new Written("0001_initial", [], new CreateModel("Author", [("id", new BigAutoField { PrimaryKey = true })]));
        var add = new Written("0002_age", [new("blog", "0001_initial")], new AddField("Author", "age", new IntegerField()));
        var executor = Executor(new MigrationGraph([new("blog", () => create), new("blog", () => add)]));
        executor.Migrate(executor.Plan("blog", "0001"));
        _connections["default"].Execute("INSERT INTO blog_author (id) VALUES (1)");
        Assert.Contains("PreserveDefault = false", Assert.Throws<MigrationException>(() => executor.Migrate(executor.Plan())).Message);
        _connections["default"].Execute("DELETE FROM blog_author");
        executor.Migrate(executor.Plan());
        Assert.Equal(2, executor.Applied().Count);
    }

    [DatabaseFact]
    public void A_target_may_lie_ahead_or_behind()
    {
        var graph = new MigrationGraph(
        [
            new("blog", () => new Written("0002_b", [new("blog", "0001_a")])),
            new("blog", () => new Written("0001_a", [])),
            new("shop", () => new Written("0001_c", [new("blog", "0002_b")])),
        ]);
        var executor = Executor(graph);
        Assert.Equal(["Applying blog.0001_a"], executor.Plan("blog", "0001").Select(s => s.ToString()));
        Assert.Equal(["Applying blog.0001_a", "Applying blog.0002_b"], executor.Plan("blog").Select(s => s.ToString()));
        executor.Migrate(executor.Plan());
        Assert.Equal(["Unapplying shop.0001_c", "Unapplying blog.0002_b"], executor.Plan("blog", "0001_a").Select(s => s.ToString()));
        executor.Migrate(executor.Plan("blog", "zero"));
        Assert.Empty(executor.Applied());
        Assert.Contains("It has: 0001_a, 0002_b", Assert.Throws<MigrationGraphException>(() => executor.Plan("blog", "0003")).Message);
        Assert.Contains("blog, shop", Assert.Throws<MigrationGraphException>(() => executor.Plan("blok")).Message);
    }

    [DatabaseFact]
    public void Migrations_that_do_not_fit_together_are_explained()
    {
        static MigrationRegistration Of(string name, params Dependency[] dependencies) => new("blog", () => new Written(name, dependencies));
        Assert.Contains("Did you mean 'blog.0001_a'?", Assert.Throws<MigrationGraphException>(() => new MigrationGraph([Of("0001_a"), Of("0002_b", new Dependency("blog", "0001_x"))])).Message);
        Assert.Contains("blog.0001_a -> blog.0002_b -> blog.0001_a", Assert.Throws<MigrationGraphException>(() => new MigrationGraph([Of("0001_a", new Dependency("blog", "0002_b")), Of("0002_b", new Dependency("blog", "0001_a"))])).Message);
        Assert.Contains("Two migrations are called blog.0001_a", Assert.Throws<MigrationGraphException>(() => new MigrationGraph([Of("0001_a"), Of("0001_a")])).Message);
        var forked = new MigrationGraph([Of("0001_a"), Of("0002_b", new Dependency("blog", "0001_a")), Of("0002_c", new Dependency("blog", "0001_a"))]);
        Assert.Contains("(0002_b, 0002_c in blog)", Assert.Throws<MigrationGraphException>(() => forked.SingleLeaves()).Message);
    }

    private static MigrationGraph Graph(params PlannedMigration[] migrations) => CheckMigration.Graph(migrations);

    private MigrationExecutor Executor(MigrationGraph graph) => new(_connections, graph);

    private IReadOnlyList<string> Schema() => CheckMigration.Schema(_connections, kind);

    private static Connections Empty(DatabaseKind kind) => CheckMigration.Empty(kind);

    private IEnumerable<string> Tables() => kind == DatabaseKind.Sqlite
        ? Schema().Select(sql => sql.Split('"')[1])
        : _connections["default"].Query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename", row => row.GetString(0));
}
