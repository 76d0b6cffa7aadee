using System.Collections.Concurrent;
using Quintet.Db;

namespace Quintet.Caching;

/// <summary>
/// Keeps values in a table (Django's <c>DatabaseCache</c>, whose table it is), which <c>dotnet run createcachetable</c> makes. Inside a transaction it is part of it: what was kept goes when the transaction is
/// undone.
/// </summary>
/// <param name="table">The table's name.</param>
public sealed class DatabaseCache(string table) : Cache
{
    private const string Columns = "cache_key, value, expires";

    // What never ends, ends then.
    private static readonly DateTime Never = new(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc);

    private readonly ConcurrentDictionary<Db.Sql.Dialect, Statements> _statements = [];

    /// <summary>The table's name.</summary>
    public string Table { get; } = table;

    /// <summary>The alias of the database that has the table.</summary>
    public string Database { get; init; } = Db.Database.DefaultAlias;

    /// <summary>How many values there is room for; more make the first third of the keys go.</summary>
    public int MaxEntries { get; init; } = 300;

    protected internal override async ValueTask<CacheEntry?> ReadAsync(string key, bool async, CancellationToken cancellation)
    {
        var (connection, sql) = Connect();
        var rows = await connection.QueryAsync(sql.Read, [key], row => (Value: row.GetString(0), End: row.GetDateTime(1)), async, cancellation);
        return rows is [var found] && found.End > Now ? new CacheEntry(Convert.FromBase64String(found.Value), found.End == Never ? null : found.End) : null;
    }

    protected internal override async ValueTask<IReadOnlyList<CacheEntry?>> ReadManyAsync(IReadOnlyList<string> keys, bool async, CancellationToken cancellation)
    {
        if (keys.Count == 0) return [];
        var (connection, sql) = Connect();
        var found = new Dictionary<string, CacheEntry>(StringComparer.Ordinal);
        foreach (var some in keys.Chunk(500))
        {
            var rows = await connection.QueryAsync(
                $"{sql.ReadMany} ({string.Join(", ", some.Select((_, index) => connection.Dialect.ParameterName(index)))})", some, row => (Key: row.GetString(0), Value: row.GetString(1), End: row.GetDateTime(2)), async, cancellation);
            foreach (var row in rows.Where(row => row.End > Now)) found[row.Key] = new(Convert.FromBase64String(row.Value), row.End == Never ? null : row.End);
        }

        return [.. keys.Select(key => found.TryGetValue(key, out var entry) ? entry : (CacheEntry?)null)];
    }

    protected internal override async ValueTask<bool> WriteAsync(string key, ReadOnlyMemory<byte> value, DateTimeOffset? end, bool onlyIfMissing, bool async, CancellationToken cancellation)
    {
        var now = Now;
        if (end <= now)
        {
            if (onlyIfMissing && await ReadAsync(key, async, cancellation) is not null) return false;
            await RemoveAsync(key, async, cancellation);
            return true;
        }

        var (connection, sql) = Connect();
        await CullAsync(connection, sql, now, async, cancellation);
        var row = (object?[])[key, Convert.ToBase64String(value.Span), Ending(end)];
        return await connection.ExecuteAsync(onlyIfMissing ? sql.Add : sql.Write, onlyIfMissing ? [.. row, connection.Dialect.ToDatabase(now)] : row, async, cancellation) > 0;
    }

    protected internal override async ValueTask<bool> TouchAsync(string key, DateTimeOffset? end, bool async, CancellationToken cancellation)
    {
        if (end <= Now) return await RemoveAsync(key, async, cancellation);
        var (connection, sql) = Connect();
        return await connection.ExecuteAsync(sql.Touch, [key, Ending(end), connection.Dialect.ToDatabase(Now)], async, cancellation) > 0;
    }

    protected internal override async ValueTask<bool> RemoveAsync(string key, bool async, CancellationToken cancellation)
    {
        var (connection, sql) = Connect();
        var rows = await connection.WriteAsync(sql.Remove, [key], row => row.GetDateTime(0), async, cancellation);
        return rows is [var end] && end > Now;
    }

