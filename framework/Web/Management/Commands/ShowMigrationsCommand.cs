using System.Text.Json;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace Quintet.Management.Commands;

/// <summary><c>showmigrations [app…]</c>: all migrations, the applied ones marked.</summary>
internal sealed class ShowMigrationsCommand : Command
{
    public override string Help => "Shows all available migrations for the current project.";

    public override void AddArguments(ArgumentParser parser) => parser
        .Arguments("app", "The labels of the apps to show; all by default.")
        .Flag("--plan", "Shows them in the order in which they are applied.")
        .Flag("--json", "Prints them as JSON, in the order in which they are applied.")
        .Option("--database", "The alias of the database.", Database.DefaultAlias);

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var labels = arguments.List("app");
        foreach (var label in labels) MigrationSupport.App(application, label);
        var executor = MigrationSupport.Executor(application, arguments["--database"]!);
        var applied = MigrationSupport.Explained(executor.Applied);
        if (arguments.Flag("--json"))
        {
            var shown = executor.Graph.Order.Where(node => labels.Count == 0 || labels.Contains(node.Key.AppLabel));
            JsonOutput.Write(Out, shown, Write);
            return Task.FromResult(0);
        }

        if (arguments.Flag("--plan"))
        {
            var planned = executor.Graph.Order.Where(node => labels.Count == 0 || labels.Contains(node.Key.AppLabel)).ToList();
            if (planned.Count == 0) Out.WriteLine(Style.Error("(no migrations)"));
            foreach (var node in planned) Out.WriteLine($"[{Mark(node)}]  {node.Key}");
            return Task.FromResult(0);
        }

        foreach (var label in labels.Count > 0 ? labels : [.. application.Apps.Apps.Select(app => app.Label).Order(StringComparer.Ordinal)])
        {
            Out.WriteLine(Style.Label(label));
            var nodes = executor.Graph.Order.Where(node => node.Key.AppLabel == label).ToList();
            if (nodes.Count == 0) Out.WriteLine(Style.Error(" (no migrations)"));
            foreach (var node in nodes)
            {
                var replaced = node.Migration.Replaces.Count();
                Out.WriteLine($" [{Mark(node)}] {node.Key.Name}{(replaced > 0 ? $" ({replaced} squashed migrations)" : "")}");
            }
        }

        return Task.FromResult(0);

        void Write(Utf8JsonWriter json, MigrationNode node)
        {
            json.WriteString("app", node.Key.AppLabel);
            json.WriteString("name", node.Key.Name);
            json.WriteBoolean("applied", executor.Graph.IsApplied(node, applied));
            if (applied.TryGetValue(node.Key, out var time)) json.WriteString("applied_at", DateTime.SpecifyKind(time, DateTimeKind.Utc));
            else json.WriteNull("applied_at");
            json.WriteStartArray("replaces");
            foreach (var replaced in node.Migration.Replaces) json.WriteStringValue(replaced.ToString());
            json.WriteEndArray();
        }

        char Mark(MigrationNode node) => executor.Graph.IsApplied(node, applied) ? 'X' : ' ';
    }
}
