using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Quintet.Reading;

/// <summary>A place in a source file, free of syntax trees, so that records that hold it can be compared and kept.</summary>
/// <param name="Path">The file's path as the compiler knows it.</param>
/// <param name="Start">Offset of the first character, in UTF-16 code units.</param>
/// <param name="Length">In UTF-16 code units.</param>
public sealed record SourceLocation(string Path, int Start, int Length)
{
    /// <summary>The place of a node or token, or null where it is in no file (metadata).</summary>
    public static SourceLocation? Of(Location? location) =>
        location is { SourceTree: { } tree } ? new(tree.FilePath, location.SourceSpan.Start, location.SourceSpan.Length) : null;

    /// <summary>The place where a symbol is declared first; null for a symbol from metadata.</summary>
    public static SourceLocation? Of(ISymbol symbol) => symbol.Locations.Length > 0 ? Of(symbol.Locations[0]) : null;

    public TextSpan Span => new(Start, Length);
}

/// <summary>One occurrence of a rule: what the compiler, <c>check</c> and the editor show.</summary>
/// <param name="RuleId">The id in <see cref="DiagnosticTable"/>.</param>
/// <param name="Location">Where; null where the place is in no source file.</param>
/// <param name="Arguments">Those of the rule's message.</param>
public sealed record Finding(string RuleId, SourceLocation? Location, EquatableArray<string> Arguments)
{
    public Finding(DiagnosticRule rule, SourceLocation? location, params string[] arguments)
        : this(rule.Id, location, arguments.ToEquatableArray())
    {
    }

    public DiagnosticRule Rule => DiagnosticTable.Find(RuleId)!;

    public string Message => Rule.Format([.. Arguments]);
}
