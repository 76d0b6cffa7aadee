using System.Collections;
using System.Linq.Expressions;
using System.Text.RegularExpressions;

namespace Quintet.Db.Sql;

/// <summary>The methods that are conditions.</summary>
internal sealed partial class LambdaTranslator
{
    /// <summary>A call that is a condition, or null where it is none that we know.</summary>
    private Node? Call(MethodCallExpression call)
    {
        var type = call.Method.DeclaringType;
        var name = call.Method.Name;
        if (OwnCall(call) is { IsCondition: true } own) return own;
        if (type == typeof(string) && call.Type == typeof(bool)) return StringCall(call);
        if (type == typeof(StringLookups))
        {
            var kind = name switch
            {
                nameof(StringLookups.IContains) => MatchKind.Contains,
                nameof(StringLookups.IStartsWith) => MatchKind.StartsWith,
                nameof(StringLookups.IEndsWith) => MatchKind.EndsWith,
                _ => MatchKind.Exact,
            };
            return Match(call.Arguments[0], call.Arguments[1], kind, ignoreCase: true);
        }

        if ((type == typeof(JsonLookups) || type == typeof(System.Text.Json.JsonElement)) && JsonCondition(call) is { } json) return json;
        if (call.Object is null && call.Type == typeof(bool) && DeclaredFunction.Of(call.Method) is { } declared) return DeclaredCall(call, declared);
        if (type == typeof(Regex) && name == nameof(Regex.IsMatch) && call.Object is null) return RegexCall(call);
        if (name == "Equals" && call.Arguments.Count == 1 && call.Object is not null) return Compare("=", call.Object, call.Arguments[0], call);
        if (name == "Contains" && List(call) is var (list, item)) return Contains(list, item, call);
        if (name is "Any" or "Exists" && Collection(call.Object) is { } rows)
        {
            if (call.Arguments.Count == 1) rows = rows.And(Inner(call.Arguments[0], rows, Condition));
            return new ExistsNode(Bare(rows));
        }

        return null;
    }

    /// <summary>A query of which only matters whether it has rows.</summary>
    private static Query Bare(Query rows)
    {
        if (rows.GroupBy is not null) return rows;
        return rows.Select(new ValueSelection(LiteralNode.One, typeof(int), null)) with { Order = rows.IsSliced ? rows.Order : [], Related = [], Distinct = false };
    }

    private RegexNode RegexCall(MethodCallExpression call)
    {
        if (Captured.DependsOnRow(call.Arguments[1])) throw Untranslatable(call.Arguments[1], "The pattern must be a value, not a field of the row.");
        var options = call.Arguments.Count > 2 ? Captured.Evaluate(call.Arguments[2]) as RegexOptions? ?? throw Untranslatable(call, "Leave the time-out out.") : RegexOptions.None;
        if ((options & ~(RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled)) != 0) throw Untranslatable(call, "Of the options a query knows IgnoreCase.");
        var pattern = Captured.Evaluate(call.Arguments[1]) as string ?? throw new ArgumentNullException(Print(call.Arguments[1]), $"The pattern in '{Print(call)}' is null.");
        return new(Scalar(call.Arguments[0]).Node, new ParameterNode(pattern), options.HasFlag(RegexOptions.IgnoreCase));
    }

