using System.Collections;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Quintet.Text;

namespace Quintet.Db.Serialization;

/// <summary>Values of a fixture as columns hold them (Django's <c>to_python</c>).</summary>
internal static class FixtureValue
{
    /// <exception cref="FormatException">The field cannot hold it; the message says what was expected.</exception>
    public static object? Read(FieldMeta field, JsonElement json) => Read(field.KeyedField, field.ValueType, field.Field.Null, json);

    /// <summary>A part of a natural key.</summary>
    public static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var number) ? number : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => PlainList(json),
        JsonValueKind.Null => null,
        _ => throw Expected("a natural key of texts, numbers and lists"),
    };

    public static IReadOnlyList<object?> PlainList(JsonElement json) => [.. json.EnumerateArray().Select(Plain)];

    private static object? Read(Field field, Type declared, bool isNullable, JsonElement json)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (json.ValueKind == JsonValueKind.Null)
        {
            if (isNullable || type != declared) return null;
            return type == typeof(JsonElement) ? json.Clone() : throw Expected("a value: the field may not be null");
        }

        if (type == typeof(JsonElement)) return json.Clone();
        if (type == typeof(Dictionary<string, string?>)) return Map(json);
        if (type.IsArray && type != typeof(byte[])) return List(field, type.GetElementType()!, json);
        var text = json.ValueKind switch
        {
            JsonValueKind.String => json.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => json.GetRawText(),
            _ => throw Expected(Name(type)),
        };
        try
        {
            return Parse(type, text, json.ValueKind) ?? throw Expected(Name(type));
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw Expected(Name(type));
        }
    }

    private static object? Parse(Type type, string text, JsonValueKind kind)
    {
        var isNumber = kind is JsonValueKind.Number or JsonValueKind.String;
        if (type == typeof(string)) return text;
        if (type == typeof(bool)) return text switch { "true" or "True" or "t" or "1" => true, "false" or "False" or "f" or "0" => false, _ => null };
        if (type == typeof(short)) return isNumber ? short.Parse(text, CultureInfo.InvariantCulture) : null;
        if (type == typeof(int)) return isNumber ? int.Parse(text, CultureInfo.InvariantCulture) : null;
        if (type == typeof(long)) return isNumber ? long.Parse(text, CultureInfo.InvariantCulture) : null;
        if (type == typeof(double)) return isNumber ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
        if (type == typeof(decimal)) return isNumber ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
        if (kind != JsonValueKind.String) return null;
        if (type == typeof(DateTime)) return Moment(text);
        if (type == typeof(DateOnly)) return DateParse.ParseDate(text) ?? (DateParse.ParseDateTime(text) is { } day ? DateOnly.FromDateTime(day.Value) : null);
        if (type == typeof(TimeOnly)) return DateParse.ParseTime(text);
        if (type == typeof(TimeSpan)) return DateParse.ParseDuration(text);
        if (type == typeof(Guid)) return Guid.Parse(text);
        if (type == typeof(byte[])) return Convert.FromBase64String(text);
        if (type == typeof(IPAddress)) return IPAddress.Parse(text);
        throw new FixtureException($"A value of the type {type.Name} has no form in a fixture.");
    }

    /// <summary>In UTC; a time without an offset is one of the project's time zone.</summary>
    private static object? Moment(string text)
    {
        if (DateParse.ParseDateTime(text) is not { } parsed)
        {
            if (DateParse.ParseDate(text) is not { } day) return null;
            parsed = new(day.ToDateTime(TimeOnly.MinValue), null);
        }

        return parsed.Offset is { } offset
            ? DateTime.SpecifyKind(parsed.Value - offset, DateTimeKind.Utc)
            : TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(parsed.Value, DateTimeKind.Unspecified), Timezone.Current);
    }

    private static object Map(JsonElement json)
    {
        var map = new Dictionary<string, string?>();
        foreach (var member in Nested(json, JsonValueKind.Object, "a map of texts").EnumerateObject())
        {
            map[member.Name] = member.Value.ValueKind switch { JsonValueKind.Null => null, JsonValueKind.String => member.Value.GetString(), _ => throw Expected("a map of texts") };
        }

        return map;
    }

    private static object List(Field field, Type element, JsonElement json)
    {
        var items = Nested(json, JsonValueKind.Array, "a list").EnumerateArray().Select(item => Read(field, element, !element.IsValueType, item)).ToList();

        // An array of the element's type, whatever that is: this runs for arrays only.
        var array = Array.CreateInstance(element, items.Count);
        ((ICollection)items).CopyTo(array, 0);
        return array;
    }

    /// <summary>Django writes such values as a text of JSON; the value itself will do, too.</summary>
    private static JsonElement Nested(JsonElement json, JsonValueKind kind, string expected)
    {
        try
        {
            if (json.ValueKind == JsonValueKind.String) json = JsonText.Parse(json.GetString()!);
        }
        catch (JsonException)
        {
            throw Expected(expected);
        }

        return json.ValueKind == kind ? json : throw Expected(expected);
    }

    private static FormatException Expected(string what) => new($"expected {what}");

    private static string Name(Type type) => type switch
    {
        _ when type == typeof(string) => "a text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(short) || type == typeof(int) || type == typeof(long) => $"an integer of {(type == typeof(short) ? 16 : type == typeof(int) ? 32 : 64)} bits",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(decimal) => "a decimal number",
        _ when type == typeof(DateTime) => "a date and time (2024-05-01T12:30:00Z)",
        _ when type == typeof(DateOnly) => "a date (2024-05-01)",
        _ when type == typeof(TimeOnly) => "a time (12:30:00)",
        _ when type == typeof(TimeSpan) => "a duration (1 12:30:00)",
        _ when type == typeof(Guid) => "a UUID",
        _ when type == typeof(byte[]) => "bytes in base64",
        _ when type == typeof(IPAddress) => "an IP address",
        _ => type.Name,
    };
}
