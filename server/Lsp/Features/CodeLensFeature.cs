using Quintet.Ide;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/codeLens</c> and <c>codeLens/resolve</c>.</summary>
internal static class CodeLensFeature
{
    public static object? Answer(DocumentRequest request, CancellationToken cancellation)
    {
        var lenses = CodeLenses.Of(request.Snapshot, request.Document.Path, cancellation);
        return lenses.Count == 0 ? null : lenses.Select(lens => new Protocol.CodeLens(request.Positions.ToRange(lens.Span))
        {
            Command = lens.Counts is null ? Command(lens, request) : null,
            Data = lens.Counts is { } counts ? new(request.Open.UriOf(request.Document.Path), counts.ToString()) : null,
        }).ToArray();
    }

    /// <summary>Counts what a lens was sent for, now that it is seen.</summary>
    public static object? Resolve(DocumentRequest request, Protocol.CodeLens lens, CancellationToken cancellation)
    {
        if (!Enum.TryParse<CountedUses>(lens.Data!.Counts, out var uses)) return null;
        var (title, found) = CodeLenses.Count(request.Snapshot, request.Document.Path, request.Offset, uses, cancellation);
        var places = found.Select(place => new Protocol.Location(request.Open.UriOf(place.Path), request.RangeIn(place.Path, place.Span))).ToArray();
        return lens with
        {
            Command = places.Length > 0 && request.Features.ShowsReferences ? new(title, CommandFeature.ShowReferences, lens.Data.Uri, lens.Range.Start, places) : new(title, ""),
        };
    }

    private static Protocol.Command Command(CodeLens lens, DocumentRequest request) => lens switch
    {
        { Command: { } command } => CommandFeature.Of(command, lens.Title, request),
        { Target: { } target } when request.Features.ShowsDocuments => new(lens.Title, CommandFeature.Show, new Protocol.Location(request.Open.UriOf(target.Path), request.RangeIn(target.Path, target.Span))),
        // A command without a name is shown as plain text.
        _ => new(lens.Title, ""),
    };
}
