using System.Text;
using System.Text.Json;
using Quintet.Ide;
using StreamJsonRpc;

namespace LspTests;

/// <summary>What goes wrong outside of the server costs one answer at most.</summary>
public sealed class RobustnessTests : IDisposable
{
    private const string Page = "Blog/templates/blog/index.html";

    private readonly Fixture _fixture = new();

    private static readonly string[] s_atPlaces =
    [
        "textDocument/completion", "textDocument/hover", "textDocument/definition", "textDocument/declaration",
        "textDocument/documentHighlight", "textDocument/linkedEditingRange", "textDocument/prepareRename",
    ];

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task ASlowRequestBlocksNoOtherAndAnswersOfItsMoment()
    {
        using var disk = new HeldFile("detail.html");
        await using var client = TestClient.InProcess(new Workspace(new() { Files = disk }));
        await client.InitializeAsync(_fixture.Folder);
        var (path, urls) = (_fixture["templates/base.html"], _fixture["Blog/Urls.cs"]);
        const string text = "<% url 'blog:index' %>";
        await client.OpenAsync(path, text);

        // To find the uses of a name it has to read all templates, and one of them takes its time.
        var slow = client.RequestAsync("textDocument/references", new { textDocument = new { uri = TestClient.Uri(path) }, position = TestClient.Position(text, 12), context = new { includeDeclaration = true } });
        await disk.Reached.WaitAsync(TestClient.Patience);
        Assert.Equal(JsonValueKind.Object, (await client.AtAsync("textDocument/hover", path, text, 12)).ValueKind);
        await client.OpenAsync(urls, Fixture.Files["Blog/Urls.cs"].Replace("\"index\"", "\"start\""), languageId: "csharp");
        var offered = await client.CompletionAsync(path, text, 8);
        Assert.Contains("blog:start", offered.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("label").GetString()));
        Assert.False(slow.IsCompleted);

