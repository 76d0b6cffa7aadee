using System.Text.Json;
using Json.Schema;

namespace LspTests;

/// <summary>The schema of SARIF 2.1.0, out of Microsoft's package Sarif.Sdk.</summary>
internal static class SarifSchema
{
    private static readonly JsonSchema s_schema = Read();

    /// <summary>What a log has that the schema does not allow, <c>/runs/0/results/0/level: …</c>; nothing where it is valid.</summary>
    public static IReadOnlyList<string> Errors(string log)
    {
        using var document = JsonDocument.Parse(log);
        var found = s_schema.Evaluate(document.RootElement, new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        // Of a list of alternatives those that were not taken have errors as well.
        return found.IsValid ? [] : [.. (found.Details ?? []).SelectMany(place => (place.Errors ?? new Dictionary<string, string>()).Select(error => $"{place.InstanceLocation}: {error.Value}"))];
    }

    private static JsonSchema Read()
    {
        using var stream = typeof(SarifSchema).Assembly.GetManifestResourceStream("sarif-2.1.0.json")!;
        return JsonSchema.FromText(new StreamReader(stream).ReadToEnd());
    }
}
