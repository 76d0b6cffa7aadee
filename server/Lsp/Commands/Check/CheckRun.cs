using System.Threading.Channels;
using Quintet.Ide;
using Quintet.Lsp.Session;
using Quintet.Text;

namespace Quintet.Lsp.Commands;

/// <summary>What <c>quintet check</c> was asked for.</summary>
internal sealed record CheckOptions
{
    public required DirectoryInfo Folder { get; init; }

    public required string Format { get; init; }

    /// <summary>Ids or their beginnings; empty for all.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    public IReadOnlyList<string> Ignore { get; init; } = [];

    public FileInfo? Baseline { get; init; }

    public bool WritesBaseline { get; init; }

    public bool Watches { get; init; }
}

/// <summary>A diagnostic with its place as people write it.</summary>
/// <param name="Path">Below the folder that is checked, with <c>/</c>.</param>
/// <param name="Diagnostic">What is found.</param>
/// <param name="Start">From 0.</param>
/// <param name="End">From 0.</param>
/// <param name="LineText">The line it begins on, without the blanks around it.</param>
internal sealed record Finding(string Path, Diagnostic Diagnostic, LinePosition Start, LinePosition End, string LineText);

/// <summary>One run of <c>quintet check</c>.</summary>
internal sealed class CheckRun
{
    private readonly CheckOptions _options;
    private readonly TextWriter _output;
    private readonly TextWriter _errors;
    private readonly string _root;
    private readonly Workspace _workspace = new();
    private Baseline _baseline = Baseline.Empty;

    private CheckRun(CheckOptions options, TextWriter output, TextWriter errors)
    {
        (_options, _output, _errors) = (options, output, errors);
        _root = Path.TrimEndingDirectorySeparator(options.Folder.FullName);
    }

    /// <summary>Writes what is found and returns the exit code.</summary>
    public static async Task<int> RunAsync(CheckOptions options, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            return await new CheckRun(options, output, errors).RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (CheckException e)
        {
            await errors.WriteLineAsync(e.Message).ConfigureAwait(false);
            return CheckCommand.Usage;
        }
    }

    private async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (!_options.Folder.Exists) throw new CheckException($"There is no folder '{_options.Folder.FullName}'.");
        if (_options is { Baseline: { } known, WritesBaseline: false }) _baseline = Baseline.Read(known.FullName);

        // Watching begins before reading, so that no change falls between them.
        var changes = Channel.CreateUnbounded<IReadOnlyList<FileChange>>();
        using var watcher = _options.Watches ? new FolderWatcher(changed => changes.Writer.TryWrite(changed), _errors.WriteLine) : null;
        watcher?.Watch([_root]);
        if (_workspace.SetFolders([_root]).Projects.Count == 0)
            throw new CheckException($"'{_root}' holds no Quintet project: a *.csproj with a class that derives from Quintet.Conf.Settings. Name the project's folder: quintet check FOLDER.");

        var findings = await CheckProgress.ShowAsync(_errors, _workspace.Current, done => Findings(done, cancellation)).ConfigureAwait(false);
        foreach (var mistake in _workspace.Current.SeverityMistakes) await _errors.WriteLineAsync(mistake).ConfigureAwait(false);
        if (_options is { Baseline: { } file, WritesBaseline: true })
        {
            Baseline.Of(findings).Write(file.FullName);
            await _output.WriteLineAsync($"{findings.Count} finding{(findings.Count == 1 ? "" : "s")} written into {_options.Baseline}.").ConfigureAwait(false);
            return CheckCommand.Clean;
        }

        var code = Report(findings);
        if (!_options.Watches) return code;
        try
        {
            await foreach (var changed in changes.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                _workspace.Apply(changed);
                var now = Findings(null, cancellation);
                if (now.SequenceEqual(findings)) continue;
                findings = now;
                await _output.WriteLineAsync().ConfigureAwait(false);
                code = Report(findings);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl+C: the last state counts.
        }

        return code;
    }

    private int Report(List<Finding> findings)
    {
        var (news, known, gone) = _baseline.Compare(findings);
        CheckOutput.Write(_options.Format, news, new(_root, [.. _workspace.Current.Projects.Select(project => project.Name)], known, gone), _output);
        _output.Flush();
        return news.Exists(finding => finding.Diagnostic.Severity == DiagnosticSeverity.Error) ? CheckCommand.Errors : CheckCommand.Clean;
    }

    private List<Finding> Findings(Action? done, CancellationToken cancellation)
    {
        var snapshot = _workspace.Current;
        var findings = new List<Finding>();
        foreach (var file in snapshot.Projects.SelectMany(project => Diagnostics.OfProject(snapshot, project, done, cancellation)).DistinctBy(file => file.Path).OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var document = snapshot.GetDocument(file.Path);
            var (lines, text) = document is null ? (new LineIndex(""), "") : (document.Lines, document.Text);
            var path = Path.GetRelativePath(_root, file.Path).Replace('\\', '/');
            findings.AddRange(file.Items.Where(IsAskedFor).Select(found =>
            {
                var start = lines.GetPosition(found.Span.Start);
                var end = start.Line + 1 < lines.LineCount ? lines.GetLineStart(start.Line + 1) : text.Length;
                return new Finding(path, found, start, lines.GetPosition(found.Span.End), text[lines.GetLineStart(start.Line)..end].Trim());
            }));
        }

        return findings;
    }

    private bool IsAskedFor(Diagnostic found)
    {
        return (_options.Select.Count == 0 || _options.Select.Any(IsBeginning)) && !_options.Ignore.Any(IsBeginning);

        bool IsBeginning(string id) => found.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Why there can be no check, in a sentence for people.</summary>
internal sealed class CheckException(string message) : Exception(message);
