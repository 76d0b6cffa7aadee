using System.Text.Json;
using Quintet;
using Quintet.Ide;
using Quintet.Management;

namespace IdeTests.Workspaces;

/// <summary>A site with URL patterns in every form: what is read from its source is what the running app says.</summary>
public class SitesTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Bookshop.Folder)!)!, "tests", "Fixtures", "Sites");

    private static Snapshot Source()
    {
        var workspace = new Workspace(new() { References = Fixture.References });
        workspace.SetFolders([Folder]);
        return workspace.Current;
    }

    [Fact]
    public async Task Names_and_routes_are_those_of_the_running_app()
    {
        var urls = Source().Projects.Single().Model.Urls;
        var written = urls.Names.SelectMany(urls.Find).Select(url => $"{url.FullName} {url.Route} {url.ViewName}").Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.True(urls.IsComplete);
        Assert.Equal(await Running(), written);
        Assert.True(written.Count > 20);
    }

    /// <summary>What a caller has to give, by the running app's own errors: none of the ways is refused, and no other number of values is taken.</summary>
    [Fact]
    public void What_a_name_needs_is_what_the_running_app_takes()
    {
        var application = Application.Load(new Sites.Settings());
        using var scope = application.Context.Enter();
        var urls = Source().Projects.Single().Model.Urls;
        foreach (var url in urls.All)
        {
            Assert.NotNull(url.Ways);
            foreach (var way in url.Ways)
            {
                object?[] values = [.. way.Select(name => name switch { "year" => (object)2024, "id" or "number" => 7, _ => "x" })];
                Assert.StartsWith("/", application.Urls.Reverser.Reverse(url.FullName, values, new Dictionary<string, object?>()), StringComparison.Ordinal);
            }

            object?[] several = [.. Enumerable.Repeat<object>("x", url.Ways.Max(way => way.Count) + 1)];
            Assert.Throws<NoReverseMatchException>(() => application.Urls.Reverser.Reverse(url.FullName, several, new Dictionary<string, object?>()));
        }
    }

    [Fact]
    public void Its_source_is_clean()
    {
        var snapshot = Source();
        Assert.Empty(Diagnostics.OfProject(snapshot, snapshot.Projects.Single()).SelectMany(file => file.Items.Select(item => $"{file.Path}: {item}")));
    }

    private static async Task<List<string>> Running()
    {
        using var output = new StringWriter();
        using (Application.Load(new Sites.Settings()).Context.Enter()) Assert.Equal(0, await ManagementUtility.CallCommandAsync("showurls", ["--json"], output));
        using var rows = JsonDocument.Parse(output.ToString());
        return [.. rows.RootElement.EnumerateArray().Where(row => row.GetProperty("name").ValueKind == JsonValueKind.String)
            .Select(row => $"{row.GetProperty("name")} {row.GetProperty("route")} {row.GetProperty("view")}").Distinct().Order(StringComparer.Ordinal)];
    }
}
