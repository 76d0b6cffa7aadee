using Quintet.Ide;
using Quintet.Lsp.Protocol;
using Quintet.Lsp.Session;
using Quintet.Text;

namespace Quintet.Lsp.Features;

/// <summary>
/// <c>textDocument/definition</c> (of a URL name its view) and <c>textDocument/declaration</c> (its <c>Path(…)</c>): links where the
/// client knows them, else plain locations of the names.
/// </summary>
internal static class DefinitionFeature
{
    public static object? Answer(DocumentRequest request, CancellationToken cancellation) =>
        Convert(Definition.At(request.Snapshot, request.Document.Path, request.Offset, cancellation), request, request.Features.DefinitionLinks);

    public static object? AnswerDeclaration(DocumentRequest request, CancellationToken cancellation) =>
        Convert(Declaration.At(request.Snapshot, request.Document.Path, request.Offset, cancellation), request, request.Features.DeclarationLinks);

    private static object? Convert(IReadOnlyList<DefinitionLink> links, DocumentRequest request, bool asLinks)
    {
        if (links.Count == 0) return null;
        if (!asLinks)
            return links.Select(l => new Location(request.Open.UriOf(l.TargetPath), RangeIn(l.TargetPath, l.TargetNameSpan, request))).ToArray();

        return links.Select(l => new LocationLink(
            request.Positions.ToRange(l.Origin),
            request.Open.UriOf(l.TargetPath),
            RangeIn(l.TargetPath, l.TargetSpan, request),
            RangeIn(l.TargetPath, l.TargetNameSpan, request))).ToArray();
    }

    private static Range RangeIn(string path, TextSpan span, DocumentRequest request)
    {
        // The top of a file needs no reading: static files may be pictures.
        if (span.End == 0) return default;
        if (path == request.Document.Path) return request.Positions.ToRange(span);
        if (request.Snapshot.GetDocument(path) is { } document) return new TextPositions(document.Text, document.Lines, request.Features.Encoding).ToRange(span);
        return DiskFileSystem.Instance.ReadText(path) is { } text ? new TextPositions(text, request.Features.Encoding).ToRange(span) : default;
    }
}
