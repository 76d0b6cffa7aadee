using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Quintet.Db.Sql;

/// <summary>As what a value inside of JSON is read; where it is not of that kind, NULL.</summary>
internal enum JsonKind
{
    /// <summary>JSON itself.</summary>
    Json,

    /// <summary>The text of whatever it is, JSON's <c>null</c> apart.</summary>
    Text,

    String,
    Number,
    Boolean,

    /// <summary>How many elements an array has.</summary>
    Length,

    /// <summary>What rows are sorted by.</summary>
    Sorted,

    /// <summary>The number of its <c>JsonValueKind</c>; 0 where there is nothing.</summary>
    Kind,

    Guid,

    /// <summary>A point in time, in UTC.</summary>
    Time,
}

/// <summary>A value inside of JSON; NULL where there is none.</summary>
internal sealed class JsonNode : Node
{
    private readonly Node _root;
    private readonly JsonPathNode? _path;

    private JsonNode(Node root, JsonPathNode? path, JsonKind kind)
    {
        (_root, _path, Kind) = (root, path, kind);
        Parts = path is null ? [root] : [root, path];
    }

    public JsonKind Kind { get; }

    public override bool IsNullable => Kind != JsonKind.Kind && (_path is not null || Kind is not (JsonKind.Json or JsonKind.Sorted) || _root.IsNullable);

    public override ImmutableArray<Node> Parts { get; }

    protected override object? Distinction => Kind;

    /// <summary>JSON that may be stepped into.</summary>
    public static JsonNode Of(Node json) => json as JsonNode ?? new(json, null, JsonKind.Json);

    public static bool Is(FieldMeta? field, Node node) => node is JsonNode { Kind: JsonKind.Json } || field?.Field.InternalType == nameof(JsonField);

    /// <summary>Words of a name: what is a number is a place in an array.</summary>
    public JsonNode Walk(IEnumerable<string> words)
    {
        var node = this;
        foreach (var word in words) node = node.Step(int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? index : word);
        return node;
    }

    /// <param name="step">A key or the place in an array.</param>
    public JsonNode Step(object step) => new(_root, new([.. _path?.Steps ?? [], step]), JsonKind.Json);

    public JsonNode As(JsonKind kind) => new(_root, _path, kind);

    public override void Write(SqlWriter writer) => writer.Text(Sql(writer));

    public string Sql(SqlWriter writer) => writer.Dialect.Json(Kind, writer.Capture(_root), _path is null ? null : writer.Capture(_path));

    /// <summary>The condition that it is a value, of the same kind and at any depth the same.</summary>
    public Node EqualTo(JsonElement value) => new JsonEqualsNode(_root, _path, value);

    /// <summary>The condition that it is the same as other JSON.</summary>
    public Node EqualTo(JsonNode other) => new JsonSameNode(_root, _path, other);
}

internal sealed class JsonSameNode(Node root, JsonPathNode? path, JsonNode other) : ConditionNode
{
    public override ImmutableArray<Node> Parts => path is null ? [root, other] : [root, path, other];

    protected override object? Distinction => null;

    // As two objects are: these are compared by what is in them.
    public override void Write(SqlWriter writer) => writer.Condition(
        writer.Dialect.JsonEquals(writer.Capture(root), path is null ? null : writer.Capture(path), JsonValueKind.Object, other.Sql(writer)), isNullable: true);
}

internal sealed class JsonEqualsNode(Node root, JsonPathNode? path, JsonElement value) : ConditionNode
{
    private readonly JsonOperandNode _value = new(value);

    public override ImmutableArray<Node> Parts => path is null ? [root, _value] : [root, path, _value];

    protected override object? Distinction => null;

    public override void Write(SqlWriter writer) => writer.Condition(
        writer.Dialect.JsonEquals(writer.Capture(root), path is null ? null : writer.Capture(path), value.ValueKind, writer.Capture(_value)), isNullable: true);
}

/// <summary>Whether JSON contains other JSON, or is contained in it.</summary>
internal sealed class JsonContainsNode(JsonNode json, JsonElement value, bool isContained) : ConditionNode
{
    public override ImmutableArray<Node> Parts { get; } = [json, new JsonOperandNode(value)];

    protected override object? Distinction => isContained;

    public override void Write(SqlWriter writer) => writer.Condition(writer.Dialect.JsonContains(json.Sql(writer), writer.Capture(Parts[1]), isContained), isNullable: true);
}

/// <summary>Whether JSON has a key.</summary>
internal sealed class JsonHasKeyNode(JsonNode json, string key) : ConditionNode
{
    public override ImmutableArray<Node> Parts { get; } = [json, new JsonKeyNode(key)];

    protected override object? Distinction => null;

    public override void Write(SqlWriter writer) => writer.Condition(writer.Dialect.JsonHasKey(json.Sql(writer), writer.Capture(Parts[1])), isNullable: true);
}
