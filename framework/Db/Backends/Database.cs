namespace Quintet.Db;

/// <summary>A database as the settings describe it: <c>Databases["default"] = new Sqlite("db.sqlite3")</c>.</summary>
public abstract class Database
{
    /// <summary>The alias that everything uses which names none.</summary>
    public const string DefaultAlias = "default";

    /// <summary>What people call the kind of database, as in Django's settings: <c>sqlite</c>.</summary>
    public abstract string Vendor { get; }

    internal abstract ConnectionPool CreatePool(string alias);
}
