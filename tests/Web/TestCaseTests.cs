using DbTests;
using Quintet;
using Quintet.Conf;
using Quintet.Db;
using Quintet.Testing;
using WebTests.Library;

namespace WebTests;

/// <summary>Test cases, by deriving from them as a user does; the two tests of a name pass only if neither sees what the other did.</summary>
public class TestCaseTests : TestCase
{
    private static string RealFile => Path.Combine(Path.GetTempPath(), $"quintet-never-made-{Environment.ProcessId}.sqlite3");

    protected override Settings CreateSettings() => new LibrarySettings(Path.GetTempPath(), typeof(LibraryApp))
    {
        RootUrlConf = typeof(Library.Urls),
        Databases = { ["default"] = new Sqlite(RealFile), ["other"] = new Sqlite(RealFile) },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_test_finds_nothing_of_another_and_the_real_database_is_never_made(int test)
    {
        Assert.Equal(0, Author.Objects.GetQuerySet().Count());
        Author.Objects.GetQuerySet().Create(new() { Name = $"Ada {test}" });
        Client.Post("/add/", [new("name", "Ida")]);

        Assert.Equal(2, Author.Objects.GetQuerySet().Count());
        Assert.False(File.Exists(RealFile));
    }

    [Fact]
    public void The_client_works_in_the_tests_transaction()
    {
        var author = Author.Objects.GetQuerySet().Create(new() { Name = "Ada" });

        Assert.Equal("Ada", Client.Get($"/author/{author.Id}/").Content);
        Assert.Equal("Ada", new Client().Get($"/author-later/{author.Id}/").Content);
        Assert.Equal("Ada", new Client(CreateSettings()).Get($"/author/{author.Id}/").Content);
        Assert.Equal(404, Client.Get("/author/0/").StatusCode);
        Assert.Equal($"/author/{author.Id + 1}/", Client.Post("/add/", [new("name", "Ida")])["Location"]);
        Assert.Equal(2, Author.Objects.GetQuerySet().Count());
    }

    [Fact]
    public async Task Asynchronous_tests_are_in_it_too()
    {
        await Task.Yield();
        await Author.Objects.GetQuerySet().CreateAsync(new() { Name = "Ada" });

        Assert.Equal(1, await Author.Objects.GetQuerySet().CountAsync());
    }

    [Fact]
    public void Blocks_are_savepoints_also_durable_ones_and_nothing_is_committed()
    {
        var committed = false;
        Transaction.Atomic(
            () =>
            {
                Author.Objects.GetQuerySet().Create(new() { Name = "Ada" });
                Transaction.OnCommit(() => committed = true);
            },
            durable: true);
        Assert.Throws<TimeoutException>(() => Transaction.Atomic((Action)(() =>
        {
            Author.Objects.GetQuerySet().Create(new() { Name = "Ida" });
            throw new TimeoutException();
        })));
        Assert.Throws<InvalidOperationException>(() => Transaction.Atomic(() => Transaction.Atomic(() => { }, durable: true)));

        Assert.Equal("Ada", Assert.Single(Author.Objects.GetQuerySet().Values(a => a.Name).ToList()));
        Assert.False(committed);
    }

    [Fact]
    public void Debug_is_off_and_the_host_is_served()
    {
        Assert.False(Settings.Current.Debug);
        Assert.Contains("testserver", Settings.Current.AllowedHosts);
        Assert.DoesNotContain("No Author matches", Client.Get("/author/0/").Content);
    }

    [Fact]
    public async Task Commands_work_on_the_tests_database()
    {
        Author.Objects.GetQuerySet().Create(new() { Name = "Ada" });
        var output = new StringWriter();

        Assert.Equal(0, await Quintet.Management.ManagementUtility.CallCommandAsync("dumpdata", ["library"], output));
        Assert.Equal(0, await Quintet.Management.ManagementUtility.CallCommandAsync("showmigrations", ["library"], output));
        Assert.Contains("Ada", output.ToString());
        Assert.Contains("[X] 0001_initial", output.ToString());
    }

    [Fact]
    public void Databases_that_the_test_does_not_name_are_refused() => Assert.StartsWith(
        "Database queries to 'other' are not allowed in TestCaseTests.",
        Assert.Throws<InvalidOperationException>(() => Author.Objects.GetQuerySet().Using("other").Count()).Message);
}

/// <summary>Tests that commit.</summary>
public class TransactionTestCaseTests : TransactionTestCase
{
    protected override Settings CreateSettings() => new LibrarySettings(Path.GetTempPath(), typeof(LibraryApp)) { RootUrlConf = typeof(Library.Urls) };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_test_commits_and_the_next_finds_empty_tables(int test)
    {
        Assert.Equal(0, Author.Objects.GetQuerySet().Count());
        var committed = false;
        Transaction.Atomic(
            () =>
            {
                Author.Objects.GetQuerySet().Create(new() { Name = $"Ada {test}" });
                Transaction.OnCommit(() => committed = true);
            },
            durable: true);

        Assert.True(committed);
        Assert.Equal("1", Author.Objects.GetQuerySet().Get().Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal($"Ada {test}", Client.Get("/author/1/").Content);
    }

    [Fact]
    public void Requests_run_beside_each_other()
    {
        Author.Objects.GetQuerySet().Create(new() { Name = "Ada" });

        Parallel.For(0, 20, _ => Assert.Equal("Ada", Client.Get("/author-later/1/").Content));
    }
}

/// <summary>Tests without a database.</summary>
public class SimpleTestCaseTests : SimpleTestCase
{
    protected override Settings CreateSettings() => new LibrarySettings(Path.GetTempPath(), typeof(LibraryApp)) { RootUrlConf = typeof(Library.Urls) };

