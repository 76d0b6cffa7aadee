using Quintet.Ide;
using Quintet.Lsp.Protocol;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/inlayHint</c>.</summary>
internal static class InlayHintFeature
{
    public static object? Answer(DocumentRequest request, Protocol.Range range, CancellationToken cancellation)
    {
        var hints = InlayHints.Of(request.Snapshot, request.Document.Path, request.Positions.ToSpan(range), cancellation);
        return hints.Count == 0 ? null : hints.Select(hint => new Protocol.InlayHint(request.Positions.ToPosition(hint.Offset), hint.Label, hint.IsType ? InlayHintKind.Type : InlayHintKind.Parameter)
        {
            PaddingRight = hint.IsType ? null : true,
        }).ToArray();
    }
}
