namespace Quintet.Db.Migrations;

/// <summary>Which migrations a database has seen: Django's table <c>django_migrations</c>, letter for letter.</summary>
internal sealed class MigrationRecorder(Connection connection)
{
    private const string Table = "django_migrations";

    public bool TableExists() =>
        connection.Query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = @p0", static _ => 0, Table).Count > 0;

    /// <summary>The applied migrations with the time they were applied, oldest first; none where the table is not there.</summary>
    public IReadOnlyDictionary<Dependency, DateTime> Applied() => !TableExists()
        ? new Dictionary<Dependency, DateTime>()
        : connection.Query($"SELECT app, name, applied FROM {Table} ORDER BY id", static row => (Key: new Dependency(row.GetString(0), row.GetString(1)), Time: row.GetDateTime(2)))
            .DistinctBy(r => r.Key)
            .ToDictionary(r => r.Key, r => r.Time);

    public void EnsureTable()
    {
        if (TableExists()) return;
        connection.Execute($"""CREATE TABLE "{Table}" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL)""");
    }

    public void RecordApplied(Dependency key) =>
        connection.Execute($"INSERT INTO {Table} (app, name, applied) VALUES (@p0, @p1, @p2)", key.AppLabel, key.Name, DateTime.UtcNow);

    public void RecordUnapplied(Dependency key) =>
        connection.Execute($"DELETE FROM {Table} WHERE app = @p0 AND name = @p1", key.AppLabel, key.Name);
}