    protected internal override async ValueTask ClearAsync(bool async, CancellationToken cancellation)
    {
        var (connection, sql) = Connect();
        await connection.ExecuteAsync(sql.Clear, [], async, cancellation);
    }

    protected internal override async ValueTask<long?> IncrementAsync(string key, long delta, bool async, CancellationToken cancellation)
    {
        while (await ReadAsync(key, async, cancellation) is { } entry)
        {
            var (number, bytes) = Sum(entry.Value, delta);
            var (connection, sql) = Connect();
            if (await connection.ExecuteAsync(sql.Exchange, [key, Convert.ToBase64String(entry.Value.Span), Convert.ToBase64String(bytes)], async, cancellation) > 0) return number;
        }

        return null;
    }

    private DateTime Now => Clock.GetUtcNow().UtcDateTime;

    private (Connection Connection, Statements Sql) Connect()
    {
        var connection = Connections.Current[Database];
        return (connection, _statements.GetOrAdd(connection.Dialect, dialect => new(dialect, dialect.Quote(Table))));
    }

    private object? Ending(DateTimeOffset? end) => Connections.Current[Database].Dialect.ToDatabase(end?.UtcDateTime is { } time && time < Never ? time : Never);

    private async ValueTask CullAsync(Connection connection, Statements sql, DateTime now, bool async, CancellationToken cancellation)
    {
        if (await CountAsync() < MaxEntries) return;
        await connection.ExecuteAsync(sql.RemoveEnded, [connection.Dialect.ToDatabase(now)], async, cancellation);
        var count = await CountAsync();
        if (count < MaxEntries) return;
        var rows = await connection.QueryAsync(sql.KeyAt, [Math.Min(count - 1, Math.Max(1, count / 3))], row => row.GetString(0), async, cancellation);
        if (rows is [var key]) await connection.ExecuteAsync(sql.RemoveBefore, [key], async, cancellation);

        async ValueTask<long> CountAsync() => (await connection.QueryAsync(sql.Count, [], row => row.GetInt64(0), async, cancellation))[0];
    }

    private sealed class Statements
    {
        public Statements(Db.Sql.Dialect dialect, string table)
        {
            string Parameter(int index) => dialect.ParameterName(index);
            var insert = $"INSERT INTO {table} ({Columns}) VALUES ({Parameter(0)}, {Parameter(1)}, {Parameter(2)}) ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires";
            Read = $"SELECT value, expires FROM {table} WHERE cache_key = {Parameter(0)}";
            ReadMany = $"SELECT {Columns} FROM {table} WHERE cache_key IN";
            Write = insert;
            Add = $"{insert} WHERE {table}.expires <= {Parameter(3)}";
            Touch = $"UPDATE {table} SET expires = {Parameter(1)} WHERE cache_key = {Parameter(0)} AND expires > {Parameter(2)}";
            Remove = $"DELETE FROM {table} WHERE cache_key = {Parameter(0)} RETURNING expires";
            Clear = $"DELETE FROM {table}";
            Exchange = $"UPDATE {table} SET value = {Parameter(2)} WHERE cache_key = {Parameter(0)} AND value = {Parameter(1)}";
            RemoveEnded = $"DELETE FROM {table} WHERE expires <= {Parameter(0)}";
            Count = $"SELECT COUNT(*) FROM {table}";
            KeyAt = $"SELECT cache_key FROM {table} ORDER BY cache_key LIMIT 1 OFFSET {Parameter(0)}";
            RemoveBefore = $"DELETE FROM {table} WHERE cache_key < {Parameter(0)}";
        }

        public SqlText Read { get; }

        public string ReadMany { get; }

        public SqlText Write { get; }

        public SqlText Add { get; }

        public SqlText Touch { get; }

        public SqlText Remove { get; }

        public SqlText Clear { get; }

        public SqlText Exchange { get; }

        public SqlText RemoveEnded { get; }

        public SqlText Count { get; }

        public SqlText KeyAt { get; }

        public SqlText RemoveBefore { get; }
    }
}
