using System.Text.Json;
using Nerdbank.Streams;
using Quintet.Ide;
using Quintet.Lsp.Protocol;
using Quintet.Lsp.Rpc;
using Quintet.Lsp.Session;
using StreamJsonRpc;

namespace LspTests;

public sealed class DiagnosticsPublisherTests : IDisposable
{
    private readonly Fixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task WhatIsFoundInATextIsNotSaidOfTheOneOpenedAfterItWithTheSameVersion()
    {
        var (ours, theirs) = FullDuplexStream.CreatePair();
        await using var client = TestClient.Over(ours);
        using JsonRpc rpc = new(new HeaderDelimitedMessageHandler(theirs, theirs, new LenientFormatter()));
        rpc.StartListening();
        var path = _fixture["templates/base.html"];
        var item = new TextDocumentItem(TestClient.Uri(path), "html", 1, "<% url 'nowhere' %>");
        var workspace = new Workspace();
        workspace.SetFolders([_fixture.Folder]);
        var other = item with { Uri = TestClient.Uri(_fixture["templates/other.html"]), Text = "<% url 'nobody' %>" };
        FileChange[] opened = [new FileChange.Opened(_fixture["templates/other.html"], other.Text, 1), new FileChange.Opened(path, item.Text, 1)];
        var before = workspace.Apply(opened);
        var features = ClientFeatures.Read(JsonSerializer.SerializeToElement(TestClient.Able()));

        // The client has closed and opened it again, and the server has taken in the first of the two only.
        OpenDocuments documents = new();
        documents.Open(other);
        documents.Open(item with { Text = "<% now" });
        await using DiagnosticsPublisher publisher = new(documents, new(rpc), () => features, new(TextWriter.Null, rpc));
        publisher.OnChanged(before, opened);
        // The latest edited is looked at first: when this one's come, the other's have been found, or given up.
        await client.WaitForAsync("textDocument/publishDiagnostics", p => p.GetProperty("uri").GetString() == other.Uri);
        FileChange[] again = [new FileChange.Opened(path, "<% now", 1)];
        publisher.OnChanged(workspace.Apply(again), again);
        await client.WaitForAsync("textDocument/publishDiagnostics", p => p.GetProperty("uri").GetString() == item.Uri);

        Assert.DoesNotContain(client.Received("textDocument/publishDiagnostics"), p => JsonSerializer.Serialize(p).Contains("nowhere"));
    }
}
