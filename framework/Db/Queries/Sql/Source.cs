namespace Quintet.Db.Sql;

/// <summary>
/// A table in a query: the one it is about, or one joined to it over a relation. Two that were reached the same way are equal, so
/// that a join is made once.
/// </summary>
internal sealed class Source : IEquatable<Source>
{
    private readonly int _hash;

    // By their places in the model; null: they are not kept.
    private readonly Operand.Scalar?[]? _columns;

    /// <summary>The table that all queries of a model start from. Its columns are kept, for they are the same in all of them.</summary>
    public Source(ModelMeta model)
        : this(model, depth: 0) => _columns = new Operand.Scalar?[model.AllFields.Count];

    /// <summary>The table a query (or, at a depth above 0, a subquery) is about.</summary>
    public Source(ModelMeta model, int depth)
    {
        Model = model;
        Depth = depth;
        _hash = HashCode.Combine(model, depth);
    }

    /// <summary>A query in the place of a table.</summary>
    public Source(Derived derived, ModelMeta model, int depth)
        : this(model, depth)
    {
        Derived = derived;
        _hash = HashCode.Combine(model, depth, derived);
    }

    /// <summary>A table joined over a foreign key of <paramref name="parent"/>, or of a table that holds the rest of its rows.</summary>
    public Source(Source parent, RelationFieldMeta relation)
        : this(parent, relation, back: false)
    {
    }

    /// <summary>The table of the rows that point to those of <paramref name="parent"/>: at most one to each where the relation is one to one.</summary>
    public Source(Source parent, RelationFieldMeta relation, bool back)
    {
        if (!back) parent = parent.TableOf(relation);
        else if (!relation.PointsToKey) parent = parent.TableOf(relation.TargetField);
        Parent = parent;
        Relation = relation;
        IsBack = back;
        Model = back ? relation.Model : relation.Target;
        Depth = parent.Depth;
        IsNullable = back || relation.Field.Null || parent.IsNullable;
        _hash = HashCode.Combine(parent, relation, back);
    }

    public ModelMeta Model { get; }

    /// <summary>0 for the query itself, 1 for a subquery in it, and so on.</summary>
    public int Depth { get; }

    /// <summary>The query that stands in the place of the table.</summary>
    public Derived? Derived { get; }

    public Source? Parent { get; }

    public RelationFieldMeta? Relation { get; }

    /// <summary>Whether the relation is followed against its direction: the rows here point to the parent's.</summary>
    public bool IsBack { get; }

    /// <summary>Whether there may be no row here (then all its columns are NULL).</summary>
    public bool IsNullable { get; }

    /// <summary>The table that an object is read from: of one that only holds the inherited fields, that of the child.</summary>
    public Source Whole => !IsBack && Relation is { IsParentLink: true } && Parent is not null ? Parent.Whole : this;

    /// <summary>The table that has a field of the model: the own one, or one joined over the links to the parents.</summary>
    public Source TableOf(FieldMeta field)
    {
        var table = this;
        while (table.Model.ConcreteModel != field.Model && table.Model.ParentLink is { } link) table = new(table, link);
        return table;
    }

    /// <summary>The column of a field of the model, as a value.</summary>
    public Operand.Scalar Column(FieldMeta field)
    {
        if (_columns is not { } columns || field.Index >= columns.Length) return new(new ColumnNode(this, field), field);
        return columns[field.Index] is { } kept && kept.Field == field ? kept : columns[field.Index] = new(new ColumnNode(this, field), field);
    }

    /// <summary>The same way over relations, from another table.</summary>
    public Source On(Source oldRoot, Source newRoot) => Equals(oldRoot) ? newRoot : Parent is null ? this : new(Parent.On(oldRoot, newRoot), Relation!, IsBack);

    public bool Equals(Source? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && Model == other.Model && Depth == other.Depth && Relation == other.Relation && IsBack == other.IsBack
            && Equals(Parent, other.Parent) && Equals(Derived, other.Derived));

    public override bool Equals(object? obj) => Equals(obj as Source);

    public override int GetHashCode() => _hash;
}

/// <summary>One query, or several as one: <c>SELECT … UNION SELECT …</c>.</summary>
internal sealed class Derived(SetOperator? combination, IReadOnlyList<Query> queries) : IEquatable<Derived>
{
    public void Collect(List<ValueNode> values)
    {
        foreach (var query in queries) query.Collect(values);
    }

    public void Write(SqlWriter writer)
    {
        for (var i = 0; i < queries.Count; i++)
        {
            if (i > 0)
            {
                writer.Text(combination switch
                {
                    SetOperator.UnionAll => " UNION ALL ",
                    SetOperator.Intersection => " INTERSECT ",
                    SetOperator.Difference => " EXCEPT ",
                    _ => " UNION ",
                });
            }

            // SQLite takes no order, limit or parentheses in a part; a table it takes.
            var own = queries.Count > 1 && (queries[i].IsSliced || queries[i].Root.Derived is not null);
            if (own) writer.Text("SELECT * FROM (");
            QueryCompiler.WriteSelect(writer, queries[i], nested: true);
            if (own) writer.Text($") {writer.Dialect.Quote("part")}");
        }
    }

    public bool Equals(Derived? other) => other is not null && Equals(other.Combination, Combination) && other.Queries.SequenceEqual(Queries);

    public override bool Equals(object? obj) => Equals(obj as Derived);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(combination);
        foreach (var query in queries) hash.Add(query);
        return hash.ToHashCode();
    }

    private SetOperator? Combination => combination;

    private IReadOnlyList<Query> Queries => queries;
}

internal enum SetOperator
{
    Union,
    UnionAll,
    Intersection,
    Difference,
}
