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

    internal abstract ConnectionPool CreatePool(string alias);
}
