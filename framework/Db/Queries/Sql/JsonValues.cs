using System.Text;
using System.Text.Json;

namespace Quintet.Db.Sql;

/// <summary>C# values as JSON. The names of properties stay as they are written.</summary>
internal static class JsonValue
{
    private static readonly JsonElement Null = JsonText.Parse("null");

    public static JsonElement Of(object? value) => value switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Undefined } => Null,
        JsonElement element => element,
        _ => JsonSerializer.SerializeToElement(value, value.GetType()),
    };

    /// <summary>A number or text as the database compares it; null: it is neither.</summary>
    public static object? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.Number => value.GetDouble(),
        _ => null,
    };
}

/// <summary>A way into JSON: keys are text, places in arrays numbers. It is always sent as a value.</summary>
internal sealed record JsonPath(IReadOnlyList<object> Steps)
{
    public string[] ToNames() => [.. Steps.Select(step => Convert.ToString(step, System.Globalization.CultureInfo.InvariantCulture)!)];

    /// <summary>As SQLite has it, <c>$."owner"[0]</c>: in quotes a key is written as JSON writes it.</summary>
    public string ToSqlite()
    {
        var text = new StringBuilder("$");
        foreach (var step in Steps)
        {
            if (step is int index) text.Append('[').Append(index < 0 ? "#" : "").Append(index).Append(']');
            else text.Append('.').Append(JsonSerializer.Serialize((string)step, Plain));
        }

        return text.ToString();
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

/// <summary>A key that is asked for.</summary>
internal sealed record JsonKey(string Name);

/// <summary>A value that JSON is compared with.</summary>
internal sealed record JsonOperand(JsonElement Value);

/// <inheritdoc cref="JsonPath"/>
internal sealed class JsonPathNode(IReadOnlyList<object> steps) : ValueNode
{
    public IReadOnlyList<object> Steps => steps;

    public override object? Sent => new JsonPath(steps);

    protected override object? Distinction => null;
}

/// <inheritdoc cref="JsonKey"/>
internal sealed class JsonKeyNode(string name) : ValueNode
{
    public override object? Sent => new JsonKey(name);

    protected override object? Distinction => null;
}

/// <inheritdoc cref="JsonOperand"/>
internal sealed class JsonOperandNode(JsonElement value) : ValueNode
{
    public override object? Sent => new JsonOperand(value);

    protected override object? Distinction => value.ValueKind;
}
