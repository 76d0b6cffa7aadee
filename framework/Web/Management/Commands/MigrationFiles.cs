using Quintet.Db.Migrations;
using Quintet.Scaffolding;

namespace Quintet.Management.Commands;

/// <summary>Writes migrations into their apps' folders. Code of a person's in them is called where it stands: it cannot be copied.</summary>
/// <param name="application">The project.</param>
/// <param name="header">Whether a file says what wrote it, and when.</param>
internal sealed class MigrationFiles(Application application, bool header = true)
{
    /// <summary>The file of a migration.</summary>
    public string PathOf(string appLabel, string name) => Path.Combine(application.Settings.BaseDir, MigrationSupport.App(application, appLabel).SourcePath, "Migrations", name + ".cs");

    /// <summary>A path as it is shown: from the project's folder.</summary>
    public string Shown(string path) => Path.GetRelativePath(application.Settings.BaseDir, path).Replace('\\', '/');

    /// <summary>The text of a migration that is there nowhere yet.</summary>
    /// <param name="migration">What it does.</param>
    /// <param name="from">The migrations whose operations it takes over.</param>
    /// <param name="className">Null: after its name.</param>
    /// <exception cref="CommandError">An operation cannot be written as C#.</exception>
    public (string Text, bool NeedsPorting) Text(PlannedMigration migration, IReadOnlyList<MigrationNode>? from = null, string? className = null)
    {
        var app = MigrationSupport.App(application, migration.AppLabel);
        var origins = new Dictionary<Operation, (MigrationNode Node, int Index)>(ReferenceEqualityComparer.Instance);
        foreach (var node in from ?? [])
        {
            for (var i = 0; i < node.Operations.Count; i++) origins[node.Operations[i]] = (node, i);
        }

        var called = new List<MigrationNode>();
        List<string> operations = [.. migration.Operations.Select(Source)];
        var file = new MigrationFile
        {
            Name = migration.Name,
            ClassName = className ?? migration.ClassName,
            AppNamespace = app.GetType().Namespace ?? throw new CommandError($"The app '{app.Label}' ({app.GetType().Name}) stands in no namespace, so its migrations would not belong to it. Put it in one: namespace Blog;"),
            Dependencies = [.. migration.Dependencies.Select(dependency => (dependency.AppLabel, dependency.Name))],
            Replaces = [.. migration.Replaces.Select(replaced => (replaced.AppLabel, replaced.Name))],
            Operations = operations,
            Initial = migration.Initial && migration.Dependencies.Any(dependency => dependency.AppLabel == migration.AppLabel),
            Atomic = migration.Atomic,
            CodeFrom = [.. called.Distinct().Select(node => node.Migration.GetType().FullName!)],
            Header = header,
            Version = QuintetVersion.Text,
            Timestamp = DateTimeOffset.Now,
        };
        return (file.Render(), called.Count > 0);

        string Source(Operation operation)
        {
            if (HoldsCode(operation) && origins.TryGetValue(operation, out var origin)) called.Add(origin.Node);
            try
            {
                return operation.ToCSharp();
            }
            catch (NotSupportedException e)
            {
                if (!origins.TryGetValue(operation, out origin)) throw new CommandError($"{operation.Describe()} in {migration.AppLabel}.{migration.Name} cannot be written: {e.Message}");
                called.Add(origin.Node);
                return $"new global::{origin.Node.Migration.GetType().FullName!.Replace('+', '.')}().Operations.ElementAt({origin.Index})";
            }
        }
    }

    /// <exception cref="CommandError">The folder cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandError($"{path} cannot be written: {e.Message}");
        }
    }

    private static bool HoldsCode(Operation operation) => operation switch
    {
        RunCode => true,
        SeparateDatabaseAndState parts => parts.DatabaseOperations.Concat(parts.StateOperations).Any(HoldsCode),
        RunSql sql => sql.StateOperations.Any(HoldsCode),
        _ => false,
    };
}