    private Node? StringCall(MethodCallExpression call)
    {
        var kind = call.Method.Name switch
        {
            nameof(string.Contains) => MatchKind.Contains,
            nameof(string.StartsWith) => MatchKind.StartsWith,
            nameof(string.EndsWith) => MatchKind.EndsWith,
            nameof(string.Equals) => MatchKind.Exact,
            nameof(string.IsNullOrEmpty) => (MatchKind?)null,
            _ => throw Untranslatable(call, "Of the string methods a query knows Contains, StartsWith, EndsWith, Equals, IContains, IStartsWith, IEndsWith, IExact, IsNullOrEmpty, ToLower, ToUpper, Trim, Substring, Replace and IndexOf."),
        };
        if (kind is null)
        {
            var operand = Scalar(call.Arguments[0]).Node;
            return JunctionNode.Or(new NullTestNode(operand, isNull: true), new ComparisonNode("=", operand, new LiteralNode("''")));
        }

        List<Expression> arguments = call.Object is null ? [.. call.Arguments] : [call.Object, .. call.Arguments];
        var ignoreCase = false;
        if (arguments.Count == 3)
        {
            if (arguments[2].Type != typeof(StringComparison)) throw Untranslatable(call, "Leave the culture out, or say StringComparison.OrdinalIgnoreCase.");
            ignoreCase = Captured.Evaluate(arguments[2]) is StringComparison.OrdinalIgnoreCase or StringComparison.InvariantCultureIgnoreCase or StringComparison.CurrentCultureIgnoreCase;
        }

        return kind == MatchKind.Exact && !ignoreCase
            ? Compare("=", arguments[0], arguments[1], call)
            : Match(arguments[0], arguments[1], kind.Value, ignoreCase);
    }

    private Node Match(Expression text, Expression value, MatchKind kind, bool ignoreCase)
    {
        if (Captured.DependsOnRow(value)) return new FindNode(Scalar(text).Node, Scalar(value).Node, kind, ignoreCase);
        var wanted = Captured.Evaluate(value) switch
        {
            string s => s,
            char c => c.ToString(),
            null => throw new ArgumentNullException(Print(value), $"The text looked for in '{Print(text)}' is null."),
            var other => throw Untranslatable(value, $"A text is looked for, not a {other.GetType().Name}."),
        };
        return new MatchNode(Scalar(text).Node, new PatternNode(wanted, kind, ignoreCase), ignoreCase);
    }

    /// <summary>The list and the item of <c>list.Contains(item)</c>, whichever of its forms the compiler chose.</summary>
    private static (Expression List, Expression Item)? List(MethodCallExpression call)
    {
        // array.Contains(x) arrives as MemoryExtensions.Contains(op_Implicit(array), x).
        if (call.Object is null && call.Arguments.Count >= 2) return (WithoutSpan(call.Arguments[0]), call.Arguments[1]);
        return call.Object is { } list && call.Arguments.Count == 1 && (typeof(IEnumerable).IsAssignableFrom(list.Type) || typeof(IManager).IsAssignableFrom(list.Type)) ? (list, call.Arguments[0]) : null;

        static Expression WithoutSpan(Expression expression) => expression switch
        {
            MethodCallExpression { Method.Name: "op_Implicit", Arguments: [var inner] } => WithoutSpan(inner),
            UnaryExpression { Method.Name: "op_Implicit" } convert => WithoutSpan(convert.Operand),
            _ => expression,
        };
    }

    private Node Contains(Expression list, Expression item, Expression whole)
    {
        if (OwnContains(list, item) is { } own) return own;
        var scalar = Scalar(item);
        if (Collection(list) is { } query) return InQuery(scalar.Node, query);
        if (Captured.DependsOnRow(list)) throw Untranslatable(whole, "The list must be a value from outside; for rows that point here use Any(…).");
        var values = Captured.Evaluate(list) as IEnumerable
            ?? throw new ArgumentNullException(Print(list), $"The list in '{Print(whole)}' is null.");
        return LookupTable.In(scalar.Node, scalar.Field, values);
    }

    /// <summary><c>x IN (SELECT …)</c>: of objects their keys.</summary>
    internal static Node InQuery(Node operand, Query query)
    {
        if (query.IsEmpty) return LiteralNode.False;
        if (!query.IsSliced) query = query with { Order = [] };
        query = query with { Related = [] };
        var value = Sql.Operand.Of(query) switch
        {
            Operand.Row row => row.Key,
            Operand.Scalar scalar => scalar,
            _ => throw new FieldErrorException("A query that values are looked for in must give one value per row, or objects: use Values(b => b.AuthorId)."),
        };
        var single = query.Selection is ValueSelection ? query : query.Select(new ValueSelection(value.Node, value.Field?.ValueType ?? typeof(object), value.Field));
        return new InQueryNode(operand, single, value.Node.IsNullable);
    }
}
