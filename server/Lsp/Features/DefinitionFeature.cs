using Quintet.Ide;
using Quintet.Lsp.Protocol;

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
            return links.Select(l => new Location(request.Open.UriOf(l.TargetPath), request.RangeIn(l.TargetPath, l.TargetNameSpan))).ToArray();

        return links.Select(l => new LocationLink(
            request.Positions.ToRange(l.Origin),
            request.Open.UriOf(l.TargetPath),
            request.RangeIn(l.TargetPath, l.TargetSpan),
            request.RangeIn(l.TargetPath, l.TargetNameSpan))).ToArray();
    }
}
