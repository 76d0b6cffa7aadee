using Quintet.Db.Migrations;

namespace Quintet.Management.Commands;

/// <summary><c>optimizemigration app name</c>: writes a migration anew with as few operations as do the same.</summary>
internal sealed class OptimizeMigrationCommand : Command
{
    public override string Help => "Optimizes the operations for the named migration.";

    public override void AddArguments(ArgumentParser parser) => parser
        .Argument("app", "The label of the app.")
        .Argument("name", "The migration, or the beginning of its name.")
        .Flag("--check", "Writes nothing, and exits with 1 where the migration can be optimized.");

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var app = arguments["app"]!;
        MigrationSupport.App(application, app);
        var graph = MigrationSupport.Graph(application);
        if (!graph.Apps.Contains(app)) throw new CommandError($"App '{app}' does not have migrations.");
        var node = MigrationSupport.Explained(() => graph.Get(app, arguments["name"]!));
        if (MigrationSquash.Optimized(node) is not { } optimized)
        {
            Out.WriteLine("No optimizations possible.");
            return Task.FromResult(0);
        }

        Out.WriteLine($"Optimizing from {node.Operations.Count} operations to {optimized.Operations.Count} operations.");
        if (arguments.Flag("--check")) return Task.FromResult(1);
        var files = new MigrationFiles(application);
        var (text, needsPorting) = files.Text(optimized, [node], node.Migration.GetType().Name);
        var path = files.PathOf(app, node.Key.Name);
        if (needsPorting)
        {
            // The old one keeps the code until a person has copied it.
            if (optimized.Replaces.Count > 0)
            {
                throw new CommandError("Migration will require manual porting but is already a squashed migration.\nTransition to a normal migration first: when every database is past them, delete the migrations that it replaces and its Replaces.");
            }

            optimized = optimized with { Name = node.Key.Name + "_optimized", Replaces = [node.Key] };
            path = files.PathOf(app, optimized.Name);
            if (File.Exists(path)) throw new CommandError($"{files.Shown(path)} exists already, but is not among the migrations of the program. Build the project again, or remove the file.");
            text = files.Text(optimized, [node]).Text;
            MigrationSupport.WritePortingNeeded(Terminal, "optimized");
        }
        else if (!File.Exists(path))
        {
            throw new CommandError($"{files.Shown(path)} is not there. Is {node.Key} in a file of another name? Call the file after the migration.");
        }

        MigrationFiles.Write(path, text);
        Out.WriteLine(Style.Heading($"Optimized migration {files.Shown(path)}"));
        return Task.FromResult(0);
    }
}
