using System.Data;
using System.Data.Common;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>
/// An open connection to a database (Django's <c>connection</c>): runs statements, keeps their prepared commands, and knows
/// the transaction it is in. Used by one flow at a time.
/// </summary>
/// <remarks>
/// Each verb takes <c>async</c>: with false nothing is awaited that is not complete, so a synchronous caller may take
/// the result at once. So there is one code path for both.
/// </remarks>
public abstract class Connection
{
    private const int MostPreparedCommands = 200;
    private readonly Dictionary<SqlText, PreparedCommand> _prepared = [];
    private readonly DbConnection _connection;
    private int _savepoint;
    private bool _holdsQueue;

    // What Interrupt ends.
    private DbCommand? _running;

    private protected Connection(ConnectionPool pool, DbConnection connection) => (Pool, _connection) = (pool, connection);

    public string Alias => Pool.Alias;

    /// <summary>Whether an <see cref="Transaction.Atomic(Action, string, bool, bool)"/> block is open.</summary>
    public bool InTransaction => TransactionDepth > 0;

    internal ConnectionPool Pool { get; }

    /// <summary>What is to be done when the transaction is committed.</summary>
    internal List<CommitHook> CommitHooks { get; } = [];

    /// <summary>A block without a savepoint failed: the block around it can only be undone.</summary>
    internal bool MustRollBack { get; set; }

    internal Dialect Dialect => Pool.Dialect;

    internal Connections? Scope { get; set; }

    /// <summary>Lent to whoever makes the list of a statement's parameters; empty between two.</summary>
    internal List<ValueNode> Parameters { get; } = [];

    internal int TransactionDepth { get; private set; }

    /// <summary>The outermost transaction is a test's, which nothing of the app's knows of.</summary>
    internal bool InTest { get; private set; }

    /// <summary>Runs one statement of the caller's own and gives the number of rows it touched. Values go as parameters <c>@p0</c>, <c>@p1</c>, …, never into the text.</summary>
    public int Execute(string sql, params object?[] parameters) =>
        ExecuteAsync(Dialect.Numbered(sql), parameters, async: false, default).GetAwaiter().GetResult();

    /// <summary>Runs one query of the caller's own.</summary>
    public IReadOnlyList<T> Query<T>(string sql, Func<Row, T> read, params object?[] parameters) =>
        QueryAsync(Dialect.Numbered(sql), parameters, read, async: false, default).GetAwaiter().GetResult();

    private protected abstract Exception Translate(DbException exception, string sql);

    /// <summary>Learns the database's types anew, of which a migration has made some.</summary>
    internal virtual void ReloadTypes()
    {
    }

    private protected abstract Row CreateRow(DbDataReader reader);

    private protected virtual PreparedCommand CreateCommand(DbCommand command, string sql, int parameters) => new(command, sql, parameters, Dialect);

    /// <summary>How a transaction begins that may write.</summary>
    private protected abstract string BeginStatement { get; }

    /// <summary>Whether the next may have this connection, too; not where the server has gone away.</summary>
    internal bool IsUsable => _connection.State == ConnectionState.Open;

    /// <summary>Whether the transaction that was begun is still there: some failures make SQLite undo it by itself.</summary>
    private protected virtual bool HasTransaction => true;

    /// <summary>Ends the statement that runs, which fails then, and lets no further one begin in its transaction. Called from another thread.</summary>
    internal void Interrupt()
    {
        if (InTransaction) MustRollBack = true;
        InterruptStatement();
    }

    private protected virtual void InterruptStatement() => _running?.Cancel();

