using System.Collections;

namespace Quintet.Db.Sql;

/// <summary>The lookups of JSON by name: <c>data__owner__name__icontains</c>. All words but the last are keys; that one, too, where it is no lookup.</summary>
internal static class JsonLookupTable
{
    private static readonly string[] Names =
    [
        "exact", "iexact", "icontains", "startswith", "istartswith", "endswith", "iendswith", "regex", "iregex",
        "gt", "gte", "lt", "lte", "in", "range", "isnull", "contains", "contained_by", "has_key", "has_keys", "has_any_keys",
    ];

    public static Node Apply(Node operand, IReadOnlyList<string> words, object? value, Source root)
    {
        var lookup = words.Count > 0 && Names.Contains(words[^1]) ? words[^1] : "exact";
        var json = JsonNode.Of(operand).Walk(words.Count > 0 && Names.Contains(words[^1]) ? words.SkipLast(1) : words);
        if (value is F other) return Compare(json, Symbol(lookup) ?? throw new FieldErrorException($"A {lookup} lookup takes no F."), other.ToNode(root));
        return lookup switch
        {
            "exact" => json.EqualTo(JsonValue.Of(value)),
            "isnull" => new NullTestNode(json, LookupTable.IsNull(value)),
            "in" => Any(List(lookup, value).Select(item => json.EqualTo(JsonValue.Of(item)))),
            "range" when List(lookup, value) is [var first, var last] => JunctionNode.And(Compare(json, ">=", first), Compare(json, "<=", last)),
            "range" => throw new FieldErrorException("The value of a range lookup must be a list of two: the first and the last."),
            "contains" or "contained_by" => new JsonContainsNode(json, JsonValue.Of(value), lookup == "contained_by"),
            "has_key" => HasKey(json, value),
            "has_keys" => List(lookup, value).Select(key => HasKey(json, key)).Aggregate((Node)LiteralNode.True, JunctionNode.And),
            "has_any_keys" => Any(List(lookup, value).Select(key => HasKey(json, key))),
            _ when Symbol(lookup) is { } symbol => Compare(json, symbol, value),
            _ => LookupTable.Text(json.As(JsonKind.Text), lookup, value),
        };
    }

    /// <summary>What stands in JSON is compared with other JSON as that, with a column as what the column holds.</summary>
    private static Node Compare(JsonNode json, string symbol, Node other)
    {
        if (other is JsonNode { Kind: JsonKind.Json } right) return symbol == "=" ? json.EqualTo(right) : new ComparisonNode(symbol, json.As(JsonKind.Sorted), right.As(JsonKind.Sorted));
        return new ComparisonNode(symbol, Beside(json, other), other);
    }

    /// <summary>JSON as what stands beside it: as text, truth value or number. Anything but JSON stays as it is.</summary>
    public static Node Beside(Node node, Node other)
    {
        if (node is not JsonNode { Kind: JsonKind.Json } json || other is not (ColumnNode or ArithmeticNode)) return node;
        var type = other is ColumnNode { Field.ValueType: var held } ? Nullable.GetUnderlyingType(held) ?? held : null;
        return json.As(type == typeof(string) ? JsonKind.String : type == typeof(bool) ? JsonKind.Boolean : type == typeof(Guid) ? JsonKind.Guid : type == typeof(DateTime) ? JsonKind.Time : JsonKind.Number);
    }

    /// <summary>Numbers are compared with numbers and texts with texts; a value of another kind is neither less nor greater.</summary>
    private static ComparisonNode Compare(JsonNode json, string symbol, object? value) => JsonValue.Scalar(JsonValue.Of(value)) switch
    {
        string text => new(symbol, json.As(JsonKind.String), new ParameterNode(text)),
        { } number => new(symbol, json.As(JsonKind.Number), new ParameterNode(number)),
        null => throw new FieldErrorException($"JSON is compared ({symbol}) with a number or a text."),
    };

    private static JsonHasKeyNode HasKey(JsonNode json, object? key) =>
        new(json, key is null ? throw new FieldErrorException("A key must not be null.") : Convert.ToString(key, System.Globalization.CultureInfo.InvariantCulture)!);

    private static Node Any(IEnumerable<Node> conditions) => conditions.Aggregate((Node?)null, (all, one) => all is null ? one : JunctionNode.Or(all, one)) ?? LiteralNode.False;

    private static List<object?> List(string lookup, object? value) =>
        value is IEnumerable list and not string ? [.. list.Cast<object?>()] : throw new FieldErrorException($"The value of a {lookup} lookup must be a list.");

    private static string? Symbol(string lookup) => lookup switch { "exact" => "=", "gt" => ">", "gte" => ">=", "lt" => "<", "lte" => "<=", _ => null };
}
