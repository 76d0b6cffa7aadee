using Quintet.Db;
using Quintet.Db.Introspection;
using Quintet.Db.Migrations;

namespace Quintet.Management.Commands;

/// <summary><c>inspectdb [table…]</c>: models for the tables that a database has.</summary>
internal sealed class InspectDbCommand : Command
{
    public override string Name => "inspectdb";

    public override string Help => "Introspects the database tables in the given database and outputs a Quintet model module.";

    public override bool RequiresSystemChecks => false;

    public override void AddArguments(ArgumentParser parser) => parser
        .Arguments("table", "The tables or views to inspect; all tables by default.")
        .Option("--database", "The alias of the database.", Database.DefaultAlias)
        .Flag("--include-views", "Also output models for database views.");

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var connection = MigrationSupport.Connection(application, arguments["--database"]!);
        Out.Write(MigrationSupport.Explained(() => InspectDb.Write(connection, arguments.List("table"), arguments.Flag("--include-views"), NamespaceOf(application))));
        return Task.FromResult(0);
    }

    /// <summary>That of the app which has no models yet, as one that <c>startapp</c> has just made for them; else a word to replace.</summary>
    private static string NamespaceOf(Application application)
    {
        var modelled = application.Models.Models.Select(model => model.AppLabel).ToHashSet();
        return application.Apps.Apps.FirstOrDefault(app => !modelled.Contains(app.Label) && !app.Manifest.OfType<MigrationRegistration>().Any())?.GetType().Namespace ?? "MyApp";
    }
}
