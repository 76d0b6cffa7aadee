using Quintet.Ide;
using Quintet.Lsp.Protocol;
using Quintet.Text;
using CompletionItem = Quintet.Lsp.Protocol.CompletionItem;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/completion</c>.</summary>
internal static class CompletionFeature
{
    /// <summary>Quotes open a name, the percent sign and the brace a tag or variable, the others go on inside one.</summary>
    public static readonly string[] TriggerCharacters = ["'", "\"", "%", "{", "|", ".", " ", "/", ":"];

    public static object? Answer(DocumentRequest request, CancellationToken cancellation)
    {
        var result = Completion.At(request.Snapshot, request.Document.Path, request.Offset, cancellation);
        if (result.Items.Count == 0 && !result.IsIncomplete) return null;
        return new CompletionList(result.IsIncomplete, [.. result.Items.Select(item => Convert(item, request))]);
    }

    private static CompletionItem Convert(Ide.CompletionItem item, DocumentRequest request)
    {
        var features = request.Features;
        var snippet = item.IsSnippet && features.Snippets;
        var (replace, text) = item.IsSnippet && !snippet && item.Plain is { } plain ? (plain.Replace, plain.Text) : (item.Replace, item.NewText);
        return new(item.Label, Kind(item.Kind), Edit(replace, text, request))
        {
            Detail = item.Detail,
            Documentation = item.Documentation is { } markdown ? Markup.Of(markdown, features.MarkdownDocumentation) : null,
            SortText = item.SortText,
            FilterText = item.FilterText,
            InsertTextFormat = snippet ? InsertTextFormat.Snippet : null,
            AdditionalTextEdits = item.AdditionalEdits.Count > 0 ? [.. item.AdditionalEdits.Select(edit => Edit(edit.Replace, edit.Text, request))] : null,
        };
    }

    /// <summary>
    /// One range, never an <c>InsertReplaceEdit</c>: what follows the cursor (the rest of the name, a quote, a closing delimiter) has to go
    /// for the tag to be valid, in an editor that by default inserts, too.
    /// </summary>
    private static TextEdit Edit(TextSpan replace, string newText, DocumentRequest request) => new(request.Positions.ToRange(replace), newText);

    private static CompletionItemKind Kind(CompletionKind kind) => kind switch
    {
        CompletionKind.Tag => CompletionItemKind.Keyword,
        CompletionKind.Filter => CompletionItemKind.Function,
        CompletionKind.Library => CompletionItemKind.Module,
        CompletionKind.UrlName => CompletionItemKind.Reference,
        CompletionKind.Argument => CompletionItemKind.Variable,
        CompletionKind.StaticFile or CompletionKind.Template => CompletionItemKind.File,
        CompletionKind.Folder => CompletionItemKind.Folder,
        CompletionKind.Block => CompletionItemKind.Struct,
        CompletionKind.Variable => CompletionItemKind.Variable,
        CompletionKind.Member => CompletionItemKind.Property,
        CompletionKind.Field => CompletionItemKind.Field,
        CompletionKind.Lookup => CompletionItemKind.Function,
        CompletionKind.Delimiter => CompletionItemKind.Operator,
        _ => CompletionItemKind.Text,
    };
}
