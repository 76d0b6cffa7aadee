using System.Diagnostics;
using System.Text.Json;

namespace LspTests;

/// <summary>The built server as a process; through the protocol's validator where QUINTET_LSP_VALIDATOR names it.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly Fixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task AWholeSession()
    {
        await using var client = TestClient.StartProcess();
        await client.InitializeAsync(_fixture.Folder, processId: Environment.ProcessId);
        Assert.Equal("quintet", client.InitializeResult.GetProperty("serverInfo").GetProperty("name").GetString());

        // The first completion waits for the facts: right, not empty.
        var template = _fixture["templates/base.html"];
        string[] texts = ["<% url '", "{% url 'bl", "ä😀 <% static '", "<% extends '", "<% ", "{{ x|"];
        foreach (var (version, text) in texts.Index())
        {
            // Each time another version: what the server says of the text before may be under way still.
            await client.OpenAsync(template, text, version + 1);
            var items = (await client.CompletionAsync(template, text, text.Length)).GetProperty("items");
            Assert.True(items.GetArrayLength() > 0, $"Nothing offered at the end of {text}");
            await client.NotifyAsync("textDocument/didClose", new { textDocument = new { uri = TestClient.Uri(template) } });
        }

        var (path, source) = (_fixture["Blog/templates/blog/detail.html"], Fixture.Files["Blog/templates/blog/detail.html"]);
        await client.OpenAsync(path, source);
        Assert.Empty((await client.DiagnosticsAsync(path, 1)).EnumerateArray());
        var name = source.IndexOf("blog:detail", StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, (await client.AtAsync("textDocument/hover", path, source, name)).ValueKind);
        Assert.NotEqual(0, (await client.AtAsync("textDocument/definition", path, source, name)).GetArrayLength());
        var views = _fixture["Blog/Views.cs"];
        var csharp = Fixture.Files["Blog/Views.cs"];
        await client.OpenAsync(views, csharp, languageId: "csharp");
        var offered = await client.CompletionAsync(views, csharp, csharp.IndexOf("blog/index.html", StringComparison.Ordinal));
        Assert.Contains("blog/index.html", offered.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("label").GetString()));
        await client.ChangeAsync(path, 2, source.Replace("endblock", "endblok"));
        Assert.NotEmpty((await client.DiagnosticsAsync(path, 2)).EnumerateArray());

        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task WhatIsSeenInATextIsAnswered()
    {
        await using var client = TestClient.StartProcess();
        var capabilities = TestClient.Able();
        capabilities["textDocument"]!["documentSymbol"] = new System.Text.Json.Nodes.JsonObject { ["hierarchicalDocumentSymbolSupport"] = true };
        await client.InitializeAsync(_fixture.Folder, capabilities);
        var path = _fixture["Blog/templates/blog/index.html"];
        const string text = "<% extends 'base.html' %>\r\n<% block content %>\r\nä😀 <% for x in y %>{{ x }}\r\n<a href=\"<% url 'blog:index' %>\">\r\n<% endfor %>\r\n<% endblock content %>\r\n";
        await client.OpenAsync(path, text);
        var document = new { textDocument = new { uri = TestClient.Uri(path) } };

        var symbols = (await client.RequestAsync("textDocument/documentSymbol", document)).EnumerateArray().ToList();
        Assert.Equal(["extends 'base.html'", "block content"], symbols.Select(symbol => symbol.GetProperty("name").GetString()));
        Assert.Equal("for x in y", Assert.Single(symbols[1].GetProperty("children").EnumerateArray()).GetProperty("name").GetString());
        var folds = (await client.RequestAsync("textDocument/foldingRange", document)).EnumerateArray().Select(fold => (fold.GetProperty("startLine").GetInt32(), fold.GetProperty("endLine").GetInt32()));
        Assert.Equal([(1, 4), (2, 3)], folds);
        var link = Assert.Single((await client.RequestAsync("textDocument/documentLink", document)).EnumerateArray());
        Assert.Equal(TestClient.Uri(_fixture["templates/base.html"]), link.GetProperty("target").GetString());
        var x = text.IndexOf("{{ x", StringComparison.Ordinal) + 3;
        Assert.Equal([3, 2], (await client.AtAsync("textDocument/documentHighlight", path, text, x)).EnumerateArray().Select(place => place.GetProperty("kind").GetInt32()));
        Assert.Equal(2, (await client.AtAsync("textDocument/linkedEditingRange", path, text, text.IndexOf("content %>", StringComparison.Ordinal))).GetProperty("ranges").GetArrayLength());
        var selections = (await client.RequestAsync("textDocument/selectionRange", new { document.textDocument, positions = new[] { TestClient.Position(text, x), TestClient.Position(text, 0) } })).EnumerateArray().ToList();
        Assert.Equal(2, selections.Count);
        Assert.Equal(TestClient.Position(text, x).ToString(), Show(selections[0].GetProperty("range").GetProperty("start")));
        Assert.Equal("{ line = 0, character = 0 }", Show(Outermost(selections[0]).GetProperty("range").GetProperty("start")));
        var uses = (await client.RequestAsync("textDocument/references", new { document.textDocument, position = TestClient.Position(text, text.IndexOf("blog:index", StringComparison.Ordinal)), context = new { includeDeclaration = true } })).EnumerateArray().Select(use => use.GetProperty("uri").GetString());
        Assert.Contains(TestClient.Uri(_fixture["Blog/Urls.cs"]), uses);
        Assert.Contains(TestClient.Uri(path), uses);
        Assert.Equal(0, await client.ShutDownAsync());

        static string Show(JsonElement position) => $"{{ line = {position.GetProperty("line")}, character = {position.GetProperty("character")} }}";

        static JsonElement Outermost(JsonElement range) => range.TryGetProperty("parent", out var parent) && parent.ValueKind == JsonValueKind.Object ? Outermost(parent) : range;
    }

    [Fact]
    public async Task WhatCSharpBreaksInAClosedTemplateIsTold()
    {
        await using var client = TestClient.StartProcess();
        await client.InitializeAsync(_fixture.Folder);
        var (views, template) = (_fixture["Blog/Views.cs"], _fixture["Blog/templates/blog/detail.html"]);
        File.WriteAllText(template, "<h1>{{ year }}</h1>{{ slug.length }}");
        var text = File.ReadAllText(views);
        await client.OpenAsync(views, text);
        await client.ChangeAsync(views, 2, text.Replace("new { year, slug }", "new { slug = year }", StringComparison.Ordinal));
        var found = await client.WaitForAsync("textDocument/publishDiagnostics", p => p.GetProperty("uri").GetString() == TestClient.Uri(template) && p.GetProperty("diagnostics").GetArrayLength() > 0);
        Assert.Equal(["QT1014", "QT1015"], found.GetProperty("diagnostics").EnumerateArray().Select(diagnostic => diagnostic.GetProperty("code").GetString()));

        client.Forget();
        await client.ChangeAsync(views, 3, text);
        await client.WaitForAsync("textDocument/publishDiagnostics", p => p.GetProperty("uri").GetString() == TestClient.Uri(template) && p.GetProperty("diagnostics").GetArrayLength() == 0);
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task ANameChangesInEveryFileAtOnce()
    {
        await using var client = TestClient.StartProcess();
        var capabilities = TestClient.Able();
        capabilities["workspace"]!["workspaceEdit"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "documentChanges": true, "resourceOperations": ["rename"] }""");
        await client.InitializeAsync(_fixture.Folder, capabilities);
        var path = _fixture["Blog/templates/blog/index.html"];
        const string text = "<% url 'blog:index' %><% extends 'base.html' %>";
        await client.OpenAsync(path, text, version: 7);
        var document = new { uri = TestClient.Uri(path) };
        var prepared = await client.AtAsync("textDocument/prepareRename", path, text, 15);
        Assert.Equal("index", prepared.GetProperty("placeholder").GetString());

        var edits = (await client.RequestAsync("textDocument/rename", new { textDocument = document, position = TestClient.Position(text, 15), newName = "start" })).GetProperty("documentChanges").EnumerateArray().ToList();
        var ours = edits.Single(edit => edit.GetProperty("textDocument").GetProperty("uri").GetString() == TestClient.Uri(path));
        Assert.Equal(7, ours.GetProperty("textDocument").GetProperty("version").GetInt32());
        Assert.Contains(edits, edit => edit.GetProperty("textDocument").GetProperty("uri").GetString() == TestClient.Uri(_fixture["Blog/Urls.cs"]) && edit.GetProperty("textDocument").GetProperty("version").ValueKind == JsonValueKind.Null);

        var moved = (await client.RequestAsync("textDocument/rename", new { textDocument = document, position = TestClient.Position(text, text.IndexOf("base", StringComparison.Ordinal)), newName = "layout.html" })).GetProperty("documentChanges").EnumerateArray().Last();
        Assert.Equal("rename", moved.GetProperty("kind").GetString());
        Assert.Equal(TestClient.Uri(_fixture["templates/layout.html"]), moved.GetProperty("newUri").GetString());
        var follow = await client.RequestAsync("workspace/willRenameFiles", new { files = new[] { new { oldUri = TestClient.Uri(_fixture["templates/base.html"]), newUri = TestClient.Uri(_fixture["templates/layout.html"]) } } });
        Assert.NotEqual(0, follow.GetProperty("documentChanges").GetArrayLength());

        var refused = await Assert.ThrowsAsync<StreamJsonRpc.RemoteInvocationException>(() => client.RequestAsync("textDocument/rename", new { textDocument = document, position = TestClient.Position(text, 15), newName = "a:b" }));
        Assert.StartsWith("'a:b' cannot be a URL name", refused.Message);
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ColoursAndWordsInBetweenFollowTheTypes(bool multiline)
    {
        await using var client = TestClient.StartProcess();
        var capabilities = TestClient.Able();
        capabilities["textDocument"]!["semanticTokens"] = System.Text.Json.Nodes.JsonNode.Parse($$"""
            { "requests": { "range": true, "full": { "delta": true } }, "tokenTypes": ["comment", "variable", "property", "parameter"], "tokenModifiers": ["declaration"], "formats": ["relative"],
              "multilineTokenSupport": {{(multiline ? "true" : "false")}}, "augmentsSyntaxTokens": false }
            """);
        capabilities["textDocument"]!["inlayHint"] = new System.Text.Json.Nodes.JsonObject();
        capabilities["workspace"]!["semanticTokens"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "refreshSupport": true }""");
        capabilities["workspace"]!["inlayHint"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "refreshSupport": true }""");
        await client.InitializeAsync(_fixture.Folder, capabilities);
        var legend = client.InitializeResult.GetProperty("capabilities").GetProperty("semanticTokensProvider").GetProperty("legend");
        Assert.Equal(["parameter", "variable", "property", "comment"], legend.GetProperty("tokenTypes").EnumerateArray().Select(type => type.GetString()));

        var path = _fixture["Blog/templates/blog/detail.html"];
        const string text = "ä😀 {{ slug.length }}\r\n<% with day=year %>{{ day }}<% endwith %><% comment %> two\r\nlines <% endcomment %>{% url 'blog:detail' year 'x' %}";
        await client.OpenAsync(path, text);
        var document = new { uri = TestClient.Uri(path) };
        var full = await client.RequestAsync("textDocument/semanticTokens/full", new { textDocument = document });
        int[] comment = multiline ? [0, 32, 12, 3, 0, 1, 43, 4, 1, 0] : [0, 32, 4, 3, 0, 1, 0, 6, 3, 0, 0, 43, 4, 1, 0];
        Assert.Equal((int[])[0, 7, 4, 1, 0, 0, 5, 6, 2, 0, 1, 8, 3, 0, 1, 0, 4, 4, 1, 0, 0, 10, 3, 0, 0, .. comment], Data(full));
        var end = TestClient.Position(text, text.IndexOf('\r'));
        Assert.Equal((int[])[0, 7, 4, 1, 0, 0, 5, 6, 2, 0], Data(await client.RequestAsync("textDocument/semanticTokens/range", new { textDocument = document, range = new { start = TestClient.Position(text, 0), end } })));
        var hints = (await client.RequestAsync("textDocument/inlayHint", new { textDocument = document, range = new { start = TestClient.Position(text, 0), end = TestClient.Position(text, text.Length) } })).EnumerateArray().ToList();
        // "year" is plain to see.
        Assert.Equal([": int", "slug:"], hints.Select(hint => hint.GetProperty("label").GetString()));

        // One name more, and only that is sent; of an answer that is not the last one all is.
        await client.ChangeAsync(path, 2, "{{ year }}\r\n" + text);
        var delta = await client.RequestAsync("textDocument/semanticTokens/full/delta", new { textDocument = document, previousResultId = full.GetProperty("resultId").GetString() });
        var edit = Assert.Single(delta.GetProperty("edits").EnumerateArray());
        Assert.Equal((int[])[0, 3, 4, 1, 0, 1, .. Data(full)[1..]], Apply(Data(full), edit));
        Assert.True(edit.GetProperty("data").GetArrayLength() <= 6);
        delta = await client.RequestAsync("textDocument/semanticTokens/full/delta", new { textDocument = document, previousResultId = delta.GetProperty("resultId").GetString() });
        Assert.Empty(delta.GetProperty("edits").EnumerateArray());
        Assert.Equal(Data(full).Length + 5, Data(await client.RequestAsync("textDocument/semanticTokens/full/delta", new { textDocument = document, previousResultId = "another" })).Length);

        _fixture.Write("Blog/Views.cs", Fixture.Files["Blog/Views.cs"].Replace("new { year, slug }", "new { year }"));
        await client.NotifyAsync("workspace/didChangeWatchedFiles", new { changes = new[] { new { uri = TestClient.Uri(_fixture["Blog/Views.cs"]), type = 2 } } });
        await client.WaitForAsync("workspace/semanticTokens/refresh", _ => true);
        await client.WaitForAsync("workspace/inlayHint/refresh", _ => true);
        Assert.Equal(Data(full).Length + 5 - 10, Data(await client.RequestAsync("textDocument/semanticTokens/full", new { textDocument = document })).Length);
        Assert.Equal(0, await client.ShutDownAsync());

        static int[] Data(JsonElement tokens) => [.. tokens.GetProperty("data").EnumerateArray().Select(number => number.GetInt32())];

        static int[] Apply(int[] data, JsonElement edit)
        {
            var start = edit.GetProperty("start").GetInt32();
            return [.. data[..start], .. Data(edit), .. data[(start + edit.GetProperty("deleteCount").GetInt32())..]];
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UsesAreCountedWhenALensIsSeen(bool shows)
    {
        await using var client = TestClient.StartProcess();
        var capabilities = TestClient.Able();
        if (shows) capabilities["experimental"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "commands": { "commands": ["quintet.showReferences"] } }""");
        await client.InitializeAsync(_fixture.Folder, capabilities);
        var path = _fixture["templates/base.html"];
        await client.OpenAsync(path, Fixture.Files["templates/base.html"]);
        var lenses = (await client.RequestAsync("textDocument/codeLens", new { textDocument = new { uri = TestClient.Uri(path) } })).EnumerateArray().ToList();
        Assert.Equal(2, lenses.Count);
        Assert.All(lenses, lens => Assert.False(lens.TryGetProperty("command", out _)));
        var counted = new List<JsonElement>();
        foreach (var lens in lenses) counted.Add((await client.RequestAsync("codeLens/resolve", lens)).GetProperty("command"));
        Assert.Equal(["extended by 2", "overridden in 2 templates"], counted.Select(command => command.GetProperty("title").GetString()));
        // No command that does nothing: a client that lists no places gets the words alone.
        Assert.All(counted, command => Assert.Equal(shows ? "quintet.showReferences" : "", command.GetProperty("command").GetString()));
        if (shows) Assert.Equal(TestClient.Uri(_fixture["Blog/templates/blog/detail.html"]), counted[1].GetProperty("arguments")[2][0].GetProperty("uri").GetString());
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AFixIsAnEdit(bool documentChanges)
    {
        await using var client = TestClient.StartProcess();
        var capabilities = TestClient.Able();
        capabilities["textDocument"]!["codeAction"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } }""");
        if (documentChanges) capabilities["workspace"]!["workspaceEdit"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "documentChanges": true, "resourceOperations": ["create"] }""");
        await client.InitializeAsync(_fixture.Folder, capabilities);
        var path = _fixture["Blog/templates/blog/index.html"];
        const string text = "<% url 'blog:indax' %><% include 'blog/nothing.html' %>";
        await client.OpenAsync(path, text);
        var asked = new { textDocument = new { uri = TestClient.Uri(path) }, range = new { start = TestClient.Position(text, 0), end = TestClient.Position(text, text.Length) }, context = new { diagnostics = Array.Empty<object>() } };
        var actions = (await client.RequestAsync("textDocument/codeAction", asked)).EnumerateArray().ToList();
        string[] titles = documentChanges ? ["Change to 'blog:index'", "Create the template 'blog/nothing.html'"] : ["Change to 'blog:index'"];
        Assert.Equal(titles, actions.Select(action => action.GetProperty("title").GetString()));
        Assert.Equal("QT2001", Assert.Single(actions[0].GetProperty("diagnostics").EnumerateArray()).GetProperty("code").GetString());
        if (documentChanges)
        {
            var made = Assert.Single(actions[1].GetProperty("edit").GetProperty("documentChanges").EnumerateArray());
            Assert.Equal(("create", TestClient.Uri(_fixture["Blog/templates/blog/nothing.html"])), (made.GetProperty("kind").GetString(), made.GetProperty("uri").GetString()));
        }
        else
        {
            var edit = Assert.Single(actions[0].GetProperty("edit").GetProperty("changes").GetProperty(TestClient.Uri(path)).EnumerateArray());
            Assert.Equal("blog:index", edit.GetProperty("newText").GetString());
        }

        Assert.Equal(JsonValueKind.Undefined, (await client.RequestAsync("textDocument/codeAction", new { asked.textDocument, asked.range, context = new { diagnostics = Array.Empty<object>(), only = new[] { "refactor" } } })).ValueKind);
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task AModelWithoutMigrationIsToldAndALensMakesOne()
    {
        _fixture.Write("Blog/Models.cs", "using Quintet.Db;\nnamespace Blog;\n\npublic partial class Post : Model\n{\n    [CharField(MaxLength = 9)]\n    public string Title { get; set; } = \"\";\n}\n");
        await using var client = TestClient.StartProcess();
        var capabilities = TestClient.Able();
        capabilities["textDocument"]!["codeAction"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } }""");
        capabilities["workspace"]!["codeLens"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "refreshSupport": true }""");
        await client.InitializeAsync(_fixture.Folder, capabilities);
        var path = _fixture["Blog/Models.cs"];
        var text = File.ReadAllText(path);
        await client.OpenAsync(path, text, languageId: "csharp");
        var told = Assert.Single((await client.DiagnosticsAsync(path, 1)).EnumerateArray());
        Assert.Equal(("QT5002", 2), (told.GetProperty("code").GetString(), told.GetProperty("severity").GetInt32()));

        var name = text.IndexOf("Post", StringComparison.Ordinal);
        var lens = Assert.Single((await client.RequestAsync("textDocument/codeLens", new { textDocument = new { uri = TestClient.Uri(path) } })).EnumerateArray()).GetProperty("command");
        Assert.Equal("1 change is not in a migration: make it", lens.GetProperty("title").GetString());
        var asked = new { textDocument = new { uri = TestClient.Uri(path) }, range = new { start = TestClient.Position(text, name), end = TestClient.Position(text, name) }, context = new { diagnostics = Array.Empty<object>() } };
        var fix = Assert.Single((await client.RequestAsync("textDocument/codeAction", asked)).EnumerateArray());
        Assert.False(fix.TryGetProperty("edit", out _));
        foreach (var command in new[] { lens, fix.GetProperty("command") })
        {
            Assert.Equal("quintet.makemigrations", command.GetProperty("command").GetString());
            Assert.Equal($$"""{"project":"{{TestClient.Uri(_fixture.Folder)}}","arguments":["blog"]}""", Assert.Single(command.GetProperty("arguments").EnumerateArray()).GetRawText());
        }

        Assert.Contains("CREATE TABLE", (await client.AtAsync("textDocument/hover", path, text, name)).GetProperty("contents").GetProperty("value").GetString());

        var queries = _fixture["Blog/Queries.cs"];
        const string Query = "namespace Blog;\npublic static class Queries { public static object Find() => Post.Objects.Filter(\"ti";
        await client.OpenAsync(queries, Query, languageId: "csharp");
        var field = (await client.CompletionAsync(queries, Query, Query.Length)).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("label").GetString() == "title");
        Assert.Equal((5, "title\""), (field.GetProperty("kind").GetInt32(), field.GetProperty("textEdit").GetProperty("newText").GetString()));

        // The migration is written by a command: nobody types, so the client is told.
        _fixture.Write("Blog/Migrations/0001_initial.cs", "using Quintet.Db;\nusing Quintet.Db.Migrations;\nnamespace Blog.Migrations;\npublic class M1 : Migration\n{\n    public override string Name => \"0001_initial\";\n    public override IEnumerable<Operation> Operations => [new CreateModel(\"Post\", [(\"id\", new BigAutoField { PrimaryKey = true }), (\"title\", new CharField { MaxLength = 9 })])];\n}\n");
        client.Forget();
        await client.NotifyAsync("workspace/didChangeWatchedFiles", new { changes = new[] { new { uri = TestClient.Uri(_fixture["Blog/Migrations/0001_initial.cs"]), type = 1 } } });
        Assert.Empty((await client.DiagnosticsAsync(path, 1)).EnumerateArray());
        await client.WaitForAsync("workspace/codeLens/refresh", _ => true);
        lens = Assert.Single((await client.RequestAsync("textDocument/codeLens", new { textDocument = new { uri = TestClient.Uri(path) } })).EnumerateArray()).GetProperty("command");
        Assert.Equal(("migrations: 0001_initial", "quintet.show"), (lens.GetProperty("title").GetString(), lens.GetProperty("command").GetString()));
        await client.RequestAsync("workspace/executeCommand", new { command = "quintet.show", arguments = lens.GetProperty("arguments") });
        var shown = Assert.Single(client.Received("window/showDocument"));
        Assert.Equal((TestClient.Uri(_fixture["Blog/Migrations/0001_initial.cs"]), true), (shown.GetProperty("uri").GetString(), shown.GetProperty("takeFocus").GetBoolean()));
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task ConflictingMigrationsAreMergedWithoutATerminal()
    {
        static string Migration(string name, string dependency, string operation) => $"using Quintet.Db;\nusing Quintet.Db.Migrations;\nnamespace Blog.Migrations;\npublic class M{name} : Migration\n{{\n    public override string Name => \"{name}\";\n    public override IEnumerable<Dependency> Dependencies => [{dependency}];\n    public override IEnumerable<Operation> Operations => [{operation}];\n}}\n";
        _fixture.Write("Blog/Migrations/0001_initial.cs", Migration("0001_initial", "", "new CreateModel(\"Post\", [(\"id\", new BigAutoField { PrimaryKey = true })])"));
        _fixture.Write("Blog/Migrations/0002_a.cs", Migration("0002_a", "new(\"blog\", \"0001_initial\")", "new AddField(\"Post\", \"a\", new IntegerField { Null = true })"));
        _fixture.Write("Blog/Migrations/0002_b.cs", Migration("0002_b", "new(\"blog\", \"0001_initial\")", "new AddField(\"Post\", \"b\", new IntegerField { Null = true })"));
        // In the place of the framework, which is no package here: a program that says with what it was run.
        _fixture.Write("mysite.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><EnableDefaultCompileItems>false</EnableDefaultCompileItems></PropertyGroup><ItemGroup><Compile Include=\"Tool.txt\" /></ItemGroup></Project>\n");
        _fixture.Write("Tool.txt", "System.Console.WriteLine(\"Run with \" + string.Join(' ', args) + (System.Console.In.Read() < 0 ? \", nobody to ask\" : \"\"));\n");
        await using var client = TestClient.StartProcess();
        var capabilities = TestClient.Able();
        capabilities["textDocument"]!["codeAction"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } }""");
        await client.InitializeAsync(_fixture.Folder, capabilities);
        var path = _fixture["Blog/Migrations/0002_a.cs"];
        var text = File.ReadAllText(path);
        await client.OpenAsync(path, text, languageId: "csharp");
        var told = Assert.Single((await client.DiagnosticsAsync(path, 1)).EnumerateArray(), diagnostic => diagnostic.GetProperty("code").GetString() == "QT5003");
        var asked = new { textDocument = new { uri = TestClient.Uri(path) }, range = told.GetProperty("range"), context = new { diagnostics = new[] { told } } };
        var command = Assert.Single((await client.RequestAsync("textDocument/codeAction", asked)).EnumerateArray()).GetProperty("command");
        Assert.Equal("Make the migration that merges them", command.GetProperty("title").GetString());

        var outcome = await client.RequestAsync("workspace/executeCommand", new { command = command.GetProperty("command").GetString(), arguments = command.GetProperty("arguments") });
        var shown = await client.WaitForAsync("window/showMessage", _ => true);
        Assert.Equal((3, "Make migrations: mysite: done. Run with makemigrations --merge --noinput blog, nobody to ask"), (shown.GetProperty("type").GetInt32(), shown.GetProperty("message").GetString()));
        Assert.Equal(0, outcome.GetProperty("exitCode").GetInt32());
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task AShadowedRouteIsToldWithTheOneThatShadowsIt()
    {
        const string Text = "using static Quintet.Urls.UrlHelpers;\nnamespace Blog;\npublic class Urls : UrlConf\n{\n    public override string AppName => \"blog\";\n    public override IEnumerable<UrlPattern> UrlPatterns =>\n    [\n        Path(\"<slug:a>/\", One, name: \"index\"),\n        Path(\"new/\", Two, name: \"detail\"),\n    ];\n    private static HttpResponse One(HttpRequest request, string a) => new(\"\");\n    private static HttpResponse Two(HttpRequest request) => new(\"\");\n}\n";
        await using var client = TestClient.StartProcess();
        await client.InitializeAsync(_fixture.Folder);
        var path = _fixture["Blog/Urls.cs"];
        await client.OpenAsync(path, Text, languageId: "csharp");
        var told = Assert.Single((await client.DiagnosticsAsync(path, 1)).EnumerateArray(), diagnostic => diagnostic.GetProperty("code").GetString() == "QT2010");
        var related = Assert.Single(told.GetProperty("relatedInformation").EnumerateArray());
        Assert.Equal((TestClient.Uri(path), 7), (related.GetProperty("location").GetProperty("uri").GetString(), related.GetProperty("location").GetProperty("range").GetProperty("start").GetProperty("line").GetInt32()));
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task AClientWithoutTreesGetsTheOutlineAsAList()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var path = _fixture["templates/base.html"];
        await client.OpenAsync(path, "<% block a %><% block b %><% endblock %><% endblock %>");
        var symbols = (await client.RequestAsync("textDocument/documentSymbol", new { textDocument = new { uri = TestClient.Uri(path) } })).EnumerateArray().ToList();
        Assert.Equal(["block a", "block b"], symbols.Select(symbol => symbol.GetProperty("name").GetString()));
        Assert.Equal("block a", symbols[1].GetProperty("containerName").GetString());
        Assert.Equal(TestClient.Uri(path), symbols[0].GetProperty("location").GetProperty("uri").GetString());
    }

    [Fact]
    public async Task RandomEditsLeaveTheAnswersOfAFreshServer()
    {
        await using var edited = TestClient.StartProcess();
        await edited.InitializeAsync(_fixture.Folder);
        var path = _fixture["Blog/templates/blog/index.html"];
        var text = Fixture.Files["Blog/templates/blog/index.html"];
        await edited.OpenAsync(path, text);
        var random = new Random(4);
        string[] pieces = ["<% url 'home' %>", "{{ x|lower }}", "\r\n", "ä😀", "<% block b %>", "<% endblock %>", "'", "%>", "<% static '", ""];
        var version = 1;
        for (; version < 60; version++)
        {
            var (from, to) = (Place(), Place());
            if (from > to) (from, to) = (to, from);
            var piece = pieces[random.Next(pieces.Length)];
            await edited.ChangeAsync(path, version + 1, [new { range = new { start = TestClient.Position(text, from), end = TestClient.Position(text, to) }, text = piece }]);
            text = text[..from] + piece + text[to..];
        }

        await using var fresh = TestClient.StartProcess();
        await fresh.InitializeAsync(_fixture.Folder);
        await fresh.OpenAsync(path, text, version);
        Assert.Equal((await fresh.DiagnosticsAsync(path, version)).ToString(), (await edited.DiagnosticsAsync(path, version)).ToString());
        for (var offset = 0; offset <= text.Length; offset++)
        {
            if (!IsPlace(offset)) continue;
            Assert.Equal((await fresh.CompletionAsync(path, text, offset)).ToString(), (await edited.CompletionAsync(path, text, offset)).ToString());
        }

        Assert.Equal(0, await edited.ShutDownAsync());
        Assert.Equal(0, await fresh.ShutDownAsync());

        // A cursor stands neither within a surrogate pair nor within a line break.
        bool IsPlace(int offset) => offset == 0 || offset == text.Length || !char.IsLowSurrogate(text[offset]) && !(text[offset - 1] == '\r' && text[offset] == '\n');

        int Place()
        {
            int offset;
            do offset = random.Next(text.Length + 1); while (!IsPlace(offset));
            return offset;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ArgumentsAreTold(bool markdown)
    {
        await using var client = TestClient.StartProcess();
        var capabilities = TestClient.Able();
        if (markdown) capabilities["textDocument"]!["signatureHelp"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "signatureInformation": { "documentationFormat": ["markdown"] } }""");
        await client.InitializeAsync(_fixture.Folder, capabilities);
        Assert.Contains(" ", client.InitializeResult.GetProperty("capabilities").GetProperty("signatureHelpProvider").GetProperty("triggerCharacters").EnumerateArray().Select(character => character.GetString()));
        var path = _fixture["templates/base.html"];
        const string text = "<% url 'blog:detail' 2026 ";
        await client.OpenAsync(path, text);
        var help = await client.AtAsync("textDocument/signatureHelp", path, text, text.Length);
        var signature = Assert.Single(help.GetProperty("signatures").EnumerateArray());
        Assert.Equal("url 'blog:detail' year=int slug=slug", signature.GetProperty("label").GetString());
        Assert.Equal(["year=int", "slug=slug"], signature.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("label").GetString()));
        Assert.Equal((0, 1), (help.GetProperty("activeSignature").GetInt32(), help.GetProperty("activeParameter").GetInt32()));
        Assert.Equal(markdown ? "markdown" : "plaintext", signature.GetProperty("documentation").GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Undefined, (await client.AtAsync("textDocument/signatureHelp", path, text, 0)).ValueKind);
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task SeveritiesFollowTheEditorconfig()
    {
        await using var client = TestClient.StartProcess();
        await client.InitializeAsync(_fixture.Folder);
        var path = _fixture["Blog/templates/blog/index.html"];
        await client.OpenAsync(path, "<% url 'blog:nothing' %>");
        Assert.Equal(1, Assert.Single((await client.DiagnosticsAsync(path, 1)).EnumerateArray()).GetProperty("severity").GetInt32());
        foreach (var (severity, number) in new[] { ("warning", 2), ("suggestion", 3), ("silent", 4) })
        {
            client.Forget();
            _fixture.Write(".editorconfig", $"[*.html]\ndotnet_diagnostic.QT2001.severity = {severity}\n");
            await client.NotifyAsync("workspace/didChangeWatchedFiles", new { changes = new[] { new { uri = TestClient.Uri(_fixture[".editorconfig"]), type = 2 } } });
            Assert.Equal(number, Assert.Single((await client.DiagnosticsAsync(path, 1)).EnumerateArray()).GetProperty("severity").GetInt32());
        }

        await client.ChangeAsync(path, 2, "<%# quintet: disable=QT2001 %><% url 'blog:nothing' %>");
        Assert.Empty((await client.DiagnosticsAsync(path, 2)).EnumerateArray());
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task ExitWithoutShutdownIsExitCodeOne()
    {
        await using var client = TestClient.StartProcess();
        await client.InitializeAsync(_fixture.Folder);
        await client.NotifyAsync("exit");
        Assert.Equal(1, await client.EndAsync());
    }

    [Fact]
    public async Task TheServerEndsWithTheClientsProcess()
    {
        using var parent = Process.Start(new ProcessStartInfo("dotnet", [ServerPath, "lsp"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await using var client = TestClient.StartProcess(validated: false);
        await client.InitializeAsync(_fixture.Folder, processId: parent.Id);
        Assert.False(client.Process!.HasExited);
        parent.Kill();
        await parent.WaitForExitAsync();
        // Its pipes are still open: only the missing process tells.
        Assert.Equal(1, await client.EndAsync());
    }

    [Fact]
    public async Task TheServerEndsWithItsPipe()
    {
        using var server = Process.Start(new ProcessStartInfo("dotnet", [ServerPath, "lsp", "--stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        server.StandardInput.Close();
        await server.WaitForExitAsync().WaitAsync(TestClient.Patience);
        Assert.Equal(1, server.ExitCode);
        Assert.Equal("", await server.StandardOutput.ReadToEndAsync());
    }

    [Fact]
    public async Task AWrongCommandLineIsExplained()
    {
        var (code, _, errors) = await RunAsync("lps");
        Assert.NotEqual(0, code);
        Assert.Contains("lps", errors);
        var (versionCode, version, _) = await RunAsync("--version");
        Assert.Equal(0, versionCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\s*$", version);
        var (helpCode, help, _) = await RunAsync("--help");
        Assert.Equal(0, helpCode);
        foreach (var command in new[] { "lsp", "check", "startproject", "startapp" }) Assert.Contains(command, help);
    }

    internal static string ServerPath => Path.Combine(AppContext.BaseDirectory, "quintet.dll");

    internal static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [ServerPath, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TestClient.Patience);
        return (process.ExitCode, await output, await errors);
    }
}
