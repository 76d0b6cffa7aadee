using Quintet.Db;

namespace Quintet.Management.Commands;

/// <summary><c>showmigrations [app…]</c>: all migrations, the applied ones marked.</summary>
internal sealed class ShowMigrationsCommand : Command
{
    public override string Help => "Shows all available migrations for the current project.";

    public override void AddArguments(ArgumentParser parser) => parser
        .Arguments("app", "The labels of the apps to show; all by default.")
        .Option("--database", "The alias of the database.", Database.DefaultAlias);

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var labels = arguments.List("app");
        foreach (var label in labels) MigrationSupport.App(application, label);
        var executor = MigrationSupport.Executor(application, arguments["--database"]!);
        var applied = MigrationSupport.Explained(executor.Applied);
        foreach (var label in labels.Count > 0 ? labels : [.. application.Apps.Apps.Select(app => app.Label).Order(StringComparer.Ordinal)])
        {
            Out.WriteLine(label);
            var nodes = executor.Graph.Order.Where(node => node.Key.AppLabel == label).ToList();
            if (nodes.Count == 0) Out.WriteLine(" (no migrations)");
            foreach (var node in nodes) Out.WriteLine($" [{(applied.ContainsKey(node.Key) ? 'X' : ' ')}] {node.Key.Name}");
        }

        return Task.FromResult(0);
    }
}
