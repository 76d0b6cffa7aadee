using System.Text.Json;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace Quintet.Management.Commands;

/// <summary><c>makemigrations [app…]</c>: writes what the models have and the migrations have not.</summary>
internal sealed class MakeMigrationsCommand : Command
{
    private readonly List<PlannedMigration> _planned = [];
    private Application _application = null!;
    private MigrationFiles _files = null!;
    private bool _dryRun;

    // What is for people: where a machine reads the output, beside it.
    private TextWriter _log = TextWriter.Null;

    private TextStyle LogStyle => _log == Out ? Style : Terminal.ErrorStyle;

    public override string Help => "Creates new migration(s) for apps.";

    public override void AddArguments(ArgumentParser parser) => parser
        .Arguments("app", "The labels of the apps to create migrations for; all by default.")
        .Flag("--dry-run", "Shows what would be made without writing it.")
        .Flag("--check", "Writes nothing, and exits with 1 where a migration is missing.")
        .Flag("--merge", "Writes a migration after the several last ones of an app.")
        .Flag("--empty", "Writes a migration without operations, for you to fill.")
        .Flag("--update", "Puts the changes into the last migration, where it is not applied yet.")
        .Option("--name", "A name for the migration, without its number.")
        .Options("--rename", "A model or field that was renamed: blog.Author=Writer, blog.Book.name=title. May be given several times.")
        .Flag("--no-renames", "What is gone is gone: nothing else was renamed.")
        .Flag("--no-header", "Writes no line that says what wrote the file.")
        .Flag("--json", "Prints what is made as JSON.")
        .NoInput();

    public override Task<int> Execute(CommandArguments arguments)
    {
        _application = Application.Current;
        var labels = arguments.List("app");
        foreach (var label in labels) MigrationSupport.App(_application, label);
        MigrationSupport.CheckName(arguments["--name"]);
        if (new[] { "--merge", "--empty", "--update" }.Where(arguments.Flag).ToList() is [_, _, ..] several) throw new CommandError($"{string.Join(" and ", several)} do not go together: say one.");
        var json = arguments.Flag("--json");
        var check = arguments.Flag("--check");
        _dryRun = arguments.Flag("--dry-run") || check;
        _log = json ? Error : Out;
        _files = new MigrationFiles(_application, header: !arguments.Flag("--no-header"));

        var graph = MigrationSupport.Graph(_application);
        var count = arguments.Flag("--merge") ? Merge(graph, labels, arguments)
            : arguments.Flag("--empty") ? Empty(graph, labels, arguments["--name"])
            : Missing(graph, labels, arguments);
        if (json) JsonOutput.Write(Out, _planned, Write);
        return Task.FromResult(check && count > 0 ? 1 : 0);
    }

    /// <summary>Writes the migrations that are missing, or adds them to the last ones.</summary>
    /// <returns>How many there are.</returns>
    private int Missing(MigrationGraph graph, IReadOnlyList<string> labels, CommandArguments arguments)
    {
        var name = arguments["--name"];
        var questions = new MigrationPrompts(arguments.List("--rename"), arguments.Flag("--no-renames"), arguments.NoInput() || arguments.Flag("--json") ? null : In, _log);
        var planned = MigrationSupport.Explained(() => MakeMigrations.Missing(_application.Models.All, graph, labels.Count == 0 ? null : labels.ToList(), questions, name));
        questions.CheckUsed();
        if (planned.Count == 0)
        {
            _log.WriteLine(labels.Count switch
            {
                0 => "No changes detected",
                1 => $"No changes detected in app '{labels[0]}'",
                _ => $"No changes detected in apps '{string.Join("', '", labels)}'",
            });
            return 0;
        }

        if (arguments.Flag("--update")) return Update(graph, planned, name);
        foreach (var group in planned.GroupBy(migration => migration.AppLabel))
        {
            _log.WriteLine(LogStyle.Heading($"Migrations for '{group.Key}':"));
            foreach (var migration in group) Write(migration);
        }

        return planned.Count;
    }

    private int Update(MigrationGraph graph, IReadOnlyList<PlannedMigration> planned, string? name)
    {
        var leaves = planned.Select(migration => migration.AppLabel).Distinct().ToDictionary(app => app, app => Updatable(graph, app));
        var updated = leaves.Values.Select(leaf => MigrationSquash.Updated(leaf, planned.Where(migration => migration.AppLabel == leaf.Key.AppLabel), name)).ToList();

        // What waits for one of the planned migrations waits for the one that it becomes a part of.
        var becomes = planned.ToDictionary(migration => new Dependency(migration.AppLabel, migration.Name), migration => updated.First(other => other.AppLabel == migration.AppLabel));
        foreach (var migration in updated)
        {
            var leaf = leaves[migration.AppLabel];
            _log.WriteLine(LogStyle.Heading($"Migrations for '{migration.AppLabel}':"));
            var fresh = migration with { Dependencies = [.. migration.Dependencies.Select(dependency => becomes.TryGetValue(dependency, out var other) ? new(other.AppLabel, other.Name) : dependency).Distinct()] };
            var needsPorting = Write(fresh, [leaf]);
            var old = _files.PathOf(leaf.Key.AppLabel, leaf.Key.Name);
            if (_dryRun) continue;
            if (needsPorting)
            {
                _log.WriteLine(LogStyle.Warning($"Updated migration {_files.Shown(_files.PathOf(fresh.AppLabel, fresh.Name))} requires manual porting.\nPrevious migration {_files.Shown(old)} was kept and must be deleted after porting its code manually."));
                continue;
            }

            if (!File.Exists(old)) throw new CommandError($"{_files.Shown(old)} is not there. Is {leaf.Key} in a file of another name? Delete that file: {fresh.Name} stands in its place.");
            File.Delete(old);
            _log.WriteLine($"Deleted {_files.Shown(old)}");
        }

        return updated.Count;
    }

