using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Quintet.Ide;
using Quintet.Lsp.Session;
using Quintet.Reading;

namespace Quintet.Lsp.Commands;

/// <summary>Findings in the Static Analysis Results Interchange Format (SARIF) 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/.</summary>
internal static class SarifLog
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    // The name that other tools use for the folder that was checked.
    private const string Base = "SRCROOT";

    public static void Write(IReadOnlyList<Finding> findings, string root, Utf8JsonWriter json)
    {
        var rules = findings.Select(finding => finding.Diagnostic.Id).Distinct().Order(StringComparer.Ordinal).ToList();
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "quintet");
        json.WriteString("version", LanguageServer.Version);
        json.WriteStartArray("rules");
        foreach (var id in rules) WriteRule(id, json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(Base);
        json.WriteString("uri", FileUri.FromPath(root) + "/");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("results");
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in findings) WriteResult(finding, rules.IndexOf(finding.Diagnostic.Id), seen, json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRule(string id, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        if (DiagnosticTable.Find(id) is { } rule)
        {
            json.WriteStartObject("shortDescription");
            json.WriteString("text", rule.Title);
            json.WriteEndObject();
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", rule.Severity switch { RuleSeverity.Error => "error", RuleSeverity.Warning => "warning", _ => "note" });
            json.WriteEndObject();
        }

        if (Page(id) is { } page)
        {
            json.WriteStartObject("help");
            json.WriteString("text", page);
            json.WriteString("markdown", page);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteResult(Finding finding, int rule, Dictionary<string, int> seen, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Diagnostic.Id);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", finding.Diagnostic.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "note" });
        json.WriteStartObject("message");
        json.WriteString("text", finding.Diagnostic.Message);
        json.WriteEndObject();
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', finding.Path.Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", Base);
        json.WriteEndObject();
        // All from 1; the end column is that behind the last character.
        json.WriteStartObject("region");
        json.WriteNumber("startLine", finding.Start.Line + 1);
        json.WriteNumber("startColumn", finding.Start.Column + 1);
        json.WriteNumber("endLine", finding.End.Line + 1);
        json.WriteNumber("endColumn", finding.End.Column + 1);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("line/v1", Fingerprint(finding, seen));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The same as long as the line's text is, wherever it moves to in its file.</summary>
    private static string Fingerprint(Finding finding, Dictionary<string, int> seen)
    {
        var text = $"{finding.Path}\n{finding.Diagnostic.Id}\n{finding.LineText}";
        var count = seen[text] = seen.GetValueOrDefault(text) + 1;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{text}\n{count}")))[..32];
    }

    private static string? Page(string id)
    {
        using var stream = typeof(SarifLog).Assembly.GetManifestResourceStream(id + ".md");
        return stream is null ? null : new StreamReader(stream).ReadToEnd();
    }
}
