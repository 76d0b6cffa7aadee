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

    [DatabaseTheory]
    [MemberData(nameof(Seeds))]
    public void There_and_back_leaves_the_database_as_it_was(int seed)
    {
        var (before, after) = (RandomStates.Of(seed), Castable(RandomStates.Of(seed), RandomStates.Of(seed + 500)));
        var first = Plan(ProjectState.Empty, before, []);
        var second = Plan(before, after, first, RandomStates.Answers(seed));
        var executor = Executor(Graph([.. first]));
        executor.Migrate(executor.Plan());
        var schema = Schema();
        executor = Executor(Graph([.. first, .. second]));
        var plan = executor.Plan();
        executor.Migrate(plan);
        Assert.Empty(executor.Plan());
        executor.Migrate([.. plan.Reverse().Select(step => step with { Backwards = true })]);
        Assert.Equal(Sorted(schema), Sorted(Schema()));

        // And what the way forward makes is what a new database gets.
        executor.Migrate(executor.Plan());
        var grown = Sorted(Schema());
        using var fresh = Empty(kind);
        var direct = new MigrationExecutor(fresh, Graph([.. Plan(ProjectState.Empty, after, [])]));
        direct.Migrate(direct.Plan());
        Assert.Equal(Sorted(Schema(fresh)), grown);
    }

    [DatabaseTheory]
    [MemberData(nameof(Seeds))]
    public void No_row_is_lost_where_none_must_be(int seed)
    {
        var (before, after) = (RandomStates.Of(seed), Castable(RandomStates.Of(seed), RandomStates.Of(seed + 700)));
        var first = Plan(ProjectState.Empty, before, []);
        var second = Plan(before, after, first, new UnaskedQuestions());
        var rows = new Written("0001_rows", [.. first.Select(migration => new Dependency(migration.AppLabel, migration.Name))], new RunCode((models, _) => RandomRows.Fill(models, before, new Random(seed)), RunCode.Noop));
        MigrationGraph With(params IEnumerable<PlannedMigration> migrations) => new([new("rows", () => rows), .. migrations.Select(m => new MigrationRegistration(m.AppLabel, () => new Written(m.Name, m.Dependencies, [.. m.Operations])))]);
        var executor = Executor(With(first));
        executor.Migrate(executor.Plan());
        var (schema, held) = (Schema(), RandomRows.Read(_connections["default"], before, before));
        executor = Executor(With([.. first, .. second]));
        var plan = executor.Plan();
        try
        {
            executor.Migrate(plan);
        }
        catch (MigrationException e) when (e.InnerException is IntegrityErrorException)
        {
            // The rows break a new constraint: the migration left no trace, and those before it are undone.
            if (!Undo(executor, [.. plan.Where(step => executor.Applied().ContainsKey(step.Node.Key))])) return;
            Assert.Equal(Sorted(schema), Sorted(Schema()));
            Assert.Equal(RandomRows.Read(_connections["default"], before, after), held.Where(line => RandomRows.Stays(line, before, after)));
            return;
        }

        // What both know holds the same on the other side, and again on this one.
        var common = held.Where(line => RandomRows.Stays(line, before, after));
        Assert.Equal(common, RandomRows.Read(_connections["default"], after, before));
        if (!Undo(executor, plan)) return;
        Assert.Equal(Sorted(schema), Sorted(Schema()));
        Assert.Equal(common, RandomRows.Read(_connections["default"], before, after));
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

    /// <summary>False where a field that comes back is empty, and an old constraint forbids that.</summary>
    private static bool Undo(MigrationExecutor executor, IReadOnlyList<MigrationStep> plan)
    {
        try
        {
            executor.Migrate([.. plan.Reverse().Select(step => step with { Backwards = true })]);
            return true;
        }
        catch (MigrationException e) when (e.InnerException is IntegrityErrorException)
        {
            return false;
        }
    }

    /// <summary>PostgreSQL makes no date of a number, whatever the migration says: there a field keeps its kind, but text may change into text.</summary>
    private ProjectState Castable(ProjectState before, ProjectState after)
    {
        if (kind == DatabaseKind.Sqlite) return after;
        return ProjectState.Of(after.Models.Select(model => model with
        {
            Fields = [.. model.Fields.Select(field => before.Find(model.Label)?.FindField(field.Name) is { } old && Kind(old.Field) != Kind(field.Field) ? old : field)],
        }));

        static string Kind(Field field) => field.InternalType is "CharField" or "TextField" ? "text" : field.InternalType;
    }

    private static IReadOnlyList<PlannedMigration> Plan(ProjectState before, ProjectState after, IReadOnlyList<PlannedMigration> existing, MigrationQuestions? questions = null)
    {
        var leaves = existing.GroupBy(m => m.AppLabel).ToDictionary(g => g.Key, g => g.Last().Name);
        return MigrationPlanner.Plan(Differ.Diff(before, after, questions), leaves);
    }

    private static MigrationGraph Graph(params PlannedMigration[] migrations) =>
        new(migrations.Select(m => new MigrationRegistration(m.AppLabel, () => new Written(m.Name, m.Dependencies, [.. m.Operations]))));

    private MigrationExecutor Executor(MigrationGraph graph) => new(_connections, graph);

    private IReadOnlyList<string> Schema() => Schema(_connections);

    private static Connections Empty(DatabaseKind kind) =>
        new(new Dictionary<string, Database> { ["default"] = kind == DatabaseKind.Sqlite ? new Sqlite(Sqlite.Memory) : SharedPostgres.NewSchema() });

    private IEnumerable<string> Tables() => kind == DatabaseKind.Sqlite
        ? Schema().Select(sql => sql.Split('"')[1])
        : _connections["default"].Query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename", row => row.GetString(0));

    private IReadOnlyList<string> Schema(Connections connections) => kind == DatabaseKind.PostgreSql ? PostgresCatalogue.Describe(connections["default"]) :
        connections["default"].Query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'sqlite_sequence' ORDER BY name", row => row.GetString(0));

    /// <summary>
    /// Tables with their columns in alphabetical order (a field that comes back comes back at the end), indexes without their
    /// names (those of a renamed table keep theirs, as Django's do).
    /// </summary>
    private static IEnumerable<string> Sorted(IEnumerable<string> schema) => schema
        .Select(sql =>
        {
            if (sql.StartsWith("CREATE INDEX", StringComparison.Ordinal)) return sql[sql.IndexOf(" ON ", StringComparison.Ordinal)..];
            if (sql.StartsWith("CREATE UNIQUE INDEX", StringComparison.Ordinal)) return "UNIQUE" + sql[sql.IndexOf(" ON ", StringComparison.Ordinal)..];
            if (!sql.StartsWith("CREATE TABLE", StringComparison.Ordinal)) return sql;
            var open = sql.IndexOf('(');
            return sql[..open] + string.Join(" | ", sql[(open + 1)..^1].Split(", ").Order(StringComparer.Ordinal));
        })
        .Order(StringComparer.Ordinal);

    private sealed class Written(string name, IReadOnlyList<Dependency> dependencies, params Operation[] operations) : Migration
    {
        public override string Name => name;

        public override IEnumerable<Dependency> Dependencies => dependencies;

        public override IEnumerable<Operation> Operations => operations;
    }
}
