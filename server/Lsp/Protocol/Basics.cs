namespace Quintet.Lsp.Protocol;

// The messages as the LSP specification (3.17/3.18) describes them, only with what this server says or reads.
// Property names are camelCased on the wire; a property that is null is left out.

/// <summary>Both counted from 0; the character in units of the negotiated encoding.</summary>
internal readonly record struct Position(int Line, int Character);

internal readonly record struct Range(Position Start, Position End);

internal sealed record Location(string Uri, Range Range);

internal sealed record LocationLink(Range OriginSelectionRange, string TargetUri, Range TargetRange, Range TargetSelectionRange);

internal sealed record MarkupContent(string Kind, string Value)
{
    public const string Markdown = "markdown";
    public const string PlainText = "plaintext";
}

internal sealed record TextDocumentIdentifier(string Uri);

internal sealed record VersionedTextDocumentIdentifier(string Uri, int Version);

internal sealed record TextDocumentItem(string Uri, string LanguageId, int Version, [property: System.Text.Json.Serialization.JsonConverter(typeof(DocumentTextConverter))] string Text);

internal sealed record TextDocumentPositionParams(TextDocumentIdentifier TextDocument, Position Position);

internal sealed record DocumentParams(TextDocumentIdentifier TextDocument);

internal sealed record RangeParams(TextDocumentIdentifier TextDocument, Range Range);

internal sealed record SemanticTokensDeltaParams(TextDocumentIdentifier TextDocument, string PreviousResultId);

internal sealed record ReferenceParams(TextDocumentIdentifier TextDocument, Position Position, ReferenceContext? Context = null);

internal sealed record ReferenceContext(bool IncludeDeclaration);

internal sealed record RenameParams(TextDocumentIdentifier TextDocument, Position Position, string NewName);

internal sealed record RenameFilesParams(FileRename[] Files);

internal sealed record FileRename(string OldUri, string NewUri);

internal sealed record CodeActionParams(TextDocumentIdentifier TextDocument, Range Range, CodeActionContext? Context = null);

internal sealed record CodeActionContext
{
    /// <summary>The kinds that are wanted, with their sub-kinds; null: all.</summary>
    public string[]? Only { get; init; }
}

internal sealed record SelectionRangeParams(TextDocumentIdentifier TextDocument, Position[] Positions);

internal sealed record WorkspaceFolder(string Uri, string Name);

/// <summary>Numbers that requests fail with.</summary>
internal static class ErrorCodes
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;
    public const int ServerNotInitialized = -32002;
    public const int RequestFailed = -32803;
    public const int ContentModified = -32801;
    public const int RequestCancelled = -32800;
}
