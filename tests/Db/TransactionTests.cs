using Quintet;
using Quintet.Db;

namespace DbTests;

public sealed class TransactionTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"quintet-{Guid.NewGuid():N}.sqlite3");
    private readonly TestDatabase _database;

    public TransactionTests() => _database = new TestDatabase(_path);

    public void Dispose()
    {
        _database.Dispose();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_path)!, Path.GetFileName(_path) + "*")) File.Delete(file);
    }

    [Fact]
    public void A_block_happens_whole_or_not_at_all()
    {
        Assert.Throws<InvalidTimeZoneException>(() => Transaction.Atomic(() =>
        {
            Author.Objects.Create(new() { Name = "A" });
            Fail();
        }));
        Assert.Equal(0, Author.Objects.Count());
        Assert.Equal(1, Transaction.Atomic(() => Author.Objects.Create(new() { Name = "A" }).Id));
        Assert.Equal(1, Author.Objects.Count());
    }

    [Fact]
    public void A_block_in_a_block_is_undone_alone()
    {
        Transaction.Atomic(() =>
        {
            Author.Objects.Create(new() { Name = "outer" });
            Assert.Throws<InvalidTimeZoneException>(() => Transaction.Atomic(() =>
            {
                Author.Objects.Create(new() { Name = "inner" });
                Fail();
            }));
            Transaction.Atomic(() => Author.Objects.Create(new() { Name = "second" }));
        });
        Assert.Equal(["outer", "second"], Author.Objects.All().ToList().Select(a => a.Name));
    }

    [Fact]
    public async Task An_async_block_rolls_back_too()
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Transaction.AtomicAsync(async ct =>
        {
            await Author.Objects.CreateAsync(new() { Name = "A" }, ct);
            throw new InvalidTimeZoneException();
        }));
        Assert.Equal(0, await Author.Objects.CountAsync());
    }

    [Fact]
    public void A_missing_target_is_found_when_the_transaction_ends_and_nothing_stays()
    {
        Assert.Throws<IntegrityErrorException>(() => Transaction.Atomic(() =>
        {
            new Book { Isbn = "1", AuthorId = 99 }.Save();
        }));
        Assert.Equal(0, Book.Objects.Count());
        Author.Objects.Create(new() { Name = "after" });
    }

    [Fact]
    public async Task Writers_of_one_process_queue_and_lose_nothing()
    {
        const int writers = 8;
        const int each = 25;
        Author.Objects.Create(new() { Name = "counter", Born = new(2000, 1, 1) });
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() =>
        {
            using var connections = _database.Connections.NewScope();
            connections.Observer = null;
            using var scope = Context.Current.With(Connections.Key, connections).Enter();
            for (var i = 0; i < each; i++)
            {
                Transaction.Atomic(() =>
                {
                    var author = Author.Objects.Get(a => a.Name == "counter");
                    author.Born = author.Born!.Value.AddDays(1);
                    author.Save();
                });
                Author.Objects.Create(new() { Name = "x" });
            }
        })));
        Assert.Equal(new DateOnly(2000, 1, 1).AddDays(writers * each), Author.Objects.Get(a => a.Name == "counter").Born);
        Assert.Equal((writers * each) + 1, Author.Objects.Count());
    }

    [Fact]
    public void A_write_that_waits_for_itself_is_told_so()
    {
        using var database = new TestDatabase(new Sqlite(Sqlite.Memory) { Timeout = TimeSpan.FromMilliseconds(100) });
        var error = Assert.Throws<OperationalErrorException>(() => Transaction.Atomic(() =>
        {
            using var second = database.Connections.NewScope();
            using var scope = Context.Current.With(Connections.Key, second).Enter();
            Author.Objects.Create(new() { Name = "A" });
        }));
        Assert.StartsWith("database is locked", error.Message);
        Author.Objects.Create(new() { Name = "B" });
    }

    [Fact]
    public void A_missing_table_or_folder_is_explained()
    {
        using var empty = new TestDatabase(createTables: false);
        Assert.Contains("no such table: blog_author. Is a migration missing? Run: dotnet run makemigrations", Assert.Throws<OperationalErrorException>(() => Author.Objects.Count()).Message);
        using var nowhere = new TestDatabase(Path.Combine(Path.GetTempPath(), "no-such-folder-" + Guid.NewGuid(), "db.sqlite3"), createTables: false);
        Assert.Contains("Does its folder exist", Assert.Throws<OperationalErrorException>(() => Author.Objects.Count()).Message);
    }

    [Fact]
    public void Without_an_app_the_error_says_so() =>
        Assert.Contains("There is no database here", Assert.Throws<InvalidOperationException>(() =>
        {
            using var outside = ExecutionContext.SuppressFlow();
            return Task.Run(() => Author.Objects.Count()).GetAwaiter().GetResult();
        }).Message);

    // A lambda that ends in throw fits every delegate; the compiler would take the one that is an error.
    private static void Fail() => throw new InvalidTimeZoneException();
}
