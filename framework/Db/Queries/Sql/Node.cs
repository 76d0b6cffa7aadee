namespace Quintet.Db.Sql;

/// <summary>
/// An expression of a query, on model metadata. Two nodes are equal when their SQL is: a parameter's value does not count,
/// so the SQL of a shape is compiled once.
/// </summary>
/// <remarks>A condition is never NULL in its effect: <c>!(x == 1)</c> is true where x is NULL, as in C#.</remarks>
internal abstract class Node : IEquatable<Node>
{
    private int _hash;

    /// <summary>Whether the value may be NULL.</summary>
    public abstract bool IsNullable { get; }

    /// <summary>What it is made of, from left to right: the order in which parameters are numbered.</summary>
    public virtual IReadOnlyList<Node> Parts => [];

    /// <summary>Writes the SQL, the parts in the order of <see cref="Parts"/>, each once.</summary>
    public abstract void Write(SqlWriter writer);

    /// <summary>What tells it from another node of the same class, apart from the parts.</summary>
    protected abstract object? Distinction { get; }

    /// <summary>Adds the values of all parameters, in the order in which they are written.</summary>
    public virtual void CollectValues(List<object?> values)
    {
        foreach (var part in Parts) part.CollectValues(values);
    }

    public bool Equals(Node? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || other.GetType() != GetType() || GetHashCode() != other.GetHashCode()) return false;
        if (!Equals(Distinction, other.Distinction) || Parts.Count != other.Parts.Count) return false;
        for (var i = 0; i < Parts.Count; i++)
        {
            if (!Parts[i].Equals(other.Parts[i])) return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Node);

    public override int GetHashCode()
    {
        if (_hash != 0) return _hash;
        var hash = new HashCode();
        hash.Add(GetType());
        hash.Add(Distinction);
        foreach (var part in Parts) hash.Add(part);
        return _hash = hash.ToHashCode() | 1;
    }
}

/// <summary>A column of a table of the query.</summary>
internal sealed class ColumnNode(Source source, FieldMeta field) : Node
{
    public Source Source { get; } = source;

    public FieldMeta Field { get; } = field;

    public override bool IsNullable => Field.Field.Null || Source.IsNullable;

    protected override object? Distinction => (Source, Field);

    public override void Write(SqlWriter writer) => writer.Column(Source, Field.Column);
}

/// <summary>A value from outside; it never becomes part of the SQL.</summary>
internal sealed class ParameterNode(object? value) : Node
{
    public object? Value { get; } = value;

    public override bool IsNullable => Value is null;

    protected override object? Distinction => null;

    public override void Write(SqlWriter writer) => writer.Parameter();

    public override void CollectValues(List<object?> values) => values.Add(Value);
}

/// <summary>A piece of SQL that we wrote: <c>NULL</c>, <c>1</c>.</summary>
internal sealed class LiteralNode(string sql) : Node
{
    public static readonly LiteralNode True = new("1 = 1");
    public static readonly LiteralNode False = new("1 = 0");
    public static readonly LiteralNode Null = new("NULL");

    public override bool IsNullable => this == Null;

    protected override object? Distinction => sql;

    public override void Write(SqlWriter writer) => writer.Text(sql);
}

/// <summary><c>a = b</c> and its kin; where a side may be NULL, what C# says of null.</summary>
internal sealed class ComparisonNode(string op, Node left, Node right) : Node
{
    public override bool IsNullable => false;

    public override IReadOnlyList<Node> Parts { get; } = [left, right];

    protected override object? Distinction => op;

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
            writer.NullSafeEquality(() => left.Write(writer), () => right.Write(writer), equal: op == "=");
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
        left.Write(writer);
        writer.Text(" " + symbol + " ");
        right.Write(writer);
    }
}

/// <summary>Conditions of which all, or one, must hold.</summary>
internal sealed class JunctionNode(bool all, IReadOnlyList<Node> parts) : Node
{
    public override bool IsNullable => false;

    public override IReadOnlyList<Node> Parts { get; } = parts;

    protected override object? Distinction => all;

    public static Node And(Node? left, Node right) => left is null ? right : new JunctionNode(true, [.. Flat(left, true), .. Flat(right, true)]);

    public static Node Or(Node left, Node right) => new JunctionNode(false, [.. Flat(left, false), .. Flat(right, false)]);

    public override void Write(SqlWriter writer)
    {
        writer.Text("(");
        for (var i = 0; i < Parts.Count; i++)
        {
            if (i > 0) writer.Text(all ? " AND " : " OR ");
            Parts[i].Write(writer);
        }

        writer.Text(")");
    }

    private static IReadOnlyList<Node> Flat(Node node, bool all) => node is JunctionNode junction && Equals(junction.Distinction, all) ? junction.Parts : [node];
}

