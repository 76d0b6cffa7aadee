using Quintet.Ide;

namespace IdeTests.Workspaces;

public class BookshopTests
{
    [Fact]
    public void Its_URL_names_are_those_of_its_source()
    {
        var workspace = Bookshop.Open();
        var path = Bookshop.At("templates/scratch.html");
        workspace.Apply([new FileChange.Opened(path, "<% url '", 1)]);
        var names = Completion.At(workspace.Current, path, 8).Items.Select(item => item.Label).Order(StringComparer.Ordinal).ToList();
        var written = Directory.EnumerateFiles(Bookshop.Folder, "Urls.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/") && !file.Contains("/obj/"))
            .SelectMany(file => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(file), "name: \"(.*?)\"").Select(match =>
                Path.GetFileName(Path.GetDirectoryName(file)!) is "bookshop" ? match.Groups[1].Value : $"{Path.GetFileName(Path.GetDirectoryName(file)!).ToLowerInvariant()}:{match.Groups[1].Value}"))
            .Order(StringComparer.Ordinal).ToList();
        Assert.True(names.Count >= 12);
        Assert.Equal(written, names);
    }

    [Fact]
    public void It_is_clean()
    {
        var snapshot = Bookshop.Open().Current;
        var project = Assert.Single(snapshot.Projects);
        Assert.Equal("bookshop", project.Name);
        Assert.Empty(Diagnostics.OfProject(snapshot, project).SelectMany(file => file.Items.Select(item => $"{file.Path}: {item}")));
    }

    [Fact]
    public void Every_name_in_its_templates_leads_somewhere()
    {
        var snapshot = Bookshop.Open().Current;
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(Bookshop.Folder, "*.html", SearchOption.AllDirectories).Where(file => file.Contains("/templates/") && !file.Contains("/bin/")))
        {
            var text = snapshot.GetDocument(path)!.Text;
            foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(text, """<% (?:url|static|include|extends) ['"]([^'"]+)['"]"""))
            {
                count++;
                var offset = match.Groups[1].Index + 1;
                var link = Assert.Single(Definition.At(snapshot, path, offset));
                Assert.True(File.Exists(link.TargetPath));
                Assert.NotNull(HoverInfo.At(snapshot, path, offset));
            }
        }

        Assert.True(count > 20, $"only {count} names found");
    }
}
