using Quintet.Db.Migrations;
using Quintet.Reading;

namespace Quintet.Ide;

/// <summary>A place in a C# file that models or migrations are about.</summary>
/// <param name="Type">The class.</param>
/// <param name="Label">The model's label; null where it is no model.</param>
/// <param name="Migration">The migration; null where it is none.</param>
/// <param name="App">The app of an <c>AppConfig</c>; null where it is none.</param>
internal sealed record SchemaClass(TypeFact Type, string? Label, Dependency? Migration, AppModel? App)
{
    /// <summary>
    /// The models, migrations and apps that a file declares, of installed apps. Asks for what is known of them only where the file declares such, so that others do not wait for it.
    /// </summary>
    public static IEnumerable<SchemaClass> In(ProjectModel project, SourceFacts facts)
    {
        foreach (var type in facts.Types)
        {
            // Of a partial class the part that says what it is.
            if (type.Bases.Count == 0 || type.IsAbstract) continue;
            var kind = project.Types.Ancestors(type.FullName).FirstOrDefault(name => name is TypeIndex.ModelBase or TypeIndex.MigrationBase or TypeIndex.AppConfigBase);
            switch (kind)
            {
                case TypeIndex.ModelBase when project.Migrations.States.LabelOfClass(type.FullName) is { } label && IsInstalled(project, label[..label.IndexOf('.')]):
                    yield return new(type, label, null, null);
                    break;
                case TypeIndex.MigrationBase when project.Migrations.States.MigrationOfClass(type.FullName) is { } migration && IsInstalled(project, migration.AppLabel):
                    yield return new(type, null, migration, null);
                    break;
                case TypeIndex.AppConfigBase when project.Settings.Apps.FirstOrDefault(app => app.FullName == type.FullName) is { } app:
                    yield return new(type, null, null, app);
                    break;
            }
        }
    }

    private static bool IsInstalled(ProjectModel project, string appLabel) => project.Settings.Apps.Any(app => app.Label == appLabel);
}

/// <summary>What the models say and no migration holds, and what is lost by it.</summary>
internal static class MigrationDiagnostics
{
    public static IEnumerable<(DiagnosticRule Rule, Quintet.Text.TextSpan Span, string Message)> Of(ProjectModel project, SourceFacts facts)
    {
        foreach (var place in SchemaClass.In(project, facts))
        {
            var name = CSharpMentions.SpanOf(place.Type.NameSpan);
            if (place.Migration is { } migration)
            {
                if (!project.Migrations.Conflicts.Contains(migration.AppLabel) || project.Migrations.States.Migrations is not { } graph) continue;
                var leaves = graph.Leaves(migration.AppLabel);
                if (!leaves.Any(leaf => leaf.Key == migration)) continue;
                var names = string.Join(", ", leaves.Select(leaf => leaf.Key.Name));
                yield return (DiagnosticTable.ConflictingMigrations, name, $"Conflicting migrations detected; multiple leaf nodes in the migration graph: ({names} in {migration.AppLabel}). To fix them run 'dotnet run makemigrations --merge'");
                continue;
            }

            var changes = place.Label is { } label ? project.Migrations.ChangesOf(label) : project.Migrations.ChangesWithoutModel(place.App!.Label);
            if (changes.Count == 0) continue;
            yield return (DiagnosticTable.ChangesWithoutMigration, name, $"{Count(changes.Count)}{(place.Label is null ? "" : " to this model")} {(changes.Count == 1 ? "is" : "are")} not in a migration: {string.Join("; ", changes.Select(change => change.Operation.Describe()))}. Run 'dotnet run makemigrations'.");
            foreach (var change in changes)
            {
                var span = change.Field is { } field && PropertyOf(place.Type, field) is { } property ? CSharpMentions.SpanOf(property.NameSpan) : name;
                if (change.Loss is { } loss) yield return (DiagnosticTable.MigrationLosesData, span, $"{change.Operation.Describe()}: {char.ToLowerInvariant(loss[0])}{loss[1..]}");
                if (change.Question is { } question) yield return (DiagnosticTable.RowsWithoutValue, span, $"{question} Give the property an initialiser (\"\" is none), make it nullable, or let makemigrations ask for a value.");
            }
        }
    }

    /// <summary><c>3 changes</c></summary>
    public static string Count(int changes) => changes == 1 ? "1 change" : $"{changes} changes";

    /// <summary>The property of a field; null where the class itself has none, but one that it derives from.</summary>
    public static PropertyFact? PropertyOf(TypeFact type, string field)
    {
        foreach (var property in type.Properties)
        {
            if (Names.ToSnakeCase(property.Name) == field) return property;
        }

        return null;
    }
}
