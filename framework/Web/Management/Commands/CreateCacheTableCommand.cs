using Quintet.Caching;
using Quintet.Db;

namespace Quintet.Management.Commands;

/// <summary><c>createcachetable</c>: the tables of the caches that are kept in a database.</summary>
internal sealed class CreateCacheTableCommand : Command
{
    public override string Help => "Creates the tables needed to use the SQL cache backend.";

    public override void AddArguments(ArgumentParser parser) => parser
        .Arguments("table_name", "Optional table names. Otherwise, the settings' Caches are used to find cache tables.")
        .Option("--database", "The alias of the database that gets the tables; where it is not said, each cache's own.")
        .Flag("--dry-run", "Does not create the table, just prints the SQL that would be run.");

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        if (arguments["--database"] is { } named) MigrationSupport.Database(application, named);
        var caches = application.Caches.Values.OfType<DatabaseCache>().Select(cache => (cache.Table, cache.Database));
        var tables = arguments.List("table_name") is { Count: > 0 } names ? names.Select(name => (Table: name, Database: Database.DefaultAlias)) : caches;
        foreach (var (table, database) in tables.Distinct()) Create(table, arguments["--database"] ?? database, arguments.Flag("--dry-run"));
        return Task.FromResult(0);
    }

    private void Create(string table, string alias, bool dryRun)
    {
        var connection = Connections.Current[alias];
        var dialect = connection.Dialect;
        if (connection.Query(dialect.TableExists, _ => true, table).Count > 0)
        {
            Out.WriteLine($"Cache table '{table}' already exists.");
            return;
        }

        string Column(string name, Field field) => $"{dialect.Quote(name)} {dialect.Schema.ColumnType(field)} NOT NULL";
        string[] statements =
        [
            $"CREATE TABLE {dialect.Quote(table)} ({Column("cache_key", new CharField { MaxLength = 255 })} PRIMARY KEY, {Column("value", new TextField())}, {Column("expires", new DateTimeField())})",
            $"CREATE INDEX {dialect.Quote(table + "_expires")} ON {dialect.Quote(table)} ({dialect.Quote("expires")})",
        ];
        if (dryRun)
        {
            foreach (var statement in statements) Out.WriteLine(statement + ";");
            return;
        }

        try
        {
            Transaction.Atomic(
                () =>
                {
                    foreach (var statement in statements) connection.Execute(statement);
                },
                alias);
        }
        catch (DatabaseErrorException exception)
        {
            throw new CommandError($"Cache table '{table}' could not be created.\nThe error was: {exception.Message}.");
        }

        Out.WriteLine($"Cache table '{table}' created.");
    }
}
