using Quintet.Ide;
using Quintet.Lsp.Protocol;
using Quintet.Text;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/inlayHint</c>.</summary>
internal static class InlayHintFeature
{
    public static object? Answer(DocumentRequest request, Protocol.Range range, CancellationToken cancellation)
    {
        var span = TextSpan.FromBounds(request.Positions.ToOffset(range.Start), Math.Max(request.Positions.ToOffset(range.Start), request.Positions.ToOffset(range.End)));
        var hints = InlayHints.Of(request.Snapshot, request.Document.Path, span, cancellation);
        return hints.Count == 0 ? null : hints.Select(hint => new Protocol.InlayHint(request.Positions.ToPosition(hint.Offset), hint.Label, hint.IsType ? InlayHintKind.Type : InlayHintKind.Parameter)
        {
            PaddingRight = hint.IsType ? null : true,
        }).ToArray();
    }
}
