using System.Collections;
using System.Linq.Expressions;

namespace Quintet.Db.Sql;

/// <summary>The methods that a lambda may call.</summary>
internal sealed partial class LambdaTranslator
{
    /// <summary>A call that is a condition, or null where it is none that we know.</summary>
    private Node? Call(MethodCallExpression call)
    {
        var type = call.Method.DeclaringType;
        var name = call.Method.Name;
        if (type == typeof(string)) return StringCall(call);
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

        if (name == "Equals" && call.Arguments.Count == 1 && call.Object is not null) return Compare("=", call.Object, call.Arguments[0], call);
        if (name == "Contains" && List(call) is var (list, item)) return Contains(list, item, call);
        if (name is "Any" or "Exists" && Collection(call.Object) is { } rows)
        {
            if (call.Arguments.Count == 1) rows = rows.With(InnerCondition(call.Arguments[0], rows.Source));
            return new SubqueryNode(count: false, rows.Source, rows.Condition);
        }

        return null;
    }

    /// <summary>A call that is a value, or null where it is none that we know.</summary>
    private Operand.Scalar? ScalarCall(MethodCallExpression call)
    {
        var name = call.Method.Name;
        if (call.Method.DeclaringType == typeof(string) && call.Object is { } text && call.Arguments.Count == 0)
        {
            var function = name switch
            {
                "ToLower" or "ToLowerInvariant" => "LOWER",
                "ToUpper" or "ToUpperInvariant" => "UPPER",
                "Trim" => "TRIM",
                "TrimStart" => "LTRIM",
                "TrimEnd" => "RTRIM",
                _ => null,
            };
            return function is null ? null : new(new FunctionNode(function, [Scalar(text).Node]), null);
        }

        if (call.Method.DeclaringType == typeof(Math) && name == nameof(Math.Abs)) return new(new FunctionNode("ABS", [Scalar(call.Arguments[0]).Node]), null);
        if (call.Method.DeclaringType == typeof(DateOnly) && name == nameof(DateOnly.FromDateTime)) return new(new ExtractNode(DatePart.Date, Scalar(call.Arguments[0]).Node), null);
        if (name != "Count" || Collection(call.Object) is not { } rows) return null;
        if (call.Arguments.Count == 1) rows = rows.With(InnerCondition(call.Arguments[0], rows.Source));
        return new(new SubqueryNode(count: true, rows.Source, rows.Condition), null);
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
            _ => throw Untranslatable(call, "Of the string methods a query knows Contains, StartsWith, EndsWith, Equals, IContains, IStartsWith, IEndsWith, IExact, IsNullOrEmpty, ToLower, ToUpper and Trim."),
        };
        if (kind is null)
        {
            var operand = Scalar(call.Arguments[0]).Node;
            return JunctionNode.Or(new NullTestNode(operand, isNull: true), new ComparisonNode("=", operand, new ParameterNode("")));
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
        if (Captured.DependsOnRow(value)) throw Untranslatable(value, "What is looked for must be a value, not a field of the row.");
        var wanted = Captured.Evaluate(value) switch
        {
            string s => s,
            char c => c.ToString(),
            null => throw new ArgumentNullException(Print(value), $"The text looked for in '{Print(text)}' is null."),
            var other => throw Untranslatable(value, $"A text is looked for, not a {other.GetType().Name}."),
        };
        return new MatchNode(Scalar(text).Node, wanted, kind, ignoreCase);
    }

    /// <summary>The list and the item of <c>list.Contains(item)</c>, whichever of its forms the compiler chose.</summary>
    private static (Expression List, Expression Item)? List(MethodCallExpression call)
    {
        // array.Contains(x) arrives as MemoryExtensions.Contains(op_Implicit(array), x).
        if (call.Object is null && call.Arguments.Count >= 2) return (WithoutSpan(call.Arguments[0]), call.Arguments[1]);
        return call.Object is { } list && call.Arguments.Count == 1 && typeof(IEnumerable).IsAssignableFrom(list.Type) ? (list, call.Arguments[0]) : null;

        static Expression WithoutSpan(Expression expression) => expression switch
        {
            MethodCallExpression { Method.Name: "op_Implicit", Arguments: [var inner] } => WithoutSpan(inner),
            UnaryExpression { Method.Name: "op_Implicit" } convert => WithoutSpan(convert.Operand),
            _ => expression,
        };
    }

    private Node Contains(Expression list, Expression item, Expression whole)
    {
        if (Captured.DependsOnRow(list)) throw Untranslatable(whole, "The list must be a value from outside; for rows that point here use Any(…).");
        var values = Captured.Evaluate(list) as IEnumerable
            ?? throw new ArgumentNullException(Print(list), $"The list in '{Print(whole)}' is null.");
        if (values is IQuerySet) throw Untranslatable(whole, "Load the other query first (ToList()), or use Any(…) on the relation.");
        var scalar = Scalar(item);
        return LookupTable.In(scalar.Node, scalar.Field, values);
    }

    /// <summary>Rows of another table that a lambda speaks of: <c>a.Books</c>, <c>a.Books.Filter(…)</c>, <c>Profile.Objects</c>.</summary>
    private Rows? Collection(Expression? expression)
    {
        switch (expression)
        {
            case MethodCallExpression { Method.Name: "All", Object: { } inner }:
                return Collection(inner);
            case MethodCallExpression { Method.Name: "Filter" or "Exclude", Object: { } inner, Arguments: [var condition] } call when Collection(inner) is { } rows:
                var node = InnerCondition(condition, rows.Source);
                return rows.With(call.Method.Name == "Filter" ? node : new NotNode(node));
            case MemberExpression { Expression: { } inner } member when Captured.DependsOnRow(inner) && Operand(inner) is Operand.Row row:
                var relation = ModelRegistry.Current.ReverseRelations(row.Self.Model).FirstOrDefault(r => r.ReversePropertyName == member.Member.Name);
                if (relation is null) return null;
                var source = new Source(relation.Model, Depth + 1);
                return new(source, new ComparisonNode("=", new ColumnNode(source, relation), row.Key.Node));
            case MemberExpression { Expression: null } when Captured.Evaluate(expression) is IManager manager:
                return new(new Source(manager.Model, Depth + 1), LiteralNode.True);
            default:
                return null;
        }
    }

    private int Depth => _rows.Values.Max(row => row.Depth);

    private Node InnerCondition(Expression argument, Source source)
    {
        var lambda = argument as LambdaExpression
            ?? (argument is UnaryExpression { NodeType: ExpressionType.Quote } quote ? quote.Operand : Captured.Evaluate(argument)) as LambdaExpression
            ?? throw Untranslatable(argument, "Write the condition as a lambda.");
        _rows[lambda.Parameters[0]] = source;
        var condition = Condition(lambda.Body);
        _rows.Remove(lambda.Parameters[0]);
        return condition;
    }

    private sealed record Rows(Source Source, Node Condition)
    {
        public Rows With(Node condition) => this with { Condition = JunctionNode.And(Condition, condition) };
    }
}
