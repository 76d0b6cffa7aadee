using Quintet.Lsp.Protocol;
using Quintet.Lsp.Rpc;
using static Quintet.Lsp.Rpc.Endpoint;

namespace Quintet.Lsp.Session;

/// <summary>Every method that the client may call. (<c>$/cancelRequest</c> is the RPC library's own.)</summary>
internal static class Methods
{
    public static IReadOnlyList<Endpoint> Of(LanguageServer server) =>
    [
        Only(Phase.Uninitialized, Request<InitializeParams>("initialize", server.InitializeAsync)),
        Notification<NoParams>("initialized", server.Initialized),
        Request<NoParams>("shutdown", server.ShutdownAsync),
        Only(Phase.Any, Notification<NoParams>("exit", server.Exit)),
        Only(Phase.Any, Notification<SetTraceParams>("$/setTrace", server.SetTrace)),

        Notification<DidOpenTextDocumentParams>("textDocument/didOpen", server.DidOpen),
        Notification<DidChangeTextDocumentParams>("textDocument/didChange", server.DidChange),
        Notification<DidSaveTextDocumentParams>("textDocument/didSave", server.DidSave),
        Notification<DidCloseTextDocumentParams>("textDocument/didClose", server.DidClose),
        Notification<DidChangeWatchedFilesParams>("workspace/didChangeWatchedFiles", server.DidChangeWatchedFiles),
        Notification<DidChangeWorkspaceFoldersParams>("workspace/didChangeWorkspaceFolders", server.DidChangeWorkspaceFolders),

        Request<TextDocumentPositionParams>("textDocument/completion", server.CompletionAsync),
        Request<TextDocumentPositionParams>("textDocument/hover", server.HoverAsync),
        Request<TextDocumentPositionParams>("textDocument/signatureHelp", server.SignatureHelpAsync),
        Request<TextDocumentPositionParams>("textDocument/definition", server.DefinitionAsync),
        Request<TextDocumentPositionParams>("textDocument/declaration", server.DeclarationAsync),

        Request<ReferenceParams>("textDocument/references", server.ReferencesAsync),
        Request<TextDocumentPositionParams>("textDocument/documentHighlight", server.DocumentHighlightAsync),
        Request<TextDocumentPositionParams>("textDocument/linkedEditingRange", server.LinkedEditingRangeAsync),
        Request<DocumentParams>("textDocument/documentSymbol", server.DocumentSymbolAsync),
        Request<DocumentParams>("textDocument/documentLink", server.DocumentLinkAsync),
        Request<DocumentParams>("textDocument/foldingRange", server.FoldingRangeAsync),
        Request<SelectionRangeParams>("textDocument/selectionRange", server.SelectionRangeAsync),
        Request<CodeActionParams>("textDocument/codeAction", server.CodeActionAsync),
        Request<DocumentParams>("textDocument/codeLens", server.CodeLensAsync),
        Request<Protocol.CodeLens>("codeLens/resolve", server.ResolveCodeLensAsync),
        Request<DocumentParams>("textDocument/semanticTokens/full", server.SemanticTokensAsync),
        Request<SemanticTokensDeltaParams>("textDocument/semanticTokens/full/delta", server.SemanticTokensDeltaAsync),
        Request<RangeParams>("textDocument/semanticTokens/range", server.SemanticTokensInRangeAsync),
        Request<RangeParams>("textDocument/inlayHint", server.InlayHintAsync),
        Request<TextDocumentPositionParams>("textDocument/prepareRename", server.PrepareRenameAsync),
        Request<RenameParams>("textDocument/rename", server.RenameAsync),
        Request<RenameFilesParams>("workspace/willRenameFiles", server.WillRenameFilesAsync),

        Request<ExecuteCommandParams>("workspace/executeCommand", server.ExecuteCommandAsync),
        Notification<WorkDoneProgressCancelParams>("window/workDoneProgress/cancel", server.CancelProgress),
        Request<CommandLineParams>("quintet/commandLine", server.CommandLineAsync),
        Request<NoParams>("quintet/projects", server.ProjectsAsync),
    ];

    private static Endpoint Only(Phase phase, Endpoint endpoint)
    {
        endpoint.Phase = phase;
        return endpoint;
    }
}
