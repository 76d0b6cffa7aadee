using System.Text.Json;

namespace Quintet.Db.Serialization;

/// <summary>An object of a fixture while it is loaded.</summary>
/// <param name="source">The fixture's name.</param>
/// <param name="number">Which of its objects, from 1.</param>
/// <param name="json">What stands there.</param>
internal sealed class FixtureObject(string source, int number, JsonElement json)
{
    private const int MostOfValue = 100;

    public JsonElement Json => json;

    public ModelMeta? Model { get; set; }

    public Model? Row { get; set; }

    /// <summary>The fields that have their values.</summary>
    public HashSet<FieldMeta> Given { get; } = [];

    /// <summary>Relations by natural key, and pairs, that are not set yet.</summary>
    public List<(RelationFieldMeta? Relation, ManyToManyMeta? Many, JsonElement Json)> Open { get; } = [];

    public bool HasKey { get; set; }

    public bool IsSaved { get; set; }

    /// <summary>The error: where, which object, which field, what value, and why.</summary>
    public FixtureException Problem(string why, string? field = null, JsonElement? value = null, Exception? inner = null)
    {
        var name = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("model", out var label) && label.ValueKind == JsonValueKind.String
            ? $" ({label.GetString()}:pk={(json.TryGetProperty("pk", out var key) && key.ValueKind != JsonValueKind.Null ? key.ToString() : "None")})"
            : "";
        var found = value is { } given ? $" field_value was '{Shortened(given.ToString())}'" : "";
        return new($"Problem installing fixture '{source}': object {number}{name}{(field is null ? "" : $", field '{field}'")}: {why}{(why.EndsWith('.') || found.Length == 0 ? "" : ".")}{found}", inner);
    }

    private static string Shortened(string text) => text.Length <= MostOfValue ? text : string.Concat(text.AsSpan(0, MostOfValue), "…");
}
