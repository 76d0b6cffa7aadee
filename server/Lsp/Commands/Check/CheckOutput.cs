using System.Text.Encodings.Web;
using System.Text.Json;
using Quintet.Ide;

namespace Quintet.Lsp.Commands;

/// <summary>What was checked.</summary>
/// <param name="Root">The folder.</param>
/// <param name="Projects">The names of the projects in it.</param>
/// <param name="Known">How many findings the baseline knows.</param>
/// <param name="Gone">How many findings of the baseline are found no more.</param>
internal sealed record CheckedFolder(string Root, IReadOnlyList<string> Projects, int Known, int Gone);

/// <summary>The forms in which findings are written.</summary>
internal static class CheckOutput
{
    public const string Json = "json";
    public const string Github = "github";
    public const string Sarif = "sarif";

    public static void Write(string format, IReadOnlyList<Finding> findings, CheckedFolder folder, TextWriter output)
    {
        switch (format)
        {
            case Json:
                WriteJson(json => WriteList(findings, json), output);
                break;
            case Sarif:
                WriteJson(json => SarifLog.Write(findings, folder.Root, json), output);
                break;
            case Github:
                foreach (var finding in findings) output.WriteLine(Annotation(finding));
                WriteSummary(findings, folder, output);
                break;
            default:
                foreach (var f in findings) output.WriteLine($"{f.Path}:{f.Start.Line + 1}:{f.Start.Column + 1}: {Name(f.Diagnostic.Severity)} {f.Diagnostic.Id}: {f.Diagnostic.Message}");
                WriteSummary(findings, folder, output);
                break;
        }
    }

    private static void WriteSummary(IReadOnlyList<Finding> findings, CheckedFolder folder, TextWriter output)
    {
        var counts = findings.CountBy(f => f.Diagnostic.Severity).ToDictionary();
        var baseline = (folder.Known, folder.Gone) switch
        {
            (0, 0) => "",
            (var known, 0) => $" The baseline knows {known} more.",
            (0, var gone) => $" Of the baseline {gone} {(gone == 1 ? "is" : "are")} gone.",
            var (known, gone) => $" The baseline knows {known} more; {gone} of it {(gone == 1 ? "is" : "are")} gone.",
        };
        output.WriteLine(string.Join(", ", folder.Projects) + (findings.Count == 0
            ? folder.Known == 0 ? ": nothing found." : ": nothing new found."
            : $": {Count(DiagnosticSeverity.Error, "error")}, {Count(DiagnosticSeverity.Warning, "warning")}, {Count(DiagnosticSeverity.Information, "remark")}, {Count(DiagnosticSeverity.Hint, "hint")}.") + baseline);

        string Count(DiagnosticSeverity severity, string noun)
        {
            var count = counts.GetValueOrDefault(severity);
            return $"{count} {noun}{(count == 1 ? "" : "s")}";
        }
    }

    private static void WriteJson(Action<Utf8JsonWriter> write, TextWriter output)
    {
        using var buffer = new MemoryStream();
        // Nobody puts it into HTML, so quotes may stay quotes.
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(json);
        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>An array of findings; lines and columns from 1, as in the text.</summary>
    private static void WriteList(IReadOnlyList<Finding> findings, Utf8JsonWriter json)
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
}