    /// <summary>Reads all rows.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its values, in the order of their numbers.</param>
    /// <param name="read">Makes of a row what is wanted.</param>
    /// <param name="async">Whether to wait for what is not there yet.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <param name="expected">So many rows come, as far as is known; 0: nothing is known.</param>
    internal async ValueTask<List<T>> QueryAsync<T>(SqlText sql, IReadOnlyList<object?> parameters, Func<Row, T> read, bool async, CancellationToken cancellation, int expected = 0)
    {
        var command = Take(sql, parameters);
        try
        {
            var results = new List<T>(expected);
            var reader = async ? await command.Reading.ExecuteReaderAsync(cancellation) : command.Reading.ExecuteReader();
            try
            {
                var row = RowOf(reader);
                while (async ? await reader.ReadAsync(cancellation) : reader.Read()) results.Add(read(row));
            }
            finally
            {
                if (async) await reader.DisposeAsync();
                else reader.Dispose();
            }

            return results;
        }
        catch (DbException e)
        {
            throw Translate(e, sql.Text);
        }
        finally
        {
            GiveBack(command);
        }
    }

    /// <summary>Reads rows while they are used.</summary>
    internal virtual async ValueTask<RowStream<T>> StreamAsync<T>(SqlText sql, IReadOnlyList<object?> parameters, Func<Row, T> read, int chunkSize, bool async, CancellationToken cancellation)
    {
        var command = Take(sql, parameters);
        try
        {
            var reader = async ? await command.Reading.ExecuteReaderAsync(cancellation) : command.Reading.ExecuteReader();
            return new ReaderStream<T>(reader, RowOf(reader), read, e => Translate(e, sql.Text), () => GiveBack(command));
        }
        catch (DbException e)
        {
            GiveBack(command);
            throw Translate(e, sql.Text);
        }
    }

    /// <summary>Runs a statement that writes; gives the number of rows it touched.</summary>
    internal async ValueTask<int> ExecuteAsync(SqlText sql, IReadOnlyList<object?> parameters, bool async, CancellationToken cancellation)
    {
        var queued = await EnterQueueAsync(async, cancellation);
        var command = Take(sql, parameters);
        try
        {
            return async ? await command.ExecuteNonQueryAsync(cancellation) : command.ExecuteNonQuery();
        }
        catch (DbException e)
        {
            throw Translate(e, sql.Text);
        }
        finally
        {
            GiveBack(command);
            if (queued) LeaveQueue();
        }
    }

    /// <summary>Runs a statement that writes and reads what it returns.</summary>
    internal async ValueTask<List<T>> WriteAsync<T>(SqlText sql, IReadOnlyList<object?> parameters, Func<Row, T> read, bool async, CancellationToken cancellation)
    {
        var queued = await EnterQueueAsync(async, cancellation);
        try
        {
            return await QueryAsync(sql, parameters, read, async, cancellation);
        }
        finally
        {
            if (queued) LeaveQueue();
        }
    }

    /// <summary>Runs a statement that writes and returns one value.</summary>
    internal async ValueTask<object?> ExecuteScalarAsync(SqlText sql, IReadOnlyList<object?> parameters, bool async, CancellationToken cancellation)
    {
        var queued = await EnterQueueAsync(async, cancellation);
        var command = Take(sql, parameters);
        try
        {
            return async ? await command.Reading.ExecuteScalarAsync(cancellation) : command.Reading.ExecuteScalar();
        }
        catch (DbException e)
        {
            throw Translate(e, sql.Text);
        }
        finally
        {
            GiveBack(command);
            if (queued) LeaveQueue();
        }
    }

    /// <summary>Runs a statement that writes once for each of some rows; it counts as one.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="values">As many as a row has; <paramref name="fill"/> puts them in, row by row.</param>
    /// <param name="fill">Puts a row's values in.</param>
    /// <param name="async">Whether to wait.</param>
    /// <param name="cancellation">Ends it early.</param>
    internal async ValueTask ExecuteManyAsync<TRow>(SqlText sql, IReadOnlyList<TRow> rows, object?[] values, Action<TRow, object?[]> fill, bool async, CancellationToken cancellation)
    {
        var queued = await EnterQueueAsync(async, cancellation);
        var command = Take(sql, values);
        try
        {
            for (var i = 0; i < rows.Count; i++)
            {
                fill(rows[i], values);
                command.Set(values);
                if (async) await command.ExecuteNonQueryAsync(cancellation);
                else command.ExecuteNonQuery();
            }
        }
        catch (DbException e)
        {
            throw Translate(e, sql.Text);
        }
        finally
        {
            GiveBack(command);
            if (queued) LeaveQueue();
        }
    }

