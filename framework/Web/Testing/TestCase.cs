using System.Runtime.ExceptionServices;
using Quintet.Db;

namespace Quintet.Testing;

/// <summary>
/// A class of tests with a database (Django's <c>TestCase</c>). Each test is a transaction that is rolled back, so it finds the tables as the
/// migrations left them, and leaves nothing. Test classes run beside each other, each on a database of its own.
/// </summary>
/// <example><code>
/// public class BookTests : TestCase
/// {
///     [Fact]
///     public void A_book_has_a_page()
///     {
///         var book = Book.Objects.Create(new() { Title = "Dune" });
///         Assert.Contains("Dune", Client.Get($"/books/{book.Id}/").Content);
///     }
/// }
/// </code></example>
/// <remarks>What waits for a commit (<c>Transaction.OnCommit</c>) does not run, for there is none.</remarks>
public abstract class TestCase : TransactionTestCase
{
    private protected override bool IsTransaction => true;

    private protected override Connections Open()
    {
        var connections = base.Open();
        foreach (var alias in Databases) connections[alias].BeginTest();
        return connections;
    }

    private protected override void CleanUp()
    {
        Exception? first = null;
        foreach (var alias in Databases)
        {
            try
            {
                Connections[alias].EndTest();
            }
            catch (DatabaseErrorException e)
            {
                // The others are to be rolled back all the same.
                first ??= e;
            }
        }

        if (first is not null) ExceptionDispatchInfo.Throw(first);
    }
}
