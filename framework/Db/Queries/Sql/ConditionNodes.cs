using System.Collections.Immutable;

namespace Quintet.Db.Sql;

/// <summary>True or false.</summary>
internal abstract class ConditionNode : Node
{
    public override bool IsNullable => false;

    public override bool IsCondition => true;
}

/// <summary><c>a = b</c> and its kin; where a side may be NULL, what C# says of null.</summary>
internal sealed class ComparisonNode(string op, Node left, Node right) : ConditionNode
{
    // In nearly every query there is one: no list is made of two.
    public override ImmutableArray<Node> Parts => [left, right];

    public override bool HasWindow => left.HasWindow || right.HasWindow;

    protected override object? Distinction => op;

    private Node Left => left;

    private Node Right => right;

    protected override int HashButParts() => op[0] + op.Length;

    protected override int HashParts(int hash) => ShapeHash.Mix(ShapeHash.Mix(hash, left.GetHashCode()), right.GetHashCode());

    protected override bool SameParts(Node other) => other is ComparisonNode comparison && left.Equals(comparison.Left) && right.Equals(comparison.Right);

    public override void Collect(List<ValueNode> values)
    {
        left.Collect(values);
        right.Collect(values);
    }

    public override void Write(SqlWriter writer)
    {
        if (!left.IsNullable && !right.IsNullable)
        {
            WritePlain(writer, op);
            return;
        }

        if (left.IsNullable && right.IsNullable && op is "=" or "<>")
        {
            // Both may be NULL: NULL equals NULL in C#. Only columns come here; a null value becomes IS NULL before.
            writer.Value(left);
            writer.Text(op == "=" ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ");
            writer.Value(right);
            return;
        }

        // One side may be NULL: then "different" holds and everything else does not. Of a column this is said with IS NULL,
        // which leaves an index usable; where nothing turns a comparison round, NULL has its effect already.
        var differs = op == "<>";
        if (!differs && !writer.Negated)
        {
            WritePlain(writer, op);
        }
        else if ((left.IsNullable ? left : right) is ColumnNode column && !(left.IsNullable && right.IsNullable))
        {
            writer.Text("(");
            WritePlain(writer, op);
            writer.Text(differs ? " OR " : " AND ");
            column.Write(writer);
            writer.Text(differs ? " IS NULL)" : " IS NOT NULL)");
        }
        else
        {
            writer.Text("COALESCE(");
            WritePlain(writer, op);
            writer.Text(differs ? ", TRUE)" : ", FALSE)");
        }
    }

    private void WritePlain(SqlWriter writer, string symbol)
    {
        writer.Value(left);
        writer.Text(" " + symbol + " ");
        writer.Value(right);
    }
}

/// <summary>Conditions of which all, or one, must hold.</summary>
internal sealed class JunctionNode(bool all, ImmutableArray<Node> parts) : ConditionNode
{
    public override ImmutableArray<Node> Parts { get; } = parts;

    protected override object? Distinction => all;

    public static Node And(Node? left, Node right) => left is null ? right : new JunctionNode(true, [.. Flat(left, true), .. Flat(right, true)]);

    public static Node Or(Node left, Node right) => new JunctionNode(false, [.. Flat(left, false), .. Flat(right, false)]);

    public override void Write(SqlWriter writer)
    {
        writer.Text("(");
        for (var i = 0; i < Parts.Length; i++)
        {
            if (i > 0) writer.Text(all ? " AND " : " OR ");
            Parts[i].Write(writer);
        }

        writer.Text(")");
    }

    private static ImmutableArray<Node> Flat(Node node, bool all) => node is JunctionNode junction && Equals(junction.Distinction, all) ? junction.Parts : [node];
}

/// <summary>Conditions of which an odd number must hold (Django's <c>Q ^ Q</c>); of two: one, but not both.</summary>
internal sealed class XorNode(Node left, Node right) : ConditionNode
{
    public override ImmutableArray<Node> Parts { get; } = [left, right];

    protected override object? Distinction => null;

    public override void Write(SqlWriter writer)
    {
        writer.Text("((");
        writer.InNegation(() => left.Write(writer));
        writer.Text(") <> (");
        writer.InNegation(() => right.Write(writer));
        writer.Text("))");
    }
}

internal sealed class NotNode(Node inner) : ConditionNode
{
    public override ImmutableArray<Node> Parts { get; } = [inner];

    protected override object? Distinction => null;

