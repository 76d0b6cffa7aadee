namespace Quintet.Db.Sql;

/// <summary>A way from a row to many rows: back over a foreign key, or over pairs.</summary>
internal abstract class Way
{
    /// <summary>Its name in lookups, <c>books</c>; null: it has none.</summary>
    public abstract string? QueryName { get; }

    /// <summary>Its property in C#, <c>Books</c>; null: it has none.</summary>
    public abstract string? PropertyName { get; }

    /// <summary>The model of the rows that it leads to.</summary>
    public abstract ModelMeta Model { get; }

    /// <summary>Whether it leads to one row at most.</summary>
    public virtual bool IsSingle => false;

    /// <summary>The field of the row where it begins by which the others point to it; null: its key.</summary>
    public virtual FieldMeta? Near => null;

    /// <summary>The rows that the row with this key leads to: a query inside of another.</summary>
    public abstract Query Rows(Node key, int depth);

    /// <summary>The column, joined to a query of the rows where need be, that holds the key of the row where the way begins.</summary>
    public abstract ColumnNode Owner(Source rows);

    /// <summary>What must hold of the rows beside their column; null: nothing.</summary>
    public virtual Node? Condition(Source rows) => null;

    /// <summary>The value that the rows of this one have in their column.</summary>
    public virtual object KeyOf(Model row) => row.Pk!;

    /// <summary>A row that the way leads to knows where it began.</summary>
    public virtual void Link(Model owner, Model row)
    {
    }
}

/// <summary>From a row to those that point to it.</summary>
internal sealed class BackWay(RelationFieldMeta relation) : Way
{
    public RelationFieldMeta Relation => relation;

    public override string? QueryName => relation.QueryName;

    public override string? PropertyName => relation.ReversePropertyName;

    public override ModelMeta Model => relation.Model;

    public override bool IsSingle => relation.Field is OneToOne;

    public override FieldMeta? Near => relation.PointsToKey ? null : relation.TargetField;

    public override object KeyOf(Model row) => relation.KeyOf(row)!;

    public override Query Rows(Node key, int depth)
    {
        var query = new Query(new Source(relation.Model, depth));
        return query.And(new ComparisonNode("=", Owner(query.Root), key));
    }

    public override ColumnNode Owner(Source rows) => new(rows, relation);

    public override void Link(Model owner, Model row) => relation.SetLoaded(row, owner);
}

/// <summary>From a row over pairs to the other side of a many-to-many relation.</summary>
internal sealed class PairWay(ManyToManyMeta relation, bool back) : Way
{
    public ManyToManyMeta Relation => relation;

    public bool IsBack => back;

    public override string? QueryName => back ? relation.QueryName : relation.Name;

    public override string? PropertyName => back ? relation.ReversePropertyName : relation.PropertyName;

    public override ModelMeta Model => back ? relation.Model : relation.Target;

    public override FieldMeta? Near => NearRelation.PointsToKey ? null : NearRelation.TargetField;

    public override object KeyOf(Model row) => NearRelation.KeyOf(row)!;

    /// <summary>The pair's relation to the row where the way begins.</summary>
    public RelationFieldMeta NearRelation => back ? relation.TargetRelation : relation.SourceRelation;

    /// <summary>The pair's relation to the row where it ends.</summary>
    public RelationFieldMeta FarRelation => back ? relation.SourceRelation : relation.TargetRelation;

    /// <summary>The pairs are the table, so that a condition on the keys needs no join.</summary>
    public override Query Rows(Node key, int depth)
    {
        var pairs = new Source(relation.Through, depth);
        var far = new Source(pairs, FarRelation);
        return new Query(pairs) { Selection = new RowSelection(far), Order = OrderTerm.Default(far), Where = new ComparisonNode("=", new ColumnNode(pairs, NearRelation), key) };
    }

    public override ColumnNode Owner(Source rows) => new(new Source(rows, FarRelation, back: true), NearRelation);

    public override string ToString() => relation + (back ? " (back)" : "");
}
