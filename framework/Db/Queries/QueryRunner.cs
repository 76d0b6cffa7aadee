using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>Runs queries: compiles their shape where it is new, and reads the rows.</summary>
internal static class QueryRunner
{
    // A limit is a good guess at the number of rows, as long as it is small.
    private const int MostExpected = 200;

    /// <summary>All rows.</summary>
    public static ValueTask<List<T>> ListAsync<T>(Query query, string alias, bool async, CancellationToken cancellation, int? expected = null)
    {
        var connection = Connections.Current[alias];
        CheckLock(query, connection);
        var shape = new QueryShape(StatementKind.Select, query);
        var compiled = connection.Pool.Compile(shape);
        return connection.QueryAsync(compiled.Sql, shape.Values(connection.Parameters), Heard(Reader<T>(compiled, query)), async, cancellation, expected ?? (int)Math.Min(query.Limit ?? 0, MostExpected));
    }

    /// <summary>The rows with a key: the one query of a model for which nothing is built or translated.</summary>
    public static ValueTask<List<T>> ByKeyAsync<T>(ModelMeta model, object key, string alias, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[alias];
        var compiled = connection.Pool.ByKey(model);
        return connection.QueryAsync(compiled.Sql, [key], Heard(Reader<T>(compiled, model.AllRows)), async, cancellation, expected: 1);
    }

    /// <summary>The rows one after the other, so that not all of them need be in memory at once.</summary>
    public static ValueTask<RowStream<T>> StreamAsync<T>(Query query, string alias, int chunkSize, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[alias];
        CheckLock(query, connection);
        var shape = new QueryShape(StatementKind.Select, query);
        var compiled = connection.Pool.Compile(shape);
        return connection.StreamAsync(compiled.Sql, shape.Values(connection.Parameters), Heard(Reader<T>(compiled, query)), chunkSize, async, cancellation);
    }

    /// <summary>The first value of the first row of a query that gives one number.</summary>
    public static async ValueTask<long> NumberAsync(Query query, string alias, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[alias];
        var shape = new QueryShape(StatementKind.Select, query);
        return (await connection.QueryAsync(connection.Pool.Compile(shape).Sql, shape.Values(connection.Parameters), static row => row.GetInt64(0), async, cancellation))[0];
    }

    /// <summary>Whether there is a row; nothing of it is read.</summary>
    public static async ValueTask<bool> AnyAsync(Query query, string alias, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[alias];
        var shape = new QueryShape(StatementKind.Select, query);
        return (await connection.QueryAsync(connection.Pool.Compile(shape).Sql, shape.Values(connection.Parameters), static _ => 0, async, cancellation)).Count > 0;
    }

    /// <summary>A statement that changes rows; gives their number.</summary>
    public static ValueTask<int> ExecuteAsync(StatementKind kind, Query query, Assignment[]? assignments, string alias, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[alias];
        var shape = new QueryShape(kind, query, assignments);
        return connection.ExecuteAsync(connection.Pool.Compile(shape).Sql, shape.Values(connection.Parameters), async, cancellation);
    }

    /// <summary>Where somebody listens to objects being made, the row says to whom.</summary>
    private static Func<Row, T> Heard<T>(Func<Row, T> reader)
    {
        if (ModelSignals.OfObjects is not { } signals) return reader;
        return row =>
        {
            row.Signals = signals;
            try
            {
                return reader(row);
            }
            finally
            {
                // The next query may read with the same object.
                row.Signals = null;
            }
        };
    }

    private static Func<Row, T> Reader<T>(CompiledQuery compiled, Query query)
    {
        if (compiled.Reader is Func<Row, T> known) return known;
        var reader = RowReader.For<T>(query);
        compiled.Reader = reader;
        return reader;
    }

    private static void CheckLock(Query query, Connection connection)
    {
        if (query.Lock is null || connection.InTransaction) return;
        throw new TransactionManagementErrorException("select_for_update cannot be used outside of a transaction. Put it, and what is done with the rows, into Transaction.Atomic.");
    }
}
