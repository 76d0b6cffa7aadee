using System.Text.Json.Serialization;

namespace Quintet.Lsp.Protocol;

internal sealed record CompletionList(bool IsIncomplete, CompletionItem[] Items);

internal sealed record CompletionItem(string Label, CompletionItemKind Kind, TextEdit TextEdit)
{
    public string? Detail { get; init; }

    public MarkupContent? Documentation { get; init; }

    public string? SortText { get; init; }

    public string? FilterText { get; init; }

    public InsertTextFormat? InsertTextFormat { get; init; }

    public TextEdit[]? AdditionalTextEdits { get; init; }
}

internal sealed record TextEdit(Range Range, string NewText);

internal enum CompletionItemKind
{
    Text = 1,
    Method = 2,
    Function = 3,
    Field = 5,
    Variable = 6,
    Module = 9,
    Property = 10,
    Value = 12,
    Keyword = 14,
    File = 17,
    Reference = 18,
    Folder = 19,
    Struct = 22,
    Operator = 24,
}

internal enum InsertTextFormat
{
    PlainText = 1,
    Snippet = 2,
}

/// <summary>What <c>textDocument/signatureHelp</c> answers.</summary>
internal sealed record SignatureHelp(SignatureInformation[] Signatures, int ActiveSignature, int? ActiveParameter);

internal sealed record SignatureInformation(string Label, ParameterInformation[] Parameters)
{
    public MarkupContent? Documentation { get; init; }
}

/// <summary>The label is the part of the signature's that it is.</summary>
internal sealed record ParameterInformation(string Label);

internal sealed record Hover(MarkupContent Contents, Range? Range);

internal sealed record DocumentSymbol(string Name, SymbolKind Kind, Range Range, Range SelectionRange)
{
    public DocumentSymbol[]? Children { get; init; }
}

internal sealed record SymbolInformation(string Name, SymbolKind Kind, Location Location)
{
    public string? ContainerName { get; init; }
}

internal enum SymbolKind
{
    File = 1,
    Module = 2,
    Class = 5,
    Field = 8,
    Struct = 23,
    Operator = 25,
}

internal sealed record FoldingRange(int StartLine, int EndLine)
{
    public string? Kind { get; init; }
}

internal sealed record SelectionRange(Range Range, SelectionRange? Parent);

internal sealed record DocumentHighlight(Range Range, DocumentHighlightKind Kind);

internal enum DocumentHighlightKind
{
    Text = 1,
    Read = 2,
    Write = 3,
}

internal sealed record LinkedEditingRanges(Range[] Ranges);

internal sealed record DocumentLink(Range Range, string Target)
{
    public string? Tooltip { get; init; }
}

internal sealed record PrepareRenameResult(Range Range, string Placeholder);

/// <summary>Either way to say it: <see cref="DocumentChanges"/> where the client knows them, else <see cref="Changes"/>.</summary>
internal sealed record WorkspaceEdit
{
    public Dictionary<string, TextEdit[]>? Changes { get; init; }

    /// <summary><see cref="TextDocumentEdit"/>s and <see cref="RenameFile"/>s, to be done in this order.</summary>
    public object[]? DocumentChanges { get; init; }
}

internal sealed record TextDocumentEdit(OptionalVersionedTextDocumentIdentifier TextDocument, TextEdit[] Edits);

/// <param name="Uri">The document.</param>
/// <param name="Version">The editor's version; null, and written, for a document that is not open.</param>
internal sealed record OptionalVersionedTextDocumentIdentifier(string Uri, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Version);

internal sealed record RenameFile(string OldUri, string NewUri)
{
    public string Kind => "rename";
}

internal sealed record CreateFile(string Uri, CreateFileOptions Options)
{
    public string Kind => "create";
}

internal sealed record CreateFileOptions(bool IgnoreIfExists);

/// <summary>One of our commands, which the client asks us to run, or runs itself.</summary>
/// <param name="Title">What people see.</param>
/// <param name="Name">Its id; empty: it does nothing.</param>
/// <param name="Arguments"><see cref="CommandArguments"/>, or for <c>quintet.show</c> a <see cref="Location"/>.</param>
internal sealed record Command(string Title, [property: JsonPropertyName("command")] string Name, params object[] Arguments);

/// <summary>The arguments of one of our commands.</summary>
/// <param name="Project">URI of the project's folder.</param>
/// <param name="Arguments">Arguments of the management command.</param>
internal sealed record CommandArguments(string Project, string[] Arguments);

/// <summary>Five numbers for each token: lines and characters from the one before, length, type, modifiers.</summary>
internal sealed record SemanticTokens(int[] Data)
{
    public string? ResultId { get; init; }
}

internal sealed record SemanticTokensDelta(SemanticTokensEdit[] Edits, string ResultId);

/// <summary>Counts numbers, not tokens.</summary>
internal sealed record SemanticTokensEdit(int Start, int DeleteCount, int[] Data);

internal sealed record InlayHint(Position Position, string Label, InlayHintKind Kind)
{
    public bool? PaddingRight { get; init; }
}

internal enum InlayHintKind
{
    Type = 1,
    Parameter = 2,
}

internal sealed record CodeLens(Range Range)
{
    public Command? Command { get; init; }

    /// <summary>What it counts once it is seen; null where it has its command already.</summary>
    public CodeLensData? Data { get; init; }
}

/// <param name="Uri">The document.</param>
/// <param name="Counts">A <see cref="Ide.CountedUses"/>.</param>
internal sealed record CodeLensData(string Uri, string Counts);

/// <summary>For <c>window/showDocument</c>.</summary>
internal sealed record ShowDocumentParams(string Uri, bool TakeFocus, Range Selection);

internal sealed record CodeAction(string Title, string Kind, Diagnostic[] Diagnostics)
{
    public WorkspaceEdit? Edit { get; init; }

    public Command? Command { get; init; }

    public bool? IsPreferred { get; init; }
}

internal sealed record PublishDiagnosticsParams(string Uri, Diagnostic[] Diagnostics, int? Version = null);

internal sealed record Diagnostic(Range Range, DiagnosticSeverity Severity, string Code, string Source, string Message)
{
    public CodeDescription? CodeDescription { get; init; }

    public DiagnosticRelatedInformation[]? RelatedInformation { get; init; }

    public bool Equals(Diagnostic? other) => other is not null && (Range, Severity, Code, Source, Message, CodeDescription) == (other.Range, other.Severity, other.Code, other.Source, other.Message, other.CodeDescription)
        && RelatedInformation.AsSpan().SequenceEqual(other.RelatedInformation);

    public override int GetHashCode() => HashCode.Combine(Range, Code, Message);
}

internal sealed record DiagnosticRelatedInformation(Location Location, string Message);

internal sealed record CodeDescription(string Href);

internal enum DiagnosticSeverity
{
    Error = 1,
    Warning = 2,
    Information = 3,
    Hint = 4,
}
