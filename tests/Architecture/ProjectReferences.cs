using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ArchitectureTests;

/// <summary>The table of projects in docs/architecture.md is what the project files say, in both directions; what the server only brings along is not in it.</summary>
public partial class ProjectReferences
{
    sealed record Row(string Folder, string[] References, string[] Packages)
    {
        public override string ToString() => $"{Folder} → [{string.Join(", ", References)}] packages [{string.Join(", ", Packages)}]";
    }

    [Fact]
    public void The_table_of_the_documentation_is_what_the_project_files_say()
    {
        var documented = Documented().Select(row => row.ToString()).Order(StringComparer.Ordinal).ToArray();
        var actual = Repository.ProjectFiles().Select(Read).Select(row => row.ToString()).Order(StringComparer.Ordinal).ToArray();

        Assert.True(documented.Length > 10, $"Only {documented.Length} rows of the table in docs/architecture.md could be read.");
        Assert.Equal(documented, actual);
    }

    /// <summary>Rows like <c>| `framework/Db` | … | `Schema` | `Microsoft.Data.Sqlite` |</c>.</summary>
    static IEnumerable<Row> Documented()
    {
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "architecture.md")))
        {
            var cells = line.Trim().Trim('|').Split('|');
            if (cells.Length != 4 || Codes(cells[0]) is not [var folder] || !(folder.StartsWith("framework/") || folder.StartsWith("server/"))) continue;
            yield return new Row(folder, Codes(cells[2]), Codes(cells[3]));
        }
    }

    static Row Read(string projectFile)
    {
        var project = XDocument.Load(projectFile);
        string[] Names(string element, Func<string, string> name) =>
            [.. project.Descendants(element).Where(e => e.Attribute("OutputItemType")?.Value != "FrameworkAssembly").Select(e => name(e.Attribute("Include")!.Value)).Order(StringComparer.Ordinal)];
        return new Row(
            Repository.FolderOf(projectFile),
            Names("ProjectReference", path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))),
            [.. Names("PackageReference", name => name).Concat(Names("FrameworkReference", name => name)).Order(StringComparer.Ordinal)]);
    }

    static string[] Codes(string cell) => [.. Code().Matches(cell).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
