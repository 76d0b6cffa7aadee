using DbTests;
using Quintet;
using Quintet.Caching;
using Quintet.Conf;
using Quintet.Management;

namespace WebTests.Caching;

/// <summary><c>createcachetable</c></summary>
public sealed class CacheTableTests(CacheBackends backends) : IClassFixture<CacheBackends>
{
    [Fact]
    public Task On_SQLite() => Makes(CacheBackends.Sqlite, "datetime");

    [PostgresFact]
    public Task On_PostgreSQL() => Makes(CacheBackends.Postgres, "timestamp with time zone");

    [Fact]
    public async Task What_is_wrong_is_said()
    {
        Assert.Equal((0, ""), await Run(CacheBackends.Sqlite, []));
        var (code, output) = await Run(CacheBackends.Sqlite, [], "--database", "other");
        Assert.Equal(1, code);
        Assert.Contains("'other'", output);
        (code, output) = await Run(CacheBackends.Sqlite, [], "--dryrun");
        Assert.Equal(2, code);
        Assert.Contains("Unrecognized command or argument '--dryrun'. Did you mean '--dry-run'?", output);
        // Behind two dashes it is a name.
        Assert.Equal((0, "CREATE TABLE \"--dryrun\" (\"cache_key\" varchar(255) NOT NULL PRIMARY KEY, \"value\" text NOT NULL, \"expires\" datetime NOT NULL);\nCREATE INDEX \"--dryrun_expires\" ON \"--dryrun\" (\"expires\");\n"), await Run(CacheBackends.Sqlite, [], "--dry-run", "--", "--dryrun"));
    }

    private async Task Makes(string name, string type)
    {
        var caches = new DatabaseCache[] { new("pages"), new("pages") { KeyPrefix = "b" }, new("pieces of it") };

        Assert.Equal(
            (0, $"CREATE TABLE \"pages\" (\"cache_key\" varchar(255) NOT NULL PRIMARY KEY, \"value\" text NOT NULL, \"expires\" {type} NOT NULL);\nCREATE INDEX \"pages_expires\" ON \"pages\" (\"expires\");\n"),
            await Run(name, caches, "--dry-run", "pages"));
        Assert.Equal((0, "Cache table 'pages' created.\nCache table 'pieces of it' created.\n"), await Run(name, caches));
        Assert.Equal((0, "Cache table 'pages' already exists.\nCache table 'other' created.\n"), await Run(name, caches, "pages", "other"));
        var application = Application.Load(Settings(name, caches));
        using var context = application.Context.Enter();
        application.Caches["cache2"].Set("a", 1);
        Assert.Equal(1, application.Caches["cache2"].Get<int>("a"));
    }

    private async Task<(int Code, string Output)> Run(string name, DatabaseCache[] caches, params string[] arguments)
    {
        var output = new StringWriter();
        var code = await ManagementUtility.Execute(() => Settings(name, caches), ["createcachetable", .. arguments], output, output);
        return (code, output.ToString().ReplaceLineEndings("\n"));
    }

    private Settings Settings(string name, DatabaseCache[] caches) => new CacheTests.MemberSettings
    {
        Databases = { ["default"] = backends.Database(name) },
        Caches = caches.Select((cache, index) => KeyValuePair.Create($"cache{index}", (Cache)cache)).ToDictionary(),
    };
}
