using System.Diagnostics;
using System.Text.Json;
using Nerdbank.Streams;
using Quintet.Ide;
using Quintet.Lsp.Rpc;
using Quintet.Lsp.Session;
using StreamJsonRpc;

namespace LspTests;

/// <summary>Processes that the server runs for an editor, here with command lines of our own.</summary>
public sealed class CommandTests : IAsyncDisposable
{
    private readonly (Stream Ours, Stream Theirs) _pipe;
    private readonly JsonRpc _server;
    private readonly TestClient _client;
    private readonly CommandRunner _runner;

    public CommandTests()
    {
        var (ours, theirs) = FullDuplexStream.CreatePair();
        _pipe = (ours, theirs);
        _server = Connection.Create(theirs, theirs);
        _server.StartListening();
        _client = TestClient.Over(ours);
        _runner = new(new(_server), () => new() { WorkDoneProgress = true }, new(TextWriter.Null, _server));
    }

    public async ValueTask DisposeAsync()
    {
        await _runner.DisposeAsync();
        _server.Dispose();
        await _client.DisposeAsync();
        await _pipe.Ours.DisposeAsync();
        await _pipe.Theirs.DisposeAsync();
    }

    [Fact]
    public async Task OutputAndEndAreTold()
    {
        var outcome = await _runner.RunAsync(Line("dotnet", "--version"), untilEnd: true, default);
        Assert.Equal(0, outcome.ExitCode);
        await LoggedAsync("> dotnet --version");
        await _client.WaitForAsync("window/logMessage", m => Version.TryParse(m.GetProperty("message").GetString(), out _));
        await ProgressAsync("begin");
        await ProgressAsync("end");
        var shown = await _client.WaitForAsync("window/showMessage", _ => true);
        Assert.Equal(3, shown.GetProperty("type").GetInt32());
        Assert.Matches(@"^Test: dotnet: done\. \d+\.\d+", shown.GetProperty("message").GetString());
    }

    [Fact]
    public async Task AFailureIsShown()
    {
        var outcome = await _runner.RunAsync(Line("dotnet", "exec", "no-such-file.dll"), untilEnd: true, default);
        Assert.NotEqual(0, outcome.ExitCode);
        var shown = await _client.WaitForAsync("window/showMessage", _ => true);
        Assert.Equal(1, shown.GetProperty("type").GetInt32());
        Assert.Contains("exit code", shown.GetProperty("message").GetString());
    }

    [Fact]
    public async Task AProgramThatIsNotThereIsExplained()
    {
        var error = await Assert.ThrowsAsync<LocalRpcException>(() => _runner.RunAsync(Line("no-such-program-of-quintet"), untilEnd: true, default));
        Assert.Contains("no-such-program-of-quintet", error.Message);
        Assert.Contains("PATH", error.Message);
    }

    [Fact]
    public async Task ACancelledCommandTakesItsChildrenAlong()
    {
        if (OperatingSystem.IsWindows()) return;
        using var cancel = new CancellationTokenSource();
        var running = _runner.RunAsync(Line("sh", "-c", "sleep 1000 & echo child $!; wait"), untilEnd: true, cancel.Token);
        var child = await ChildAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await AssertGoneAsync(child);
        Assert.Empty(_client.Received("window/showMessage"));
    }

    [Fact]
    public async Task AServerRunsOnUntilItsProgressIsCancelled()
    {
        if (OperatingSystem.IsWindows()) return;
        var line = Line("sh", "-c", "sleep 1000 & echo child $!; wait");
        var outcome = await _runner.RunAsync(line, untilEnd: false, default);
        Assert.Null(outcome.ExitCode);
        var child = await ChildAsync();
        var begin = await ProgressAsync("begin");
        Assert.True(begin.GetProperty("value").GetProperty("cancellable").GetBoolean());

        var again = await Assert.ThrowsAsync<LocalRpcException>(() => _runner.RunAsync(line, untilEnd: false, default));
        Assert.Contains("running already", again.Message);

        _runner.Cancel(begin.GetProperty("token").GetString());
        await ProgressAsync("end");
        await AssertGoneAsync(child);
    }

    [Fact]
    public async Task NothingIsLeftBehindAtTheEnd()
    {
        if (OperatingSystem.IsWindows()) return;
        await _runner.RunAsync(Line("sh", "-c", "sleep 1000 & echo child $!; wait"), untilEnd: false, default);
        var child = await ChildAsync();
        await _runner.DisposeAsync();
        await AssertGoneAsync(child);
    }

    private static CommandLine Line(string program, params string[] args) => new(Path.GetTempPath(), program, args, $"Test: {program}");

    private Task<JsonElement> LoggedAsync(string start) =>
        _client.WaitForAsync("window/logMessage", m => m.GetProperty("message").GetString()!.StartsWith(start, StringComparison.Ordinal));

    private Task<JsonElement> ProgressAsync(string kind) =>
        _client.WaitForAsync("$/progress", p => p.GetProperty("value").GetProperty("kind").GetString() == kind);

    private async Task<int> ChildAsync() => int.Parse((await LoggedAsync("child ")).GetProperty("message").GetString()!["child ".Length..]);

    private static async Task AssertGoneAsync(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            await process.WaitForExitAsync().WaitAsync(TestClient.Patience);
        }
        catch (ArgumentException)
        {
            // Gone already.
        }
    }
}
