using System.Text.Json;

namespace Quintet.Lsp.Session;

/// <summary>What the client can do, as far as it changes what we send. Read leniently: what is missing or odd counts as "no".</summary>
internal sealed record ClientFeatures
{
    public bool Snippets { get; init; }

    public bool MarkdownDocumentation { get; init; }

    public bool MarkdownHover { get; init; }

    public bool MarkdownSignatures { get; init; }

    public bool DefinitionLinks { get; init; }

    public bool DeclarationLinks { get; init; }

    /// <summary>Whether an outline may be a tree; else it is a list.</summary>
    public bool SymbolTrees { get; init; }

    /// <summary>Whether edits may name the version they are for, and files may be moved among them.</summary>
    public bool DocumentChanges { get; init; }

    public bool CreatesFiles { get; init; }

    public bool CodeActions { get; init; }

    public bool MovesFiles { get; init; }

    public bool DiagnosticVersions { get; init; }

    public bool DiagnosticLinks { get; init; }

    public bool RelatedInformation { get; init; }

    public bool WatchesFiles { get; init; }

    public bool RefreshesLenses { get; init; }

    /// <summary>The types of tokens that it has colours for; empty where it asks for no tokens.</summary>
    public IReadOnlyList<string> TokenTypes { get; init; } = [];

    public IReadOnlyList<string> TokenModifiers { get; init; } = [];

    public bool TokenDeltas { get; init; }

    public bool MultilineTokens { get; init; }

    /// <summary>Whether tokens are all of its colours; else a grammar's are below them.</summary>
    public bool OnlyTokens { get; init; }

    public bool RefreshesTokens { get; init; }

    public bool RefreshesHints { get; init; }

    public bool ShowsDocuments { get; init; }

    /// <summary>Whether it has a command of its own that lists places, <c>quintet.showReferences</c>, and says so in <c>experimental.commands.commands</c>.</summary>
    public bool ShowsReferences { get; init; }

    public bool WorkDoneProgress { get; init; }

    public PositionEncoding Encoding { get; init; }

    public static ClientFeatures Read(JsonElement capabilities)
    {
        var completionItem = At(capabilities, "textDocument", "completion", "completionItem");
        return new()
        {
            Snippets = IsTrue(completionItem, "snippetSupport"),
            MarkdownDocumentation = Lists(completionItem, "markdown", "documentationFormat"),
            MarkdownHover = Lists(capabilities, "markdown", "textDocument", "hover", "contentFormat"),
            MarkdownSignatures = Lists(capabilities, "markdown", "textDocument", "signatureHelp", "signatureInformation", "documentationFormat"),
            DefinitionLinks = IsTrue(capabilities, "textDocument", "definition", "linkSupport"),
            DeclarationLinks = IsTrue(capabilities, "textDocument", "declaration", "linkSupport"),
            DiagnosticVersions = IsTrue(capabilities, "textDocument", "publishDiagnostics", "versionSupport"),
            DiagnosticLinks = IsTrue(capabilities, "textDocument", "publishDiagnostics", "codeDescriptionSupport"),
            RelatedInformation = IsTrue(capabilities, "textDocument", "publishDiagnostics", "relatedInformation"),
            SymbolTrees = IsTrue(capabilities, "textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"),
            DocumentChanges = IsTrue(capabilities, "workspace", "workspaceEdit", "documentChanges"),
            CreatesFiles = Lists(capabilities, "create", "workspace", "workspaceEdit", "resourceOperations"),
            CodeActions = At(capabilities, "textDocument", "codeAction", "codeActionLiteralSupport").ValueKind == JsonValueKind.Object,
            MovesFiles = Lists(capabilities, "rename", "workspace", "workspaceEdit", "resourceOperations"),
            WatchesFiles = IsTrue(capabilities, "workspace", "didChangeWatchedFiles", "dynamicRegistration"),
            ShowsDocuments = IsTrue(capabilities, "window", "showDocument", "support"),
            TokenTypes = Texts(capabilities, "textDocument", "semanticTokens", "tokenTypes"),
            TokenModifiers = Texts(capabilities, "textDocument", "semanticTokens", "tokenModifiers"),
            TokenDeltas = IsTrue(capabilities, "textDocument", "semanticTokens", "requests", "full", "delta"),
            MultilineTokens = IsTrue(capabilities, "textDocument", "semanticTokens", "multilineTokenSupport"),
            OnlyTokens = At(capabilities, "textDocument", "semanticTokens", "augmentsSyntaxTokens").ValueKind == JsonValueKind.False,
            RefreshesTokens = IsTrue(capabilities, "workspace", "semanticTokens", "refreshSupport"),
            RefreshesHints = IsTrue(capabilities, "workspace", "inlayHint", "refreshSupport"),
            RefreshesLenses = IsTrue(capabilities, "workspace", "codeLens", "refreshSupport"),
            ShowsReferences = Lists(capabilities, "quintet.showReferences", "experimental", "commands", "commands"),
            WorkDoneProgress = IsTrue(capabilities, "window", "workDoneProgress"),
            // Clients that prefer another one than UTF-16 list it first.
            Encoding = First(capabilities, "general", "positionEncodings") == "utf-8" ? PositionEncoding.Utf8 : PositionEncoding.Utf16,
        };
    }

    private static JsonElement At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return default;
        }

        return element;
    }

    private static bool IsTrue(JsonElement element, params ReadOnlySpan<string> path) => At(element, path).ValueKind == JsonValueKind.True;

    private static bool Lists(JsonElement element, string value, params ReadOnlySpan<string> path) => Texts(element, path).Contains(value);

    private static IReadOnlyList<string> Texts(JsonElement element, params ReadOnlySpan<string> path) =>
        At(element, path) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)] : [];

    private static string? First(JsonElement element, params ReadOnlySpan<string> path) =>
        At(element, path) is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() > 0 && array[0].ValueKind == JsonValueKind.String
            ? array[0].GetString()
            : null;
}
