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

    /// <summary>The migrations of which it is the sum: app label and name.</summary>
    public IReadOnlyList<(string App, string Name)> Replaces { get; init; } = [];

    /// <summary>False: it runs outside of a transaction, and says so.</summary>
    public bool Atomic { get; init; } = true;

    /// <summary>The migrations, as <c>Blog.Migrations.M0002_Slugs</c>, whose code the operations call; a person must copy it.</summary>
    public IReadOnlyList<string> CodeFrom { get; init; } = [];

    /// <summary>Whether the first line says what wrote the file, and when.</summary>
    public bool Header { get; init; } = true;

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
        ["atomic"] = Atomic,
        ["header"] = Header,
        ["code_from"] = CodeFrom,
        ["dependencies"] = Keys(Dependencies),
        ["replaces"] = Keys(Replaces),
        ["operations"] = Operations.Select(Indent).ToList(),
    });

    private static List<Dictionary<string, object?>> Keys(IEnumerable<(string App, string Name)> migrations) =>
        [.. migrations.Select(migration => new Dictionary<string, object?> { ["app"] = migration.App, ["name"] = migration.Name })];

    private static string Indent(string operation) => string.Join('\n', operation.Split('\n').Select(line => line.Length == 0 ? line : "        " + line));
}
