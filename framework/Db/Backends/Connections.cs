using System.Collections.Concurrent;

namespace Quintet.Db;

/// <summary>
/// The databases of a project, and the connections open to them (Django's <c>connections</c>). The root one lives as long as
/// the app; each request works in a scope of its own, which gives its connections back when it ends.
/// </summary>
/// <example><code>using var scope = connections.NewScope(); using var _ = Context.Current.With(Connections.Key, scope).Enter();</code></example>
public sealed class Connections : IDisposable
{
    public static readonly ContextKey<Connections> Key = new("database");

    private readonly Dictionary<string, ConnectionPool> _pools;
    private readonly Dictionary<string, Connection> _open = [];
    private readonly ConcurrentDictionary<Type, object> _shared;
    private readonly bool _isRoot;

    // The one asked for last: nearly always it is the one asked for next.
    private Connection? _last;
    private readonly DatabaseRouter[] _routers;

    /// <param name="databases">The settings' <c>Databases</c>, by alias.</param>
    /// <param name="routers">The settings' <c>DatabaseRouters</c>.</param>
    public Connections(IReadOnlyDictionary<string, Database> databases, IReadOnlyList<DatabaseRouter>? routers = null)
    {
        _isRoot = true;
        _shared = [];
        _routers = [.. routers ?? []];
        _pools = [];
        foreach (var (alias, database) in databases) _pools.Add(alias, database.CreatePool(alias));
    }

    private Connections(Connections root) => (_pools, _routers, _shared, Observer, Record) = (root._pools, root._routers, root._shared, root.Observer, root.Record);

    /// <summary>Told of each statement before it runs; null: nobody. A scope begins with its root's.</summary>
    public Action<string>? Observer { get; set; }

    /// <summary>Gets each statement that runs, with its values and its time; null: nothing is kept. A scope begins with its root's. While <c>Debug</c> is on, each request has one.</summary>
    public QueryRecord? Record { get; set; }

    internal static Connections Current => Context.Current.Get(Key);

    /// <summary>Connections of their own, for a request or another unit of work that may run beside others.</summary>
    public Connections NewScope() => new(this);

    /// <summary>The connection to a database; opened when first asked for, then kept for the scope.</summary>
    /// <exception cref="InvalidOperationException">The settings know no such alias.</exception>
    public Connection this[string alias]
    {
        get
        {
            if (_last is { IsUsable: true } last && last.Alias == alias) return last;
            if (_open.TryGetValue(alias, out var connection))
            {
                if (connection.IsUsable || connection.InTransaction) return _last = connection;

                // The server has gone away since; the next statement gets a new one.
                _open.Remove(alias);
                connection.Pool.Return(connection);
            }

            if (!_pools.TryGetValue(alias, out var pool))
            {
                throw new InvalidOperationException(
                    $"The database '{alias}' is not in the settings. Databases has: {string.Join(", ", _pools.Keys)}. Add Databases[\"{alias}\"] = … to Settings.cs.");
            }

            connection = pool.Rent();
            connection.Scope = this;
            _open.Add(alias, connection);
            return _last = connection;
        }
    }

    /// <summary>An object of an app's that lives as long as the databases are in use, one of each type: a cache. It is shared by all scopes, so it must bear several threads.</summary>
    public T Shared<T>()
        where T : class, new() => (T)_shared.GetOrAdd(typeof(T), static _ => new T());

    /// <summary>The alias of the database from which to read a model's rows; <paramref name="hint"/> is that of the object they belong to.</summary>
    public string ForRead(ModelMeta model, string? hint)
    {
        foreach (var router in _routers)
        {
            if (router.DbForRead(model) is { } alias) return alias;
        }

        return hint ?? Database.DefaultAlias;
    }

    /// <summary>The alias of the database to which to write a model's rows.</summary>
    public string ForWrite(ModelMeta model, string? hint)
    {
        foreach (var router in _routers)
        {
            if (router.DbForWrite(model) is { } alias) return alias;
        }

        return hint ?? Database.DefaultAlias;
    }

    internal bool AllowMigrate(string database, string appLabel, string? modelName)
    {
        foreach (var router in _routers)
        {
            if (router.AllowMigrate(database, appLabel, modelName) is { } allowed) return allowed;
        }

        return true;
    }

    public void Dispose()
    {
        foreach (var connection in _open.Values) connection.Pool.Return(connection);
        _open.Clear();
        _last = null;
        if (!_isRoot) return;
        foreach (var pool in _pools.Values) pool.Dispose();
    }
}
