using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Quintet;

namespace TemplatesTests.Conformance;

/// <summary>Decodes the values of the recorded cases into C#'s.</summary>
internal static class CaseValues
{
    public static object? Decode(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => Number(json.GetRawText()),
        JsonValueKind.Array => json.EnumerateArray().Select(Decode).ToList(),
        _ when json.TryGetProperty("$t", out var type) => Tagged(type.GetString()!, json.GetProperty("v"), json),
        _ => json.EnumerateObject().ToDictionary(property => property.Name, property => Decode(property.Value)),
    };

    private static object Number(string text)
    {
        if (text.AsSpan().IndexOfAny(".eE") >= 0) return double.Parse(text, CultureInfo.InvariantCulture);
        var integer = BigInteger.Parse(text, CultureInfo.InvariantCulture);
        return integer >= int.MinValue && integer <= int.MaxValue ? (int)integer : integer >= long.MinValue && integer <= long.MaxValue ? (object)(long)integer : integer;
    }

    private static object? Tagged(string type, JsonElement value, JsonElement whole) => type switch
    {
        "safe" => new SafeString(value.GetString()!),
        "tuple" => new Tuple([.. value.EnumerateArray().Select(Decode)]),
        "set" => value.EnumerateArray().Select(Decode).ToHashSet(),
        "dict" => value.EnumerateArray().ToDictionary(pair => Decode(pair[0])!, pair => Decode(pair[1])),
        "decimal" => decimal.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture),
        "float" => value.GetString() switch { "inf" => double.PositiveInfinity, "-inf" => double.NegativeInfinity, _ => double.NaN },
        "date" => DateOnly.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        // C# has no time of day with an offset.
        "time" => TimeOnly.Parse(value.GetString()!.Split('+')[0], CultureInfo.InvariantCulture),
        "datetime" when whole.TryGetProperty("offset", out var offset) => Aware(value.GetString()!, TimeSpan.FromMinutes(offset.GetInt32())),
        "datetime" => DateTime.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        "timedelta" => TimeSpan.FromSeconds(value.GetDouble()),
        "bytes" => value.GetBytesFromBase64(),
        _ => throw new NotSupportedException($"A value of type {type}."),
    };

    /// <summary>The offset stands beside the text, and in some cases in it as well.</summary>
    private static DateTimeOffset Aware(string text, TimeSpan offset) => new(DateTime.Parse(text.Length > 19 && text[^6] is '+' or '-' ? text[..^6] : text, CultureInfo.InvariantCulture), offset);

    private sealed class Tuple(object?[] items) : ITuple
    {
        public int Length => items.Length;

        public object? this[int index] => items[index];
    }
}
