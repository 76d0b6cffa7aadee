using System.Collections.Immutable;

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

    /// <summary>Whether it is a condition: true or false, and used as a value only with care for NULL.</summary>
    public virtual bool IsCondition => false;

    /// <summary>Whether it is a moment, whose parts depend on the time zone.</summary>
    public virtual TimeKind Time => TimeKind.None;

    /// <summary>The kind of field that such values have, which knows further lookups; null: they are plain.</summary>
    public virtual Field? FieldKind => null;

    /// <summary>Whether it gives values of a type that only the driver knows.</summary>
    public virtual bool Gives(Type type) => false;

    /// <summary>What it is made of.</summary>
    public virtual ImmutableArray<Node> Parts => [];

    /// <summary>Writes the SQL.</summary>
    public abstract void Write(SqlWriter writer);

    /// <summary>What tells it from another node of the same class, apart from the parts.</summary>
    protected abstract object? Distinction { get; }

    /// <summary>Adds all values that are sent as parameters; a parameter's number is its place in this list.</summary>
    public virtual void Collect(List<ValueNode> values)
    {
        var parts = Parts;
        for (var i = 0; i < parts.Length; i++) parts[i].Collect(values);
    }

    /// <summary>Whether a value of a window stands in it, which is known only when all rows are there.</summary>
    public virtual bool HasWindow
    {
        get
        {
            var parts = Parts;
            for (var i = 0; i < parts.Length; i++)
            {
                if (parts[i].HasWindow) return true;
            }

            return false;
        }
    }

    public bool Equals(Node? other) =>
        ReferenceEquals(this, other) || (other is not null && other.GetType() == GetType() && GetHashCode() == other.GetHashCode() && SameButParts(other) && SameParts(other));

    public override bool Equals(object? obj) => Equals(obj as Node);

    public override int GetHashCode() => _hash != 0 ? _hash : _hash = HashParts(ShapeHash.Mix(GetType().GetHashCode(), HashButParts())) | 1;

    /// <summary>Whether <see cref="Distinction"/> is the same; overridden where asking it would make an object each time.</summary>
    protected virtual bool SameButParts(Node other) => Equals(Distinction, other.Distinction);

    /// <inheritdoc cref="SameButParts"/>
    protected virtual int HashButParts() => Distinction?.GetHashCode() ?? 0;

    /// <summary>Whether the parts are the same as those of another node of the class.</summary>
    protected virtual bool SameParts(Node other)
    {
        var (parts, others) = (Parts, other.Parts);
        if (parts.Length != others.Length) return false;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!parts[i].Equals(others[i])) return false;
        }

        return true;
    }

    /// <summary>A hash with those of the parts mixed in.</summary>
    protected virtual int HashParts(int hash)
    {
        var parts = Parts;
        for (var i = 0; i < parts.Length; i++) hash = ShapeHash.Mix(hash, parts[i].GetHashCode());
        return hash;
    }
}

/// <summary>Hashes of shapes, made for each query that runs: simpler than <see cref="HashCode"/>, which guards against input that is chosen to collide.</summary>
internal static class ShapeHash
{
    public static int Mix(int left, int right) => unchecked(((left << 5) | (left >>> 27)) * 31 + right);
}

/// <summary>A column of a table of the query, or of one that holds the inherited fields of its rows.</summary>
internal sealed class ColumnNode : Node
{
    public ColumnNode(Source source, FieldMeta field)
    {
        // The key of a parent is the link to it: no join for that.
        Field = source.Model.IsKey(field) ? source.Model.PrimaryKey : field;
        Source = source.TableOf(Field);
    }

    public Source Source { get; }

    public FieldMeta Field { get; }

    public override bool IsNullable => Field.Field.Null || Source.IsNullable;

    public override Field? FieldKind => Field.Field;

    public override TimeKind Time => Field.Field.InternalType == nameof(DateTimeField) ? TimeKind.Moment : TimeKind.None;

    protected override object? Distinction => (Source, Field);

    protected override bool SameButParts(Node other) => Field == ((ColumnNode)other).Field && Source.Equals(((ColumnNode)other).Source);