    /// <summary>Asks the database about itself or the connection: the first value, or null where there is no row. It does not count as a query.</summary>
    internal async ValueTask<object?> AskAsync(SqlText sql, object?[] parameters, bool async, CancellationToken cancellation)
    {
        var command = Take(sql, parameters, isCounted: false);
        try
        {
            return async ? await command.Reading.ExecuteScalarAsync(cancellation) : command.Reading.ExecuteScalar();
        }
        catch (DbException e)
        {
            throw Translate(e, sql.Text);
        }
        finally
        {
            GiveBack(command);
        }
    }

    /// <exception cref="TransactionManagementErrorException">The transaction can only be rolled back.</exception>
    internal void CheckUsable()
    {
        if (MustRollBack) throw new TransactionManagementErrorException("An error occurred in the current transaction. You can't execute queries until the end of the 'atomic' block.");
    }

    /// <summary>Runs a statement of ours that is neither counted as a query's nor prepared (transactions, pragmas).</summary>
    internal async ValueTask ExecuteRawAsync(string sql, bool async, CancellationToken cancellation)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        _running = command;
        try
        {
            if (async) await command.ExecuteNonQueryAsync(cancellation);
            else command.ExecuteNonQuery();
        }
        catch (DbException e)
        {
            throw Translate(e, sql);
        }
        finally
        {
            _running = null;
        }
    }

    /// <inheritdoc cref="ExecuteRawAsync"/>
    internal void ExecuteRaw(string sql) => ExecuteRawAsync(sql, async: false, default).GetAwaiter().GetResult();

    /// <summary>Opens a transaction, or a savepoint in the one that is open; the result goes to <see cref="EndAsync"/>.</summary>
    internal async ValueTask<string?> BeginAsync(bool async, CancellationToken cancellation)
    {
        if (TransactionDepth == 0)
        {
            MustRollBack = false;
            _holdsQueue = await EnterQueueAsync(async, cancellation);
            try
            {
                await ExecuteRawAsync(BeginStatement, async, cancellation);
            }
            catch
            {
                ReleaseQueue();
                throw;
            }

            TransactionDepth = 1;
            return null;
        }

        var savepoint = $"s{++_savepoint}";
        await ExecuteRawAsync("SAVEPOINT " + savepoint, async, cancellation);
        TransactionDepth++;
        return savepoint;
    }

    /// <summary>Ends what <see cref="BeginAsync"/> opened. Nobody can cancel it: half an end is none.</summary>
    internal async ValueTask EndAsync(string? savepoint, bool commit, bool async)
    {
        var lost = !IsUsable || !HasTransaction;
        try
        {
            // What was begun is undone already: there is nothing left to say, and the first failure is the one to tell.
            if (!commit && lost) return;
            if (savepoint is null)
            {
                try
                {
                    await ExecuteRawAsync(commit ? "COMMIT" : "ROLLBACK", async, default);
                }
                catch when (commit)
                {
                    // A deferred constraint refuses the commit: the transaction is still open then.
                    await ExecuteRawAsync("ROLLBACK", async, default);
                    throw;
                }
            }
            else
            {
                if (!commit) await ExecuteRawAsync("ROLLBACK TO " + savepoint, async, default);
                await ExecuteRawAsync("RELEASE " + savepoint, async, default);
            }
        }
        finally
        {
            TransactionDepth--;

            // What was done since the savepoint, or the beginning, is undone now; a block around it may have lost more than that.
            if (!commit) MustRollBack = lost && TransactionDepth > 0;
            if (TransactionDepth == 0) ReleaseQueue();
        }
    }

    /// <summary>Opens the transaction that a test runs in; what the app commits in it is a savepoint's end.</summary>
    internal void BeginTest()
    {
        BeginAsync(async: false, default).GetAwaiter().GetResult();
        InTest = true;
    }

    /// <summary>Undoes all that a test did.</summary>
    /// <exception cref="IntegrityErrorException">It could not have been committed: a row points to one that is not there.</exception>
    internal void EndTest()
    {
        try
        {
            if (IsUsable && !MustRollBack) CheckConstraints();
        }
        catch (TransactionManagementErrorException)
        {
            // A statement of the test failed, so the database can say nothing of the rest.
        }
        finally
        {
            CommitHooks.Clear();
            InTest = false;
            EndAsync(null, commit: false, async: false).GetAwaiter().GetResult();
        }
    }

    /// <summary>Makes the checks that wait for the end of the transaction.</summary>
    private void CheckConstraints()
    {
        if (Dialect.SettleRows is { } settle)
        {
            ExecuteRaw(settle);
            return;
        }

        if (Dialect.FindBrokenRelations is not { } find) return;
        foreach (var (table, row, target) in Query(find, row => (row.GetString(0), row.GetInt64(1), row.GetString(2))))
        {
            throw new IntegrityErrorException($"The row {row} of table '{table}' points to a row of '{target}' that is not there.");
        }
    }

    internal void Close()
    {
        ReleaseQueue();
        foreach (var command in _prepared.Values) command.Dispose();
        _prepared.Clear();
        _connection.Dispose();
    }

    private PreparedCommand Take(SqlText sql, IReadOnlyList<object?> parameters, bool isCounted = true)
    {
        CheckUsable();
        if (isCounted) Scope?.Observer?.Invoke(sql.Text);

        // The same query may run again inside its own reading: then with a command of its own.
        if (!_prepared.TryGetValue(sql, out var command) || !command.Fits(parameters)) command = Prepare(sql, parameters.Count);
        command.Set(parameters);
        if (isCounted && Scope?.Record is { } record) command.Query = record.Begin(sql.Text, parameters, Alias);
        command.IsTaken = true;
        _running = command.Command;
        return command;
    }

    private PreparedCommand Prepare(SqlText sql, int parameters)
    {
        var command = CreateCommand(_connection.CreateCommand(), sql.Text, parameters);
        command.IsKept = _prepared.Count < MostPreparedCommands && _prepared.TryAdd(sql, command);
        return command;
    }

    private void GiveBack(PreparedCommand command)
    {
        _running = null;
        if (command.Query is { } query)
        {
            command.Query = null;
            query.End();
            Scope?.Record?.Ended?.Invoke(query);
        }

        command.IsTaken = false;
        if (!command.IsKept) command.Dispose();
    }

    private Row RowOf(DbDataReader reader)
    {
        var row = CreateRow(reader);
        row.Alias = Alias;
        return row;
    }

    /// <summary>Waits for the turn to write, where writers queue; gives whether it must be handed on.</summary>
    private ValueTask<bool> EnterQueueAsync(bool async, CancellationToken cancellation)
    {
        if (Pool.WriterQueue is not { } queue || _holdsQueue || InTransaction) return new(false);

        // Nearly always the turn is free.
        return queue.TryEnter() ? new(true) : WaitInQueueAsync(queue, async, cancellation);
    }

    private async ValueTask<bool> WaitInQueueAsync(WriterQueue queue, bool async, CancellationToken cancellation)
    {
        if (await queue.EnterAsync(Pool.QueueTimeout, async, cancellation)) return true;
        throw new OperationalErrorException(
            $"database is locked: another transaction of this process has been writing to '{Alias}' for {Pool.QueueTimeout.TotalSeconds:0.#} s. Keep slow work out of Transaction.Atomic, and do not write through a second connection inside of it.");
    }

    private void LeaveQueue() => Pool.WriterQueue!.Leave();

    private void ReleaseQueue()
    {
        if (!_holdsQueue) return;
        _holdsQueue = false;
        LeaveQueue();
    }
}
