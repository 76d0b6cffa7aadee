using Quintet.Ide;
using Quintet.Lsp.Protocol;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/references</c>.</summary>
internal static class ReferencesFeature
{
    public static object? Answer(DocumentRequest request, bool withDeclarations, CancellationToken cancellation)
    {
        var found = References.At(request.Snapshot, request.Document.Path, request.Offset, withDeclarations, cancellation);
        return found.Count == 0 ? null : found.Select(reference => new Location(request.Open.UriOf(reference.Path), request.RangeIn(reference.Path, reference.Span))).ToArray();
    }
}
