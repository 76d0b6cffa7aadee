using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Quintet.Ide;

/// <summary>
/// How severe each diagnostic is to be in which files: what the <c>.editorconfig</c> files say, read by Roslyn, so that it means the same as to
/// the compiler. Immutable; the files are read when the first diagnostic is held against them.
/// </summary>
internal sealed class Severities
{
    public const string FileName = ".editorconfig";

    private readonly ImmutableDictionary<string, SourceFile> _files;
    private readonly Lazy<AnalyzerConfigSet> _set;
    private readonly ConcurrentDictionary<string, AnalyzerConfigOptionsResult> _byPath = new(Paths.Comparer);

    public Severities() : this(ImmutableDictionary.Create<string, SourceFile>(Paths.Comparer))
    {
    }

    private Severities(ImmutableDictionary<string, SourceFile> files)
    {
        _files = files;
        _set = new(() => AnalyzerConfigSet.Create(files.Where(file => file.Value.Text is not null).Select(file => AnalyzerConfig.Parse(file.Value.Text!, file.Key)).ToList()));
    }

    /// <summary>Sentences about values that are no severity, from the files that were asked about so far.</summary>
    public IReadOnlyList<string> Mistakes =>
        [.. _byPath.Values.SelectMany(options => options.Diagnostics).Select(mistake => mistake.GetMessage(System.Globalization.CultureInfo.InvariantCulture)).Distinct().Order(StringComparer.Ordinal)];

    public static bool IsFile(string path) => Paths.Comparer.Equals(Path.GetFileName(path), FileName);

    public Severities With(IReadOnlyCollection<SourceFile> files) =>
        files.Count == 0 ? this : new(_files.SetItems(files.Select(file => KeyValuePair.Create(file.Path, file))));

    public Severities Without(IEnumerable<string> paths) => new(_files.RemoveRange(paths));

    /// <summary>How severe a diagnostic is in a file; null where it is not to be reported.</summary>
    public DiagnosticSeverity? Of(string path, Diagnostic diagnostic)
    {
        if (_files.IsEmpty) return diagnostic.Severity;
        var options = _byPath.GetOrAdd(path, static (path, set) => set.Value.GetOptionsForSourcePath(path), _set).TreeOptions;
        return options.GetValueOrDefault(diagnostic.Id, ReportDiagnostic.Default) switch
        {
            ReportDiagnostic.Error => DiagnosticSeverity.Error,
            ReportDiagnostic.Warn => DiagnosticSeverity.Warning,
            ReportDiagnostic.Info => DiagnosticSeverity.Information,
            ReportDiagnostic.Hidden => DiagnosticSeverity.Hint,
            ReportDiagnostic.Suppress => null,
            _ => diagnostic.Severity,
        };
    }
}
