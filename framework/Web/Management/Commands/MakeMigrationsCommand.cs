using Quintet.Db.Migrations;
using Quintet.Scaffolding;

namespace Quintet.Management.Commands;

/// <summary><c>makemigrations [app…]</c>: writes what the models have and the migrations have not.</summary>
internal sealed class MakeMigrationsCommand : Command
{
    public override string Help => "Creates new migration(s) for apps.";

    public override void AddArguments(ArgumentParser parser) => parser
        .Arguments("app", "The labels of the apps to create migrations for; all by default.")
        .Flag("--dry-run", "Shows what would be made without writing it.")
        .Flag("--check", "Writes nothing, and exits with 1 where a migration is missing.")
        .Option("--name", "A name for the migration, without its number.")
        .Options("--rename", "A model or field that was renamed: blog.Author=Writer, blog.Book.name=title. May be given several times.")
        .Flag("--no-renames", "What is gone is gone: nothing else was renamed.");

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var labels = arguments.List("app");
        foreach (var label in labels) MigrationSupport.App(application, label);
        if (arguments["--name"] is { } name && !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) throw new CommandError("The migration name must be a valid identifier: letters, digits and underscores.");
        var check = arguments.Flag("--check");
        var dryRun = arguments.Flag("--dry-run") || check;
        var questions = new MigrationPrompts(arguments.List("--rename"), arguments.Flag("--no-renames"), In, Out);
        var planned = MigrationSupport.Explained(() => MakeMigrations.Missing(
            application.Models.Models, MigrationSupport.Graph(application), labels.Count == 0 ? null : labels.ToList(), questions, arguments["--name"]));
        questions.CheckUsed();
        if (planned.Count == 0)
        {
            Out.WriteLine(labels.Count switch
            {
                0 => "No changes detected",
                1 => $"No changes detected in app '{labels[0]}'",
                _ => $"No changes detected in apps '{string.Join("', '", labels)}'",
            });
            return Task.FromResult(0);
        }

        foreach (var group in planned.GroupBy(migration => migration.AppLabel))
        {
            Out.WriteLine(Style.Heading($"Migrations for '{group.Key}':"));
            foreach (var migration in group) Write(application, migration, dryRun);
        }

        return Task.FromResult(check ? 1 : 0);
    }

    private void Write(Application application, PlannedMigration migration, bool dryRun)
    {
        var app = MigrationSupport.App(application, migration.AppLabel);
        var file = new MigrationFile
        {
            Name = migration.Name,
            ClassName = migration.ClassName,
            AppNamespace = app.GetType().Namespace ?? throw new CommandError($"The app '{app.Label}' ({app.GetType().Name}) stands in no namespace, so its migrations would not belong to it. Put it in one: namespace Blog;"),
            Dependencies = [.. migration.Dependencies.Select(dependency => (dependency.AppLabel, dependency.Name))],
            Operations = [.. migration.Operations.Select(operation => operation.ToCSharp())],
            Initial = migration.Initial && migration.Dependencies.Any(dependency => dependency.AppLabel == migration.AppLabel),
            Version = QuintetVersion.Text,
            Timestamp = DateTimeOffset.Now,
        };
        var folder = Path.Combine(application.Settings.BaseDir, app.SourcePath, "Migrations");
        var path = Path.Combine(folder, file.FileName);
        Out.WriteLine(Style.Label($"  {Path.GetRelativePath(application.Settings.BaseDir, path).Replace('\\', '/')}"));
        foreach (var operation in migration.Operations) Out.WriteLine($"    {Symbol(operation)} {operation.Describe()}");
        if (dryRun) return;
        if (File.Exists(path)) throw new CommandError($"{path} exists already, but is not among the migrations of the program. Build the project again, or remove the file.");
        Directory.CreateDirectory(folder);
        File.WriteAllText(path, file.Render());
    }

    /// <summary>Django's sign of an operation's kind.</summary>
    private static char Symbol(Operation operation) => operation.GetType().Name switch
    {
        nameof(RunSql) => 's',
        nameof(RunCode) => 'c',
        var name when name.StartsWith("Create", StringComparison.Ordinal) || name.StartsWith("Add", StringComparison.Ordinal) => '+',
        var name when name.StartsWith("Delete", StringComparison.Ordinal) || name.StartsWith("Remove", StringComparison.Ordinal) => '-',
        var name when name.StartsWith("Alter", StringComparison.Ordinal) || name.StartsWith("Rename", StringComparison.Ordinal) => '~',
        _ => '?',
    };
}
