using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quintet.Templates.Values;

/// <summary>JSON as templates see it: objects are dictionaries, arrays lists, and the rest plain values. Made as it is looked at.</summary>
internal static class JsonValues
{
    public static bool IsJson(Type type) => type == typeof(JsonElement) || type == typeof(JsonDocument) || typeof(JsonNode).IsAssignableFrom(type);

    /// <summary>The plain value of a piece of JSON; any other value is itself.</summary>
    public static object? Unwrap(object? value) => value switch
    {
        JsonElement element => Of(element),
        JsonNode node => Of(node),
        JsonDocument document => Of(document.RootElement),
        _ => value,
    };

    private static object? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonMap(
            name => element.TryGetProperty(name, out var child) ? (true, Of(child)) : (false, null),
            () => element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Of(property.Value))),
            element.EnumerateObject().Count),
        JsonValueKind.Array => element.EnumerateArray().Select(Of).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.TryGetDecimal(out var number) ? number : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object? Of(JsonNode? node) => node switch
    {
        null => null,
        JsonObject map => new JsonMap(
            name => map.TryGetPropertyValue(name, out var child) ? (true, Of(child)) : (false, null),
            () => map.Select(property => KeyValuePair.Create(property.Key, Of(property.Value))),
            () => map.Count),
        JsonArray list => list.Select(Of).ToArray(),
        // A value made in C# holds that; one that was read holds the JSON.
        JsonValue value => value.TryGetValue<JsonElement>(out var element) ? Of(element) : value.GetValue<object>(),
        _ => node.ToString(),
    };

    private sealed class JsonMap(Func<string, (bool Found, object? Value)> find, Func<IEnumerable<KeyValuePair<string, object?>>> all, Func<int> count) : IReadOnlyDictionary<string, object?>
    {
        public int Count => count();

        public IEnumerable<string> Keys => all().Select(pair => pair.Key);

        public IEnumerable<object?> Values => all().Select(pair => pair.Value);

        public object? this[string key] => find(key) is (true, var value) ? value : throw new KeyNotFoundException(key);

        public bool ContainsKey(string key) => find(key).Found;

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
        {
            (var found, value) = find(key);
            return found;
        }

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => all().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
