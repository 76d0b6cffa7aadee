using Quintet.Db.Migrations;

namespace Quintet.Management.Commands;

/// <summary><c>squashmigrations app [start] end</c>: writes one migration that is the sum of several.</summary>
internal sealed class SquashMigrationsCommand : Command
{
    public override string Help => "Squashes an existing set of migrations (from first until specified) into a single new one.";

    public override void AddArguments(ArgumentParser parser) => parser
        .Argument("app", "The label of the app.")
        .Argument("start", "The first migration, or the beginning of its name; the app's first where only one is named.")
        .Argument("end", "The last migration, or the beginning of its name.", required: false)
        .Flag("--no-optimize", "Takes the operations over as they are.")
        .Option("--squashed-name", "A name for the new migration, without its number.")
        .Flag("--no-header", "Writes no line that says what wrote the file.")
        .NoInput();

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var app = arguments["app"]!;
        MigrationSupport.App(application, app);
        MigrationSupport.CheckName(arguments["--squashed-name"]);
        var (start, end) = arguments["end"] is { } last ? (arguments["start"], last) : (null, arguments["start"]!);
        var graph = MigrationSupport.Graph(application);
        var nodes = MigrationSupport.Explained(() => MigrationSquash.Range(graph, app, end, start));
        Out.WriteLine(Style.Heading("Will squash the following migrations:"));
        foreach (var node in nodes) Out.WriteLine($" - {node.Key.Name}");
        if (!arguments.NoInput() && !Terminal.Confirm("Do you wish to proceed?", "Say --noinput to squash them without a question.")) return Task.FromResult(0);

        var optimize = !arguments.Flag("--no-optimize");
        var squashed = MigrationSupport.Explained(() => MigrationSquash.Squash(nodes, start is null, optimize, arguments["--squashed-name"]));
        Out.WriteLine(Style.Heading(optimize ? "Optimizing..." : "(Skipping optimization.)"));
        if (optimize)
        {
            var count = nodes.Sum(node => node.Operations.Count);
            Out.WriteLine(squashed.Operations.Count == count ? "  No optimizations possible." : $"  Optimized from {count} operations to {squashed.Operations.Count} operations.");
        }

        var files = new MigrationFiles(application, header: !arguments.Flag("--no-header"));
        var path = files.PathOf(app, squashed.Name);
        if (File.Exists(path) || graph.Find(new(app, squashed.Name)) is not null) throw new CommandError($"Migration {squashed.Name} already exists. Use a different name.");
        var (text, needsPorting) = files.Text(squashed, nodes);
        MigrationFiles.Write(path, text);
        Out.WriteLine(Style.Heading($"Created new squashed migration {files.Shown(path)}"));
        Out.WriteLine("""
              You should commit this migration but leave the old ones in place;
              the new migration will be used for new installs. Once you are sure
              all instances of the codebase have applied the migrations you squashed,
              you can delete them.
            """);
        if (!squashed.Atomic) Out.WriteLine("  One of them runs outside of a transaction, so this one does (Atomic => false).");
        if (needsPorting) MigrationSupport.WritePortingNeeded(Terminal, "squashed");
        return Task.FromResult(0);
    }
}
