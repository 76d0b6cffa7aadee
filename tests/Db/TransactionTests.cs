using Quintet;
using Quintet.Db;

namespace DbTests;

public sealed class TransactionTestsOnSqlite() : TransactionTests(DatabaseKind.Sqlite);

public sealed class TransactionTestsOnPostgreSql() : TransactionTests(DatabaseKind.PostgreSql);

public abstract class TransactionTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"quintet-{Guid.NewGuid():N}.sqlite3");
    private readonly TestDatabase _database;
    private readonly DatabaseKind _kind;

    protected TransactionTests(DatabaseKind kind)
    {
        _kind = kind;
        _database = kind == DatabaseKind.Sqlite ? new TestDatabase(_path) : new TestDatabase(kind);
    }

    public void Dispose()
    {
        _database.Dispose();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_path)!, Path.GetFileName(_path) + "*")) File.Delete(file);
    }

    [DatabaseFact]
    public void A_block_happens_whole_or_not_at_all()
    {
        Assert.Throws<InvalidTimeZoneException>(() => Transaction.Atomic(() =>
        {
            Author.Objects.Create(new() { Name = "A" });
            Fail();
        }));
        Assert.Equal(0, Author.Objects.Count());
        Assert.NotEqual(0, Transaction.Atomic(() => Author.Objects.Create(new() { Name = "A" }).Id));
        Assert.Equal(1, Author.Objects.Count());
    }

    [DatabaseFact]
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

    [DatabaseFact]
    public async Task An_async_block_rolls_back_too()
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Transaction.AtomicAsync(async ct =>
        {
            await Author.Objects.CreateAsync(new() { Name = "A" }, ct);
            throw new InvalidTimeZoneException();
        }));
        Assert.Equal(0, await Author.Objects.CountAsync());
    }

    [DatabaseFact]
    public void A_missing_target_is_found_when_the_transaction_ends_and_nothing_stays()
    {
        Assert.Throws<IntegrityErrorException>(() => Transaction.Atomic(() =>
        {
            new Book { Isbn = "1", AuthorId = 99 }.Save();
        }));
        Assert.Equal(0, Book.Objects.Count());
        Author.Objects.Create(new() { Name = "after" });
    }

    [DatabaseFact]
    public async Task Writers_of_one_process_queue_and_lose_nothing()
    {
        const int writers = 16;
        const int each = 12;
        Author.Objects.Create(new() { Name = "counter", Born = new(2000, 1, 1) });
        await Task.WhenAll(Enumerable.Range(0, writers).Select(number => Task.Run(async () =>
        {
            using var connections = _database.Connections.NewScope();
            connections.Observer = null;
            using var scope = Context.Current.With(Connections.Key, connections).Enter();
            for (var i = 0; i < each; i++)
            {
                if (number % 2 == 0)
                {
                    Transaction.Atomic(() =>
                    {
                        var author = Author.Objects.SelectForUpdate().Get(a => a.Name == "counter");
                        author.Born = author.Born!.Value.AddDays(1);
                        author.Save();
                    });
                    Author.Objects.Create(new() { Name = "x" });
                }
                else
                {
                    await Transaction.AtomicAsync(async ct =>
                    {
                        var author = await Author.Objects.SelectForUpdate().GetAsync(a => a.Name == "counter", ct);
                        author.Born = author.Born!.Value.AddDays(1);
                        await author.SaveAsync(ct);
                    });
                    await Author.Objects.CreateAsync(new() { Name = "x" });
                }
            }
        })));
        Assert.Equal(new DateOnly(2000, 1, 1).AddDays(writers * each), Author.Objects.Get(a => a.Name == "counter").Born);
        Assert.Equal((writers * each) + 1, Author.Objects.Count());
    }

    [DatabaseFact]
    public void What_waits_for_the_commit_is_done_after_it_and_only_then()
    {
        var done = new List<string>();
        Transaction.OnCommit(() => done.Add("at once"));
        Assert.Equal(["at once"], done);
        Transaction.Atomic(() =>
        {
            Transaction.OnCommit(() => done.Add($"first, {Author.Objects.Count()} author, in a transaction: {_database.Connection.InTransaction}"));
            Assert.Throws<InvalidTimeZoneException>(() => Transaction.Atomic(() =>
            {
                Transaction.OnCommit(() => done.Add("undone"));
                Fail();
            }));
            Transaction.Atomic(() => Transaction.OnCommit(() => done.Add("second")));
            Author.Objects.Create(new() { Name = "A" });
            Assert.Single(done);
        });
        Assert.Equal(["at once", "first, 1 author, in a transaction: False", "second"], done);
        Assert.Throws<InvalidTimeZoneException>(() => Transaction.Atomic(() =>
        {
            Transaction.OnCommit(() => done.Add("never"));
            Fail();
        }));
        Transaction.Atomic(() =>
        {
            Transaction.OnCommit(() => Fail(), robust: true);
            Transaction.OnCommit(() => done.Add("third"));
        });
        Assert.Equal(["third"], done[3..]);
        Assert.Throws<InvalidTimeZoneException>(() => Transaction.Atomic(() => Transaction.OnCommit(() => Fail())));
    }

    [DatabaseFact]
    public void A_durable_block_stands_alone_and_one_without_a_savepoint_takes_all_with_it()
    {
        Transaction.Atomic(() => { Author.Objects.Create(new() { Name = "A" }); }, durable: true);
        Assert.Contains("durable atomic block cannot be nested", Assert.Throws<InvalidOperationException>(() => Transaction.Atomic(() => Transaction.Atomic(() => { }, durable: true))).Message);
        Assert.Throws<TransactionManagementErrorException>(() => Transaction.Atomic(() =>
        {
            Author.Objects.Create(new() { Name = "B" });
            Assert.Throws<InvalidTimeZoneException>(() => Transaction.Atomic(() => Fail(), savepoint: false));
            Assert.Throws<TransactionManagementErrorException>(() => Author.Objects.Count());
        }));
        Assert.Equal(["A"], Author.Objects.All().ToList().Select(a => a.Name));
        Transaction.Atomic(() =>
        {
            Assert.Throws<TransactionManagementErrorException>(() => Transaction.Atomic(() =>
            {
                Author.Objects.Create(new() { Name = "C" });
                Assert.Throws<InvalidTimeZoneException>(() => Transaction.Atomic(() => Fail(), savepoint: false));
            }));
            Author.Objects.Create(new() { Name = "D" });
        });
        Assert.Equal(["A", "D"], Author.Objects.All().ToList().Select(a => a.Name));
    }

    [DatabaseFact]
    public void A_write_that_waits_for_itself_is_told_so()
    {
        if (_kind == DatabaseKind.PostgreSql) return;
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

    [DatabaseFact]
    public void A_missing_table_or_folder_is_explained()
    {
        using var empty = new TestDatabase(_kind == DatabaseKind.Sqlite ? new Sqlite(Sqlite.Memory) : SharedPostgres.NewSchema(), createTables: false);
        Assert.Contains($"{(_kind == DatabaseKind.Sqlite ? "no such table: blog_author" : "relation \"blog_author\" does not exist")}. Is a migration missing? Run: dotnet run makemigrations", Assert.Throws<OperationalErrorException>(() => Author.Objects.Count()).Message);
        if (_kind == DatabaseKind.PostgreSql)
        {
            using var unreachable = new TestDatabase(new PostgreSql { Name = "shop", User = "nobody", Host = "localhost", Port = 1 }, createTables: false);
            Assert.Contains("'shop' at localhost:1 cannot be reached as user 'nobody'", Assert.Throws<OperationalErrorException>(() => Author.Objects.Count()).Message);
            return;
        }

        using var nowhere = new TestDatabase(Path.Combine(Path.GetTempPath(), "no-such-folder-" + Guid.NewGuid(), "db.sqlite3"), createTables: false);
        Assert.Contains("Does its folder exist", Assert.Throws<OperationalErrorException>(() => Author.Objects.Count()).Message);
    }

    [DatabaseFact]
    public void Without_an_app_the_error_says_so()
    {
        // A thread of its own: a task that is waited for may run on the thread that waits, in its context.
        Exception? error = null;
        var outside = new Thread(() => error = Record.Exception(() => Author.Objects.Count()));
        outside.UnsafeStart();
        outside.Join();
        Assert.Contains("There is no database here", Assert.IsType<InvalidOperationException>(error).Message);
    }

    [DatabaseFact]
    public void A_connection_that_the_server_closed_is_replaced()
    {
        if (_kind == DatabaseKind.Sqlite) return;
        void Kill()
        {
            var process = _database.Connection.Query("SELECT pg_backend_pid()", row => row.GetInt32(0))[0];
            using var other = _database.Connections.NewScope();
            Assert.True(other["default"].Query("SELECT pg_terminate_backend(@p0, 5000)", row => row.GetBoolean(0), process)[0]);
        }

        Author.Objects.Create(new() { Name = "A" });
        Kill();
        Assert.Throws<OperationalErrorException>(() => Author.Objects.Count());
        Assert.Equal(1, Author.Objects.Count());
        Assert.Throws<OperationalErrorException>(() => Transaction.Atomic(() =>
        {
            Author.Objects.Create(new() { Name = "B" });
            Kill();
            Author.Objects.Create(new() { Name = "C" });
        }));
        Assert.Equal(["A"], Author.Objects.All().ToList().Select(a => a.Name));
    }

    [DatabaseFact]
    public void A_kept_connection_is_asked_whether_it_works_where_the_settings_say_so()
    {
        if (_kind == DatabaseKind.Sqlite) return;
        using var connections = new Connections(new Dictionary<string, Database> { ["default"] = SharedPostgres.NewSchema(healthChecks: true) });
        int process;
        using (var request = connections.NewScope()) process = request["default"].Query("SELECT pg_backend_pid()", row => row.GetInt32(0))[0];
        using (var request = connections.NewScope()) Assert.Equal(process, request["default"].Query("SELECT pg_backend_pid()", row => row.GetInt32(0))[0]);
        Assert.True(_database.Connection.Query("SELECT pg_terminate_backend(@p0, 5000)", row => row.GetBoolean(0), process)[0]);
        using (var request = connections.NewScope()) Assert.NotEqual(process, request["default"].Query("SELECT pg_backend_pid()", row => row.GetInt32(0))[0]);
    }

    // A lambda that ends in throw fits every delegate; the compiler would take the one that is an error.
    private static void Fail() => throw new InvalidTimeZoneException();
}
