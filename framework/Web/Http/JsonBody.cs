using System.Text.Json;

namespace Quintet.Http;

/// <summary>JSON in and out: what the two sides have in common.</summary>
internal static class JsonBody
{
    /// <summary>Names of properties are snake_case; <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> are escaped, so that the text may stand inside a script element.</summary>
    public static readonly JsonSerializerOptions Defaults = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = new SnakeCaseNames(),
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Default,
    };

    /// <exception cref="BadRequest">It is no JSON, or not of that type.</exception>
    public static T? Read<T>(ReadOnlySpan<byte> bytes, JsonSerializerOptions? options)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, options ?? Defaults);
        }
        catch (JsonException exception)
        {
            // The exception's own text names our types.
            var place = exception.LineNumber is { } line ? $" at line {line + 1}, byte {exception.BytePositionInLine + 1}" : "";
            var path = exception.Path is { Length: > 1 } at ? $" ({at})" : "";
            throw new BadRequest(bytes.IsEmpty ? "The request's body is empty: expected JSON." : $"The request's body is not the JSON that is expected: see{place}{path}.");
        }
    }

    private sealed class SnakeCaseNames : JsonNamingPolicy
    {
        public override string ConvertName(string name) => Names.ToSnakeCase(name);
    }
}
