using Quintet.Ide;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/hover</c>.</summary>
internal static class HoverFeature
{
    public static object? Answer(DocumentRequest request, CancellationToken cancellation) =>
        HoverInfo.At(request.Snapshot, request.Document.Path, request.Offset, cancellation) is { } hover
            // On the quote beside a name the name is explained, but a range has to hold the place that was asked about.
            ? new Protocol.Hover(Markup.Of(hover.Markdown, request.Features.MarkdownHover), hover.Span.Touches(request.Offset) ? request.Positions.ToRange(hover.Span) : null)
            : null;
}