    /// <exception cref="CommandError">The app's last migration must stay as it is, or there is none.</exception>
    private MigrationNode Updatable(MigrationGraph graph, string appLabel)
    {
        if (graph.Leaves(appLabel) is not [var leaf, ..]) throw new CommandError($"App {appLabel} has no migration, cannot update last migration.");
        if (leaf.Migration.Replaces.Any()) throw new CommandError($"Cannot update squash migration '{leaf}'.");
        var executor = MigrationSupport.Executor(_application, Database.DefaultAlias);
        if (MigrationSupport.Explained(executor.Applied).ContainsKey(leaf.Key)) throw new CommandError($"Cannot update applied migration '{leaf}'.");
        var waiting = graph.Order.Where(node => node.Migration.Dependencies.Contains(leaf.Key)).ToList();
        if (waiting.Count > 0) throw new CommandError($"Cannot update migration '{leaf}' that migrations {string.Join(", ", waiting.Select(node => $"'{node}'"))} depend on.");
        return leaf;
    }

    private int Empty(MigrationGraph graph, IReadOnlyList<string> labels, string? name)
    {
        if (labels.Count == 0) throw new CommandError("You must supply at least one app label when using --empty.");
        MigrationSupport.Explained(() => graph.SingleLeaves(labels.ToList()));
        foreach (var label in labels.Distinct())
        {
            _log.WriteLine(LogStyle.Heading($"Migrations for '{label}':"));
            Write(MigrationMerge.Empty(graph, label, DateTime.Now, name));
        }

        return labels.Count;
    }

    /// <summary>Writes a migration after the last ones of each app that has several.</summary>
    private int Merge(MigrationGraph graph, IReadOnlyList<string> labels, CommandArguments arguments)
    {
        var conflicts = graph.Conflicts(labels.Count == 0 ? null : labels.ToList());
        if (conflicts.Count == 0) _log.WriteLine("No conflicts detected to merge.");
        foreach (var app in conflicts)
        {
            var branches = MigrationSupport.Explained(() => MigrationMerge.Branches(graph, app));
            _log.WriteLine(LogStyle.Heading($"Merging {app}"));
            foreach (var branch in branches)
            {
                _log.WriteLine(LogStyle.Label($"  Branch {branch.Leaf.Key.Name}"));
                foreach (var operation in branch.Operations) _log.WriteLine($"    {MigrationSupport.Symbol(operation)} {operation.Describe()}");
            }

            if (MigrationMerge.Conflict(branches) is { } why) throw new CommandError($"{why} Change one of these migrations, and let it depend on the other.");
            const string question = "\nMerging will only work if the operations printed above do not conflict\nwith each other (working on different fields or models)\nShould these migration branches be merged?";
            if (!arguments.NoInput() && arguments.Flag("--json")) throw new CommandError("--json asks nothing: say --noinput to merge them.");
            if (!arguments.NoInput() && !Terminal.Confirm(question, "Say --noinput to merge them without a question.")) continue;
            var merged = MigrationMerge.Merged(branches, DateTime.Now, arguments["--name"]);
            _planned.Add(merged);
            if (_dryRun) continue;
            var path = _files.PathOf(app, merged.Name);
            Save(path, _files.Text(merged).Text);
            _log.WriteLine($"\nCreated new merge migration {_files.Shown(path)}");
        }

        return conflicts.Count;
    }

    /// <returns>Whether it calls code of the migrations that it takes over.</returns>
    private bool Write(PlannedMigration migration, IReadOnlyList<MigrationNode>? from = null)
    {
        var path = _files.PathOf(migration.AppLabel, migration.Name);
        _log.WriteLine(LogStyle.Label($"  {_files.Shown(path)}"));
        foreach (var operation in migration.Operations) _log.WriteLine($"    {MigrationSupport.Symbol(operation)} {operation.Describe()}");
        _planned.Add(migration);
        var (text, needsPorting) = _files.Text(migration, from);
        if (!_dryRun) Save(path, text);
        return needsPorting;
    }

    private static void Save(string path, string text)
    {
        if (File.Exists(path)) throw new CommandError($"{path} exists already, but is not among the migrations of the program. Build the project again, or remove the file.");
        MigrationFiles.Write(path, text);
    }

    private void Write(Utf8JsonWriter json, PlannedMigration migration)
    {
        json.WriteString("app", migration.AppLabel);
        json.WriteString("name", migration.Name);
        json.WriteString("file", _files.Shown(_files.PathOf(migration.AppLabel, migration.Name)));
        json.WriteBoolean("written", !_dryRun);
        json.WriteStartArray("dependencies");
        foreach (var dependency in migration.Dependencies) json.WriteStringValue(dependency.ToString());
        json.WriteEndArray();
        MigrationSupport.Write(json, migration.Operations);
    }
}
