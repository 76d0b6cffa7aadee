using Quintet.Ide;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/hover</c>.</summary>
internal static class HoverFeature
{
    public static object? Answer(DocumentRequest request, CancellationToken cancellation) =>
        HoverInfo.At(request.Snapshot, request.Document.Path, request.Offset, cancellation) is { } hover
            ? new Protocol.Hover(Markup.Of(hover.Markdown, request.Features.MarkdownHover), request.Positions.ToRange(hover.Span))
            : null;
}
