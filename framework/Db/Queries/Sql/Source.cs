namespace Quintet.Db.Sql;

/// <summary>
/// A table in a query: the one it is about, or one joined to it over a relation. Two that were reached the same way are equal, so
/// that a join is made once.
/// </summary>
internal sealed class Source : IEquatable<Source>
{
    private readonly int _hash;

    /// <summary>The table a query (or, at a depth above 0, a subquery) is about.</summary>
    public Source(ModelMeta model, int depth)
    {
        Model = model;
        Depth = depth;
        _hash = HashCode.Combine(model, depth);
    }

    /// <summary>A table joined over a foreign key of <paramref name="parent"/>.</summary>
    public Source(Source parent, RelationFieldMeta relation)
    {
        Parent = parent;
        Relation = relation;
        Model = relation.Target;
        Depth = parent.Depth;
        IsNullable = relation.Field.Null || parent.IsNullable;
        _hash = HashCode.Combine(parent, relation);
    }

    public ModelMeta Model { get; }

    /// <summary>0 for the query itself, 1 for a subquery in it, and so on.</summary>
    public int Depth { get; }

    public Source? Parent { get; }

    public RelationFieldMeta? Relation { get; }

    /// <summary>Whether there may be no row here (then all its columns are NULL).</summary>
    public bool IsNullable { get; }

    public bool Equals(Source? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && Model == other.Model && Depth == other.Depth && Relation == other.Relation && Equals(Parent, other.Parent));

    public override bool Equals(object? obj) => Equals(obj as Source);

    public override int GetHashCode() => _hash;
}
