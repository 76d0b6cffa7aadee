using Quintet.Db;

namespace Quintet.Management.Commands;

/// <summary><c>sqlmigrate app name</c>: the SQL of a migration.</summary>
internal sealed class SqlMigrateCommand : Command
{
    public override string Help => "Prints the SQL statements for the named migration.";

    public override void AddArguments(ArgumentParser parser) => parser
        .Argument("app", "The label of the app.")
        .Argument("name", "The migration, or the beginning of its name.")
        .Option("--database", "The alias of the database.", Database.DefaultAlias)
        .Flag("--backwards", "The SQL that unapplies it.");

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        MigrationSupport.App(application, arguments["app"]!);
        var executor = MigrationSupport.Executor(application, arguments["--database"]!);
        var operations = MigrationSupport.Explained(() => executor.Sql(arguments["app"]!, arguments["name"]!, arguments.Flag("--backwards")));
        Out.WriteLine(Style.SqlKeyword("BEGIN;"));
        foreach (var (operation, statements) in operations)
        {
            Out.WriteLine(Style.Muted($"--\n-- {operation.Describe()}\n--"));
            if (!operation.ReducesToSql) Out.WriteLine("-- THIS OPERATION CANNOT BE WRITTEN AS SQL");
            else if (statements.Count == 0) Out.WriteLine("-- (no-op)");
            foreach (var statement in statements) Out.WriteLine(statement.EndsWith(';') ? statement : statement + ";");
        }

        Out.WriteLine(Style.SqlKeyword("COMMIT;"));
        return Task.FromResult(0);
    }
}
