using Quintet.Db;

namespace DbTests;

/// <summary>What SQLite runs without the driver's reader behaves as the driver's own does, in what is rare as well.</summary>
public sealed class SqliteWriteTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"quintet-{Guid.NewGuid():N}.sqlite3");
    private readonly TestDatabase _database;
    private readonly Connection _connection;

    public SqliteWriteTests()
    {
        _database = new TestDatabase(new Sqlite(_path) { Timeout = TimeSpan.FromSeconds(1) });
        _connection = _database.Connection;
        _connection.Execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v, n INTEGER UNIQUE)");
    }

    public void Dispose()
    {
        _database.Dispose();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_path)!, Path.GetFileName(_path) + "*")) File.Delete(file);
    }

    public static TheoryData<object?, string, string?> Values => new()
    {
        { null, "null", null },
        { "", "text", "" },
        { "a\0b €𝄞", "text", "a\0b €𝄞" },
        { 7L, "integer", "7" },
        { int.MinValue, "integer", "-2147483648" },
        { (short)3, "integer", "3" },
        { (byte)4, "integer", "4" },
        { true, "integer", "1" },
        { 1.5, "real", "1.5" },
        { 1.5f, "real", "1.5" },
        { 2.5m, "real", "2.5" },
        { double.PositiveInfinity, "real", "Inf" },
        { new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "text", "2026-01-02 03:04:05" },
        { DayOfWeek.Tuesday, "integer", "2" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void AValueIsStoredAsItsType(object? value, string type, string? text)
    {
        Assert.Equal(1, _connection.Execute("INSERT INTO t (v) VALUES (@p0)", value));
        Assert.Equal([(type, text)], _connection.Query("SELECT typeof(v), CAST(v AS TEXT) FROM t", row => (row.GetString(0), row.IsNull(1) ? null : row.GetString(1))));
    }

    [Fact]
    public void BytesAreStoredAsTheyAre()
    {
        foreach (var bytes in new byte[][] { [], [0], [1, 0, 2], new byte[100_000] })
        {
            _connection.Execute("DELETE FROM t");
            _connection.Execute("INSERT INTO t (v) VALUES (@p0)", bytes);
            Assert.Equal(("blob", bytes.Length), _connection.Query("SELECT typeof(v), length(v) FROM t", row => (row.GetString(0), row.GetInt32(1)))[0]);
            Assert.Equal(bytes, _connection.Query("SELECT v FROM t", row => row.GetBytes(0))[0]);
        }
    }

    [Fact]
    public void WhatIsNoNumberIsRefusedAndNothingOfItStays()
    {
        Assert.Throws<InvalidOperationException>(() => _connection.Execute("INSERT INTO t (v, n) VALUES (@p0, 1)", double.NaN));
        Assert.Equal(1, _connection.Execute("INSERT INTO t (v, n) VALUES (@p0, 1)", 1.0));
    }

    [Fact]
    public void TheRowsThatChangedAreCounted()
    {
        for (var i = 0; i < 5; i++) _connection.Execute("INSERT INTO t (n) VALUES (@p0)", i);
        Assert.Equal(3, _connection.Execute("UPDATE t SET v = @p1 WHERE n < @p0", 3, "x"));
        Assert.Equal(0, _connection.Execute("UPDATE t SET v = @p1 WHERE n < @p0", -1, "y"));
        Assert.Equal(2, _connection.Execute("DELETE FROM t WHERE n >= @p0", 3));
        Assert.Equal(["x", "x", "x"], _connection.Query("SELECT v FROM t", row => row.GetString(0)));
    }

    [Fact]
    public void AValueMayBeUsedTwiceAndInAnyOrder()
    {
        _connection.Execute("INSERT INTO t (v, n) VALUES (@p1 || @p0 || @p1, 1)", "b", "a");
        Assert.Equal(["aba"], _connection.Query("SELECT v FROM t", row => row.GetString(0)));
    }

    [Fact]
    public void SeveralStatementsInOneTextAllRun()
    {
        Assert.Equal(2, _connection.Execute("INSERT INTO t (n) VALUES (1); INSERT INTO t (n) VALUES (2);"));
        Assert.Equal(1, _connection.Execute("INSERT INTO t (n) VALUES (3); -- and no more"));
        Assert.Equal(3, _connection.Query("SELECT count(*) FROM t", row => row.GetInt32(0))[0]);
    }

    [Fact]
    public void WhatAStatementReturnsCanBeRead() =>
        Assert.Equal([8L], _connection.Query("INSERT INTO t (n) VALUES (@p0) RETURNING n + 1", row => row.GetInt64(0), 7));

    [Fact]
    public void AFailureSaysWhatAndTheNextRunWorks()
    {
        const string insert = "INSERT INTO t (n) VALUES (@p0)";
        _connection.Execute(insert, 1);
        Assert.Equal("UNIQUE constraint failed: t.n", Assert.Throws<IntegrityErrorException>(() => _connection.Execute(insert, 1)).Message);
        Assert.Equal(1, _connection.Execute(insert, 2));
        Assert.StartsWith("no such table: nowhere. Is a migration missing?", Assert.Throws<OperationalErrorException>(() => _connection.Execute("INSERT INTO nowhere (n) VALUES (@p0)", 1)).Message);
        _connection.Execute("CREATE TABLE nowhere (n)");
        Assert.Equal(1, _connection.Execute("INSERT INTO nowhere (n) VALUES (@p0)", 1));
        Assert.Throws<InvalidOperationException>(() => _connection.Execute("INSERT INTO t (n) VALUES (@p1)", 1));
    }

    [Fact]
    public void ATableThatChangesMeanwhileIsMet()
    {
        const string insert = "INSERT INTO t (n) VALUES (@p0)";
        _connection.Execute(insert, 1);
        _connection.Execute("ALTER TABLE t ADD COLUMN more DEFAULT 'm'");
        _connection.Execute(insert, 2);
        Assert.Equal(["m", "m"], _connection.Query("SELECT more FROM t", row => row.GetString(0)));
        _connection.Execute("DROP TABLE t");
        Assert.StartsWith("no such table: t", Assert.Throws<OperationalErrorException>(() => _connection.Execute(insert, 3)).Message);
    }

    [Fact]
    public async Task AnotherProcesssLockIsWaitedForAndThenTold()
    {
        // A second pool does not know of the first one's queue, as another process would not.
        using var others = new Connections(new Dictionary<string, Database> { ["default"] = new Sqlite(_path) });
        var other = others["default"];
        other.Execute("BEGIN IMMEDIATE");
        Assert.Contains("locked", Assert.Throws<OperationalErrorException>(() => _connection.Execute("INSERT INTO t (n) VALUES (1)")).Message, StringComparison.Ordinal);

        var waiting = Task.Run(() => _connection.Execute("INSERT INTO t (n) VALUES (1)"));
        other.Execute("COMMIT");
        Assert.Equal(1, await waiting);
    }

    [Fact]
    public async Task WhatIsCancelledBeforeItBeginsDoesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Author.Objects.All().UpdateAsync(a => new() { Name = "x" }, cancelled.Token));
    }
}
