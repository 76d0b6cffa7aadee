using Quintet.Reading;

namespace ArchitectureTests;

/// <summary>Every diagnostic has a page in docs/diagnostics that says what it is, why, and what to do.</summary>
public class DiagnosticPages
{
    static string Folder => Path.Combine(Repository.Root, "docs", "diagnostics");

    public static TheoryData<string, string> Rules
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var rule in DiagnosticTable.All) data.Add(rule.Id, rule.Title);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_diagnostic_has_a_page(string id, string title)
    {
        var file = Path.Combine(Folder, id + ".md");
        Assert.True(File.Exists(file), $"docs/diagnostics/{id}.md is missing: a heading '# {id}: {title}', what it means, '## Example' and '## Fix'.");
        var lines = File.ReadAllLines(file);
        Assert.Equal($"# {id}: {title}", lines[0]);
        Assert.Equal(["## Example", "## Fix"], lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("```", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_belongs_to_a_diagnostic()
    {
        var pages = Directory.EnumerateFiles(Folder, "QT*.md").Select(Path.GetFileNameWithoutExtension);
        Assert.Empty(pages.Except(DiagnosticTable.All.Select(rule => rule.Id)));
    }

    [Fact]
    public void The_list_of_pages_is_whole()
    {
        var index = File.ReadAllText(Path.Combine(Folder, "README.md"));
        Assert.Empty(DiagnosticTable.All.Where(rule => !index.Contains($"[{rule.Id}]({rule.Id}.md)", StringComparison.Ordinal)).Select(rule => rule.Id));
    }

    [Fact]
    public void Ids_are_unique() => Assert.Equal(DiagnosticTable.All.Length, DiagnosticTable.All.Select(rule => rule.Id).Distinct().Count());
}
