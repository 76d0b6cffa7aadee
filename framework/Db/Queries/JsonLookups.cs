using System.Text.Json;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>
/// Django's lookups of JSON, for use in a query's lambda: <c>b => b.Data.GetProperty("owner").HasKey("name")</c>. Outside of a query they do the same
/// in memory.
/// </summary>
public static class JsonLookups
{
    /// <summary>Whether an object has the key, with whatever value.</summary>
    public static bool HasKey(this JsonElement json, string key) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(key, out _);

    /// <summary>Whether an object has all of the keys.</summary>
    public static bool HasKeys(this JsonElement json, params string[] keys) => keys.All(key => json.HasKey(key));

    /// <summary>Whether an object has one of the keys.</summary>
    public static bool HasAnyKeys(this JsonElement json, params string[] keys) => keys.Any(key => json.HasKey(key));

    /// <summary>Whether the value, <c>new { name = "Bob" }</c>, is there among what else may be there. In a query: PostgreSQL only.</summary>
    public static bool JsonContains(this JsonElement json, object? value) => Contains(json, JsonValue.Of(value));

    /// <summary>Whether all that is here is in the value, too. In a query: PostgreSQL only.</summary>
    public static bool JsonContainedBy(this JsonElement json, object? value) => Contains(JsonValue.Of(value), json);

    /// <summary>Whether it is this value, null being JSON's <c>null</c>.</summary>
    public static bool JsonEquals(this JsonElement json, object? value) => JsonElement.DeepEquals(JsonValue.Of(json), JsonValue.Of(value));

    /// <summary>As PostgreSQL has it: each key with what its value contains, each element in some element.</summary>
    private static bool Contains(JsonElement whole, JsonElement part) => (whole.ValueKind, part.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => part.EnumerateObject().All(p => whole.TryGetProperty(p.Name, out var value) && Contains(value, p.Value)),
        (JsonValueKind.Array, JsonValueKind.Array) => part.EnumerateArray().All(p => whole.EnumerateArray().Any(w => Contains(w, p) && w.ValueKind == p.ValueKind)),
        (JsonValueKind.Array, not JsonValueKind.Object) => whole.EnumerateArray().Any(w => JsonElement.DeepEquals(w, part)),
        _ => JsonElement.DeepEquals(JsonValue.Of(whole), JsonValue.Of(part)),
    };
}
