using Quintet.Apps;
using Quintet.Contrib.ContentTypes;
using Quintet.Contrib.Messages;
using Quintet.Contrib.Sessions;
using Quintet.Ide;
using Quintet.Ide.Types;
using Quintet.Reading;
using Quintet.Templates;

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

    /// <summary>An app of the framework's in <c>InstalledApps</c> leaves no doubt of what there is: it brings nothing that a template could name.</summary>
    [Fact]
    public void The_frameworks_apps_are_known_to_bring_no_files_and_tags()
    {
        var settings = Assert.Single(Bookshop.Open().Current.Projects).Model.Settings;
        Assert.True(settings.AreTemplatesComplete && settings.AreStaticFilesComplete && settings.AreLibrariesComplete);
        Assert.Equal(["shop", "blog"], settings.Apps.Select(known => known.Label));

        var apps = new AppConfig[] { new ContentTypesApp(), new MessagesApp(), new SessionsApp() };
        Assert.Equal(TypeIndex.FrameworkApps, apps.Select(known => known.GetType().FullName!));
        foreach (var known in apps)
        {
            Assert.DoesNotContain(known.GetType().Assembly.GetManifestResourceNames(), name => name.Contains("templates/") || name.Contains("static/"));
            Assert.Empty(known.Manifest.OfType<TagLibraryRegistration>());
        }
    }

    [Fact]
    public void Templates_know_its_messages()
    {
        var snapshot = Bookshop.Open().Current;
        var scopes = new TemplateScopes(snapshot, Assert.Single(snapshot.Projects));
        var messages = scopes.GivenTo("shop/index.html").Find("messages")!;
        Assert.Equal("IEnumerable<Message>", messages.Type.Display);
        Assert.Contains(scopes.Binder.MembersOf(scopes.Binder.ItemOf(messages.Type)), member => member.TemplateName == "tags");
        Assert.Equal(["DEFAULT_MESSAGE_LEVELS", "messages"], FrameworkTypes.Processors["RequestMessages.ContextProcessor"].Select(variable => variable.Name));
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
