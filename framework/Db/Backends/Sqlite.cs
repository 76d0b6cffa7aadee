using System.Data.Common;
using Microsoft.Data.Sqlite;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>A SQLite database in a file; <c>:memory:</c> is one that lives as long as the app or the test.</summary>
/// <param name="path">The file; made when it is not there.</param>
public sealed class Sqlite(string path) : Database
{
    public const string Memory = ":memory:";

    public string Path { get; } = path;

    /// <summary>The name by which connections find one in memory; null: each pool has its own.</summary>
    internal string? MemoryName { get; init; }

    /// <summary>Readers go on while one writes (SQLite's write-ahead log). False where the file lies on a network drive.</summary>
    public bool WriteAheadLog { get; init; } = true;

    /// <summary>How long a statement waits for a lock of another process, or for its turn in this one.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    public override string Vendor => "sqlite";

    internal override ConnectionPool CreatePool(string alias) => new SqlitePool(alias, this);

    internal override TestDatabase ForTests(string alias, int number)
    {
        if (Test.Name is not { } name || name == Memory) return new SqliteTestDatabase(alias, number, Like(Memory, "quintet-test-" + Guid.NewGuid().ToString("N")));
        if (Path != Memory && System.IO.Path.GetFullPath(name) == System.IO.Path.GetFullPath(Path)) throw TestDatabase.ItIsItself(alias, name);
        return new SqliteTestDatabase(alias, number, Like(number == 0 ? name : System.IO.Path.ChangeExtension(name, null) + "_" + number + System.IO.Path.GetExtension(name), null));

        Sqlite Like(string path, string? memoryName) => new(path) { MemoryName = memoryName, AtomicRequests = AtomicRequests, WriteAheadLog = WriteAheadLog, Timeout = Timeout, Test = Test };
    }

    /// <summary>What Microsoft.Data.Sqlite opens it by.</summary>
    internal string ConnectionString(string? memoryName)
    {
        var inMemory = Path == Memory;
        return new SqliteConnectionStringBuilder
        {
            DataSource = inMemory ? memoryName : Path,
            Mode = inMemory ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            Cache = inMemory ? SqliteCacheMode.Shared : SqliteCacheMode.Default,
            ForeignKeys = true,
            Pooling = false,
            DefaultTimeout = (int)Math.Ceiling(Timeout.TotalSeconds),
        }.ToString();
    }
}

internal sealed class SqlitePool : ConnectionPool
{
    private readonly string _connectionString;
    private readonly bool _writeAheadLog;

    // A database in memory is gone with its last connection.
    private readonly SqliteConnection? _keeper;

    public SqlitePool(string alias, Sqlite settings)
        : base(alias)
    {
        WriterQueue = new WriterQueue();
        QueueTimeout = settings.Timeout;
        var inMemory = settings.Path == Sqlite.Memory;
        _writeAheadLog = settings.WriteAheadLog && !inMemory;
        _connectionString = settings.ConnectionString(settings.MemoryName ?? (inMemory ? "quintet-" + Guid.NewGuid().ToString("N") : null));
        if (!inMemory) return;
        _keeper = new SqliteConnection(_connectionString);
        _keeper.Open();
    }

    public override Dialect Dialect => SqliteDialect.Instance;

    public override void Dispose()
    {
        base.Dispose();
        _keeper?.Dispose();
    }

    protected override Connection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            SqliteFunctions.Register(connection.Handle!);
            if (_writeAheadLog)
            {
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";
                command.ExecuteNonQuery();
            }
        }
        catch (SqliteException e)
        {
            var file = connection.DataSource;
            connection.Dispose();
            throw new OperationalErrorException(
                $"The SQLite database {System.IO.Path.GetFullPath(file)} cannot be opened: {e.Message}. Does its folder exist, and may this process write there?", e);
        }

        return new SqliteDatabaseConnection(this, connection);
    }
}

internal sealed class SqliteDatabaseConnection(ConnectionPool pool, SqliteConnection connection) : Connection(pool, connection)
{
    // A transaction that began by reading would be refused when it comes to write and another one wrote meanwhile.
    private protected override string BeginStatement => "BEGIN IMMEDIATE";

    private protected override bool HasTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    private protected override void InterruptStatement() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle);

    private protected override Row CreateRow(DbDataReader reader) => new SqliteRow((SqliteDataReader)reader);

    private protected override PreparedCommand CreateCommand(DbCommand command, string sql, int parameters) =>
        SqliteLibrary.OfDriver is { } library && SqliteWrite.Is(sql) ? new SqliteWrite(library, connection.Handle!, command, sql, parameters, Dialect) : base.CreateCommand(command, sql, parameters);

    private protected override Exception Translate(DbException exception, string sql)
    {
        var sqlite = (SqliteException)exception;

        // Microsoft.Data.Sqlite wraps the message: SQLite Error 19: 'UNIQUE constraint failed: blog_book.isbn'.
        var message = sqlite.Message;
        var quote = message.IndexOf('\'');
        if (quote >= 0) message = message[(quote + 1)..].TrimEnd('.').TrimEnd('\'');
        if (sqlite.SqliteErrorCode == 19) return new IntegrityErrorException(message, exception);
        if (message.StartsWith("no such table", StringComparison.Ordinal) || message.Contains("has no column", StringComparison.Ordinal) || message.StartsWith("no such column", StringComparison.Ordinal))
        {
            message += ". Is a migration missing? Run: dotnet run makemigrations, then dotnet run migrate";
        }

        return new OperationalErrorException($"{message} (in: {sql})", exception);
    }
}
