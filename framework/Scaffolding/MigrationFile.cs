using System.Globalization;

namespace Quintet.Scaffolding;

/// <summary>A migration to be written as C#.</summary>
public sealed record MigrationFile
{
    /// <summary><c>0002_book_genre</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace of the app.</summary>
    public required string AppNamespace { get; init; }

    /// <summary>The migrations before it: app label and name.</summary>
    public IReadOnlyList<(string App, string Name)> Dependencies { get; init; } = [];

    /// <summary>Each operation as a C# expression; further lines are indented as they stand.</summary>
    public required IReadOnlyList<string> Operations { get; init; }

    /// <summary>Whether it must say itself that it is among the first of its app.</summary>
    public bool Initial { get; init; }

    public required string Version { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary><c>M0002_BookGenre</c>.</summary>
    public required string ClassName { get; init; }

    /// <summary>The file's name, which is the migration's, so that a folder lists them in their order.</summary>
    public string FileName => Name + ".cs";

    /// <summary>The file's text.</summary>
    public string Render() => TemplateStore.Render("migration/migration.cs", new Dictionary<string, object?>
    {
        ["version"] = Version,
        ["timestamp"] = Timestamp.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        ["namespace"] = AppNamespace + ".Migrations",
        ["class_name"] = ClassName,
        ["name"] = Name,
        ["initial"] = Initial,
        ["dependencies"] = Dependencies.Select(dependency => new Dictionary<string, object?> { ["app"] = dependency.App, ["name"] = dependency.Name }).ToList(),
        ["operations"] = Operations.Select(Indent).ToList(),
    });

    private static string Indent(string operation) => string.Join('\n', operation.Split('\n').Select(line => line.Length == 0 ? line : "        " + line));
}
