using System.Collections.Concurrent;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>
/// The open connections to one database that nobody uses at the moment, and what all of them share: the queue of the
/// writers and the SQL of the query shapes seen so far.
/// </summary>
internal abstract class ConnectionPool(string alias) : IDisposable
{
    private const int MostCachedQueries = 2000;
    private readonly ConcurrentBag<Connection> _idle = [];
    private readonly ConcurrentDictionary<QueryShape, CompiledQuery> _queries = [];
    private readonly ConcurrentDictionary<ModelMeta, CompiledQuery> _byKey = [];
    private readonly ConcurrentDictionary<(ModelMeta, Statement), SqlText> _statements = [];
    private volatile bool _disposed;

    public string Alias { get; } = alias;

    public abstract Dialect Dialect { get; }

    /// <summary>
    /// Where the database allows one writer at a time, the writers of this process queue here: SQLite itself would let
    /// them sleep and try again.
    /// </summary>
    public WriterQueue? WriterQueue { get; protected init; }

    /// <summary>How long a writer waits in the queue.</summary>
    public TimeSpan QueueTimeout { get; protected init; } = Timeout.InfiniteTimeSpan;

    public virtual Connection Rent() => TryTakeIdle() ?? Open();

    /// <summary>A connection that is open and that nobody uses, or null.</summary>
    protected Connection? TryTakeIdle() => _idle.TryTake(out var connection) ? connection : null;

    public void Return(Connection connection)
    {
        connection.Scope = null;

        // One that was left inside a transaction (its block was abandoned) or lost its server is not given to the next.
        if (_disposed || connection.InTransaction || !connection.IsUsable) connection.Close();
        else _idle.Add(connection);
    }

    /// <summary>The SQL of a query's shape, compiled when it is first seen.</summary>
    public CompiledQuery Compile(QueryShape shape)
    {
        if (_queries.TryGetValue(shape, out var compiled))
        {
            if (compiled.InZones is not { } zones) return compiled;
            if (zones.TryGetValue(ZoneKey(), out var inZone)) return inZone;
        }

        // Shapes are as many as there are places in source that query; more means they are made from input.
        if (_queries.Count > MostCachedQueries) _queries.Clear();
        compiled = QueryCompiler.Compile(shape, Dialect, out var fitsAll, out var dependsOnZone);
        if (!fitsAll) return compiled;
        if (dependsOnZone) _queries.GetOrAdd(shape, static _ => new("") { InZones = [] }).InZones!.TryAdd(ZoneKey(), compiled);
        else _queries.TryAdd(shape, compiled);
        return compiled;

        static string ZoneKey() => Zones.NameOf(Zones.Current) ?? "";
    }

    /// <summary>The query for the row of a model with a key, its one parameter; no query need be built to find it.</summary>
    public CompiledQuery ByKey(ModelMeta model) =>
        _byKey.TryGetValue(model, out var compiled) ? compiled : _byKey.GetOrAdd(model, m => Compile(new QueryShape(StatementKind.Select, m.AllRows.WithKey(0L))));

    /// <summary>The SQL of a statement that a model has once.</summary>
    public SqlText Statement((ModelMeta Model, Statement Kind) key, Func<(ModelMeta Model, Statement Kind), Dialect, string> build) =>
        _statements.TryGetValue(key, out var sql) ? sql : _statements.GetOrAdd(key, k => build(k, Dialect));

    /// <summary>Closes the connections that nobody uses.</summary>
    public void CloseIdle()
    {
        while (_idle.TryTake(out var connection)) connection.Close();
    }

    public virtual void Dispose()
    {
        _disposed = true;
        CloseIdle();
    }

    protected abstract Connection Open();
}
