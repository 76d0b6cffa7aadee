using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>Runs queries: compiles their shape where it is new, and reads the rows.</summary>
internal static class QueryRunner
{
    /// <summary>All rows.</summary>
    public static ValueTask<List<T>> ListAsync<T>(Query query, string alias, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[alias];
        CheckLock(query, connection);
        var shape = new QueryShape(StatementKind.Select, query);
        var compiled = connection.Pool.Compile(shape);
        var reader = Reader<T>(compiled, query);
        return connection.QueryAsync(compiled.Sql, shape.Values(), row => reader(row, alias), async, cancellation);
    }

    /// <summary>The rows one after the other, so that not all of them need be in memory at once.</summary>
    public static ValueTask<RowStream<T>> StreamAsync<T>(Query query, string alias, int chunkSize, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[alias];
        CheckLock(query, connection);
        var shape = new QueryShape(StatementKind.Select, query);
        var compiled = connection.Pool.Compile(shape);
        var reader = Reader<T>(compiled, query);
        return connection.StreamAsync(compiled.Sql, shape.Values(), row => reader(row, alias), chunkSize, async, cancellation);
    }

    /// <summary>The first value of the first row of a query that gives one number.</summary>
    public static async ValueTask<long> NumberAsync(Query query, string alias, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[alias];
        var shape = new QueryShape(StatementKind.Select, query);
        return (await connection.QueryAsync(connection.Pool.Compile(shape).Sql, shape.Values(), static row => row.GetInt64(0), async, cancellation))[0];
    }

    /// <summary>Whether there is a row; nothing of it is read.</summary>
    public static async ValueTask<bool> AnyAsync(Query query, string alias, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[alias];
        var shape = new QueryShape(StatementKind.Select, query);
        return (await connection.QueryAsync(connection.Pool.Compile(shape).Sql, shape.Values(), static _ => 0, async, cancellation)).Count > 0;
    }

    /// <summary>A statement that changes rows; gives their number.</summary>
    public static ValueTask<int> ExecuteAsync(StatementKind kind, Query query, IReadOnlyList<Assignment>? assignments, string alias, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[alias];
        var shape = new QueryShape(kind, query, assignments);
        return connection.ExecuteAsync(connection.Pool.Compile(shape).Sql, shape.Values(), async, cancellation);
    }

    private static Func<Row, string, T> Reader<T>(CompiledQuery compiled, Query query)
    {
        if (compiled.Reader is Func<Row, string, T> known) return known;
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
