using Quintet.Ide;
using Quintet.Lsp.Protocol;

namespace Quintet.Lsp.Features;

/// <summary><c>textDocument/signatureHelp</c>.</summary>
internal static class SignatureFeature
{
    /// <summary>What begins an argument: of a tag, by its name, of a filter.</summary>
    public static readonly string[] TriggerCharacters = [" ", "=", ":"];

    public static object? Answer(DocumentRequest request, CancellationToken cancellation)
    {
        if (Signatures.At(request.Snapshot, request.Document.Path, request.Offset, cancellation) is not { } found) return null;
        return new SignatureHelp([.. found.Ways.Select(way => Convert(way, request))], found.Active, found.Ways[found.Active].Active);
    }

    private static SignatureInformation Convert(Signature way, DocumentRequest request) => new(way.Label, [.. way.Parameters.Select(span => new ParameterInformation(way.Label[span.Start..span.End]))])
    {
        Documentation = way.Markdown is { } markdown ? Markup.Of(markdown, request.Features.MarkdownSignatures) : null,
    };
}
