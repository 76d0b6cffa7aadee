using System.Collections;
using System.Diagnostics;

namespace Quintet.Db;

/// <summary>A statement that was run.</summary>
public sealed class ExecutedQuery
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _ended;

    internal ExecutedQuery(string sql, IReadOnlyList<object?> parameters, string alias) => (Sql, Parameters, Alias) = (sql, [.. parameters], alias);

    /// <summary>As the database got it, with places for the values.</summary>
    public string Sql { get; }

    /// <summary>The values, in the order of their places.</summary>
    public IReadOnlyList<object?> Parameters { get; }

    /// <summary>The database's alias.</summary>
    public string Alias { get; }

    /// <summary>From its start until its rows were read, what was done with them meanwhile included; zero while it runs.</summary>
    public TimeSpan Duration => _ended == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_began, _ended);

    internal void End() => _ended = Stopwatch.GetTimestamp();

    public override string ToString() => Sql;
}

/// <summary>The statements that were run since it was set as <see cref="Connections.Record"/> (Django's <c>connection.queries</c>), the last 9,000 of them.</summary>
public sealed class QueryRecord : IReadOnlyList<ExecutedQuery>
{
    private const int Most = 9000;

    private readonly Lock _lock = new();
    private readonly List<ExecutedQuery> _queries = [];

    /// <summary>Told of each when it has run; null: nobody.</summary>
    public Action<ExecutedQuery>? Ended { get; init; }

    public int Count
    {
        get
        {
            lock (_lock) return _queries.Count;
        }
    }

    public ExecutedQuery this[int index]
    {
        get
        {
            lock (_lock) return _queries[index];
        }
    }

    public IEnumerator<ExecutedQuery> GetEnumerator()
    {
        lock (_lock) return _queries.ToList().GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal ExecutedQuery Begin(string sql, IReadOnlyList<object?> parameters, string alias)
    {
        var query = new ExecutedQuery(sql, parameters, alias);
        lock (_lock)
        {
            if (_queries.Count == Most) _queries.RemoveAt(0);
            _queries.Add(query);
        }

        return query;
    }
}
