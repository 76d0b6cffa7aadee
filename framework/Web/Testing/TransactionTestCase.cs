using Quintet.Db;
using Quintet.Db.Serialization;

namespace Quintet.Testing;

/// <summary>
/// A class of tests that really commit (Django's <c>TransactionTestCase</c>): for what a transaction would hide, such as <c>OnCommit</c>, or
/// several requests at once. After each test all tables are emptied, which takes its time: <see cref="TestCase"/> is the usual one.
/// </summary>
public abstract class TransactionTestCase : SimpleTestCase
{
    private TestWorker? _worker;

    /// <summary>The aliases of the databases that the tests use; the others are refused.</summary>
    protected virtual IReadOnlyList<string> Databases => [Database.DefaultAlias];

    /// <summary>What is done asks the databases so many times, requests of the <see cref="SimpleTestCase.Client"/> included.</summary>
    /// <param name="count">How many statements.</param>
    /// <param name="work">What is done.</param>
    /// <param name="alias">The database.</param>
    /// <exception cref="AssertionException">It asks more often, or less; the message has the statements.</exception>
    protected void AssertNumQueries(int count, Action work, string alias = Database.DefaultAlias) => Captured(count, alias, () =>
    {
        work();
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    /// <inheritdoc cref="AssertNumQueries(int, Action, string)"/>
    protected Task AssertNumQueriesAsync(int count, Func<Task> work, string alias = Database.DefaultAlias) => Captured(count, alias, work);

    private async Task Captured(int count, string alias, Func<Task> work)
    {
        var outer = Connections.Record;
        var record = Connections.Record = new();
        try
        {
            await work();
        }
        finally
        {
            Connections.Record = outer;
        }

        List<ExecutedQuery> queries = [.. record.Where(query => query.Alias == alias)];
        if (queries.Count != count) throw new AssertionException($"{queries.Count} queries executed, {count} expected\nCaptured queries were:\n{string.Join('\n', queries.Select((query, index) => $"{index + 1}. {query.Sql}"))}");
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        var worker = _worker;
        _worker = null;
        if (worker is null) return;
        try
        {
            CleanUp();
        }
        catch
        {
            // What is left in it nobody knows.
            worker.IsClean = false;
            throw;
        }
        finally
        {
            base.Dispose();
            worker.GiveBack();
            GC.SuppressFinalize(this);
        }
    }

    private protected virtual void CleanUp()
    {
        foreach (var alias in Databases) DatabaseFlush.Run(alias);
    }

    private protected override Connections Open()
    {
        _worker = TestRun.Rent(TestApplication, GetType().Name, Databases, willBeFlushed: !IsTransaction);
        return _worker.Connections.NewScope();
    }
}
