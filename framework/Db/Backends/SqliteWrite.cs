using System.Data.Common;
using Microsoft.Data.Sqlite;
using Quintet.Db.Sql;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Quintet.Db;

/// <summary>
/// A statement that changes rows and gives none, run by SQLite itself on the driver's connection: the driver would make a reader for each run. What is not plain it leaves to the driver: to wait for another
/// process's lock, values of rare types, several statements in one text.
/// </summary>
internal sealed class SqliteWrite : PreparedCommand
{
    private readonly SqliteLibrary _library;
    private readonly sqlite3 _database;
    private readonly string _sql;
    private readonly int[] _places;
    private sqlite3_stmt? _statement;

    // False: the driver runs it each time.
    private bool _isPlain = true;
    private IReadOnlyList<object?> _values = [];

    public SqliteWrite(SqliteLibrary library, sqlite3 database, DbCommand command, string sql, int parameters, Dialect dialect)
        : base(command, sql, parameters, dialect) => (_library, _database, _sql, _places) = (library, database, sql, new int[parameters]);

    public override DbCommand Reading
    {
        get
        {
            base.Set(_values);
            return Command;
        }
    }

    /// <summary>Whether a statement changes rows and gives none, as far as its beginning tells; any other is the driver's.</summary>
    public static bool Is(string sql) =>
        (sql.StartsWith("UPDATE ", StringComparison.Ordinal) || sql.StartsWith("INSERT ", StringComparison.Ordinal) || sql.StartsWith("DELETE ", StringComparison.Ordinal)) && !sql.Contains("RETURNING", StringComparison.OrdinalIgnoreCase);

    public override void Set(IReadOnlyList<object?> values) => _values = values;

    public override int ExecuteNonQuery()
    {
        if (!_isPlain || (_statement ??= Prepare()) is not { } prepared) return Reading.ExecuteNonQuery();
        for (var i = 0; i < _places.Length; i++)
        {
            if (!Bind(prepared, _places[i], _values[i]) && !Bind(prepared, _places[i], Dialect.ToDatabase(_values[i]))) return Reading.ExecuteNonQuery();
        }

        // Both live as long as the command, which one flow uses at a time.
        var statement = prepared.DangerousGetHandle();
        var result = _library.Step(statement);
        if (result == SQLITE_DONE)
        {
            var changes = _library.Changes(_database.DangerousGetHandle());
            _library.Reset(statement);
            return changes;
        }

        // Whoever holds the lock may be done in a moment: the driver tries again until the time is over.
        if (result is SQLITE_BUSY or SQLITE_LOCKED or SQLITE_LOCKED_SHAREDCACHE)
        {
            _library.Reset(statement);
            return Reading.ExecuteNonQuery();
        }

        try
        {
            // Before the reset: it takes the message away.
            SqliteException.ThrowExceptionForRC(result, _database);
            throw new InvalidOperationException("A statement that gives no rows gave one.");
        }
        finally
        {
            _library.Reset(statement);
        }
    }

    /// <summary>Nothing of it waits: the driver's own does not either.</summary>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(ExecuteNonQuery());
    }

    public override void Dispose()
    {
        _statement?.Dispose();
        base.Dispose();
    }

    /// <summary>The statement; null where the driver shall say what is wrong with it.</summary>
    private sqlite3_stmt? Prepare()
    {
        if (sqlite3_prepare_v3(_database, _sql, SQLITE_PREPARE_PERSISTENT, out var statement, out var rest) != SQLITE_OK) return null;
        for (var i = 0; i < _places.Length; i++) _places[i] = sqlite3_bind_parameter_index(statement, Dialect.ParameterName(i));
        _isPlain = string.IsNullOrWhiteSpace(rest) && sqlite3_bind_parameter_count(statement) == _places.Length && !_places.Contains(0);
        if (_isPlain) return statement;
        statement.Dispose();
        return null;
    }

    /// <summary>False: the value is none of SQLite's own, or not one that it takes as it is.</summary>
    private bool Bind(sqlite3_stmt prepared, int place, object? value)
    {
        var statement = prepared.DangerousGetHandle();
        return SQLITE_OK == value switch
        {
            null => _library.BindNull(statement, place),
            string text => sqlite3_bind_text(prepared, place, text),
            long number => _library.BindInt64(statement, place, number),
            int number => _library.BindInt64(statement, place, number),
            bool truth => _library.BindInt64(statement, place, truth ? 1 : 0),
            double number when !double.IsNaN(number) => _library.BindDouble(statement, place, number),
            short number => _library.BindInt64(statement, place, number),
            byte[] { Length: > 0 } bytes => sqlite3_bind_blob(prepared, place, bytes),
            _ => SQLITE_MISMATCH,
        };
    }
}
