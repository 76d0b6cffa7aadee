using Quintet.Ide;
using Quintet.Lsp.Session;
using Quintet.Text;

namespace Quintet.Lsp.Features;

/// <summary>What a feature is asked: a place in a document of a snapshot, and how the client wants its answer.</summary>
internal sealed record DocumentRequest(Snapshot Snapshot, Document Document, int Offset, TextPositions Positions, ClientFeatures Features, OpenDocuments Open)
{
    /// <summary>A place in any file, as the client counts.</summary>
    public Protocol.Range RangeIn(string path, TextSpan span)
    {
        // The top of a file needs no reading: static files may be pictures.
        if (span.End == 0) return default;
        if (path == Document.Path) return Positions.ToRange(span);
        if (Snapshot.GetDocument(path) is { } document) return new TextPositions(document.Text, document.Lines, Features.Encoding).ToRange(span);
        return DiskFileSystem.Instance.ReadText(path) is { } text ? new TextPositions(text, Features.Encoding).ToRange(span) : default;
    }
}
