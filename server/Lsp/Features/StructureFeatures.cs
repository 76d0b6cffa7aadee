using Quintet.Ide;
using Quintet.Lsp.Protocol;

namespace Quintet.Lsp.Features;

/// <summary>
/// What is seen in a text alone: <c>textDocument/documentSymbol</c>, <c>foldingRange</c>, <c>selectionRange</c>, <c>documentHighlight</c>, <c>linkedEditingRange</c>, and the files it names, <c>documentLink</c>.
/// </summary>
internal static class StructureFeatures
{
    public static object? Symbols(DocumentRequest request, CancellationToken cancellation)
    {
        var items = Outline.Of(request.Snapshot, request.Document.Path, cancellation);
        if (items.Count == 0) return null;
        return request.Features.SymbolTrees ? items.Select(Convert).ToArray() : (object)items.SelectMany(item => Flat(item, null)).ToArray();

        DocumentSymbol Convert(OutlineItem item) => new(item.Name, KindOf(item.Kind), request.Positions.ToRange(item.Span), request.Positions.ToRange(item.NameSpan))
        {
            Children = item.Children.Count > 0 ? [.. item.Children.Select(Convert)] : null,
        };

        IEnumerable<SymbolInformation> Flat(OutlineItem item, string? container) =>
            item.Children.SelectMany(child => Flat(child, item.Name)).Prepend(new(item.Name, KindOf(item.Kind), new(request.Open.UriOf(request.Document.Path), request.Positions.ToRange(item.Span))) { ContainerName = container });
    }

    public static object? Folding(DocumentRequest request, CancellationToken cancellation)
    {
        var ranges = Ide.Folding.Of(request.Snapshot, request.Document.Path, cancellation);
        return ranges.Count == 0 ? null : ranges.Select(range => new Protocol.FoldingRange(range.StartLine, range.EndLine) { Kind = range.IsComment ? "comment" : null }).ToArray();
    }

    /// <summary>One answer for each position: of a place that is in no template the empty range there.</summary>
    public static object? Selections(DocumentRequest request, Position[] positions, CancellationToken cancellation) => positions.Select(position =>
    {
        var spans = SelectionRanges.At(request.Snapshot, request.Document.Path, request.Positions.ToOffset(position), cancellation);
        SelectionRange? outer = null;
        for (var i = spans.Count - 1; i >= 0; i--) outer = new(request.Positions.ToRange(spans[i]), outer);
        return outer ?? new(new(position, position), null);
    }).ToArray();

    public static object? Highlights(DocumentRequest request, CancellationToken cancellation)
    {
        var found = Ide.Highlights.At(request.Snapshot, request.Document.Path, request.Offset, cancellation);
        return found.Count == 0 ? null : found.Select(place => new DocumentHighlight(request.Positions.ToRange(place.Span), place.IsWrite ? DocumentHighlightKind.Write : DocumentHighlightKind.Read)).ToArray();
    }

    public static object? LinkedNames(DocumentRequest request, CancellationToken cancellation)
    {
        var spans = Ide.LinkedNames.At(request.Snapshot, request.Document.Path, request.Offset, cancellation);
        return spans.Count == 0 ? null : new LinkedEditingRanges([.. spans.Select(request.Positions.ToRange)]);
    }

    public static object? Links(DocumentRequest request, CancellationToken cancellation)
    {
        var links = DocumentLinks.Of(request.Snapshot, request.Document.Path, cancellation);
        return links.Count == 0 ? null : links.Select(link => new Protocol.DocumentLink(request.Positions.ToRange(link.Span), request.Open.UriOf(link.TargetPath)) { Tooltip = link.Tooltip }).ToArray();
    }

    private static SymbolKind KindOf(OutlineKind kind) => kind switch
    {
        OutlineKind.Block => SymbolKind.Struct,
        OutlineKind.Template => SymbolKind.File,
        _ => SymbolKind.Operator,
    };
}