internal sealed class NotNode(Node inner) : Node
{
    public override bool IsNullable => false;

    public override IReadOnlyList<Node> Parts { get; } = [inner];

    protected override object? Distinction => null;

    public override void Write(SqlWriter writer)
    {
        writer.Text("NOT (");
        writer.InNegation(() => inner.Write(writer));
        writer.Text(")");
    }
}

internal sealed class NullTestNode(Node inner, bool isNull) : Node
{
    public override bool IsNullable => false;

    public override IReadOnlyList<Node> Parts { get; } = [inner];

    protected override object? Distinction => isNull;

    public override void Write(SqlWriter writer)
    {
        inner.Write(writer);
        writer.Text(isNull ? " IS NULL" : " IS NOT NULL");
    }
}

/// <summary>Text that contains, begins with, ends with or is another, exactly or whatever the case.</summary>
internal sealed class MatchNode(Node text, string value, MatchKind kind, bool ignoreCase) : Node
{
    public override bool IsNullable => false;

    public override IReadOnlyList<Node> Parts { get; } = [text, new PatternNode(value, kind, ignoreCase)];

    protected override object? Distinction => ignoreCase;

    public override void Write(SqlWriter writer)
    {
        var guard = text.IsNullable && writer.Negated;
        if (guard) writer.Text("COALESCE(");
        writer.Text(writer.Dialect.Match(writer.Capture(() => text.Write(writer)), writer.Capture(() => Parts[1].Write(writer)), ignoreCase));
        if (guard) writer.Text(", FALSE)");
    }
}

/// <summary>A piece of text as a pattern; only the dialect knows how it is escaped, so the value is made when it is sent.</summary>
internal sealed class PatternNode(string text, MatchKind kind, bool ignoreCase) : Node
{
    public override bool IsNullable => false;

    protected override object? Distinction => (kind, ignoreCase);

    public override void Write(SqlWriter writer) => writer.Parameter();

    public override void CollectValues(List<object?> values) => values.Add(new Pattern(text, kind, ignoreCase));
}

internal sealed record Pattern(string Text, MatchKind Kind, bool IgnoreCase);

/// <summary><c>x IN (…)</c>; a shape of its own for each number of values.</summary>
internal sealed class InNode(Node operand, IReadOnlyList<Node> values) : Node
{
    public override bool IsNullable => false;

    public override IReadOnlyList<Node> Parts { get; } = [operand, .. values];

    protected override object? Distinction => null;

    public override void Write(SqlWriter writer)
    {
        var guard = operand.IsNullable && writer.Negated;
        if (guard) writer.Text("COALESCE(");
        operand.Write(writer);
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

internal sealed class ExtractNode(DatePart part, Node operand) : Node
{
    public override bool IsNullable => operand.IsNullable;

    public override IReadOnlyList<Node> Parts { get; } = [operand];

    protected override object? Distinction => part;

    public override void Write(SqlWriter writer) => writer.Text(writer.Dialect.Extract(part, writer.Capture(() => operand.Write(writer))));
}

/// <summary><c>LOWER(x)</c> and others that all databases have.</summary>
internal sealed class FunctionNode(string name, IReadOnlyList<Node> arguments) : Node
{
    public override bool IsNullable => name != "COALESCE" ? Parts.Any(a => a.IsNullable) : Parts.All(a => a.IsNullable);

    public override IReadOnlyList<Node> Parts { get; } = arguments;

    protected override object? Distinction => name;

    public override void Write(SqlWriter writer)
    {
        writer.Text(name + "(");
        for (var i = 0; i < Parts.Count; i++)
        {
            if (i > 0) writer.Text(", ");
            Parts[i].Write(writer);
        }

        writer.Text(")");
    }
}

internal sealed class ArithmeticNode(string op, Node left, Node right) : Node
{
    public override bool IsNullable => left.IsNullable || right.IsNullable;

    public override IReadOnlyList<Node> Parts { get; } = [left, right];

    protected override object? Distinction => op;

    public override void Write(SqlWriter writer)
    {
        writer.Text("(");
        left.Write(writer);
        writer.Text(" " + op + " ");
        right.Write(writer);
        writer.Text(")");
    }
}

/// <summary>Whether there are rows that point here, or how many: a subquery that looks at the row outside.</summary>
internal sealed class SubqueryNode(bool count, Source root, Node where) : Node
{
    public override bool IsNullable => false;

    public override IReadOnlyList<Node> Parts { get; } = [where];

    protected override object? Distinction => (count, root);

    public override void Write(SqlWriter writer)
    {
        writer.Text(count ? "(SELECT COUNT(*) FROM " : "EXISTS (SELECT 1 FROM ");
        writer.Select(root, () => where.Write(writer));
        writer.Text(")");
    }
}
