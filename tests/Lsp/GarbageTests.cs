using System.Text.Json;

namespace LspTests;

public sealed class GarbageTests : IDisposable
{
    private readonly Fixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("{garbage", -32700)]
    [InlineData("\u0000", -32700)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"shutdown\""", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("42", -32600)]
    [InlineData("""{"jsonrpc":"2.0"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"shutdown"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":3}""", -32600)]
    public async Task AMessageThatCannotBeReadIsAnsweredWithAnError(string message, int code)
    {
        await using var pipe = await StartAsync();
        await pipe.SendAsync(message);
        var answer = await pipe.AnswerAsync();
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("id").ValueKind);
        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetInt32());
        await StillServesAsync(pipe);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":77,"result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":77,"error":3}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"x","error":{"code":1,"message":"m"}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"no/such/notification","params":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":12345}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{}}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"textDocument/didOpen"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"::","languageId":"html","version":1,"text":""}}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///x","version":1},"contentChanges":[{"text":"x"}]}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///x"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"workspace/didChangeWatchedFiles","params":{"changes":[{"uri":"what","type":9}]}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"workspace/didChangeWorkspaceFolders","params":{"event":{"added":[{"uri":"x:y","name":""}],"removed":[{"uri":"","name":""}]}}}""")]
    public async Task ANotificationThatMakesNoSenseIsLeftOut(string message)
    {
        await using var pipe = await StartAsync();
        await pipe.SendAsync(message);
        await StillServesAsync(pipe);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"no/such/request","params":{}}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"$/no/such/request"}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"textDocument/hover"}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"textDocument/hover","params":[]}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"textDocument/hover","params":{"textDocument":null,"position":{"line":0,"character":0}}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///x"},"position":{"line":"0","character":0}}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"workspace/executeCommand","params":{"command":"rm"}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"workspace/executeCommand","params":{"command":"quintet.migrate","arguments":[3]}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"workspace/executeCommand","params":{"command":"quintet.show","arguments":[{"uri":3}]}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"workspace/executeCommand","params":{"command":"quintet.migrate","arguments":["file:///nowhere"]}}""", -32803)]
    public async Task ARequestThatMakesNoSenseIsRefused(string message, int code)
    {
        await using var pipe = await StartAsync();
        await pipe.SendAsync(message);
        Assert.Equal(code, await pipe.ErrorCodeAsync());
        await StillServesAsync(pipe);
    }

    [Theory]
    [InlineData("\"params\":null")]
    [InlineData("\"params\":{}")]
    [InlineData("\"params\":[]")]
    [InlineData("\"x\":1")]
    public async Task AMethodWithoutParametersTakesAnyWayToSayNone(string parameters)
    {
        await using var pipe = await StartAsync();
        await pipe.SendAsync($$"""{"jsonrpc":"2.0","id":1,"method":"shutdown",{{parameters}}}""");
        Assert.Equal(JsonValueKind.Null, (await pipe.AnswerAsync()).GetProperty("result").ValueKind);
        await pipe.SendAsync($$"""{"jsonrpc":"2.0","method":"exit",{{parameters}}}""");
        Assert.Equal(0, await pipe.Ended);
    }

    [Fact]
    public async Task ABrokenFrameEndsTheServer()
    {
        await using var pipe = await StartAsync();
        await pipe.SendRawAsync("what is this\r\n\r\n{}");
        Assert.Equal(1, await pipe.Ended);
    }

    [Fact]
    public async Task EveryPrefixOfATemplateIsServedAndTheAnswersComeBack()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var path = _fixture["Blog/templates/blog/index.html"];
        var text = Fixture.Files["Blog/templates/blog/index.html"];
        var cursor = text.IndexOf("blog:index", StringComparison.Ordinal);
        await client.OpenAsync(path, text);
        var before = (await client.CompletionAsync(path, text, cursor)).ToString();
        var version = 1;
        for (var length = 0; length <= text.Length; length++)
        {
            var prefix = text[..length];
            await client.ChangeAsync(path, ++version, prefix);
            await client.CompletionAsync(path, prefix, length);
            await client.AtAsync("textDocument/hover", path, prefix, length);
            await client.AtAsync("textDocument/definition", path, prefix, length);
        }

        await client.ChangeAsync(path, ++version, text);
        Assert.Equal(before, (await client.CompletionAsync(path, text, cursor)).ToString());
        Assert.Empty((await client.DiagnosticsAsync(path, version)).EnumerateArray());
        Assert.DoesNotContain(client.Received("window/logMessage"), m => m.GetProperty("type").GetInt32() == 1);
    }

    [Fact]
    public async Task EveryPrefixOfTheUrlsIsServedAndTheAnswersComeBack()
    {
        await using var client = await TestClient.InProcessAsync(_fixture.Folder);
        var urls = _fixture["Urls.cs"];
        var text = Fixture.Files["Urls.cs"];
        var template = _fixture["templates/base.html"];
        const string tag = "<% url '";
        await client.OpenAsync(urls, text, languageId: "csharp");
        await client.OpenAsync(template, tag);
        var before = (await client.CompletionAsync(template, tag, tag.Length)).ToString();
        var version = 1;
        for (var length = 0; length <= text.Length; length += 3)
        {
            await client.ChangeAsync(urls, ++version, text[..length]);
            await client.CompletionAsync(template, tag, tag.Length);
            await client.CompletionAsync(urls, text[..length], length);
        }

        await client.ChangeAsync(urls, ++version, text);
        Assert.Equal(before, (await client.CompletionAsync(template, tag, tag.Length)).ToString());
        Assert.DoesNotContain(client.Received("window/logMessage"), m => m.GetProperty("type").GetInt32() == 1);
    }

    private async Task<RawPipe> StartAsync()
    {
        var pipe = new RawPipe();
        await pipe.SendAsync($$$"""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{},"rootUri":"{{{TestClient.Uri(_fixture.Folder)}}}"}}""");
        await pipe.AnswerAsync();
        await pipe.SendAsync("""{"jsonrpc":"2.0","method":"initialized","params":{}}""");
        return pipe;
    }

    private static async Task StillServesAsync(RawPipe pipe)
    {
        await pipe.SendAsync("""{"jsonrpc":"2.0","id":99,"method":"quintet/projects"}""");
        var answer = await pipe.AnswerAsync();
        Assert.Equal(99, answer.GetProperty("id").GetInt32());
        Assert.Equal(1, answer.GetProperty("result").GetArrayLength());
    }
}
