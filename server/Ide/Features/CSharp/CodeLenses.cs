using Quintet.Text;

namespace Quintet.Ide;

/// <summary>A line of text above a place.</summary>
/// <param name="Span">The place.</param>
/// <param name="Title">What it says.</param>
/// <param name="Command">The management command that it runs: its name and arguments; null where it only says something.</param>
public sealed record CodeLens(TextSpan Span, string Title, ManageCommand? Command);

/// <summary>A management command of <see cref="ManageCommands"/>, to be run for the project of the file.</summary>
public sealed record ManageCommand(string Name, params IReadOnlyList<string> Arguments);

/// <summary>What stands above the classes of a C# file: of a model the changes that are in no migration, or its last migration.</summary>
public static class CodeLenses
{
    public static IReadOnlyList<CodeLens> Of(Snapshot snapshot, string path, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Project: { } project, Kind: DocumentKind.CSharp } document) return [];
        return [.. SchemaClass.In(project.Model, document.File.Facts).Select(place => Above(project.Model.Migrations, place)).OfType<CodeLens>()];
    }

    private static CodeLens? Above(MigrationInventory migrations, SchemaClass place)
    {
        var span = CSharpMentions.SpanOf(place.Type.NameSpan);
        if (place.Migration is not null) return null;
        var changes = place.Label is { } label ? migrations.ChangesOf(label) : migrations.ChangesWithoutModel(place.App!.Label);
        if (changes.Count > 0) return new(span, $"{MigrationDiagnostics.Count(changes.Count)} {(changes.Count == 1 ? "is" : "are")} not in a migration: make it", new("makemigrations", changes[0].AppLabel));
        return place.Label is not null && migrations.LastOf(place.Label) is { } last ? new(span, $"migrations: {last.Name}", null) : null;
    }
}
