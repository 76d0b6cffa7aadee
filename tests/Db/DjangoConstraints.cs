using System.Text.Json;
using Quintet.Db;

namespace DbTests;

/// <summary>Reads indexes, constraints and conditions as Django deconstructs them.</summary>
internal static class DjangoConstraints
{
    public static string[][] Sets(JsonElement element) => element.ValueKind == JsonValueKind.Null ? [] : [.. Items(element).Select(Names)];

    public static IndexAttribute Index(JsonElement element)
    {
        Assert.Equal("models.Index", element.GetProperty("type").GetString());
        var kwargs = element.GetProperty("kwargs");
        return Set(new IndexAttribute(Names(kwargs.GetProperty("fields"))), kwargs);
    }

    public static ConstraintAttribute Constraint(JsonElement element)
    {
        var kwargs = element.GetProperty("kwargs");
        return element.GetProperty("type").GetString() switch
        {
            "models.UniqueConstraint" => Set(new UniqueConstraintAttribute(Names(kwargs.GetProperty("fields"))), kwargs),
            "models.CheckConstraint" => Set(new CheckConstraintAttribute(Condition(kwargs.GetProperty("check"))), kwargs),
            var other => throw new NotSupportedException($"A {other} cannot be read."),
        };
    }

    private static T Set<T>(T target, JsonElement kwargs)
    {
        foreach (var argument in kwargs.EnumerateObject().Where(a => a.Name is not ("fields" or "check")))
        {
            var property = target!.GetType().GetProperties().Single(p => Keyword(p.Name) == argument.Name);
            property.SetValue(target, argument.Name switch
            {
                "name" => argument.Value.GetString(),
                "condition" => Condition(argument.Value),
                "deferrable" => Enum.Parse<Deferrable>(argument.Value.GetProperty("v").GetString()!.Split('.')[^1], ignoreCase: true),
                _ => Names(argument.Value),
            });
        }

        return target;

        static string Keyword(string property) => property == "OpClasses" ? "opclasses" : Quintet.Names.ToSnakeCase(property);
    }

    /// <summary>A <c>Q</c> as our text.</summary>
    private static string Condition(JsonElement q)
    {
        var kwargs = q.GetProperty("kwargs");
        var connector = kwargs.TryGetProperty("_connector", out var given) ? given.GetString()! : "AND";
        var parts = q.GetProperty("args").EnumerateArray().Select(Part);
        var text = string.Join($" {connector} ", parts);
        return kwargs.TryGetProperty("_negated", out var negated) && negated.GetBoolean() ? $"NOT ({text})" : text;
    }

    private static string Part(JsonElement part)
    {
        if (part.GetProperty("$t").GetString() == "object") return $"({Condition(part)})";
        var pair = part.GetProperty("v").EnumerateArray().ToList();
        var words = pair[0].GetString()!.Split("__");
        if (words is [var field, "isnull"]) return $"\"{field}\" IS {(pair[1].GetBoolean() ? "" : "NOT ")}NULL";
        if (words is [var text, "contains"]) return $"\"{text}\" LIKE '%{pair[1].GetString()}%'";
        var sign = words.Length == 1 ? "=" : words[1] switch { "gt" => ">", "gte" => ">=", "lt" => "<", "lte" => "<=", "in" => "IN", var other => throw new NotSupportedException($"The lookup {other} cannot be read.") };
        return $"\"{words[0]}\" {sign} {Value(pair[1])}";
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "TRUE",
        JsonValueKind.False => "FALSE",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => $"'{value.GetString()!.Replace("'", "''")}'",
        JsonValueKind.Array => $"({string.Join(", ", value.EnumerateArray().Select(Value))})",
        _ when value.GetProperty("$t").GetString() == "object" => $"\"{value.GetProperty("args")[0].GetString()}\"",
        _ => $"({string.Join(", ", Items(value).Select(Value))})",
    };

    public static string[] Names(JsonElement list) => [.. Items(list).Select(item => item.GetString()!)];

    private static IEnumerable<JsonElement> Items(JsonElement list) => (list.ValueKind == JsonValueKind.Array ? list : list.GetProperty("v")).EnumerateArray();
}
