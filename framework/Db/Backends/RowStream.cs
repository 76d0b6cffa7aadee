using System.Data.Common;

namespace Quintet.Db;

/// <summary>Rows that are read while they are used. Whether it waits is decided by each call, so that there is one path for both.</summary>
internal abstract class RowStream<T>
{
    /// <summary>The row that <see cref="MoveAsync"/> came to.</summary>
    public T Current { get; protected set; } = default!;

    /// <summary>Goes to the next row; false: there is none.</summary>
    public abstract ValueTask<bool> MoveAsync(bool async, CancellationToken cancellation);

    /// <summary>Frees what the database holds for the rows.</summary>
    public abstract ValueTask CloseAsync(bool async);
}

/// <summary>From a reader that stays open while other statements run on its connection.</summary>
internal sealed class ReaderStream<T>(DbDataReader reader, Row row, Func<Row, T> read, Func<DbException, Exception> translate, Action closed) : RowStream<T>
{
    public override async ValueTask<bool> MoveAsync(bool async, CancellationToken cancellation)
    {
        try
        {
            if (!(async ? await reader.ReadAsync(cancellation) : reader.Read())) return false;
            Current = read(row);
            return true;
        }
        catch (DbException e)
        {
            throw translate(e);
        }
    }

    public override async ValueTask CloseAsync(bool async)
    {
        if (async) await reader.DisposeAsync();
        else reader.Dispose();
        closed();
    }
}

/// <summary>From a cursor on the server, some rows at a time.</summary>
internal sealed class CursorStream<T>(Connection connection, string cursor, Func<Row, T> read, int chunkSize) : RowStream<T>
{
    private List<T> _chunk = [];
    private int _next;
    private bool _last;

    public override async ValueTask<bool> MoveAsync(bool async, CancellationToken cancellation)
    {
        if (_next == _chunk.Count)
        {
            if (_last) return false;
            _chunk = await connection.QueryAsync($"FETCH FORWARD {chunkSize} FROM {cursor}", [], read, async, cancellation);
            (_next, _last) = (0, _chunk.Count < chunkSize);
            if (_chunk.Count == 0) return false;
        }

        Current = _chunk[_next++];
        return true;
    }

    public override ValueTask CloseAsync(bool async) => connection.ExecuteRawAsync("CLOSE " + cursor, async, default);
}
