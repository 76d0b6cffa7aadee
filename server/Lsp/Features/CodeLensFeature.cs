using Quintet.Ide;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/codeLens</c>.</summary>
internal static class CodeLensFeature
{
    public static object? Answer(DocumentRequest request, CancellationToken cancellation)
    {
        var lenses = CodeLenses.Of(request.Snapshot, request.Document.Path, cancellation);
        // A command without a name is shown as plain text.
        return lenses.Count == 0 ? null : lenses.Select(lens => new Protocol.CodeLens(
            request.Positions.ToRange(lens.Span),
            lens.Command is { } command ? CommandFeature.Of(command, lens.Title, request) : new(lens.Title, "", []))).ToArray();
    }
}
