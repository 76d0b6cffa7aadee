using System.Collections.Immutable;

namespace Quintet.Db.Sql;

/// <summary>A function of the database; how it is written is the dialect's business.</summary>
internal sealed class FunctionNode(DbFunction function, IReadOnlyList<Node> arguments) : Node
{
    public override bool IsNullable => function switch
    {
        DbFunction.Coalesce => Parts.All(a => a.IsNullable),
        DbFunction.NullIf => true,
        DbFunction.Concat => false,
        _ => Parts.Any(a => a.IsNullable),
    };

    public override TimeKind Time => function switch
    {
        DbFunction.Now => TimeKind.Moment,
        DbFunction.Coalesce or DbFunction.Greatest or DbFunction.Least or DbFunction.NullIf => Parts[0].Time,
        _ => TimeKind.None,
    };

    public override ImmutableArray<Node> Parts { get; } = [.. arguments];

    protected override object? Distinction => function;

    public override void Write(SqlWriter writer) => writer.Text(writer.Dialect.Function(function, [.. Parts.Select(writer.Capture)]));
}

internal sealed class ArithmeticNode(string op, Node left, Node right) : Node
{
    public override bool IsNullable => left.IsNullable || right.IsNullable;

    public override ImmutableArray<Node> Parts { get; } = [left, right];

    protected override object? Distinction => op;

    public override void Write(SqlWriter writer)
    {
        writer.Text("(");
        writer.Value(left);
        writer.Text(" " + op + " ");
        writer.Value(right);
        writer.Text(")");
    }
}

/// <summary>A value as another type, <c>(double)b.Pages</c>.</summary>
internal sealed class CastNode(Node operand, Type type) : Node
{
    public override bool IsNullable => operand.IsNullable;

    public override ImmutableArray<Node> Parts { get; } = [operand];

    protected override object? Distinction => type;

    public override void Write(SqlWriter writer) => writer.Text($"CAST({writer.Capture(operand)} AS {writer.Dialect.CastType(type)})");
}

/// <summary><c>CASE WHEN … THEN … ELSE … END</c> (C#'s <c>?:</c>).</summary>
internal sealed class CaseNode(Node condition, Node then, Node otherwise) : Node
{
    public override bool IsNullable => then.IsNullable || otherwise.IsNullable;

    public override TimeKind Time => then.Time == TimeKind.None ? otherwise.Time : then.Time;

    public override ImmutableArray<Node> Parts { get; } = [condition, then, otherwise];

    protected override object? Distinction => null;

    public override void Write(SqlWriter writer)
    {
        writer.Text("CASE WHEN ");
        writer.AsPlain(() => condition.Write(writer));
        writer.Text(" THEN ");
        writer.Value(then);
        writer.Text(" ELSE ");
        writer.Value(otherwise);
        writer.Text(" END");
    }
}

/// <summary>The one value of the first row of a query; NULL where there is none.</summary>
internal sealed class SubqueryNode(Query query, bool isNullable) : Node
{
    public override bool IsNullable => isNullable;

    public override TimeKind Time => query.Selection is ValueSelection { Node: var value } ? value.Time : TimeKind.None;

    public override Field? FieldKind => (query.Selection as ValueSelection)?.Node.FieldKind;

    public override bool Gives(Type type) => query.Selection is ValueSelection { Node: var value } && value.Gives(type);

    protected override object? Distinction => (query, isNullable);

    public override void Collect(List<ValueNode> values) => query.Collect(values);

    public override void Write(SqlWriter writer)
    {
        writer.Text("(");
        QueryCompiler.WriteSelect(writer, query, nested: false);
        writer.Text(")");
    }
}

/// <summary>A value calculated from many rows, <c>COUNT(DISTINCT x) FILTER (WHERE …)</c>.</summary>
internal sealed class AggregateNode(AggregateKind kind, AggregateCall call) : Node
{
    public AggregateNode(AggregateKind kind, IReadOnlyList<Node> arguments, bool distinct, Node? filter)
        : this(kind, new AggregateCall(arguments, distinct, [], filter))
    {
    }

    public override bool IsNullable => kind != AggregateKind.Count;

    public override TimeKind Time => kind is AggregateKind.Min or AggregateKind.Max ? call.Arguments[0].Time : TimeKind.None;

    public override ImmutableArray<Node> Parts { get; } = [.. call.Parts];

    protected override object? Distinction => (kind, call.Shape);

    public override void Write(SqlWriter writer) => call.Write(writer, (distinct, arguments, order) => writer.Dialect.Aggregate(kind, distinct, arguments, order));
}

internal enum AggregateKind
{
    Count,
    Sum,
    Avg,
    Min,
    Max,
    StdDev,
    StdDevSample,
    Variance,
    VarianceSample,
    StringAgg,
}

/// <summary>A value calculated from the rows around one: <c>RANK() OVER (PARTITION BY … ORDER BY …)</c>.</summary>
internal sealed class WindowNode(string function, IReadOnlyList<Node> arguments, IReadOnlyList<Node> partition, IReadOnlyList<OrderTerm> order, string? frame, bool isNullable) : Node
{
    public override bool IsNullable => isNullable;

    // The value of another row, or an extreme of several: of what is counted and summed up none is a time.
    public override TimeKind Time => isNullable ? arguments[0].Time : TimeKind.None;

    public override bool HasWindow => true;

    public override ImmutableArray<Node> Parts { get; } = [.. arguments, .. partition, .. order.Select(o => o.Node)];

    protected override object? Distinction => (function, arguments.Count, partition.Count, string.Concat(order.Select(o => o.Descending ? 'd' : 'a')), frame, isNullable);

    public override void Write(SqlWriter writer)
    {
        writer.Text(function + "(");
        List(arguments);
        writer.Text(") OVER (");
        if (partition.Count > 0)
        {
            writer.Text("PARTITION BY ");
            List(partition);
        }

        QueryCompiler.WriteOrder(writer, order, partition.Count > 0 ? " ORDER BY " : "ORDER BY ");
        if (frame is not null) writer.Text(" " + frame);
        writer.Text(")");

        void List(IReadOnlyList<Node> nodes)
        {
            for (var i = 0; i < nodes.Count; i++)
            {
                if (i > 0) writer.Text(", ");
                writer.Value(nodes[i]);
            }
        }
    }
}
