using Quintet.Lsp.Protocol;
using StreamJsonRpc;

namespace Quintet.Lsp.Session;

/// <summary>What the server says to the client without being asked.</summary>
internal sealed class Client(JsonRpc rpc)
{
    public void ShowMessage(MessageType type, string message) => Send(rpc, "window/showMessage", new MessageParams(type, message));

    public void LogMessage(MessageType type, string message) => Send(rpc, "window/logMessage", new MessageParams(type, message));

    public Task PublishDiagnosticsAsync(PublishDiagnosticsParams diagnostics) =>
        rpc.NotifyWithParameterObjectAsync("textDocument/publishDiagnostics", diagnostics);

    public Task RegisterAsync(params Registration[] registrations) =>
        rpc.InvokeWithParameterObjectAsync<object?>("client/registerCapability", new RegistrationParams(registrations));

    public Task ShowDocumentAsync(Location place, CancellationToken cancellation) =>
        rpc.InvokeWithParameterObjectAsync<object?>("window/showDocument", new ShowDocumentParams(place.Uri, TakeFocus: true, place.Range), cancellation);

    /// <summary>Lets the client ask for lenses again, though the text below them did not change.</summary>
    public Task RefreshLensesAsync() => rpc.InvokeAsync<object?>("workspace/codeLens/refresh");

    /// <summary>The same of the colours of templates.</summary>
    public Task RefreshTokensAsync() => rpc.InvokeAsync<object?>("workspace/semanticTokens/refresh");

    /// <summary>The same of the words in between.</summary>
    public Task RefreshHintsAsync() => rpc.InvokeAsync<object?>("workspace/inlayHint/refresh");

    /// <summary>A new progress; its begin is shown once the client has taken it.</summary>
    public async Task<Progress> BeginProgressAsync(string title, bool cancellable)
    {
        var token = Guid.NewGuid().ToString();
        await rpc.InvokeWithParameterObjectAsync<object?>("window/workDoneProgress/create", new WorkDoneProgressCreateParams(token)).ConfigureAwait(false);
        var progress = new Progress(rpc, token);
        progress.Send(new("begin") { Title = title, Cancellable = cancellable });
        return progress;
    }

    /// <summary>Sends in the order of the calls. That a client has gone meanwhile is no failure of the sender: the session ends by itself then.</summary>
    internal static void Send(JsonRpc rpc, string method, object parameters) =>
        rpc.NotifyWithParameterObjectAsync(method, parameters)
            .ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}

/// <summary>A work-done progress that has begun.</summary>
internal sealed class Progress(JsonRpc rpc, string token)
{
    public string Token { get; } = token;

    public void Report(string message) => Send(new("report") { Message = message });

    public void End(string? message = null) => Send(new("end") { Message = message });

    internal void Send(WorkDoneProgress value) => Client.Send(rpc, "$/progress", new ProgressParams(Token, value));
}
