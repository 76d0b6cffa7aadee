using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Quintet.Db.Sql;

/// <summary>What a method's <see cref="DbAggregateAttribute"/> says, read once for each method.</summary>
internal static class DeclaredAggregate
{
    private static readonly ConditionalWeakTable<MethodInfo, object> Known = [];
    private static readonly object None = new();

    /// <summary>The function that a method stands for; null: it is a method like any other.</summary>
    public static DbAggregateAttribute? Of(MethodInfo method)
    {
        if (!method.IsStatic || !method.IsGenericMethod || method.Module == typeof(object).Module) return null;
        return Known.GetValue(method.GetGenericMethodDefinition(), static m => m.GetCustomAttribute<DbAggregateAttribute>() ?? None) as DbAggregateAttribute;
    }
}

/// <summary>A call of a declared function over many rows.</summary>
/// <param name="function">Which.</param>
/// <param name="call">What is calculated.</param>
/// <param name="type">What it gives.</param>
internal sealed class DeclaredAggregateNode(DbAggregateAttribute function, AggregateCall call, Type type) : Node
{
    public override bool IsNullable => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    public override bool Gives(Type wanted) => wanted == type;

    public override TimeKind Time => (Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTime) ? TimeKind.Moment : TimeKind.None;

    public override ImmutableArray<Node> Parts { get; } = [.. call.Parts];

    protected override object? Distinction => (function.Name, call.Shape, type);

    public override void Write(SqlWriter writer)
    {
        if (function.Vendor is { } vendor && vendor != writer.Dialect.Vendor)
        {
            throw new NotSupportedException($"{function.Name} is a function of {vendor}, and this database is {writer.Dialect.Vendor}. Ask the other database: Using(…).");
        }

        call.Write(writer, (distinct, arguments, order) => $"{function.Name}({(distinct ? "DISTINCT " : "")}{string.Join(", ", arguments)}{order})");
    }
}

/// <summary>Values of many rows that a function makes one of: <c>(DISTINCT x ORDER BY y) FILTER (WHERE …)</c>.</summary>
internal sealed record AggregateCall(IReadOnlyList<Node> Arguments, bool Distinct, IReadOnlyList<OrderTerm> Order, Node? Filter)
{
    public IReadOnlyList<Node> Parts { get; } = [.. Arguments, .. Order.Select(term => term.Node), .. Filter is null ? [] : (Node[])[Filter]];

    /// <summary>What tells it from another, apart from the parts.</summary>
    public object Shape => (Arguments.Count, Distinct, string.Concat(Order.Select(term => $"{(term.Descending ? 'd' : 'a')}{term.NullsFirst}")));

    public void Write(SqlWriter writer, Func<bool, IReadOnlyList<string>, string, string> function)
    {
        var arguments = Arguments.Select(writer.Capture).ToList();
        var order = writer.Capture(() => QueryCompiler.WriteOrder(writer, Order, " ORDER BY "));
        writer.Text(function(Distinct, arguments, order));
        if (Filter is null) return;
        writer.Text(" FILTER (WHERE ");
        writer.AsPlain(() => Filter.Write(writer));
        writer.Text(")");
    }
}
