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
        foreach (var text in new[] { "<% url '", "{% url 'bl", "ä😀 <% static '", "<% extends '", "<% ", "{{ x|" })
        {
            await client.OpenAsync(template, text);
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
