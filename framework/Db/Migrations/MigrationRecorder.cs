namespace Quintet.Db.Migrations;

/// <summary>Which migrations a database has seen: Django's table <c>django_migrations</c>, letter for letter.</summary>
internal sealed class MigrationRecorder(Connection connection)
{
    private const string Table = "django_migrations";

    public bool TableExists() => connection.Query(connection.Dialect.TableExists, static _ => 0, Table).Count > 0;

    /// <summary>The applied migrations with the time they were applied, oldest first; none where the table is not there.</summary>
    public IReadOnlyDictionary<Dependency, DateTime> Applied() => !TableExists()
        ? new Dictionary<Dependency, DateTime>()
        : connection.Query($"SELECT app, name, applied FROM {Table} ORDER BY id", static row => (Key: new Dependency(row.GetString(0), row.GetString(1)), Time: row.GetDateTime(2)))
            .DistinctBy(r => r.Key)
            .ToDictionary(r => r.Key, r => r.Time);

    public void EnsureTable()
    {
        if (TableExists()) return;
        var state = new CreateModel("Migration", [("id", new AutoField { PrimaryKey = true }), ("app", Text()), ("name", Text()), ("applied", new DateTimeField())])
        {
            Options = new MetaAttribute { DbTable = Table },
        }.Apply("migrations", ProjectState.Empty);
        foreach (var statement in connection.Dialect.Schema.CreateTable(state, state.Get("migrations", "Migration"))) connection.Execute(statement);

        static CharField Text() => new() { MaxLength = 255 };
    }

    public bool IsApplied(Dependency key) => connection.Query($"SELECT 1 FROM {Table} WHERE app = @p0 AND name = @p1", static _ => 0, key.AppLabel, key.Name).Count > 0;

    public void RecordApplied(Dependency key) =>
        connection.Execute($"INSERT INTO {Table} (app, name, applied) VALUES (@p0, @p1, @p2)", key.AppLabel, key.Name, DateTime.UtcNow);

    public void RecordUnapplied(Dependency key) =>
        connection.Execute($"DELETE FROM {Table} WHERE app = @p0 AND name = @p1", key.AppLabel, key.Name);
}
