using System.Data.Common;
using Npgsql;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>A database on a PostgreSQL server: <c>Databases["default"] = new PostgreSql { Name = "shop", User = "shop", Password = … }</c>.</summary>
public sealed class PostgreSql : Database
{
    public required string Name { get; init; }

    /// <summary>Null: the user that the process runs as.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>A name, an address, or the folder of the server's socket; null: the local socket (on Windows <c>localhost</c>).</summary>
    public string? Host { get; init; }

    public int Port { get; init; } = 5432;

    /// <summary>How long a connection is kept at most; null: as long as it works (Django's <c>CONN_MAX_AGE</c>).</summary>
    public TimeSpan? ConnMaxAge { get; init; }

    /// <summary>Asks a kept connection whether it still works before a request uses it (Django's <c>CONN_HEALTH_CHECKS</c>).</summary>
    public bool ConnHealthChecks { get; init; }

    /// <summary>Further words of Npgsql's connection string, such as <c>["SSL Mode"] = "VerifyFull"</c> or <c>["Search Path"] = "shop"</c>.</summary>
    public Dictionary<string, string> Options { get; init; } = [];

    public override string Vendor => "postgresql";

    internal override ConnectionPool CreatePool(string alias) => new PostgreSqlPool(alias, this);

    internal override TestDatabase ForTests(string alias, int number)
    {
        var name = Test.Name ?? "test_" + Name;
        if (name == Name) throw TestDatabase.ItIsItself(alias, name);
        return new PostgreSqlTestDatabase(alias, number, Named(number == 0 ? name : $"{name}_{number}"));
    }

    /// <summary>Another database on the same server, reached in the same way.</summary>
    internal PostgreSql Named(string name) => new()
    {
        Name = name,
        User = User,
        Password = Password,
        Host = Host,
        Port = Port,
        ConnMaxAge = ConnMaxAge,
        ConnHealthChecks = ConnHealthChecks,
        Options = Options,
        AtomicRequests = AtomicRequests,
        Test = Test,
    };
}

internal sealed class PostgreSqlPool : ConnectionPool
{
    // A statement that comes a second time on a connection is prepared there.
    private const int MostPreparedStatements = 200;

    private static readonly string[] SocketFolders = ["/var/run/postgresql", "/tmp"];
    private readonly NpgsqlDataSource _source;
    private readonly PostgreSql _settings;

    public PostgreSqlPool(string alias, PostgreSql settings)
        : base(alias)
    {
        _settings = settings;
        var words = new NpgsqlConnectionStringBuilder
        {
            Database = settings.Name,
            Username = settings.User,
            Password = settings.Password,
            Host = settings.Host is { Length: > 0 } host ? host : LocalHost(),
            Port = settings.Port,

            // All times are kept and compared in UTC, whatever the server is set to.
            Timezone = "UTC",

            // As in Django: a statement takes as long as it takes, above all an index of a migration.
            CommandTimeout = 0,
            MaxAutoPrepare = MostPreparedStatements,
            AutoPrepareMinUsages = 2,
            ApplicationName = "quintet",
        };
        foreach (var (word, value) in settings.Options)
        {
            try
            {
                words[word] = value;
            }
            catch (ArgumentException e)
            {
                throw new InvalidOperationException($"Databases[\"{alias}\"].Options[\"{word}\"] = \"{value}\" is nothing that Npgsql knows: {e.Message}", e);
            }
        }

        _source = new NpgsqlDataSourceBuilder(words.ToString()).Build();
    }

    public override Dialect Dialect => PostgreSqlDialect.Instance;

    public override Connection Rent()
    {
        while (TryTakeIdle() is { } idle)
        {
            if (((PostgreSqlConnection)idle).MayBeKept(_settings)) return idle;
            idle.Close();
        }

        return Open();
    }

    public override void Dispose()
    {
        base.Dispose();
        _source.Dispose();
    }

    protected override Connection Open()
    {
        try
        {
            return new PostgreSqlConnection(this, _source.OpenConnection());
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            var server = new NpgsqlConnectionStringBuilder(_source.ConnectionString);
            throw new OperationalErrorException(
                $"The PostgreSQL database '{_settings.Name}' at {server.Host}:{server.Port} cannot be reached as user '{server.Username ?? Environment.UserName}': {e.Message} Is the server running, and do Databases[\"{Alias}\"]'s Host, Port, User and Password fit?",
                e);
        }
    }

    private static string LocalHost() => OperatingSystem.IsWindows() ? "localhost" : SocketFolders.FirstOrDefault(Directory.Exists) ?? "localhost";
}

internal sealed class PostgreSqlConnection(ConnectionPool pool, NpgsqlConnection connection) : Connection(pool, connection)
{
    private const string MissingTable = "42P01";
    private const string MissingColumn = "42703";
    private const string AbortedTransaction = "25P02";
    private readonly long _opened = Environment.TickCount64;
    private int _cursors;

    /// <summary>Whether a connection that lay idle may be used again.</summary>
    public bool MayBeKept(PostgreSql settings)
    {
        if (!IsUsable || (settings.ConnMaxAge is { } age && Environment.TickCount64 - _opened > age.TotalMilliseconds)) return false;
        if (!settings.ConnHealthChecks) return true;
        try
        {
            ExecuteRaw("SELECT 1");
            return true;
        }
        catch (OperationalErrorException)
        {
            // That is the answer: the server closed it meanwhile.
            return false;
        }
    }

    private protected override string BeginStatement => "BEGIN";

    /// <summary>While a reader is open its connection can do nothing else: a cursor of the server keeps the rows.</summary>
    internal override async ValueTask<RowStream<T>> StreamAsync<T>(SqlText sql, IReadOnlyList<object?> parameters, Func<Row, T> read, int chunkSize, bool async, CancellationToken cancellation)
    {
        var cursor = $"\"quintet_cursor_{++_cursors}\"";
        var hold = InTransaction ? "" : "WITH HOLD ";
        await ExecuteAsync($"DECLARE {cursor} NO SCROLL CURSOR {hold}FOR {sql}", parameters, async, cancellation);
        return new CursorStream<T>(this, cursor, read, chunkSize);
    }

    internal override void ReloadTypes()
    {
        // Those that are opened later learn them by themselves.
        connection.ReloadTypes();
        Pool.CloseIdle();
    }

    private protected override Row CreateRow(DbDataReader reader) => new PostgreSqlRow((NpgsqlDataReader)reader);

    private protected override Exception Translate(DbException exception, string sql)
    {
        if (exception is not PostgresException error) return new OperationalErrorException($"{exception.Message} (in: {sql})", exception);

        // The details would hold the row's values; the driver leaves them out unless the settings' Options say "Include Error Detail".
        var message = error.MessageText;

        // The first two characters are the class of the error: 22 is about values, 23 about constraints.
        if (error.SqlState.StartsWith("23", StringComparison.Ordinal)) return new IntegrityErrorException(message, exception);
        if (error.SqlState.StartsWith("22", StringComparison.Ordinal)) return new DataErrorException(message, exception);
        return error.SqlState switch
        {
            AbortedTransaction => new TransactionManagementErrorException(
                "An error occurred in the current transaction. You can't execute queries until the end of the 'atomic' block. Put what may fail into a Transaction.Atomic of its own.", exception),
            MissingTable or MissingColumn => new OperationalErrorException($"{message}. Is a migration missing? Run: dotnet run makemigrations, then dotnet run migrate (in: {sql})", exception),
            _ => new OperationalErrorException($"{message} (in: {sql})", exception),
        };
    }
}
