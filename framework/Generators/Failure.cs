using Microsoft.CodeAnalysis;
using Quintet.Reading;

namespace Quintet.Generators;

/// <summary>An exception of ours as a diagnostic: a generator that throws takes all its output with it and says only its name.</summary>
internal static class Failure
{
    public static Finding Of(Exception e, string what, SourceLocation? place) =>
        new(DiagnosticTable.GeneratorFailed, place, what, $"{e.GetType().Name}: {e.Message.Replace('\r', ' ').Replace('\n', ' ')}");

    /// <summary>Writes a file; where that fails, reports it instead.</summary>
    public static void Guard(SourceProductionContext context, string what, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            context.ReportDiagnostic(Diagnostics.Of(Of(e, what, null), null));
        }
    }
}

/// <summary>Findings as the compiler shows them.</summary>
internal static class Diagnostics
{
    public static Diagnostic Of(Finding finding, Compilation? compilation) =>
        Diagnostic.Create(Descriptor(finding.Rule), Place(finding.Location, compilation), [.. finding.Arguments.Items]);

    private static DiagnosticDescriptor Descriptor(DiagnosticRule rule) => new(
        rule.Id,
        rule.Title,
        rule.MessageFormat,
        "Quintet." + rule.Category,
        rule.Severity switch
        {
            RuleSeverity.Error => DiagnosticSeverity.Error,
            RuleSeverity.Warning => DiagnosticSeverity.Warning,
            RuleSeverity.Information => DiagnosticSeverity.Info,
            _ => DiagnosticSeverity.Hidden,
        },
        isEnabledByDefault: true);

    /// <summary>The place in its tree, where the tree is still there, so that <c>#pragma</c> and <c>.editorconfig</c> are heard.</summary>
    private static Location Place(SourceLocation? place, Compilation? compilation)
    {
        if (place is null) return Location.None;
        foreach (var tree in compilation?.SyntaxTrees ?? [])
        {
            if (tree.FilePath == place.Path && tree.Length >= place.Span.End) return Location.Create(tree, place.Span);
        }

        return Location.None;
    }
}
