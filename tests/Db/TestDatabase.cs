using Quintet;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

/// <summary>A database of its own with the tables of the test models, in force until disposed; remembers the statements that ran.</summary>
public sealed class TestDatabase : IDisposable
{
    // On a busy machine a queue of sixteen writers may take longer than an app would wait.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Connections _connections;
    private readonly Context.Scope _scope;

    public TestDatabase(DatabaseKind kind, params ModelMeta[] further)
        : this(kind == DatabaseKind.Sqlite ? new Sqlite(Sqlite.Memory) { Timeout = Patience } : SharedPostgres.NewSchema(), true, further)
    {
    }

    public TestDatabase(string path = Sqlite.Memory, bool createTables = true)
        : this(new Sqlite(path) { Timeout = Patience }, createTables)
    {
    }

    public TestDatabase(Database database, bool createTables = true, params ModelMeta[] further)
    {
        _connections = new Connections(new Dictionary<string, Database> { ["default"] = database });
        ModelMeta[] models = [Author.Meta, Book.Meta, .. further];
        _scope = Context.Current.With(Connections.Key, _connections).With(ModelRegistry.Key, new ModelRegistry(models)).Enter();
        SchemaDialect schema = database is Sqlite ? SqliteSchema.Instance : PostgreSqlSchema.Instance;
        var state = ProjectState.Empty;
        foreach (var change in createTables ? Differ.Diff(state, ModelStates.Of(models)) : [])
        {
            var after = change.Operation.Apply(change.AppLabel, state);
            foreach (var sql in change.Operation.Forwards(change.AppLabel, state, after, schema)) _connections["default"].Execute(sql);
            state = after;
        }

        _connections.Observer = Statements.Add;
    }

    public List<string> Statements { get; } = [];

    public Connections Connections => _connections;

    public Connection Connection => _connections["default"];

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
}

/// <summary>The one PostgreSQL server of a test run, and a schema in it for each test. It ends with the process.</summary>
internal static class SharedPostgres
{
    private static readonly Lazy<PostgresServer> Server = new(() => Task.Run(PostgresServer.StartAsync).GetAwaiter().GetResult());
    private static int _schemas;

    public static PostgreSql NewSchema(bool healthChecks = false)
    {
        var name = $"test{Interlocked.Increment(ref _schemas)}";
        using var connections = new Connections(new Dictionary<string, Database> { ["default"] = Settings("postgres") });
        connections["default"].Execute($"CREATE SCHEMA {name}");
        return Settings("postgres", name, healthChecks);
    }

    /// <summary>A database of the server's, in which the tables stand in <c>public</c>.</summary>
    public static PostgreSql NewDatabase(string name)
    {
        using var connections = new Connections(new Dictionary<string, Database> { ["default"] = Settings("postgres") });
        connections["default"].Execute($"CREATE DATABASE {name}");
        return Settings(name);
    }

    private static PostgreSql Settings(string database, string schema = "public", bool healthChecks = false) =>
        new() { Name = database, User = PostgresServer.User, ConnHealthChecks = healthChecks, Host = Server.Value.Folder, Options = { ["Search Path"] = schema, ["Maximum Pool Size"] = "20" } };
}
