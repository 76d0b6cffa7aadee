using System.Text.Json;
using System.Text.Json.Nodes;
using Quintet.Ide;
using StreamJsonRpc;

namespace LspTests;

public sealed class LifecycleTests : IDisposable
{
    private readonly Fixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task RequestsBeforeInitializeAreRefused()
    {
        await using var client = TestClient.InProcess();
        var error = await Assert.ThrowsAnyAsync<RemoteRpcException>(() => client.RequestAsync("quintet/projects"));
        Assert.Equal(-32002, (int?)error.ErrorCode);
    }

    [Fact]
    public async Task NotificationsBeforeInitializeAreDropped()
    {
        await using var client = TestClient.InProcess();
        var path = _fixture["templates/base.html"];
        await client.OpenAsync(path, "<% url '' %>");
        await client.InitializeAsync(_fixture.Folder);
        await client.ChangeAsync(path, 2, "<% url '' %>");
        // Not open, so its change is told of as such.
        await client.WaitForAsync("window/logMessage", m => m.GetProperty("message").GetString()!.Contains("not open"));
    }

    [Fact]
    public async Task SecondInitializeIsRefused()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var error = await Assert.ThrowsAnyAsync<RemoteRpcException>(() => client.RequestAsync("initialize", new { capabilities = new { } }));
        Assert.Equal(-32600, (int?)error.ErrorCode);
    }

    [Fact]
    public async Task RequestsAfterShutdownAreRefused()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        await client.RequestAsync("shutdown");
        var error = await Assert.ThrowsAnyAsync<RemoteRpcException>(() => client.RequestAsync("quintet/projects"));
        Assert.Equal(-32600, (int?)error.ErrorCode);
        await client.NotifyAsync("exit");
        Assert.Equal(0, await client.EndAsync());
    }

    [Fact]
    public async Task ExitWithoutShutdownIsAFailure()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        await client.NotifyAsync("exit");
        Assert.Equal(1, await client.EndAsync());
    }

    [Fact]
    public async Task ALostConnectionEndsTheServer()
    {
        var client = await TestClient.InProcessAsync(_fixture.Folder);
        await client.DisposeAsync();
        Assert.Equal(1, await client.EndAsync());
    }

    [Theory]
    [InlineData("""{}""", "utf-16")]
    [InlineData("""{ "general": { "positionEncodings": ["utf-16", "utf-8"] } }""", "utf-16")]
    [InlineData("""{ "general": { "positionEncodings": ["utf-8", "utf-16"] } }""", "utf-8")]
    [InlineData("""{ "general": { "positionEncodings": ["utf-32"] } }""", "utf-16")]
    [InlineData("""{ "general": 3, "textDocument": [], "window": null }""", "utf-16")]
    public async Task PositionEncodingIsNegotiated(string capabilities, string expected)
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder, JsonNode.Parse(capabilities)!.AsObject());
        Assert.Equal(expected, client.InitializeResult.GetProperty("capabilities").GetProperty("positionEncoding").GetString());
    }

    [Fact]
    public async Task TheClientIsAskedToWatchFiles()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var registration = (await client.WaitForAsync("client/registerCapability", _ => true)).GetProperty("registrations")[0];
        Assert.Equal("workspace/didChangeWatchedFiles", registration.GetProperty("method").GetString());
        Assert.Equal(JsonValueKind.Array, registration.GetProperty("registerOptions").GetProperty("watchers").ValueKind);
    }

    [Fact]
    public async Task LongLoadingShowsAProgress()
    {
        using var disk = new HeldDisk();
        await using var client = TestClient.InProcess(new Workspace(new() { Files = disk }));
        await client.InitializeAsync(_fixture.Folder);
        var begin = await client.WaitForAsync("$/progress", p => p.GetProperty("value").GetProperty("kind").GetString() == "begin");
        Assert.Contains("Quintet", begin.GetProperty("value").GetProperty("title").GetString());
        Assert.Equal(begin.GetProperty("token").GetString(), client.Received("window/workDoneProgress/create")[0].GetProperty("token").GetString());
        disk.Release();
        await client.WaitForAsync("$/progress", p => p.GetProperty("value").GetProperty("kind").GetString() == "end");
    }

    [Fact]
    public async Task ProjectsAndTheirCommandLinesAreTold()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var project = Assert.Single((await client.RequestAsync("quintet/projects")).EnumerateArray());
        Assert.Equal("mysite", project.GetProperty("name").GetString());
        Assert.Equal(TestClient.Uri(_fixture.Folder), project.GetProperty("uri").GetString());
        Assert.Equal(_fixture["mysite.csproj"], project.GetProperty("file").GetString());

        var line = await client.RequestAsync("quintet/commandLine", new { command = "migrate", arguments = new[] { "blog" } });
        Assert.Equal(_fixture.Folder, line.GetProperty("cwd").GetString());
        Assert.Equal("dotnet", line.GetProperty("program").GetString());
        Assert.Equal(["migrate", "blog"], line.GetProperty("args").EnumerateArray().Select(a => a.GetString()).TakeLast(2));

        var unknown = await Assert.ThrowsAnyAsync<RemoteRpcException>(() => client.RequestAsync("quintet/commandLine", new { command = "explode" }));
        Assert.Contains("Known commands: ", unknown.Message);
        var elsewhere = await Assert.ThrowsAnyAsync<RemoteRpcException>(() => client.RequestAsync("quintet/commandLine", new { command = "migrate", project = "file:///nowhere" }));
        Assert.Contains("belongs to no Quintet project", elsewhere.Message);
    }
}
