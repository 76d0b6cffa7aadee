using Quintet.Ide;
using Quintet.Lsp.Session;

namespace Quintet.Lsp.Features;

internal static class DiagnosticConversion
{
    public static Protocol.Diagnostic Convert(Ide.Diagnostic diagnostic, DocumentRequest request) => Convert(diagnostic, request.Positions, request.Features, request.Snapshot, request.Open);

    /// <param name="diagnostic">What to say.</param>
    /// <param name="positions">Of its file.</param>
    /// <param name="features">What the client understands.</param>
    /// <param name="snapshot">With the other file that it is about.</param>
    /// <param name="open">How the client spells that.</param>
    public static Protocol.Diagnostic Convert(Ide.Diagnostic diagnostic, TextPositions positions, ClientFeatures features, Snapshot snapshot, OpenDocuments open) =>
        new(positions.ToRange(diagnostic.Span), Severity(diagnostic.Severity), diagnostic.Id, "quintet", diagnostic.Message)
        {
            RelatedInformation = features.RelatedInformation && diagnostic.Related is { } related && snapshot.GetDocument(related.Path) is { } other
                ? [new(new(open.UriOf(related.Path), new TextPositions(other.Text, other.Lines, features.Encoding).ToRange(related.Span)), related.Message)]
                : null,
            CodeDescription = features.DiagnosticLinks && diagnostic.HelpUri is { } uri ? new(uri) : null,
        };

    private static Protocol.DiagnosticSeverity Severity(Ide.DiagnosticSeverity severity) => severity switch
    {
        Ide.DiagnosticSeverity.Error => Protocol.DiagnosticSeverity.Error,
        Ide.DiagnosticSeverity.Warning => Protocol.DiagnosticSeverity.Warning,
        Ide.DiagnosticSeverity.Information => Protocol.DiagnosticSeverity.Information,
        _ => Protocol.DiagnosticSeverity.Hint,
    };
}
