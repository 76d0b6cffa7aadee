using System.CommandLine;
using System.Text.Json;
using Quintet.Ide;
using Quintet.Text;

namespace Quintet.Lsp.Commands;

/// <summary><c>quintet check</c>: the editor's diagnostics for all projects under a folder, in one shot.</summary>
internal static class CheckCommand
{
    private const int Clean = 0;
    private const int Errors = 1;
    private const int Usage = 2;

    private const string Text = "text";
    private const string Json = "json";
    private const string Github = "github";

    public static Command Create()
    {
        var folder = CurrentFolder.Argument("The folder with the project or projects.");
        var format = new Option<string>("--format") { Description = "How findings are written: text (by default), json, or github (annotations of a pull request)." };
        format.AcceptOnlyFromAmong(Text, Json, Github);
        var command = new Command("check", "Check templates, URLs and the rest of the projects under a folder, without building or running them. Exit code 1 where there are errors.") { folder, format };
        command.SetAction((result, cancellation) => Task.FromResult(Run(
            CurrentFolder.Or(result.GetValue(folder)), result.GetValue(format) ?? Text, result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, cancellation)));
        return command;
    }

    private static int Run(DirectoryInfo folder, string format, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        if (!folder.Exists)
        {
            errors.WriteLine($"There is no folder '{folder.FullName}'.");
            return Usage;
        }

        var root = Path.TrimEndingDirectorySeparator(folder.FullName);
        var snapshot = new Workspace().SetFolders([root]);
        if (snapshot.Projects.Count == 0)
        {
            errors.WriteLine($"'{root}' holds no Quintet project: a *.csproj with a class that derives from Quintet.Conf.Settings. Name the project's folder: quintet check FOLDER.");
            return Usage;
        }

        var findings = Findings(snapshot, root, cancellation);
        switch (format)
        {
            case Json:
                WriteJson(findings, output);
                break;
            case Github:
                foreach (var f in findings) output.WriteLine(Annotation(f));
                WriteSummary(findings, snapshot, output);
                break;
            default:
                foreach (var f in findings) output.WriteLine($"{f.Path}:{f.Start.Line + 1}:{f.Start.Column + 1}: {Name(f.Diagnostic.Severity)} {f.Diagnostic.Id}: {f.Diagnostic.Message}");
                WriteSummary(findings, snapshot, output);
                break;
        }

        return findings.Exists(f => f.Diagnostic.Severity == DiagnosticSeverity.Error) ? Errors : Clean;
    }

    private static List<Finding> Findings(Snapshot snapshot, string root, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var file in snapshot.Projects.SelectMany(p => Diagnostics.OfProject(snapshot, p, cancellation)).DistinctBy(f => f.Path).OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            var lines = snapshot.GetDocument(file.Path)?.Lines ?? new LineIndex(DiskFileSystem.Instance.ReadText(file.Path) ?? "");
            var path = Path.GetRelativePath(root, file.Path).Replace('\\', '/');
            findings.AddRange(file.Items.Select(d => new Finding(path, d, lines.GetPosition(d.Span.Start), lines.GetPosition(d.Span.End))));
        }

        return findings;
    }

    private static void WriteSummary(List<Finding> findings, Snapshot snapshot, TextWriter output)
    {
        var counts = findings.CountBy(f => f.Diagnostic.Severity).ToDictionary();
        var projects = string.Join(", ", snapshot.Projects.Select(p => p.Name));
        output.WriteLine(findings.Count == 0
            ? $"{projects}: nothing found."
            : $"{projects}: {Count(DiagnosticSeverity.Error, "error")}, {Count(DiagnosticSeverity.Warning, "warning")}, {Count(DiagnosticSeverity.Information, "remark")}, {Count(DiagnosticSeverity.Hint, "hint")}.");

        string Count(DiagnosticSeverity severity, string noun)
        {
            var count = counts.GetValueOrDefault(severity);
            return $"{count} {noun}{(count == 1 ? "" : "s")}";
        }
    }

    /// <summary>An array of findings; lines and columns from 1, as in the text.</summary>
    private static void WriteJson(List<Finding> findings, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var f in findings)
            {
                json.WriteStartObject();
                json.WriteString("path", f.Path);
                json.WriteNumber("line", f.Start.Line + 1);
                json.WriteNumber("column", f.Start.Column + 1);
                json.WriteNumber("endLine", f.End.Line + 1);
                json.WriteNumber("endColumn", f.End.Column + 1);
                json.WriteString("severity", Name(f.Diagnostic.Severity));
                json.WriteString("id", f.Diagnostic.Id);
                json.WriteString("message", f.Diagnostic.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>A workflow command of GitHub Actions: properties and message are escaped in its own ways.</summary>
    private static string Annotation(Finding f)
    {
        var level = f.Diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "notice",
        };
        return $"::{level} file={Property(f.Path)},line={f.Start.Line + 1},col={f.Start.Column + 1},endLine={f.End.Line + 1},endColumn={f.End.Column + 1},title={f.Diagnostic.Id}::{Data(f.Diagnostic.Message)}";

        static string Data(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

        static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");
    }

    private static string Name(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Information => "info",
        _ => "hint",
    };

    private sealed record Finding(string Path, Diagnostic Diagnostic, LinePosition Start, LinePosition End);
}
