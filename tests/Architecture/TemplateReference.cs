using System.Text;
using System.Text.RegularExpressions;
using Quintet.Templates;

namespace ArchitectureTests;

/// <summary>The lists of tags and filters in docs/templates.md are those of the engine.</summary>
public class TemplateReference
{
    static string File => Path.Combine(Repository.Root, "docs", "templates.md");

    [Fact]
    public void The_documentation_lists_the_tags_of_the_engine() => Check("tags", BuiltinLibraries.All
        .SelectMany(library => library.Tags.Select(tag => (tag.Name, tag.Signature, Text: tag.Documentation + Loaded(library) + Ends(tag)))));

    [Fact]
    public void The_documentation_lists_the_filters_of_the_engine() => Check("filters", BuiltinLibraries.All
        .SelectMany(library => library.Filters.Select(filter => (filter.Name, filter.Signature, Text: filter.Documentation + Loaded(library)))));

    static void Check(string section, IEnumerable<(string Name, string Signature, string Text)> entries)
    {
        var table = new StringBuilder("\n| | |\n|---|---|\n");
        foreach (var (_, signature, text) in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            table.Append($"| `{signature.Replace("|", "\\|")}` | {text.Replace("|", "\\|")} |\n");
        }

        var whole = System.IO.File.ReadAllText(File);
        var current = Regex.Match(whole, $"(?<=<!-- {section}: .*? -->\n)(.|\n)*?(?=<!-- end -->)");
        Assert.True(current.Success, $"docs/templates.md has no place for the list of {section}.");
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECT") == "1")
        {
            System.IO.File.WriteAllText(File, whole[..current.Index] + table + "\n" + whole[(current.Index + current.Length)..]);
            return;
        }

        Assert.Equal(table + "\n", current.Value);
    }

    static string Loaded(TagLibrary library) => library.Name.Length == 0 ? "" : $" After `load {library.Name}`.";

    static string Ends(TagInfo tag)
    {
        if (tag.EndTag is null) return "";
        var middle = tag.Branches.Count == 0 ? "" : " With " + string.Join(", ", tag.Branches.Select(branch => $"`{branch}`")) + " before it.";
        return $" Ends with `{tag.EndTag}`.{middle}";
    }
}
