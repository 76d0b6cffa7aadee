namespace Quintet.Db;

/// <summary>Blocks that happen whole or not at all (Django's <c>transaction.atomic</c>). Nested ones are savepoints; an exception rolls back.</summary>
public static class Transaction
{
    private const string UseAsync = "The transaction would commit before the task has done its work. Use Transaction.AtomicAsync.";

    public static void Atomic(Action block, string database = Database.DefaultAlias) =>
        Atomic(
            () =>
            {
                block();
                return 0;
            },
            database);

    public static T Atomic<T>(Func<T> block, string database = Database.DefaultAlias) =>
        Run(_ => new ValueTask<T>(block()), database, async: false, default).GetAwaiter().GetResult();

    [Obsolete(UseAsync, error: true)]
    public static void Atomic(Func<Task> block, string database = Database.DefaultAlias) => throw new NotSupportedException(UseAsync);

    [Obsolete(UseAsync, error: true)]
    public static void Atomic<T>(Func<Task<T>> block, string database = Database.DefaultAlias) => throw new NotSupportedException(UseAsync);

    public static Task AtomicAsync(Func<CancellationToken, Task> block, string database = Database.DefaultAlias, CancellationToken cancellation = default) =>
        Run(
            async ct =>
            {
                await block(ct);
                return 0;
            },
            database,
            async: true,
            cancellation).AsTask();

    public static Task<T> AtomicAsync<T>(Func<CancellationToken, Task<T>> block, string database = Database.DefaultAlias, CancellationToken cancellation = default) =>
        Run(async ct => await block(ct), database, async: true, cancellation).AsTask();

    internal static ValueTask<T> Run<T>(Func<CancellationToken, ValueTask<T>> block, string database, bool async, CancellationToken cancellation) =>
        Run(block, Connections.Current[database], async, cancellation);

    internal static async ValueTask<T> Run<T>(Func<CancellationToken, ValueTask<T>> block, Connection connection, bool async, CancellationToken cancellation)
    {
        var savepoint = await connection.BeginAsync(async, cancellation);
        T result;
        try
        {
            result = await block(cancellation);
        }
        catch
        {
            await connection.EndAsync(savepoint, commit: false, async);
            throw;
        }

        await connection.EndAsync(savepoint, commit: true, async);
        return result;
    }
}
