namespace Quintet.Db;

/// <summary>Blocks that happen whole or not at all (Django's <c>transaction.atomic</c>). Nested ones are savepoints; an exception rolls back.</summary>
public static class Transaction
{
    private const string UseAsync = "The transaction would commit before the task has done its work. Use Transaction.AtomicAsync.";

    /// <param name="block">What happens whole or not at all.</param>
    /// <param name="database">On which database.</param>
    /// <param name="durable">When the block is done, it is committed: an error inside of another block.</param>
    /// <param name="savepoint">False: a block in another one is not undone alone; where it fails, the whole is.</param>
    public static void Atomic(Action block, string database = Database.DefaultAlias, bool durable = false, bool savepoint = true) =>
        Atomic(
            () =>
            {
                block();
                return 0;
            },
            database,
            durable,
            savepoint);

    /// <inheritdoc cref="Atomic(Action, string, bool, bool)"/>
    public static T Atomic<T>(Func<T> block, string database = Database.DefaultAlias, bool durable = false, bool savepoint = true) =>
        Run(_ => new ValueTask<T>(block()), Connections.Current[database], async: false, default, durable, savepoint).GetAwaiter().GetResult();

    /// <summary>
    /// Does something when the transaction is committed, at once where there is none; not, where it (or the block in which this is
    /// said) is rolled back. What fails there undoes nothing any more.
    /// </summary>
    /// <param name="work">What is done.</param>
    /// <param name="database">On which database.</param>
    /// <param name="robust">A failure does not keep the next from being done, and nobody hears of it.</param>
    public static void OnCommit(Action work, string database = Database.DefaultAlias, bool robust = false)
    {
        var connection = Connections.Current[database];
        if (connection.InTransaction) connection.CommitHooks.Add(new(work, robust));
        else new CommitHook(work, robust).Run();
    }

    [Obsolete(UseAsync, error: true)]
    public static void Atomic(Func<Task> block, string database = Database.DefaultAlias, bool durable = false, bool savepoint = true) => throw new NotSupportedException(UseAsync);

    [Obsolete(UseAsync, error: true)]
    public static void Atomic<T>(Func<Task<T>> block, string database = Database.DefaultAlias, bool durable = false, bool savepoint = true) => throw new NotSupportedException(UseAsync);

    /// <inheritdoc cref="Atomic(Action, string, bool, bool)"/>
    public static Task AtomicAsync(Func<CancellationToken, Task> block, string database = Database.DefaultAlias, CancellationToken cancellation = default, bool durable = false, bool savepoint = true) =>
        Run(
            async ct =>
            {
                await block(ct);
                return 0;
            },
            Connections.Current[database],
            async: true,
            cancellation,
            durable,
            savepoint).AsTask();

    /// <inheritdoc cref="Atomic(Action, string, bool, bool)"/>
    public static Task<T> AtomicAsync<T>(Func<CancellationToken, Task<T>> block, string database = Database.DefaultAlias, CancellationToken cancellation = default, bool durable = false, bool savepoint = true) =>
        Run(async ct => await block(ct), Connections.Current[database], async: true, cancellation, durable, savepoint).AsTask();

    internal static ValueTask<T> Run<T>(Func<CancellationToken, ValueTask<T>> block, string database, bool async, CancellationToken cancellation) =>
        Run(block, Connections.Current[database], async, cancellation);

    internal static async ValueTask<T> Run<T>(
        Func<CancellationToken, ValueTask<T>> block, Connection connection, bool async, CancellationToken cancellation, bool durable = false, bool savepoint = true)
    {
        if (durable && connection.TransactionDepth > (connection.InTest ? 1 : 0)) throw new InvalidOperationException("A durable atomic block cannot be nested within another atomic block.");
        if (!savepoint && connection.InTransaction) return await WithoutSavepointAsync(block, connection, cancellation);
        if (connection.InTransaction) connection.CheckUsable();
        var hooks = connection.CommitHooks.Count;
        var point = await connection.BeginAsync(async, cancellation);
        T result;
        try
        {
            result = await block(cancellation);
            connection.CheckUsable();
        }
        catch
        {
            connection.CommitHooks.RemoveRange(hooks, connection.CommitHooks.Count - hooks);
            await connection.EndAsync(point, commit: false, async);
            throw;
        }

        if (point is not null)
        {
            await connection.EndAsync(point, commit: true, async);
            return result;
        }

        // They run outside of the transaction: what they add or write is a matter of its own.
        List<CommitHook> done = [.. connection.CommitHooks];
        connection.CommitHooks.Clear();
        await connection.EndAsync(point, commit: true, async);
        foreach (var hook in done) hook.Run();
        return result;
    }

    private static async ValueTask<T> WithoutSavepointAsync<T>(Func<CancellationToken, ValueTask<T>> block, Connection connection, CancellationToken cancellation)
    {
        try
        {
            return await block(cancellation);
        }
        catch
        {
            // Half of it is done, and nothing can undo that alone.
            connection.MustRollBack = true;
            throw;
        }
    }
}

/// <summary>What is to be done after a commit.</summary>
internal sealed record CommitHook(Action Work, bool Robust)
{
    public void Run()
    {
        try
        {
            Work();
        }
        catch when (Robust)
        {
            // The caller asked for it: one that fails shall not stop the others.
        }
    }
}
