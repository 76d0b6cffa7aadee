using Quintet.Ide;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/codeLens</c>.</summary>
internal static class CodeLensFeature
{
    public static object? Answer(DocumentRequest request, CancellationToken cancellation)
    {
        var lenses = CodeLenses.Of(request.Snapshot, request.Document.Path, cancellation);
        return lenses.Count == 0 ? null : lenses.Select(lens => new Protocol.CodeLens(request.Positions.ToRange(lens.Span), Command(lens, request))).ToArray();
    }

    private static Protocol.Command Command(CodeLens lens, DocumentRequest request) => lens switch
    {
        { Command: { } command } => CommandFeature.Of(command, lens.Title, request),
        { Target: { } target } when request.Features.ShowsDocuments => new(lens.Title, CommandFeature.Show, new Protocol.Location(request.Open.UriOf(target.Path), request.RangeIn(target.Path, target.Span))),
        // A command without a name is shown as plain text.
        _ => new(lens.Title, ""),
    };
}