    [Fact]
    public void The_project_is_there() => Assert.Equal("/author/7/", Shortcuts.Reverse("author", new { id = 7 }));

    [Fact]
    public void Queries_are_refused() => Assert.StartsWith(
        "Database queries to 'default' are not allowed in SimpleTestCase. Derive the test from TestCase",
        Assert.Throws<InvalidOperationException>(() => Author.Objects.GetQuerySet().Count()).Message);

    [Fact]
    public void A_client_outside_of_test_cases_cannot_reach_the_projects_database()
    {
        using var folder = new TemporaryFolder();
        var settings = new LibrarySettings(folder.Path, typeof(LibraryApp)) { RootUrlConf = typeof(Library.Urls) };

        Assert.Equal(500, new Client(TestApplication.Load(settings).Application).Get("/author/1/").StatusCode);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Test_cases_without_settings_say_how_they_get_them() =>
        Assert.Contains("[assembly: Quintet.Testing.TestSettings<Settings>]", Assert.Throws<InvalidOperationException>(() => new Unsettled()).Message);

    private sealed class Unsettled : SimpleTestCase;
}

/// <summary>The databases behind the test cases, on both kinds of servers.</summary>
public class TestDatabasesTests
{
    [Fact]
    public void Sqlite_in_memory() => Copies(new Sqlite("real.sqlite3"));

    [Fact]
    public void Sqlite_in_a_file()
    {
        using var folder = new TemporaryFolder();
        var database = new Sqlite(Path.Combine(folder.Path, "real.sqlite3")) { Test = new() { Name = Path.Combine(folder.Path, "test.sqlite3") } };

        Copies(database, ["test.sqlite3", "test_1.sqlite3", "test_2.sqlite3"], () => Directory.GetFiles(folder.Path).Select(file => Path.GetFileName(file)!).Where(name => name.EndsWith(".sqlite3", StringComparison.Ordinal)));
    }

    [PostgresFact]
    public async Task Postgres()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = new PostgreSql { Name = "shop", User = PostgresServer.User, Host = server.Folder };
        using var connections = new Connections(new Dictionary<string, Database> { ["default"] = new PostgreSql { Name = "postgres", User = PostgresServer.User, Host = server.Folder } });

        Copies(database, ["test_shop", "test_shop_1", "test_shop_2"], () => connections["default"].Query("SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'", row => row.GetString(0)));
    }

    [Fact]
    public void A_test_database_cannot_be_the_database_itself()
    {
        Assert.Contains("which is the database itself", Assert.Throws<InvalidOperationException>(() => new PostgreSql { Name = "shop", Test = new() { Name = "shop" } }.ForTests("default", 0)).Message);
        Assert.Contains("which is the database itself", Assert.Throws<InvalidOperationException>(() => new Sqlite("a.sqlite3") { Test = new() { Name = "./a.sqlite3" } }.ForTests("default", 0)).Message);
    }

    [Fact]
    public void A_row_that_points_to_nothing_fails_the_test_at_its_end()
    {
        using var connections = new Connections(new Dictionary<string, Database> { ["default"] = new Sqlite(Sqlite.Memory) });
        var connection = connections["default"];
        connection.Execute("CREATE TABLE a (id integer PRIMARY KEY)");
        connection.Execute("CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED)");
        connection.BeginTest();
        connection.Execute("INSERT INTO b VALUES (1, 7)");

        Assert.Equal("The row 1 of table 'b' points to a row of 'a' that is not there.", Assert.Throws<IntegrityErrorException>(connection.EndTest).Message);
        Assert.Equal([0L], connection.Query("SELECT count(*) FROM b", row => row.GetInt64(0)));
        Assert.False(connection.InTransaction);
    }

    /// <summary>Two tests at a time, one after them, a second run that keeps the database, and one that finds it.</summary>
    private static void Copies(Database database, string[]? names = null, Func<IEnumerable<string>>? there = null)
    {
        names ??= [];
        var project = TestApplication.Load(new LibrarySettings(Path.GetTempPath(), typeof(LibraryApp)) { Databases = { ["default"] = database } });
        for (var run = 1; run <= 2; run++)
        {
            using (var databases = new TestDatabases(project, keep: true))
            {
                var (first, second) = (databases.Rent("T", ["default"], false), databases.Rent("T", ["default"], false));
                Assert.Equal([0L, 0L], new[] { first, second }.Select(Count));
                first.Connections["default"].Execute("INSERT INTO library_author (name) VALUES ('Ada')");
                Assert.Equal([1L, 0L], new[] { first, second }.Select(Count));
                second.GiveBack();
                Assert.Same(second, databases.Rent("T", ["default"], false));
                Assert.NotSame(second, databases.Rent("T", ["default"], true));
                Assert.Equal(names, Now().Where(name => !name.Contains("_3")));
            }

            Assert.Equal(names.Take(1), Now());
        }

        using (var databases = new TestDatabases(project, keep: false))
        {
            Assert.Equal(0, Count(databases.Rent("T", ["default"], false)));
            Assert.Contains("T.Databases names 'other', which is not in the settings. Databases has: default.", Assert.Throws<InvalidOperationException>(() => databases.Rent("T", ["other"], false)).Message);
        }

        Assert.Empty(Now());

        static long Count(TestWorker worker) => worker.Connections["default"].Query("SELECT count(*) FROM library_author", row => row.GetInt64(0))[0];
        IEnumerable<string> Now() => there is null ? [] : there().Order(StringComparer.Ordinal);
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("quintet-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
