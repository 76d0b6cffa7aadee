using Quintet.Lsp.Protocol;
using Quintet.Lsp.Session;

namespace Quintet.Lsp.Features;

internal static class DiagnosticConversion
{
    public static Diagnostic Convert(Ide.Diagnostic diagnostic, TextPositions positions, ClientFeatures features) =>
        new(positions.ToRange(diagnostic.Span), Severity(diagnostic.Severity), diagnostic.Id, "quintet", diagnostic.Message)
        {
            CodeDescription = features.DiagnosticLinks && diagnostic.HelpUri is { } uri ? new(uri) : null,
        };

    private static DiagnosticSeverity Severity(Ide.DiagnosticSeverity severity) => severity switch
    {
        Ide.DiagnosticSeverity.Error => DiagnosticSeverity.Error,
        Ide.DiagnosticSeverity.Warning => DiagnosticSeverity.Warning,
        Ide.DiagnosticSeverity.Information => DiagnosticSeverity.Information,
        _ => DiagnosticSeverity.Hint,
    };
}
