using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

public sealed class SwappableTestsOnSqlite() : SwappableTests(DatabaseKind.Sqlite);

public sealed class SwappableTestsOnPostgreSql() : SwappableTests(DatabaseKind.PostgreSql);

/// <summary>Models that settings name: one set of migrations, in projects that name different ones.</summary>
public abstract class SwappableTests : IDisposable
{
    private const string Own = "members.Member";
    private const string Usual = "accounts.User";

    private static readonly NamedField Id = new("id", new BigAutoField { PrimaryKey = true });

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"quintet-swappable-{Guid.NewGuid():N}.sqlite3");
    private readonly DatabaseKind _kind;
    private readonly Connections _connections;

    protected SwappableTests(DatabaseKind kind)
    {
        _kind = kind;
        _connections = new(new Dictionary<string, Database> { ["default"] = kind == DatabaseKind.Sqlite ? new Sqlite(_file) : SharedPostgres.NewSchema() });
    }

    public void Dispose()
    {
        _connections.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(_file);
    }

    [DatabaseFact]
    public void The_same_migrations_lead_to_the_model_that_the_project_names()
    {
        var written = Registered(Own);
        foreach (var (label, table, absent) in new[] { (Own, "members_member", "accounts_user"), (Usual, "accounts_user", "members_user") })
        {
            var graph = new MigrationGraph(written, Naming(label));
            var executor = new MigrationExecutor(_connections, graph);
            executor.Migrate(executor.Plan());
            Assert.Contains(table, Tables());
            Assert.DoesNotContain(absent, Tables());
            // The pairs of a model go with it.
            Assert.Equal(label == Usual, Tables().Contains("accounts_user_groups"));
            Assert.Equal(table, Target("blog_post", "author_id"));
            Assert.Equal(table, Target("blog_post_readers", label == Own ? "member_id" : "user_id"));
            Assert.Empty(MigrationPlanner.Plan(Differ.Diff(graph.FinalState, Naming(label).Mark(Models(label)), swappable: Naming(label)), graph.SingleLeaves()));
            executor.Migrate([.. graph.Apps.SelectMany(app => executor.Plan(app, "zero"))]);
            Assert.DoesNotContain(table, Tables());
        }
    }

    [DatabaseFact]
    public void Migrations_name_the_setting_and_wait_for_the_app_of_its_model()
    {
        var planned = Plan(Own);
        var blog = planned.Single(migration => migration.AppLabel == "blog");
        Assert.Equal(["__setting__.AuthUserModel"], blog.Dependencies.Select(dependency => dependency.ToString()));
        Assert.Contains("(\"author\", new ForeignKey(\"__setting__.AuthUserModel\", OnDelete.Cascade))", blog.Operations[0].ToCSharp(), StringComparison.Ordinal);
        Assert.Contains("(\"readers\", new ManyToMany(\"__setting__.AuthUserModel\") { RelatedName = \"+\" })", blog.Operations[0].ToCSharp(), StringComparison.Ordinal);
        Assert.Contains("Options = new MetaAttribute { Swappable = \"AuthUserModel\" }", planned.Single(migration => migration.AppLabel == "accounts").Operations.OfType<CreateModel>().Single(create => create.Name == "User").ToCSharp(), StringComparison.Ordinal);

        var graph = new MigrationGraph(Registered(Own), Naming(Own));
        Assert.Equal(["members.0001_initial"], graph.Find(new("blog", "0001_initial"))!.Parents.Select(parent => parent.ToString()));
        Assert.Equal(["accounts.0001_initial"], new MigrationGraph(Registered(Own), Naming(Usual)).Find(new("blog", "0001_initial"))!.Parents.Select(parent => parent.ToString()));

        // The model that a setting may name comes first in its app: the others wait for the app's first migration.
        Assert.Equal(["Member", "Badge"], planned.Single(migration => migration.AppLabel == "members").Operations.Cast<CreateModel>().Select(create => create.Name));
    }

    [DatabaseFact]
    public void What_a_setting_lacks_is_said()
    {
        string Said(Func<string, string?> settings) => Assert.Throws<MigrationGraphException>(() => new MigrationGraph(Registered(Own), new(settings))).Message;
        Assert.Equal("Migration blog.0001_initial: The settings have no 'AuthUserModel', which a relation speaks of: give it the label of a model, as in AuthUserModel = \"members.Member\".", Said(_ => null));
        Assert.Equal("Migration blog.0001_initial: AuthUserModel must be of the form 'app_label.model_name', and is 'Member'.", Said(_ => "Member"));
        Assert.Contains("members.Nobody, which is not there at this point of the migrations", Assert.Throws<InvalidOperationException>(() =>
        {
            var state = new MigrationGraph(Registered(Own), Naming("members.Nobody")).FinalState;
            return state.Target(state.Get("blog", "Post"), state.Get("blog", "Post").GetField("author"));
        }).Message, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public void A_relation_that_names_the_model_and_one_that_names_the_setting_are_the_same()
    {
        ModelState Post(ForeignKey author) => ModelState.Create("blog", "Post", [Id, new("author", author)]);
        var (direct, named) = (new ForeignKey("members.member", OnDelete.Cascade), new ForeignKey(Own, OnDelete.Cascade).WithTarget(Own, "AuthUserModel"));
        Assert.Empty(Differ.Diff(ProjectState.Of([Post(direct)]), ProjectState.Of([Post(named)])));
        Assert.Single(Differ.Diff(ProjectState.Of([Post(named)]), ProjectState.Of([Post(new ForeignKey(Usual, OnDelete.Cascade))])));
    }

    /// <summary>The code of a project whose users are one of the two.</summary>
    private static ProjectState Models(string users) => ProjectState.Of(
    [
        ModelState.Create("accounts", "Group", [Id]),
        ModelState.Create("accounts", "User", [Id, new("groups", new ManyToMany("accounts.Group"))], new() { Swappable = "AuthUserModel" }),
        ModelState.Create("members", "Badge", [Id]),
        ModelState.Create("members", "Member", [Id, new("name", new CharField { MaxLength = 20 })]),
        ModelState.Create("blog", "Post", [Id, new("author", new ForeignKey(users, OnDelete.Cascade)), new("readers", new ManyToMany(users) { RelatedName = "+" })]),
    ]);

    private static SwappableModels Naming(string label) => new(setting => setting == "AuthUserModel" ? label : null);

    private static IReadOnlyList<PlannedMigration> Plan(string label) =>
        MigrationPlanner.Plan(Differ.Diff(ProjectState.Empty, Naming(label).Mark(Models(label)), swappable: Naming(label)), new Dictionary<string, string>());

    private static IEnumerable<MigrationRegistration> Registered(string label) => Plan(label).Select(plan => new MigrationRegistration(plan.AppLabel, () => new Planned(plan)));

    private IReadOnlyList<string> Tables() => _connections["default"].Query(
        _kind == DatabaseKind.Sqlite ? "SELECT name FROM sqlite_master WHERE type = 'table'" : "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()", row => row.GetString(0));

    /// <summary>The table to which a column leads.</summary>
    private string Target(string table, string column) => Assert.Single(_connections["default"].Query(
        _kind == DatabaseKind.Sqlite
            ? "SELECT \"table\" FROM pragma_foreign_key_list(@p0) WHERE \"from\" = @p1"
            : "SELECT ccu.table_name::text FROM information_schema.key_column_usage kcu JOIN information_schema.constraint_column_usage ccu USING (constraint_schema, constraint_name) WHERE kcu.table_schema = current_schema() AND kcu.table_name = @p0 AND kcu.column_name = @p1 AND ccu.table_name <> @p0",
        row => row.GetString(0), table, column));
}
