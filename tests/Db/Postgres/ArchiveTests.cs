using Archive;
using Quintet;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

/// <summary>A PostgreSQL database of its own, whose tables the fixture's migrations made, with the extensions that they create.</summary>
public abstract class ArchiveTests : IDisposable
{
    private static int _databases;

    private readonly Context.Scope? _scope;
    private readonly Connections? _connections;

    protected ArchiveTests()
    {
        // A test that needs what is not there says so itself.
        if (PostgresServer.FindBinaries() is null) return;
        _connections = new Connections(new Dictionary<string, Database> { ["default"] = SharedPostgres.NewDatabase($"archive{Interlocked.Increment(ref _databases)}") });
        _scope = Context.Current.With(Connections.Key, _connections).With(ModelRegistry.Key, new ModelRegistry(Models)).Enter();
        var executor = new MigrationExecutor(_connections, Graph);
        executor.Migrate(executor.Plan());
        _connections.Observer = Statements.Add;
    }

    public static IReadOnlyList<ModelMeta> Models { get; } = [.. new ArchiveApp().Manifest.OfType<ModelMeta>()];

    public static MigrationGraph Graph { get; } = new(new ArchiveApp().Manifest.OfType<MigrationRegistration>());

    public List<string> Statements { get; } = [];

    public Connections Connections => _connections!;

    public Connection Connection => Connections["default"];

    /// <summary>The keys of what a query gives, in their order: <c>1 3</c>.</summary>
    protected static string Ids<T>(QuerySet<T> query)
        where T : Model => string.Join(' ', query.OrderBy("pk").ToList().Select(row => row.Pk));

    public void Dispose()
    {
        _scope?.Dispose();
        _connections?.Dispose();
        GC.SuppressFinalize(this);
    }
}
