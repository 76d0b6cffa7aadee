using System.Linq.Expressions;

namespace Quintet.Db.Sql;

/// <summary>The methods that are values.</summary>
internal sealed partial class LambdaTranslator
{
    /// <summary>A call that is a value, or null where it is none that we know.</summary>
    private Operand? ValueCall(MethodCallExpression call)
    {
        var type = call.Method.DeclaringType;
        var node = OwnCall(call) is { IsCondition: false } own ? own
            : type == typeof(System.Text.Json.JsonElement) || call.Object?.Type == typeof(System.Text.Json.JsonElement) ? JsonValueCall(call)
            : type == typeof(string) && call.Type != typeof(bool) ? Text(call)
            : type == typeof(Math) ? MathCall(call)
            : call.Object is null && call.Type != typeof(bool) && DeclaredFunction.Of(call.Method) is { } declared ? DeclaredCall(call, declared)
            : type == typeof(Functions) ? FunctionCall(call)
            : type == typeof(DateOnly) && call.Method.Name == nameof(DateOnly.FromDateTime) ? new ExtractNode(DatePart.Date, Scalar(call.Arguments[0]).Node)
            : type == typeof(TimeOnly) && call.Method.Name == nameof(TimeOnly.FromDateTime) ? new ExtractNode(DatePart.Time, Scalar(call.Arguments[0]).Node)
            : call.Method.Name == "ToString" && call.Arguments.Count == 0 && call.Object is { } inner ? new CastNode(Scalar(inner).Node, typeof(string))
            : IsGroup(type) ? AggregateCall(call, null)
            : DeclaredAggregate.Of(call.Method) is { } aggregate ? AggregateCall(call, aggregate)
            : type == typeof(Window) ? WindowCall(call)
            : null;
        return node is not null ? new Operand.Scalar(node, node is AggregateNode { Parts: [ColumnNode column] } && call.Method.Name is "Sum" or "Min" or "Max" ? AggregatedField(call, node) : null) : CollectionCall(call);
    }

    /// <summary>The field whose values a sum or an extreme has: it knows the digits behind the point.</summary>
    private static FieldMeta? AggregatedField(MethodCallExpression call, Node node) =>
        node is AggregateNode { Parts: [ColumnNode { Field: { Field: DecimalField } field }, ..] } && IsGroup(call.Method.DeclaringType) ? field : null;

    private DeclaredFunctionNode DeclaredCall(MethodCallExpression call, DeclaredFunction function)
    {
        var isList = call.Method.GetParameters() is [.., var last] && last.IsDefined(typeof(ParamArrayAttribute), inherit: false);
        List<IReadOnlyList<Expression>> given = [.. call.Arguments.Select((argument, i) => isList && i == call.Arguments.Count - 1
            ? (argument as NewArrayExpression)?.Expressions ?? throw Untranslatable(argument, "Write the values one by one.")
            : (IReadOnlyList<Expression>)[argument])];
        return new(function, [.. given.Select(values => values.Count)], [.. given.SelectMany(values => values).Select(value => Scalar(value).Node)], call.Type);
    }

