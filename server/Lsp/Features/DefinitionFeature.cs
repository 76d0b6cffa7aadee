using Quintet.Ide;
using Quintet.Lsp.Protocol;
using Quintet.Lsp.Session;
using Quintet.Text;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/definition</c>: links where the client knows them, else plain locations of the names.</summary>
internal static class DefinitionFeature
{
    public static object? Answer(DocumentRequest request, CancellationToken cancellation)
    {
        var links = Definition.At(request.Snapshot, request.Document.Path, request.Offset, cancellation);
        if (links.Count == 0) return null;
        if (!request.Features.DefinitionLinks)
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