        // It was asked before the name changed, so it has the uses of the old one.
        disk.Release();
        Assert.Contains(TestClient.Uri(urls), (await slow).EnumerateArray().Select(use => use.GetProperty("uri").GetString()));
    }

    [Fact]
    public async Task AFailureIsLoggedWithItsRequest()
    {
        var disk = new BrokenDisk();
        await using var client = TestClient.InProcess(new Workspace(new() { Files = disk }));
        await client.InitializeAsync(_fixture.Folder);
        var path = _fixture["templates/base.html"];
        const string text = "<% url 'home' %>";
        await client.OpenAsync(path, text);
        await client.CompletionAsync(path, text, text.Length);
        disk.Broken = true;
        await client.NotifyAsync("workspace/didChangeWatchedFiles", new { changes = new[] { new { uri = TestClient.Uri(_fixture["Urls.cs"]), type = 2 } } });
        await Assert.ThrowsAnyAsync<RemoteRpcException>(() => client.AtAsync("textDocument/hover", path, text, 9));
        var logged = await client.WaitForAsync("window/logMessage", m => m.GetProperty("message").GetString()!.StartsWith("'textDocument/hover' failed.", StringComparison.Ordinal));
        Assert.Contains("\"character\":9", logged.GetProperty("message").GetString());
        Assert.Contains("templates/base.html", logged.GetProperty("message").GetString());
        Assert.Contains("NotSupportedException", logged.GetProperty("message").GetString());
    }

    [Fact]
    public async Task PlacesThatAreNoneAreAnswered()
    {
        await using var client = TestClient.StartProcess(validated: false);
        await client.InitializeAsync(_fixture.Folder);
        var path = _fixture[Page];
        const string text = "<% extends 'base.html' %>\r\nä😀{{ user }}<% url 'blog:index' %>";
        await client.OpenAsync(path, text);
        var document = new { uri = TestClient.Uri(path) };
        foreach (var (line, character) in new[] { (0, 9_999), (9_999, 0), (9_999, 9_999), (-1, 0), (0, -1), (-1, -1), (int.MaxValue, int.MaxValue), (int.MinValue, int.MinValue), (1, 2) })
        {
            var position = new { line, character };
            foreach (var method in s_atPlaces) await Answered(method, new { textDocument = document, position });
            await Answered("textDocument/references", new { textDocument = document, position, context = new { includeDeclaration = true } });
            await Answered("textDocument/selectionRange", new { textDocument = document, positions = new[] { position } });
            await Answered("textDocument/codeAction", new { textDocument = document, range = new { start = position, end = new { line = 0, character = 0 } }, context = new { diagnostics = Array.Empty<object>() } });
        }

        // No integer of the protocol's: refused, in a sentence.
        var refused = await Assert.ThrowsAnyAsync<RemoteRpcException>(() => client.RequestAsync("textDocument/hover", new { textDocument = document, position = new { line = 4_294_967_296, character = 0 } }));
        Assert.Equal(-32602, (int?)refused.ErrorCode);

        // An edit beyond the end appends, one with its ends exchanged inserts: as clients do it that round wrongly.
        await client.ChangeAsync(path, 2, [new { range = new { start = new { line = 7_000, character = 0 }, end = new { line = 9_000, character = 3 } }, text = "<% nothing %>" }]);
        var found = Assert.Single((await client.DiagnosticsAsync(path, 2)).EnumerateArray());
        Assert.Equal("QT1004", found.GetProperty("code").GetString());
        Assert.DoesNotContain(client.Received("window/logMessage"), message => message.GetProperty("type").GetInt32() == 1);
        Assert.Equal(0, await client.ShutDownAsync());

        async Task Answered(string method, object parameters)
        {
            try
            {
                await client.RequestAsync(method, parameters);
            }
            catch (RemoteInvocationException e)
            {
                // "There is nothing to rename here" is an answer as well; a failure of ours is not.
                Assert.NotEqual(-32603, e.ErrorCode);
            }
        }
    }

    [Fact]
    public async Task FilesThatVanishAreGone()
    {
        await using var client = TestClient.StartProcess(validated: false);
        await client.InitializeAsync(_fixture.Folder);
        var path = _fixture[Page];
        const string text = "<% extends 'base.html' %><% include 'blog/detail.html' %><% block content %><% url 'blog:index' %><% endblock %>";
        await client.OpenAsync(path, text);
        Assert.Empty((await client.DiagnosticsAsync(path, 1)).EnumerateArray());

        // Nobody tells of it: what is asked of them has an answer all the same.
        File.Delete(_fixture["templates/base.html"]);
        File.Delete(_fixture["Blog/Urls.cs"]);
        Directory.Delete(_fixture["static"], recursive: true);
        foreach (var at in new[] { 13, 40, 68, 90 })
        {
            foreach (var method in s_atPlaces) await client.AtAsync(method, path, text, at);
            await client.RequestAsync("textDocument/references", new { textDocument = new { uri = TestClient.Uri(path) }, position = TestClient.Position(text, at), context = new { includeDeclaration = true } });
        }

        // And then somebody does.
        await client.NotifyAsync("workspace/didChangeWatchedFiles", new { changes = new[] { "templates/base.html", "Blog/Urls.cs", "static", "nowhere/at/all.html" }.Select(gone => new { uri = TestClient.Uri(_fixture[gone]), type = 3 }) });
        var message = await client.WaitForAsync("textDocument/publishDiagnostics", p => p.GetProperty("uri").GetString() == TestClient.Uri(path) && p.GetProperty("diagnostics").GetArrayLength() > 0);
        Assert.Contains("QT1010", message.GetProperty("diagnostics").EnumerateArray().Select(found => found.GetProperty("code").GetString()));

        // The whole project at last.
        Directory.Delete(_fixture["Blog"], recursive: true);
        File.Delete(_fixture["mysite.csproj"]);
        await client.NotifyAsync("workspace/didChangeWatchedFiles", new { changes = new[] { "mysite.csproj", "Blog" }.Select(gone => new { uri = TestClient.Uri(_fixture[gone]), type = 3 }) });
        Assert.Equal(0, (await client.RequestAsync("quintet/projects")).GetArrayLength());
        Assert.DoesNotContain(client.Received("window/logMessage"), m => m.GetProperty("type").GetInt32() == 1);
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task LinksThatLeadInCirclesAreFollowedOnce()
    {
        // To itself, upwards, to one another, to nowhere, and without an end; and one that leads to templates elsewhere.
        Directory.CreateDirectory(_fixture["a"]);
        Directory.CreateDirectory(_fixture["b"]);
        foreach (var (link, target) in new[] { ("a/up", ".."), ("a/self", "."), ("a/b", "../b"), ("b/a", "../a"), ("b/other", "../a"), ("b/root", _fixture.Folder), ("a/nowhere", "../nothing"), ("a/one", "two"), ("a/two", "one") })
            Directory.CreateSymbolicLink(_fixture[link], target);
        var elsewhere = Directory.CreateTempSubdirectory("quintet linked").FullName;
        try
        {
            File.WriteAllText(Path.Combine(elsewhere, "linked.html"), "<p>");
            Directory.CreateSymbolicLink(_fixture["templates/shared"], elsewhere);
            await using var client = TestClient.StartProcess(validated: false);
            await client.InitializeAsync(_fixture.Folder);
            const string text = "<% include 'shared/linked.html' %>";
            await client.OpenAsync(_fixture[Page], text);
            Assert.Empty((await client.DiagnosticsAsync(_fixture[Page], 1)).EnumerateArray());
            Assert.Equal(1, (await client.RequestAsync("quintet/projects")).GetArrayLength());
            Assert.Equal(0, await client.ShutDownAsync());
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    [Fact]
    public async Task TenMegabytesOfTemplateAreServed()
    {
        await using var client = TestClient.StartProcess(validated: false);
        await client.InitializeAsync(_fixture.Folder);
        var path = _fixture["templates/base.html"];
        var row = "<tr><td>{{ user.username|upper }}</td><% if request.path %><td><% url 'blog:index' %></td><% endif %></tr>\n";
        var text = new StringBuilder().Insert(0, row, 10_000_000 / row.Length).Append("<% url '").ToString();
        await client.OpenAsync(path, text);
        Assert.NotEqual(0, (await client.CompletionAsync(path, text, text.Length)).GetProperty("items").GetArrayLength());
        Assert.NotEmpty((await client.DiagnosticsAsync(path, 1)).EnumerateArray());
        await client.ChangeAsync(path, 2, [new { range = new { start = TestClient.Position(text, text.Length), end = TestClient.Position(text, text.Length) }, text = "blog:index' %>" }]);
        Assert.Empty((await client.DiagnosticsAsync(path, 2)).EnumerateArray());
        Assert.Equal(JsonValueKind.Object, (await client.AtAsync("textDocument/hover", path, text, text.LastIndexOf("blog:index", StringComparison.Ordinal))).ValueKind);
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task BytesThatAreNoTextAreRead()
    {
        // As an editor of long ago saved it: ISO 8859-1, which is no UTF-8.
        File.WriteAllBytes(_fixture["templates/base.html"], [.. "<p>"u8, 0xE4, 0xFF, .. "<% block content %><% endblock %>"u8]);
        File.WriteAllBytes(_fixture["Blog/More.cs"], [.. "// "u8, 0xE4, .. "\nnamespace Blog;\npublic class More { }\n"u8]);
        File.WriteAllBytes(_fixture["templates/picture.html"], [0, 1, 2, 0xFF, 0xFE, .. "<% nothing %>"u8]);
        var (code, output, _) = await ProcessTests.RunAsync("check", _fixture.Folder);
        Assert.Equal((0, "mysite: nothing found." + Environment.NewLine), (code, output));

        await using var pipe = new RawPipe();
        await pipe.SendAsync($$$"""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{},"rootUri":"{{{TestClient.Uri(_fixture.Folder)}}}"}}""");
        await pipe.AnswerAsync();
        await pipe.SendBytesAsync([.. """{"jsonrpc":"2.0","id":1,"method":"quintet/"""u8, 0xE4, (byte)'"', (byte)'}']);
        Assert.True((await pipe.AnswerAsync()).TryGetProperty("error", out _));
        await pipe.SendAsync("""{"jsonrpc":"2.0","method":"initialized","params":{}}""");
        var uri = TestClient.Uri(_fixture["templates/base.html"]);
        await pipe.SendBytesAsync([.. Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"{{{uri}}}","languageId":"html","version":1,"text":"""), (byte)'"', 0xE4, .. "<% url 'blog:index' %>"u8, (byte)'"', .. "}}}"u8]);
        await pipe.SendAsync($$$"""{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":"{{{uri}}}"},"position":{"line":0,"character":12} } }""");
        Assert.Equal("""{"start":{"line":0,"character":9},"end":{"line":0,"character":19}}""", (await pipe.AnswerAsync()).GetProperty("result").GetProperty("range").ToString());
    }

    [Fact]
    public async Task HalfOfASurrogatePairKeepsTheTextTheEditors()
    {
        await using var pipe = new RawPipe();
        await pipe.SendAsync($$$"""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{},"rootUri":"{{{TestClient.Uri(_fixture.Folder)}}}"}}""");
        await pipe.AnswerAsync();
        await pipe.SendAsync("""{"jsonrpc":"2.0","method":"initialized","params":{}}""");
        var uri = TestClient.Uri(_fixture["templates/base.html"]);
        await pipe.SendAsync($$$"""{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"{{{uri}}}","languageId":"html","version":1,"text":"ä\ud83d\t\"\\\n<% url 'blog:index' %>"} } }""");
        await pipe.SendAsync($$$"""{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"{{{uri}}}","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":2}},"text":"\ude00\u00e4"}]}}""");
        // Four units of UTF-16 before the name, and the break counted as one line.
        await pipe.SendAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"{{{uri}}}"},"position":{"line":1,"character":12} } }""");
        Assert.Equal("""{"start":{"line":1,"character":8},"end":{"line":1,"character":18}}""", (await pipe.AnswerAsync()).GetProperty("result").GetProperty("range").ToString());
    }

    [Fact]
    public async Task NothingIsAskedOfTheClientsConfiguration()
    {
        await using var client = TestClient.StartProcess();
        var capabilities = TestClient.Able();
        capabilities["workspace"]!["configuration"] = true;
        // A request for it would fail: this client does not know the method.
        await client.InitializeAsync(_fixture.Folder, capabilities);
        await client.NotifyAsync("workspace/didChangeConfiguration", new { settings = new { quintet = new { trace = 3 } } });
        const string text = "<% url '";
        await client.OpenAsync(_fixture[Page], text);
        Assert.NotEqual(0, (await client.CompletionAsync(_fixture[Page], text, text.Length)).GetProperty("items").GetArrayLength());
        Assert.Empty(client.Received("window/logMessage"));
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task TheServerIsQuietUnlessATraceIsAskedFor()
    {
        await using var client = TestClient.StartProcess();
        await client.InitializeAsync(_fixture.Folder);
        const string text = "<% url 'blog:index' %>";
        await client.OpenAsync(_fixture[Page], text);
        await client.AtAsync("textDocument/hover", _fixture[Page], text, 12);
        Assert.Empty(client.Received("$/logTrace"));

        await client.NotifyAsync("$/setTrace", new { value = "messages" });
        await client.AtAsync("textDocument/hover", _fixture[Page], text, 12);
        var traced = await client.WaitForAsync("$/logTrace", m => m.GetProperty("message").GetString()!.StartsWith("textDocument/hover: ", StringComparison.Ordinal));
        Assert.Matches(@"^textDocument/hover: \d+\.\d ms$", traced.GetProperty("message").GetString());
        Assert.False(traced.TryGetProperty("verbose", out _));

        client.Forget();
        await client.NotifyAsync("$/setTrace", new { value = "verbose" });
        await Assert.ThrowsAnyAsync<RemoteRpcException>(() => client.RequestAsync("textDocument/rename", new { textDocument = new { uri = TestClient.Uri(_fixture[Page]) }, position = new { line = 0, character = 12 }, newName = "a:b" }));
        traced = await client.WaitForAsync("$/logTrace", m => m.GetProperty("message").GetString()!.StartsWith("textDocument/rename: ", StringComparison.Ordinal));
        Assert.Contains(", refused: 'a:b' cannot be a URL name", traced.GetProperty("message").GetString());
        Assert.Contains("\"newName\":\"a:b\"", traced.GetProperty("verbose").GetString());

        await client.NotifyAsync("$/setTrace", new { value = "off" });
        await client.RequestAsync("quintet/projects");
        client.Forget();
        await client.AtAsync("textDocument/hover", _fixture[Page], text, 12);
        await client.RequestAsync("quintet/projects");
        Assert.Empty(client.Received("$/logTrace"));
        Assert.Empty(client.Received("window/logMessage"));
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task ALogFileTakesEverything()
    {
        var log = _fixture["server.log"];
        File.WriteAllText(log, "before\n");
        await using (var client = TestClient.StartProcess(validated: false, "--log", log))
        {
            await client.InitializeAsync(_fixture.Folder);
            await client.OpenAsync(_fixture[Page], "<% url 'blog:index' %>");
            await client.ChangeAsync(_fixture["templates/base.html"], 2, "not open");
            await client.RequestAsync("quintet/projects");
            Assert.Equal(0, await client.ShutDownAsync());
        }

        var lines = File.ReadAllLines(log);
        Assert.Equal("before", lines[0]);
        Assert.Contains(lines, line => line.Contains(" initialize: ") && line.Contains("rootUri"));
        Assert.Contains(lines, line => line.Contains(" textDocument/didOpen: "));
        Assert.Contains(lines, line => line.Contains(" Warning: ") && line.Contains("not open"));
        var (code, _, errors) = await ProcessTests.RunAsync("lsp", "--log", _fixture["no/such/folder.log"]);
        Assert.Equal(2, code);
        Assert.Contains("cannot be written", errors);
    }
}
