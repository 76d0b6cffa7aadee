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