    private Node? Text(MethodCallExpression call)
    {
        var name = call.Method.Name;
        if (call.Object is not { } text)
        {
            return name == nameof(string.Concat) && call.Arguments.All(a => a.Type == typeof(string) || a.Type == typeof(object))
                ? new FunctionNode(DbFunction.Concat, [.. call.Arguments.Select(a => Scalar(a).Node)])
                : null;
        }

        Node Self() => Scalar(text).Node;
        Node Argument(int index) => Scalar(call.Arguments[index]).Node;
        Node Plus(Node node, int number) => new ArithmeticNode(number < 0 ? "-" : "+", node, new LiteralNode(Math.Abs(number).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return (name, call.Arguments.Count) switch
        {
            ("ToLower" or "ToLowerInvariant", 0) => new FunctionNode(DbFunction.Lower, [Self()]),
            ("ToUpper" or "ToUpperInvariant", 0) => new FunctionNode(DbFunction.Upper, [Self()]),
            ("Trim", 0) => new FunctionNode(DbFunction.Trim, [Self()]),
            ("TrimStart", 0) => new FunctionNode(DbFunction.LTrim, [Self()]),
            ("TrimEnd", 0) => new FunctionNode(DbFunction.RTrim, [Self()]),
            ("Substring", 1) => new FunctionNode(DbFunction.Substr, [Self(), Plus(Argument(0), 1)]),
            ("Substring", 2) => new FunctionNode(DbFunction.Substr, [Self(), Plus(Argument(0), 1), Argument(1)]),
            ("Replace", 2) => new FunctionNode(DbFunction.Replace, [Self(), Argument(0), Argument(1)]),
            ("IndexOf", 1) => Plus(new FunctionNode(DbFunction.StrIndex, [Self(), Argument(0)]), -1),
            _ => null,
        };
    }

    private FunctionNode? MathCall(MethodCallExpression call)
    {
        var arguments = call.Arguments.Select(a => Scalar(a).Node).ToList();
        (DbFunction Function, IReadOnlyList<Node> Arguments)? known = (call.Method.Name, arguments.Count) switch
        {
            ("Round", 1 or 2) when call.Arguments[^1].Type != typeof(MidpointRounding) => (DbFunction.Round, arguments),
            ("Ceiling", 1) => (DbFunction.Ceil, arguments),
            ("Pow", 2) => (DbFunction.Power, arguments),
            ("Log", 1) => (DbFunction.Ln, arguments),
            ("Log", 2) => (DbFunction.Log, [arguments[1], arguments[0]]),
            ("Log10", 1) => (DbFunction.Log, [new LiteralNode("10"), arguments[0]]),
            ("Max", 2) => (DbFunction.Greatest, arguments),
            ("Min", 2) => (DbFunction.Least, arguments),
            ("Abs" or "Floor" or "Sqrt" or "Exp" or "Sign" or "Sin" or "Cos" or "Tan" or "Asin" or "Acos" or "Atan" or "Atan2", _) => (Enum.Parse<DbFunction>(call.Method.Name, ignoreCase: true), arguments),
            _ => null,
        };
        return known is { } function ? new(function.Function, function.Arguments) : null;
    }

    /// <summary>Django's own functions: <c>Functions.Lower(b.Title)</c>.</summary>
    private Node FunctionCall(MethodCallExpression call)
    {
        var name = call.Method.Name;
        var zone = call.Arguments is [_, { } last] && last.Type == typeof(TimeZoneInfo) ? Captured.Evaluate(last) as TimeZoneInfo ?? throw new ArgumentNullException(Print(last), "The time zone is null.") : null;
        if (name == nameof(Functions.Cast)) return new CastNode(Scalar(call.Arguments[0]).Node, call.Type);
        if (name is nameof(Functions.TruncDate) or nameof(Functions.TruncTime)) return new ExtractNode(name == nameof(Functions.TruncDate) ? DatePart.Date : DatePart.Time, Scalar(call.Arguments[0]).Node, zone);
        if (name.StartsWith("Trunc", StringComparison.Ordinal) && Enum.TryParse<DateUnit>(name["Trunc".Length..], out var unit))
        {
            return new TruncNode(unit, Scalar(call.Arguments[0]).Node, (Nullable.GetUnderlyingType(call.Type) ?? call.Type) == typeof(DateOnly) ? TruncResult.Date : TruncResult.Same, zone);
        }

        if (name.StartsWith("Extract", StringComparison.Ordinal) && DateParts.OfFunction(name["Extract".Length..]) is { } part)
        {
            return new ExtractNode(part, Scalar(call.Arguments[0]).Node, zone);
        }

        // params arrive as an array.
        var arguments = call.Arguments.SelectMany(a => a is NewArrayExpression array ? (IEnumerable<Expression>)array.Expressions : [a]).Select(a => Scalar(a).Node);
        return new FunctionNode(Enum.Parse<DbFunction>(name), [.. arguments]);
    }
}
