using System.Linq.Expressions;

namespace Quintet.Db.Sql;

/// <summary>What is calculated from many rows: aggregates and windows.</summary>
internal sealed partial class LambdaTranslator
{
    private static bool IsGroup(Type? type) => type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(Aggregates<>);

    /// <summary><c>q.Filter(b => b.InPrint).Sum(b => b.Price)</c></summary>
    private Node AggregateCall(MethodCallExpression call, DbAggregateAttribute? declared)
    {
        var distinct = false;
        Node? filter = null;
        var order = new List<OrderTerm>();
        var rows = call.Object ?? call.Arguments[0];
        while (rows is MethodCallExpression refined)
        {
            if (refined.Method.Name == nameof(Aggregates<int>.Distinct)) distinct = true;
            else if (refined.Method.Name == nameof(Aggregates<int>.Filter)) filter = JunctionNode.And(filter, OfGroup(refined, refined.Arguments[0], Condition));
            else order.Insert(0, new(OfGroup(refined, refined.Arguments[0], body => Scalar(body).Node), refined.Method.Name == nameof(Aggregates<int>.OrderByDescending)));
            rows = refined.Object!;
        }

        if (declared is not null) return new DeclaredAggregateNode(declared, new([.. call.Arguments.Skip(1).Select(Value)], distinct, order, filter), call.Type);
        if (call.Method.Name == nameof(Aggregates<int>.Count))
        {
            if (call.Arguments.Count == 0) return new AggregateNode(AggregateKind.Count, [], distinct: false, filter);
            if (!call.Method.IsGenericMethod) return new AggregateNode(AggregateKind.Count, [], distinct: false, JunctionNode.And(filter, OfGroup(call, call.Arguments[0], Condition)));
        }

        return new AggregateNode(Enum.Parse<AggregateKind>(call.Method.Name), new([.. call.Arguments.Select(Value)], distinct, order, filter));

        Node Value(Expression argument) => Lambda(argument) is null ? Scalar(argument).Node : OfGroup(call, argument, body => Scalar(body).Node);
    }

    /// <summary>Translates a lambda over one row of the group.</summary>
    private TResult OfGroup<TResult>(MethodCallExpression call, Expression argument, Func<Expression, TResult> translate)
    {
        Expression? rows = call;
        while (rows is MethodCallExpression inner) rows = inner.Object ?? inner.Arguments[0];
        var index = rows is ParameterExpression parameter ? Groups.FindLastIndex(group => group.Parameter == parameter) : -1;
        if (index < 0) throw Untranslatable(call, "Aggregates are those of the lambda's own rows: q => q.Count().");
        var lambda = Lambda(argument)!;
        Rows.Add((lambda.Parameters[0], Groups[index].Row));
        var result = translate(lambda.Body);
        Rows.RemoveAt(Rows.Count - 1);
        return result;
    }

    /// <summary><c>Window.PartitionBy(b.AuthorId).OrderByDescending(b.Pages).Rank()</c></summary>
    private WindowNode WindowCall(MethodCallExpression call)
    {
        var partition = new List<Node>();
        var order = new List<OrderTerm>();
        string? frame = null;
        for (var step = call.Object; step is MethodCallExpression inner; step = inner.Object)
        {
            switch (inner.Method.Name)
            {
                case nameof(Window.Over):
                    break;
                case nameof(Window.PartitionBy):
                    partition.InsertRange(0, inner.Arguments.SelectMany(a => a is NewArrayExpression array ? (IEnumerable<Expression>)array.Expressions : [a]).Select(a => Scalar(a).Node));
                    break;
                case nameof(Window.OrderBy) or nameof(Window.OrderByDescending):
                    order.Insert(0, new(Scalar(inner.Arguments[0]).Node, inner.Method.Name == nameof(Window.OrderByDescending)));
                    break;
                case nameof(Window.Rows) or nameof(Window.Range):
                    frame = $"{inner.Method.Name.ToUpperInvariant()} BETWEEN {Bound(inner.Arguments[0], "UNBOUNDED PRECEDING")} AND {Bound(inner.Arguments[1], "UNBOUNDED FOLLOWING")}";
                    break;
            }
        }

        var arguments = call.Arguments.Select(a => Scalar(a).Node).ToList();
        var (name, nullable) = call.Method.Name switch
        {
            nameof(Window.RowNumber) => ("ROW_NUMBER", false),
            nameof(Window.DenseRank) => ("DENSE_RANK", false),
            nameof(Window.PercentRank) => ("PERCENT_RANK", false),
            nameof(Window.CumeDist) => ("CUME_DIST", false),
            nameof(Window.FirstValue) => ("FIRST_VALUE", true),
            nameof(Window.LastValue) => ("LAST_VALUE", true),
            nameof(Window.NthValue) => ("NTH_VALUE", true),
            nameof(Window.Rank) or nameof(Window.Ntile) or nameof(Window.Count) => (call.Method.Name.ToUpperInvariant(), false),
            var other => (other.ToUpperInvariant(), true),
        };
        if (name == "COUNT" && arguments.Count == 0) arguments.Add(new LiteralNode("*"));
        return new(name, arguments, partition, order, frame, nullable);
    }

    private string Bound(Expression bound, string unbounded) => Captured.Evaluate(bound) switch
    {
        null => unbounded,
        0 => "CURRENT ROW",
        int rows => $"{Math.Abs(rows)} {(rows < 0 ? "PRECEDING" : "FOLLOWING")}",
        var other => throw Untranslatable(bound, $"A frame is bounded by a number of rows, not by {other}."),
    };
}
