namespace Quintet.Db;

/// <summary>A database as the settings describe it: <c>Databases["default"] = new Sqlite("db.sqlite3")</c>.</summary>
public abstract class Database
{
    /// <summary>The alias that everything uses which names none.</summary>
    public const string DefaultAlias = "default";

    /// <summary>What people call the kind of database, as in Django's settings: <c>sqlite</c>.</summary>
    public abstract string Vendor { get; }

    /// <summary>
    /// Each view runs in a transaction (Django's <c>ATOMIC_REQUESTS</c>), unless it says <c>[NonAtomicRequests]</c>. Simple, but each request
    /// then holds a transaction; on SQLite they take turns.
    /// </summary>
    public bool AtomicRequests { get; init; }

    /// <summary>What is different while tests run.</summary>
    public DatabaseTest Test { get; init; } = new();

    internal abstract ConnectionPool CreatePool(string alias);

    /// <summary>The database that tests use in this one's place: 0 is the one that migrations make, the others are copies of it.</summary>
    /// <exception cref="InvalidOperationException">It would be this one itself.</exception>
    internal abstract TestDatabase ForTests(string alias, int number);

    /// <summary>One that nobody can use.</summary>
    /// <param name="message">What whoever tries is told.</param>
    internal Database Refused(string message) => new RefusedDatabase(this, message) { AtomicRequests = AtomicRequests };

    private sealed class RefusedDatabase(Database real, string message) : Database
    {
        public override string Vendor => real.Vendor;

        internal override ConnectionPool CreatePool(string alias) => new RefusingPool(alias, message);

        internal override TestDatabase ForTests(string alias, int number) => real.ForTests(alias, number);
    }

    private sealed class RefusingPool(string alias, string message) : ConnectionPool(alias)
    {
        public override Sql.Dialect Dialect => throw new InvalidOperationException(message);

        protected override Connection Open() => throw new InvalidOperationException(message);
    }
}

/// <summary>What is different of a database while tests run (Django's <c>TEST</c>).</summary>
public sealed record DatabaseTest
{
    /// <summary>
    /// The name of the database that tests use, on SQLite its file. Null: <c>test_</c> and the database's name, on SQLite one in memory.
    /// Tests that run beside each other have copies of it: <c>test_shop_1</c>, <c>test_shop_2</c>.
    /// </summary>
    public string? Name { get; init; }
}