    protected override int HashButParts() => ShapeHash.Mix(Source.GetHashCode(), Field.GetHashCode());

    public override bool HasWindow => false;

    public override void Write(SqlWriter writer) => writer.Column(Source, Field.Column);
}

/// <summary>A column that a query in the place of a table gives, by the name it has there.</summary>
internal sealed class DerivedColumnNode(Source source, string column, bool isNullable, TimeKind time) : Node
{
    public override bool IsNullable => isNullable;

    public override TimeKind Time => time;

    protected override object? Distinction => (source, column, isNullable, time);

    public override void Write(SqlWriter writer) => writer.Column(source, column);
}

/// <summary>A value from outside; it never becomes part of the SQL.</summary>
internal abstract class ValueNode : Node
{
    /// <summary>What is sent.</summary>
    public abstract object? Sent { get; }

    public override bool IsNullable => false;

    public override bool HasWindow => false;

    public override void Write(SqlWriter writer) => writer.Parameter(this);

    public override void Collect(List<ValueNode> values) => values.Add(this);
}

/// <inheritdoc/>
internal sealed class ParameterNode(object? value) : ValueNode
{
    public override object? Sent => value;

    public override bool IsNullable => value is null;

    public override TimeKind Time => value is DateTime or DateTimeOffset ? TimeKind.Moment : TimeKind.None;

    // The type is the statement's business: a server may prepare another one for text than for a number.
    protected override object? Distinction => value?.GetType();
}

/// <summary>A piece of text as a pattern; only the dialect knows how it is escaped, so the value is made when it is sent.</summary>
internal sealed class PatternNode(string text, MatchKind kind, bool ignoreCase) : ValueNode
{
    public override object? Sent => new Pattern(text, kind, ignoreCase);

    protected override object? Distinction => (kind, ignoreCase);
}

internal sealed record Pattern(string Text, MatchKind Kind, bool IgnoreCase);

/// <summary>A piece of SQL that we wrote: <c>NULL</c>, <c>1</c>.</summary>
internal sealed class LiteralNode(string sql, bool isCondition = false) : Node
{
    public static readonly LiteralNode True = new("1 = 1", isCondition: true);
    public static readonly LiteralNode False = new("1 = 0", isCondition: true);
    public static readonly LiteralNode Null = new("NULL");
    public static readonly LiteralNode One = new("1");

    public override bool IsNullable => this == Null;

    public override bool IsCondition => isCondition;

    protected override object? Distinction => sql;

    public override void Write(SqlWriter writer) => writer.Text(sql);
}

/// <summary>
/// A value that the selection of the query (or an earlier one) calculates, used once more: in a condition, an order, another
/// value. It has no parameters of its own, for those belong to the selection.
/// </summary>
/// <param name="place">Where it is calculated.</param>
/// <param name="target">The value.</param>
internal sealed class ReferenceNode(SelectedPlace place, Node target) : Node
{
    public override bool IsNullable => target.IsNullable;

    public override bool IsCondition => target.IsCondition;

    public override TimeKind Time => target.Time;

    public override Field? FieldKind => target.FieldKind;

    public override bool Gives(Type type) => target.Gives(type);

    protected override object? Distinction => place;

    /// <summary>A node as another part of the query may use it: itself, unless it has parameters.</summary>
    public static Node To(SelectedPlace place, Node target)
    {
        var values = new List<ValueNode>();
        target.Collect(values);
        return values.Count == 0 ? target : new ReferenceNode(place, target);
    }

    public override void Write(SqlWriter writer) => target.Write(writer);

    public override bool HasWindow => target.HasWindow;

    public override void Collect(List<ValueNode> values)
    {
    }
}

/// <summary>Where a value is calculated.</summary>
/// <param name="Depth">0: by the query itself, 1: by a subquery in it.</param>
/// <param name="Selection">Which of the query's selections.</param>
/// <param name="Leaf">Which of the selection's values.</param>
internal readonly record struct SelectedPlace(int Depth, int Selection, int Leaf);
