using System.Text.Json;

namespace Quintet.Lsp.Protocol;

/// <summary>
/// What the client says first. The capabilities stay JSON and are read leniently (<see cref="Session.ClientFeatures"/>):
/// an editor with an oddity somewhere in them must not be turned away.
/// </summary>
internal sealed record InitializeParams(
    int? ProcessId = null,
    JsonElement Capabilities = default,
    string? RootUri = null,
    string? RootPath = null,
    WorkspaceFolder[]? WorkspaceFolders = null,
    JsonElement Trace = default);

internal sealed record InitializeResult(ServerCapabilities Capabilities, ServerInfo ServerInfo);

internal sealed record ServerInfo(string Name, string Version);

internal sealed record ServerCapabilities
{
    public required string PositionEncoding { get; init; }

    public required TextDocumentSyncOptions TextDocumentSync { get; init; }

    public CompletionOptions? CompletionProvider { get; init; }

    public bool? HoverProvider { get; init; }

    public SignatureHelpOptions? SignatureHelpProvider { get; init; }

    public bool? DefinitionProvider { get; init; }

    public bool? DeclarationProvider { get; init; }

    public bool? ReferencesProvider { get; init; }

    public bool? DocumentHighlightProvider { get; init; }

    public bool? DocumentSymbolProvider { get; init; }

    public CodeLensOptions? CodeLensProvider { get; init; }

    public DocumentLinkOptions? DocumentLinkProvider { get; init; }

    public bool? FoldingRangeProvider { get; init; }

    public bool? SelectionRangeProvider { get; init; }

    public bool? LinkedEditingRangeProvider { get; init; }

    public CodeActionOptions? CodeActionProvider { get; init; }

    public RenameOptions? RenameProvider { get; init; }

    public SemanticTokensOptions? SemanticTokensProvider { get; init; }

    public bool? InlayHintProvider { get; init; }

    public ExecuteCommandOptions? ExecuteCommandProvider { get; init; }

    public WorkspaceServerCapabilities? Workspace { get; init; }
}

internal enum TextDocumentSyncKind
{
    None = 0,
    Full = 1,
    Incremental = 2,
}

internal sealed record TextDocumentSyncOptions(bool OpenClose, TextDocumentSyncKind Change, SaveOptions Save);

internal sealed record SaveOptions(bool IncludeText);

internal sealed record CompletionOptions(string[] TriggerCharacters, bool ResolveProvider);

internal sealed record SignatureHelpOptions(string[] TriggerCharacters);

internal sealed record DocumentLinkOptions(bool ResolveProvider);

internal sealed record SemanticTokensOptions(SemanticTokensLegend Legend, bool Range, SemanticTokensFullOptions Full);

internal sealed record SemanticTokensLegend(string[] TokenTypes, string[] TokenModifiers);

internal sealed record SemanticTokensFullOptions(bool Delta);

internal sealed record CodeLensOptions(bool ResolveProvider);

internal sealed record CodeActionOptions(string[] CodeActionKinds);

internal sealed record RenameOptions(bool PrepareProvider);

internal sealed record ExecuteCommandOptions(string[] Commands, bool WorkDoneProgress);

internal sealed record WorkspaceServerCapabilities(WorkspaceFoldersServerCapabilities WorkspaceFolders, FileOperationOptions FileOperations);

internal sealed record FileOperationOptions(FileOperationRegistrationOptions WillRename);

internal sealed record FileOperationRegistrationOptions(FileOperationFilter[] Filters);

internal sealed record FileOperationFilter(string Scheme, FileOperationPattern Pattern);

internal sealed record FileOperationPattern(string Glob, string Matches);

internal sealed record WorkspaceFoldersServerCapabilities(bool Supported, bool ChangeNotifications);

internal sealed record RegistrationParams(Registration[] Registrations);

internal sealed record Registration(string Id, string Method, DidChangeWatchedFilesRegistrationOptions RegisterOptions);

internal sealed record DidChangeWatchedFilesRegistrationOptions(FileSystemWatcherPattern[] Watchers);

/// <summary>LSP's <c>FileSystemWatcher</c>; the kind is left out: create, change and delete.</summary>
internal sealed record FileSystemWatcherPattern(string GlobPattern);
