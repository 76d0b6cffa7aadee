using System.Text.Json;
using Quintet.Templates.Syntax;
using Quintet.Tests;

namespace TemplatesTests.Syntax;

/// <summary>Every prefix of a real template, and the template without any one of its characters: a tree that prints back, and no exception.</summary>
public class EditedTemplates
{
    [Fact]
    public void OfTheExample()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Tooling.sln"))) folder = folder.Parent;
        var templates = Directory.EnumerateFiles(Path.Combine(folder.FullName, "examples", "bookshop"), "*.html", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        Assert.NotEmpty(templates);
        Assert.True(Edit(templates) >= 10_000);
    }

    [ConformanceFact]
    public void OfTheConformanceCases()
    {
        var templates = new HashSet<string>();
        foreach (var line in File.ReadLines(ConformanceFactAttribute.File("dtl-cases.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            if (!document.RootElement.TryGetProperty("templates", out var texts)) continue;
            foreach (var text in texts.EnumerateObject()) templates.Add(text.Value.GetString()!);
        }

        Assert.True(Edit(templates) >= 10_000);
    }

    private static int Edit(IEnumerable<string> templates)
    {
        var count = 0;
        foreach (var text in templates)
        {
            for (var i = 0; i < text.Length; i++, count += 2)
            {
                PrintsBack(text[..i]);
                PrintsBack(text.Remove(i, 1));
            }
        }

        return count;
    }

    private static void PrintsBack(string text) => Assert.Equal(text, TemplateTree.Parse(text).ToString());
}
