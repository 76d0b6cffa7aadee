using System.Diagnostics;
using Quintet.Ide;
using StreamJsonRpc;

namespace LspTests;

public sealed class CancellationTests : IDisposable
{
    private readonly Fixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task ACancelledRequestIsAnsweredThoughItsComputationGoesOn()
    {
        using var disk = new HeldDisk();
        await using var client = TestClient.InProcess(new Workspace(new() { Files = disk }));
        var path = _fixture["templates/base.html"];
        const string text = "<% url '";
        await client.InitializeAsync(_fixture.Folder);
        await client.OpenAsync(path, text);
        await disk.Reached.WaitAsync(TestClient.Patience);

        using var cancel = new CancellationTokenSource();
        var answer = client.AtAsync("textDocument/completion", path, text, text.Length, cancel.Token);
        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");

        // Nothing is lost: the next request waits for the disk and is answered.
        var next = client.CompletionAsync(path, text, text.Length);
        disk.Release();
        Assert.NotEqual(0, (await next).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task ARequestThatFailsFailsAlone()
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
        var error = await Assert.ThrowsAnyAsync<RemoteRpcException>(() => client.AtAsync("textDocument/hover", path, text, 9));
        Assert.Equal(-32603, (int?)error.ErrorCode);
        Assert.Contains("the disk is gone", error.Message);
        await client.WaitForAsync("window/logMessage", m => m.GetProperty("type").GetInt32() == 1 && m.GetProperty("message").GetString()!.Contains("the disk is gone"));
        disk.Broken = false;
        await client.NotifyAsync("workspace/didChangeWatchedFiles", new { changes = new[] { new { uri = TestClient.Uri(_fixture["Urls.cs"]), type = 2 } } });
        Assert.Equal(System.Text.Json.JsonValueKind.Object, (await client.AtAsync("textDocument/hover", path, text, 9)).ValueKind);
    }
}
