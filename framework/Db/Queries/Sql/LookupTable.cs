using System.Collections;
using Quintet.Text;

namespace Quintet.Db.Sql;

/// <summary>The lookups by name, <c>title__icontains</c>: one literal table of Django's names.</summary>
internal static class LookupTable
{
    private static readonly string[] Names =
    [
        "exact", "iexact", "contains", "icontains", "startswith", "istartswith", "endswith", "iendswith",
        "gt", "gte", "lt", "lte", "in", "range", "isnull",
        "year", "month", "day", "hour", "minute", "second", "date", "week_day",
    ];

    public static bool IsLookup(string word) => Names.Contains(word);

    /// <summary>The condition <paramref name="lookup"/> = <paramref name="value"/> over the rows of <paramref name="source"/>.</summary>
    public static Node Condition(Source source, string lookup, object? value)
    {
        var path = LookupPath.Resolve(source, lookup);
        if (path.Reverse is not { } back) return Apply(path.Source, path.Field, path.Rest, value);

        // Many rows may point here: the condition holds if it holds for one of them, and no row comes twice.
        var inner = new Source(back.Model, source.Depth + 1);
        var joined = new ComparisonNode("=", new ColumnNode(inner, back), new ColumnNode(path.Source, path.Source.Model.PrimaryKey));
        if (path.Rest is ["isnull"]) return value is true ? new NotNode(new SubqueryNode(false, inner, joined)) : new SubqueryNode(false, inner, joined);
        var rest = path.Rest.Count == 0 || IsLookup(path.Rest[0]) ? ["pk", .. path.Rest] : path.Rest;
        return new SubqueryNode(false, inner, JunctionNode.And(joined, Condition(inner, string.Join("__", rest), value)));
    }

    /// <summary><c>column = value</c> as C# means it, null included.</summary>
    public static Node Compare(string op, Node left, FieldMeta? field, object? value)
    {
        value = FieldValue.Prepare(field, value);
        if (value is not null) return new ComparisonNode(op, left, new ParameterNode(value));
        return op switch
        {
            "=" => new NullTestNode(left, isNull: true),
            "<>" => new NullTestNode(left, isNull: false),
            _ => LiteralNode.False,
        };
    }

    public static Node In(Node operand, FieldMeta? field, IEnumerable values)
    {
        var nodes = new List<Node>();
        var hasNull = false;
        foreach (var value in values)
        {
            if (FieldValue.Prepare(field, value) is { } prepared) nodes.Add(new ParameterNode(prepared));
            else hasNull = true;
        }

        Node condition = nodes.Count > 0 ? new InNode(operand, nodes) : LiteralNode.False;
        return hasNull ? JunctionNode.Or(condition, new NullTestNode(operand, isNull: true)) : condition;
    }

    private static Node Apply(Source source, FieldMeta field, IReadOnlyList<string> rest, object? value)
    {
        Node operand = new ColumnNode(source, field);
        FieldMeta? valueField = field;
        var i = 0;
        while (i < rest.Count && Part(rest[i]) is { } part)
        {
            operand = new ExtractNode(part, operand);
            valueField = null;
            if (part == DatePart.DayOfWeek && value is int day) value = day - 1; // Django counts from Sunday = 1.
            i++;
        }

        var lookup = i < rest.Count ? rest[i++] : "exact";
        if (i < rest.Count || !IsLookup(lookup))
        {
            var word = i < rest.Count ? rest[i] : lookup;
            throw new FieldErrorException(
                $"Unsupported lookup '{word}' for {field.Field.GetType().Name} '{field}'.{DidYouMean.Sentence(word, Names)} Lookups are: {string.Join(", ", Names)}");
        }

        return lookup switch
        {
            "exact" => Compare("=", operand, valueField, value),
            "gt" => Compare(">", operand, valueField, value),
            "gte" => Compare(">=", operand, valueField, value),
            "lt" => Compare("<", operand, valueField, value),
            "lte" => Compare("<=", operand, valueField, value),
            "isnull" => new NullTestNode(operand, value as bool? ?? throw new FieldErrorException("The value of an isnull lookup must be true or false.")),
            "in" => In(operand, valueField, value is IEnumerable list and not string ? list : throw new FieldErrorException("The value of an in lookup must be a list.")),
            "range" => Range(operand, valueField, value),
            _ => new MatchNode(
                operand,
                Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? throw new FieldErrorException($"The value of a {lookup} lookup must not be null."),
                lookup.TrimStart('i') switch
                {
                    "contains" => MatchKind.Contains,
                    "startswith" => MatchKind.StartsWith,
                    "endswith" => MatchKind.EndsWith,
                    _ => MatchKind.Exact,
                },
                lookup[0] == 'i'),
        };
    }

    private static Node Range(Node operand, FieldMeta? field, object? value)
    {
        var bounds = (value as IEnumerable)?.Cast<object?>().ToList();
        if (bounds is not { Count: 2 }) throw new FieldErrorException("The value of a range lookup must be a list of two: the first and the last.");
        return JunctionNode.And(Compare(">=", operand, field, bounds[0]), Compare("<=", operand, field, bounds[1]));
    }

    private static DatePart? Part(string word) => word switch
    {
        "year" => DatePart.Year,
        "month" => DatePart.Month,
        "day" => DatePart.Day,
        "hour" => DatePart.Hour,
        "minute" => DatePart.Minute,
        "second" => DatePart.Second,
        "date" => DatePart.Date,
        "week_day" => DatePart.DayOfWeek,
        _ => null,
    };
}
