using System.Linq.Expressions;
using System.Text.Json;

namespace Quintet.Db.Sql;

/// <summary>JSON in lambdas: <c>b.Data.GetProperty("owner").GetProperty("name").GetString()</c>, <c>b.Data[0]</c>.</summary>
internal sealed partial class LambdaTranslator
{
    private JsonNode Json(Expression expression) => JsonNode.Of(Scalar(expression).Node);

    private object? Given(Expression expression) => Captured.DependsOnRow(expression)
        ? throw Untranslatable(expression, "It must be a value, not a field of the row.")
        : Captured.Evaluate(expression);

    private JsonNode? JsonValueCall(MethodCallExpression call)
    {
        if (call.Object is not { } json) return null;
        return call.Method.Name switch
        {
            nameof(JsonElement.GetProperty) when Given(call.Arguments[0]) is string key => Json(json).Step(key),
            "get_Item" => Json(json).Step(Given(call.Arguments[0])!),
            nameof(JsonElement.GetString) => Json(json).As(JsonKind.String),
            nameof(JsonElement.GetInt16) or nameof(JsonElement.GetInt32) or nameof(JsonElement.GetInt64) or nameof(JsonElement.GetDouble) or nameof(JsonElement.GetDecimal) => Json(json).As(JsonKind.Number),
            nameof(JsonElement.GetGuid) => Json(json).As(JsonKind.Guid),
            nameof(JsonElement.GetDateTime) => Json(json).As(JsonKind.Time),
            nameof(JsonElement.GetBoolean) => Json(json).As(JsonKind.Boolean),
            nameof(JsonElement.GetArrayLength) => Json(json).As(JsonKind.Length),
            nameof(JsonElement.ToString) => Json(json).As(JsonKind.Text),
            _ => throw Untranslatable(call, "Of JSON a query knows GetProperty, [index], ValueKind, GetString, GetInt32 and the other numbers, GetBoolean, GetGuid, GetDateTime, GetArrayLength, ToString, and what is in JsonLookups."),
        };
    }

    private Node? JsonCondition(MethodCallExpression call)
    {
        var isOurs = call.Method.DeclaringType == typeof(JsonLookups);
        if (!isOurs && call.Method.Name is not (nameof(JsonElement.DeepEquals) or nameof(JsonElement.ValueEquals))) return null;
        Expression[] operands = call.Object is { } self ? [self, .. call.Arguments] : [.. call.Arguments];
        if (!Captured.DependsOnRow(operands[0])) Array.Reverse(operands);
        var json = Json(operands[0]);
        var value = Given(operands[1]);
        return call.Method.Name switch
        {
            nameof(JsonLookups.HasKey) => JsonLookupTable.Apply(json, ["has_key"], value, _query.Root),
            nameof(JsonLookups.HasKeys) => JsonLookupTable.Apply(json, ["has_keys"], value, _query.Root),
            nameof(JsonLookups.HasAnyKeys) => JsonLookupTable.Apply(json, ["has_any_keys"], value, _query.Root),
            nameof(JsonLookups.JsonContains) => new JsonContainsNode(json, JsonValue.Of(value), isContained: false),
            nameof(JsonLookups.JsonContainedBy) => new JsonContainsNode(json, JsonValue.Of(value), isContained: true),
            _ => json.EqualTo(JsonValue.Of(value)),
        };
    }
}