    public override void Write(SqlWriter writer)
    {
        writer.Text("NOT (");
        writer.InNegation(() => inner.Write(writer));
        writer.Text(")");
    }
}

internal sealed class NullTestNode(Node inner, bool isNull) : ConditionNode
{
    public override ImmutableArray<Node> Parts { get; } = [inner];

    protected override object? Distinction => isNull;

    public override void Write(SqlWriter writer)
    {
        writer.Value(inner);
        writer.Text(isNull ? " IS NULL" : " IS NOT NULL");
    }
}

/// <summary>Text that contains, begins with, ends with or is another, exactly or whatever the case.</summary>
internal sealed class MatchNode(Node text, Node pattern, bool ignoreCase) : ConditionNode
{
    public override ImmutableArray<Node> Parts { get; } = [text, pattern];

    protected override object? Distinction => ignoreCase;

    public override void Write(SqlWriter writer)
    {
        writer.Condition(writer.Dialect.Match(writer.Capture(text), writer.Capture(pattern), ignoreCase), text.IsNullable);
    }
}

/// <summary>Text in which another text of the row is found: its wildcards stand for themselves.</summary>
internal sealed class FindNode(Node text, Node wanted, MatchKind kind, bool ignoreCase) : ConditionNode
{
    public override ImmutableArray<Node> Parts { get; } = [text, wanted];

    protected override object? Distinction => (kind, ignoreCase);

    public override void Write(SqlWriter writer)
    {
        var (whole, part) = (writer.Capture(text), writer.Capture(wanted));
        if (ignoreCase) (whole, part) = ($"UPPER({whole})", $"UPPER({part})");
        var condition = kind switch
        {
            MatchKind.Contains => $"{writer.Dialect.Position(whole, part)} > 0",
            MatchKind.StartsWith => $"SUBSTR({whole}, 1, LENGTH({part})) = {part}",
            MatchKind.EndsWith => $"(LENGTH({whole}) >= LENGTH({part}) AND SUBSTR({whole}, LENGTH({whole}) - LENGTH({part}) + 1) = {part})",
            _ => $"{whole} = {part}",
        };
        writer.Condition(condition, text.IsNullable || wanted.IsNullable);
    }
}

/// <summary>Text that fits a regular expression, in the database's own language of those.</summary>
internal sealed class RegexNode(Node text, Node pattern, bool ignoreCase) : ConditionNode
{
    public override ImmutableArray<Node> Parts { get; } = [text, pattern];

    protected override object? Distinction => ignoreCase;

    public override void Write(SqlWriter writer)
    {
        writer.Condition(writer.Dialect.Regex(writer.Capture(text), writer.Capture(pattern), ignoreCase), text.IsNullable);
    }
}

/// <summary><c>x IN (…)</c>; a shape of its own for each number of values.</summary>
internal sealed class InNode(Node operand, IReadOnlyList<Node> values) : ConditionNode
{
    public override ImmutableArray<Node> Parts { get; } = [operand, .. values];

    protected override object? Distinction => null;

    public override void Write(SqlWriter writer)
    {
        var guard = operand.IsNullable && writer.Negated;
        if (guard) writer.Text("COALESCE(");
        writer.Value(operand);
        writer.Text(" IN (");
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) writer.Text(", ");
            values[i].Write(writer);
        }

        writer.Text(")");
        if (guard) writer.Text(", FALSE)");
    }
}

/// <summary><c>x IN (SELECT …)</c></summary>
internal sealed class InQueryNode(Node operand, Query query, bool mayBeNull) : ConditionNode
{
    public override ImmutableArray<Node> Parts { get; } = [operand];

    protected override object? Distinction => (query, mayBeNull);

    public override void Collect(List<ValueNode> values)
    {
        operand.Collect(values);
        query.Collect(values);
    }

    public override void Write(SqlWriter writer)
    {
        // A NULL on either side would make it NULL, and NOT IN of that nothing.
        var guard = (operand.IsNullable || mayBeNull) && writer.Negated;
        if (guard) writer.Text("COALESCE(");
        writer.Value(operand);
        writer.Text(" IN (");
        QueryCompiler.WriteSelect(writer, query, nested: false);
        writer.Text(")");
        if (guard) writer.Text(", FALSE)");
    }
}

/// <summary>Whether a query has a row.</summary>
internal sealed class ExistsNode(Query query) : ConditionNode
{
    protected override object? Distinction => query;

    public override void Collect(List<ValueNode> values) => query.Collect(values);

    public override void Write(SqlWriter writer)
    {
        writer.Text("EXISTS (");
        QueryCompiler.WriteSelect(writer, query, nested: false);
        writer.Text(")");
    }
}
