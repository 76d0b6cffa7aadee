using DbTests;
using Quintet;
using Quintet.Caching;
using Quintet.Db;

namespace WebTests.Caching;

/// <summary>The kinds of caches, each empty and ready, with the servers that they need.</summary>
public sealed class CacheBackends : IAsyncLifetime
{
    public const string Memory = "memory", Files = "file", Sqlite = "database on SQLite", Postgres = "database on PostgreSQL", Redis = "Redis";

    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-cache-").FullName;
    private PostgresServer? _postgres;
    private RedisServer? _redis;
    private int _made;

    /// <summary>Those that this machine can have. That the others are skipped is said by tests of their own.</summary>
    public static TheoryData<string> All => [.. Names.ToList()];

    /// <summary>Those whose clock a test can set.</summary>
    public static TheoryData<string> Clocked => [.. Names.Where(name => name != Redis).ToList()];

    /// <summary>Those that have only so much room.</summary>
    public static TheoryData<string> Bounded => [.. Names.Where(name => name != Redis).ToList()];

    private static IEnumerable<string> Names
    {
        get
        {
            yield return Memory;
            yield return Files;
            yield return Sqlite;
            if (PostgresServer.FindBinaries() is not null) yield return Postgres;
            if (RedisServer.FindBinary() is not null) yield return Redis;
        }
    }

    public async Task InitializeAsync()
    {
        if (PostgresServer.FindBinaries() is not null) _postgres = await PostgresServer.StartAsync();
        if (RedisServer.FindBinary() is not null) _redis = await RedisServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A database for the caches that need one.</summary>
    public Database Database(string name) => name == Postgres ? new PostgreSql { Name = "postgres", User = PostgresServer.User, Host = _postgres!.Folder } : new Sqlite(Path.Combine(_folder, "cache.sqlite3"));

    public string RedisLocation => _redis!.Location;

    /// <summary>An empty cache; what is needed around it is gone when the scope is disposed.</summary>
    public CacheScope Make(string name, TimeProvider? clock = null, int maxEntries = 300, string prefix = "", int version = 1, Func<string, string, int, string>? keyFunction = null)
    {
        var number = Interlocked.Increment(ref _made);
        var time = clock ?? TimeProvider.System;
        switch (name)
        {
            case Memory: return new(new LocalMemoryCache { Clock = time, MaxEntries = maxEntries, KeyPrefix = prefix, Version = version, KeyFunction = keyFunction }, null);
            case Files: return new(new FileCache(Path.Combine(_folder, $"files{number}")) { Clock = time, MaxEntries = maxEntries, KeyPrefix = prefix, Version = version, KeyFunction = keyFunction }, null);
            case Redis:
                var redis = new RedisCache(RedisLocation) { Clock = time, KeyPrefix = prefix, Version = version, KeyFunction = keyFunction };
                redis.Clear();
                return new(redis, null);
            default:
                var connections = new Connections(new Dictionary<string, Database> { ["default"] = Database(name) });
                var table = $"cache {number}";
                var type = name == Postgres ? "timestamp with time zone" : "datetime";
                connections["default"].Execute($"DROP TABLE IF EXISTS \"{table}\"");
                connections["default"].Execute($"CREATE TABLE \"{table}\" (cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires {type} NOT NULL)");
                return new(new DatabaseCache(table) { Clock = time, MaxEntries = maxEntries, KeyPrefix = prefix, Version = version, KeyFunction = keyFunction }, connections);
        }
    }
}

/// <summary>A cache with what it needs.</summary>
public sealed class CacheScope : IDisposable
{
    private readonly Connections? _connections;
    private readonly Context.Scope? _scope;

    public CacheScope(Cache cache, Connections? connections)
    {
        (Cache, _connections) = (cache, connections);
        if (connections is not null) _scope = Context.Current.With(Connections.Key, connections).Enter();
    }

    public Cache Cache { get; }

    public void Dispose()
    {
        _scope?.Dispose();
        _connections?.Dispose();
    }
}

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class StandingClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
