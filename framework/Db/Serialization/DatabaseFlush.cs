using Quintet.Db.Migrations;
using Quintet.Dispatch;

namespace Quintet.Db.Serialization;

/// <summary>Empties a database (Django's <c>flush</c>): all rows of all models go, keys are counted anew, and what migrations were done stays known.</summary>
public static class DatabaseFlush
{
    /// <param name="database">The alias.</param>
    /// <exception cref="DatabaseErrorException">A table cannot be emptied: another one that is no model's points to it, or somebody uses it. Nothing is deleted then.</exception>
    public static void Run(string database)
    {
        var (connections, connection) = (Connections.Current, Connections.Current[database]);
        var models = ModelRegistry.Current.Models.Where(m => !m.IsProxy && m.Options.Managed && connections.AllowMigrate(database, m.AppLabel, m.Name)).ToList();
        List<string> tables =
        [
            .. models.Concat(models.SelectMany(m => m.ManyToMany).Select(m => m.Through).Where(t => t.IsAutoCreated)).Select(m => m.Table).Distinct().Where(Exists),
        ];
        if (tables.Count > 0)
        {
            Transaction.Atomic(
                () =>
                {
                    connection.ExecuteRaw(connection.Dialect.DeferChecks);
                    foreach (var sql in connection.Dialect.Empty(tables, Exists)) connection.Execute(sql);
                },
                database);
        }

        if (Context.Current.Find(Signals.Key) is { } signals && signals.HasReceivers<PostMigrate>()) signals.Send(new PostMigrate(database, []));

        bool Exists(string table) => connection.AskAsync(connection.Dialect.Numbered(connection.Dialect.TableExists), [table], async: false, default).GetAwaiter().GetResult() is not null;
    }
}
