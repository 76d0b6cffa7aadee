using Quintet.Text;

namespace Quintet.Ide;

/// <summary>What an offered item is; the edge maps it to its protocol's kinds.</summary>
public enum CompletionKind
{
    Tag,
    Filter,
    Library,
    UrlName,
    Argument,
    StaticFile,
    Template,
    Folder,
    Block,
    Delimiter,
    Variable,
    Member,
    Field,
    Lookup,
}

/// <summary>A text that replaces a span.</summary>
public sealed record CompletionEdit(TextSpan Replace, string Text);

/// <summary>One offered item.</summary>
/// <param name="Label">What the list shows.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Replace">What accepting it replaces: on one line, and around the cursor.</param>
/// <param name="NewText">What stands there afterwards: plain text, or a snippet in LSP's syntax.</param>
/// <param name="IsSnippet">Whether <paramref name="NewText"/> is a snippet.</param>
public sealed record CompletionItem(string Label, CompletionKind Kind, TextSpan Replace, string NewText, bool IsSnippet = false)
{
    /// <summary>One line beside the label.</summary>
    public string? Detail { get; init; }

    /// <summary>Markdown.</summary>
    public string? Documentation { get; init; }

    /// <summary>Orders the list; the label where it is null.</summary>
    public string? SortText { get; init; }

    /// <summary>What typed text is compared with; the label where it is null.</summary>
    public string? FilterText { get; init; }

    /// <summary>What has to change elsewhere in the file for the item to work (a <c>load</c>); apart from <see cref="Replace"/>.</summary>
    public IReadOnlyList<CompletionEdit> AdditionalEdits { get; init; } = [];

    /// <summary>For editors without snippets: the edit to make instead. Null where <see cref="IsSnippet"/> is false.</summary>
    public CompletionEdit? Plain { get; init; }
}

/// <summary>The items that fit at a place.</summary>
/// <param name="Items">In no particular order; see <see cref="CompletionItem.SortText"/>.</param>
/// <param name="IsIncomplete">Whether typing on must ask again.</param>
public sealed record CompletionResult(IReadOnlyList<CompletionItem> Items, bool IsIncomplete = false)
{
    public static readonly CompletionResult Empty = new([]);
}

/// <summary>What is said about the thing under the cursor.</summary>
/// <param name="Span">The thing.</param>
/// <param name="Markdown">The text.</param>
public sealed record Hover(TextSpan Span, string Markdown);

/// <summary>A place where the thing under the cursor is defined.</summary>
/// <param name="Origin">The thing under the cursor.</param>
/// <param name="TargetPath">Absolute path of the file with the definition.</param>
/// <param name="TargetSpan">The whole definition in that file.</param>
/// <param name="TargetNameSpan">Its name: inside <paramref name="TargetSpan"/>.</param>
public sealed record DefinitionLink(TextSpan Origin, string TargetPath, TextSpan TargetSpan, TextSpan TargetNameSpan);

public enum DiagnosticSeverity
{
    Error,
    Warning,
    Information,
    Hint,
}

/// <summary>Something to say about a span of a file.</summary>
/// <param name="Id">Stable (<c>QT1003</c>): see <c>DiagnosticTable</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Span">Where.</param>
/// <param name="Message">What was expected, what was found, what to do.</param>
/// <param name="HelpUri">The page about this id.</param>
public sealed record Diagnostic(string Id, DiagnosticSeverity Severity, TextSpan Span, string Message, string? HelpUri = null)
{
    /// <summary>The other place that it is about; null for none, and where no editor can show it.</summary>
    public RelatedPlace? Related { get; init; }
}

/// <summary>A place that a diagnostic names.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Span">Where in it.</param>
/// <param name="Message">What is there.</param>
public sealed record RelatedPlace(string Path, TextSpan Span, string Message);

/// <summary>The diagnostics of one file.</summary>
public sealed record FileDiagnostics(string Path, IReadOnlyList<Diagnostic> Items);

/// <summary>A command line to run in a terminal.</summary>
/// <param name="Cwd">The folder to run it in.</param>
/// <param name="Program">The executable.</param>
/// <param name="Args">Its arguments, unquoted.</param>
/// <param name="Title">What people call it.</param>
public sealed record CommandLine(string Cwd, string Program, IReadOnlyList<string> Args, string Title);
