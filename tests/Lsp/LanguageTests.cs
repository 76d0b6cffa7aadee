using System.Text.Json;
using System.Text.Json.Nodes;

namespace LspTests;

public sealed class LanguageTests : IDisposable
{
    private static readonly string[] s_urlNames = ["blog:detail", "blog:index", "home"];

    private readonly Fixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("<% url '")]
    [InlineData("{% url '")]
    [InlineData("<p>\r\nä 😀 <a href=\"<% url 'bl")]
    [InlineData("{% url \"")]
    public async Task UrlNamesAreCompleted(string text)
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var path = _fixture["templates/base.html"];
        await client.OpenAsync(path, text);
        var items = Items(await client.CompletionAsync(path, text, text.Length));
        Assert.Equal(s_urlNames, items.Select(Label).Order());
        // One range that replaces the whole name, though the client knows insert and replace: see CompletionFeature.Edit.
        Assert.All(items, item => Assert.True(item.GetProperty("textEdit").TryGetProperty("range", out _)));
    }

    [Fact]
    public async Task ATagOfALibraryBringsItsLoadAlong()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var path = _fixture["templates/base.html"];
        const string text = "<p>\n<% stat";
        await client.OpenAsync(path, text);
        var item = Items(await client.CompletionAsync(path, text, text.Length)).Single(i => Label(i) == "static");
        Assert.Equal("<% load static %>\n<p>\n<% stat", Apply(text, Assert.Single(item.GetProperty("additionalTextEdits").EnumerateArray()), "range"));
    }

    [Fact]
    public async Task TheDeclarationOfAUrlNameIsItsPath()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var path = _fixture["templates/base.html"];
        const string text = "<% url 'blog:index' %>";
        await client.OpenAsync(path, text);
        var target = Assert.Single((await client.AtAsync("textDocument/declaration", path, text, 10)).EnumerateArray());
        Assert.EndsWith("/Blog/Urls.cs", target.GetProperty("uri").GetString());
    }

    [Fact]
    public async Task AClientThatKnowsNoSnippetsGetsPlainEdits()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder, []);
        var path = _fixture["templates/base.html"];
        const string text = "<% ";
        await client.OpenAsync(path, text);
        var items = Items(await client.CompletionAsync(path, text, text.Length));
        Assert.Contains("block", items.Select(Label));
        Assert.All(items, item =>
        {
            Assert.False(item.TryGetProperty("insertTextFormat", out _));
            Assert.True(item.GetProperty("textEdit").TryGetProperty("range", out _));
            Assert.DoesNotContain("$", item.GetProperty("textEdit").GetProperty("newText").GetString());
            if (item.TryGetProperty("documentation", out var documentation)) Assert.Equal("plaintext", documentation.GetProperty("kind").GetString());
        });
    }

    [Fact]
    public async Task AcceptingAnItemLeavesAValidTag()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var path = _fixture["templates/base.html"];
        const string text = "<a href=\"<% url 'ho' %>\">x</a>\n";
        await client.OpenAsync(path, text);
        var item = Items(await client.CompletionAsync(path, text, text.IndexOf("ho' ", StringComparison.Ordinal) + 2)).Single(i => Label(i) == "home");
        var after = Apply(text, item.GetProperty("textEdit"), "range");
        Assert.Equal("<a href=\"<% url 'home' %>\">x</a>\n", after);
        await client.ChangeAsync(path, 2, after);
        Assert.Empty((await client.DiagnosticsAsync(path, 2)).EnumerateArray());
    }

    [Fact]
    public async Task ARouteThatIsTypedButNotSavedIsOfferedAtOnce()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var template = _fixture["templates/base.html"];
        var urls = _fixture["Urls.cs"];
        var before = Fixture.Files["Urls.cs"];
        var after = before.Replace("name: \"home\"),", "name: \"home\"),\n        Path(\"about/\", Blog.Views.Index, name: \"about\"),");
        const string text = "<% url 'about' %>";
        await client.OpenAsync(template, text);
        await client.OpenAsync(urls, before, languageId: "csharp");
        var missing = Assert.Single((await client.DiagnosticsAsync(template, 1)).EnumerateArray());
        Assert.Equal("QT2001", missing.GetProperty("code").GetString());

        client.Forget();
        await client.ChangeAsync(urls, 2, after);
        Assert.Equal([.. s_urlNames, "about"], Items(await client.CompletionAsync(template, text, text.IndexOf("about", StringComparison.Ordinal))).Select(Label).Order(StringComparer.Ordinal).OrderBy(n => n == "about"));
        // The template's diagnostics come anew, though the template did not change.
        Assert.Empty((await client.DiagnosticsAsync(template, 1)).EnumerateArray());

        client.Forget();
        await client.ChangeAsync(urls, 3, before);
        Assert.Equal(missing.ToString(), Assert.Single((await client.DiagnosticsAsync(template, 1)).EnumerateArray()).ToString());
    }

    [Fact]
    public async Task HoverTellsOfAUrlName()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var (path, text) = Open("Blog/templates/blog/index.html");
        await client.OpenAsync(path, text);
        var hover = await client.AtAsync("textDocument/hover", path, text, text.IndexOf("blog:index", StringComparison.Ordinal) + 3);
        Assert.Equal("markdown", hover.GetProperty("contents").GetProperty("kind").GetString());
        Assert.Contains("Index", hover.GetProperty("contents").GetProperty("value").GetString());
        Assert.Equal("blog:index", Slice(text, hover.GetProperty("range")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ADefinitionIsALinkWhereTheClientKnowsThem(bool links)
    {
        var capabilities = TestClient.Able();
        capabilities["textDocument"]!["definition"]!["linkSupport"] = JsonValue.Create(links);
        await using var client = await TestClient.InProcessAsync(_fixture.Folder, capabilities);
        var (path, text) = Open("Blog/templates/blog/index.html");
        await client.OpenAsync(path, text);
        var targets = (await client.AtAsync("textDocument/definition", path, text, text.IndexOf("base.html", StringComparison.Ordinal))).EnumerateArray().ToList();
        var target = Assert.Single(targets);
        Assert.Equal(TestClient.Uri(_fixture["templates/base.html"]), target.GetProperty(links ? "targetUri" : "uri").GetString());
        if (links) Assert.Equal("base.html", Slice(text, target.GetProperty("originSelectionRange")).Trim('\''));

        var url = (await client.AtAsync("textDocument/definition", path, text, text.IndexOf("blog:index", StringComparison.Ordinal))).EnumerateArray().ToList();
        Assert.Contains(TestClient.Uri(_fixture["Blog/Views.cs"]), url.Select(t => t.GetProperty(links ? "targetUri" : "uri").GetString()));
    }

    [Fact]
    public async Task DiagnosticsFollowTheEdits()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var (path, text) = Open("Blog/templates/blog/index.html");
        await client.OpenAsync(path, text);
        Assert.Empty((await client.DiagnosticsAsync(path, 1)).EnumerateArray());

        var broken = text.Replace("'blog:index'", "'blog:nothing'");
        var start = text.IndexOf("index'", StringComparison.Ordinal);
        await client.ChangeAsync(path, 2, [new { range = new { start = TestClient.Position(text, start), end = TestClient.Position(text, start + 5) }, text = "nothing" }]);
        var diagnostic = Assert.Single((await client.DiagnosticsAsync(path, 2)).EnumerateArray());
        Assert.Equal("QT2001", diagnostic.GetProperty("code").GetString());
        Assert.Equal("quintet", diagnostic.GetProperty("source").GetString());
        Assert.Equal(1, diagnostic.GetProperty("severity").GetInt32());
        Assert.Equal("blog:nothing", Slice(broken, diagnostic.GetProperty("range")).Trim('\''));

        client.Forget();
        await client.NotifyAsync("textDocument/didClose", new { textDocument = new { uri = TestClient.Uri(path) } });
        var cleared = await client.WaitForAsync("textDocument/publishDiagnostics", p => p.GetProperty("uri").GetString() == TestClient.Uri(path));
        Assert.Empty(cleared.GetProperty("diagnostics").EnumerateArray());
    }

    [Fact]
    public async Task AFileOutsideOfAnyProjectGetsNothing()
    {
        using var other = new Fixture();
        foreach (var file in Directory.EnumerateFiles(other.Folder, "*.cs*", SearchOption.AllDirectories).ToList()) File.Delete(file);
        await using var client = await TestClient.InProcessAsync(other.Folder);
        var path = other["templates/base.html"];
        const string text = "<% url '";
        await client.OpenAsync(path, text);
        Assert.Equal(JsonValueKind.Undefined, (await client.CompletionAsync(path, text, text.Length)).ValueKind);
        Assert.Equal(JsonValueKind.Undefined, (await client.AtAsync("textDocument/hover", path, text, 4)).ValueKind);
        Assert.Empty((await client.RequestAsync("quintet/projects")).EnumerateArray());
        Assert.Empty(client.Received("textDocument/publishDiagnostics"));
    }

    [Fact]
    public async Task FilesThatChangeOnDiskAreReadAgain()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var path = _fixture["templates/base.html"];
        const string text = "<% url 'late' %>";
        await client.OpenAsync(path, text);
        Assert.Single((await client.DiagnosticsAsync(path, 1)).EnumerateArray());
        client.Forget();
        _fixture.Write("Urls.cs", Fixture.Files["Urls.cs"].Replace("\"home\"", "\"late\""));
        await client.NotifyAsync("workspace/didChangeWatchedFiles", new { changes = new[] { new { uri = TestClient.Uri(_fixture["Urls.cs"]), type = 2 } } });
        Assert.Empty((await client.DiagnosticsAsync(path, 1)).EnumerateArray());
    }

    [Fact]
    public async Task WhereTheClientDoesNotWatchTheServerDoes()
    {
        var capabilities = TestClient.Able();
        capabilities.Remove("workspace");
        await using var client = await TestClient.InProcessAsync(_fixture.Folder, capabilities);
        var path = _fixture["templates/base.html"];
        const string text = "<% url 'late' %>";
        await client.OpenAsync(path, text);
        Assert.Single((await client.DiagnosticsAsync(path, 1)).EnumerateArray());
        Assert.Empty(client.Received("client/registerCapability"));
        client.Forget();
        _fixture.Write("Urls.cs", Fixture.Files["Urls.cs"].Replace("\"home\"", "\"late\""));
        Assert.Empty((await client.DiagnosticsAsync(path, 1)).EnumerateArray());
    }

    [Fact]
    public async Task FoldersComeAndGo()
    {
        using var second = new Fixture();
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var folder = new { uri = TestClient.Uri(second.Folder), name = "second" };
        await client.NotifyAsync("workspace/didChangeWorkspaceFolders", new { @event = new { added = new[] { folder }, removed = Array.Empty<object>() } });
        Assert.Equal(2, (await client.RequestAsync("quintet/projects")).GetArrayLength());
        await client.NotifyAsync("workspace/didChangeWorkspaceFolders", new { @event = new { added = Array.Empty<object>(), removed = new[] { folder } } });
        Assert.Equal(1, (await client.RequestAsync("quintet/projects")).GetArrayLength());
    }

    private (string Path, string Text) Open(string file) => (_fixture[file], Fixture.Files[file]);

    private static List<JsonElement> Items(JsonElement list) => [.. list.GetProperty("items").EnumerateArray()];

    private static string Label(JsonElement item) => item.GetProperty("label").GetString()!;

    private static string Slice(string text, JsonElement range) => text[Offset(text, range.GetProperty("start"))..Offset(text, range.GetProperty("end"))];

    private static string Apply(string text, JsonElement edit, string kind) =>
        text[..Offset(text, edit.GetProperty(kind).GetProperty("start"))] + edit.GetProperty("newText").GetString() + text[Offset(text, edit.GetProperty(kind).GetProperty("end"))..];

    private static int Offset(string text, JsonElement position)
    {
        var offset = 0;
        for (var line = position.GetProperty("line").GetInt32(); line > 0; line--) offset = text.IndexOf('\n', offset) + 1;
        return offset + position.GetProperty("character").GetInt32();
    }
}
