namespace Quintet.Db.Sql;

/// <summary>From a row to those that hold its key beside what says that it is a key of this model.</summary>
internal sealed class GenericWay(GenericRelationMeta relation) : Way
{
    public override string? QueryName => relation.Name;

    public override string? PropertyName => relation.PropertyName;

    public override ModelMeta Model => relation.Target;

    public override Query Rows(Node key, int depth)
    {
        var query = new Query(new Source(Model, depth));
        return query.And(new ComparisonNode("=", Owner(query.Root), As(key, relation.Model.PrimaryKey, relation.KeyField))).And(Condition(query.Root));
    }

    public override ColumnNode Owner(Source rows) => new(rows, relation.KeyField);

    /// <summary>The row that says which model is meant is found inside of the statement: it has another key in each database.</summary>
    public override Node Condition(Source rows)
    {
        var types = new Query(new Source(relation.TypeField.Target, rows.Depth + 1)) { Order = [] };
        foreach (var (name, value) in relation.Describe(relation.Model))
        {
            types = types.And(new ComparisonNode("=", new ColumnNode(types.Root, types.Model.GetField(name)), new ParameterNode(value)));
        }

        return new ComparisonNode("=", new ColumnNode(rows, relation.TypeField), Value(types, types.Model.PrimaryKey));
    }

    public override object KeyOf(Model row) => GenericRelationMeta.Convert(relation.KeyField, row.Pk!);

    /// <summary>The one value that a query gives.</summary>
    public static SubqueryNode Value(Query query, FieldMeta field) => new(query.Select(new ValueSelection(new ColumnNode(query.Root, field), typeof(object), field)), isNullable: false);

    /// <summary>A key as another field holds it.</summary>
    public static Node As(Node key, FieldMeta from, FieldMeta to)
    {
        var type = Nullable.GetUnderlyingType(to.ValueType) ?? to.ValueType;
        return (Nullable.GetUnderlyingType(from.ValueType) ?? from.ValueType) == type ? key : new CastNode(key, type);
    }
}

/// <summary>From a row that holds a key to the object whose key it is: one, or none where it is another model's.</summary>
internal sealed class GenericBackWay(GenericRelationMeta relation) : Way
{
    public override string? QueryName => relation.RelatedQueryName;

    public override string? PropertyName => null;

    public override ModelMeta Model => relation.Model;

    public override Query Rows(Node key, int depth)
    {
        var query = new Query(new Source(Model, depth));
        var holder = new Query(new Source(relation.Target, depth + 1)) { Order = [] };
        holder = holder.And(new ComparisonNode("=", new ColumnNode(holder.Root, holder.Model.PrimaryKey), key)).And(relation.Forth.Condition(holder.Root));
        return query.And(new ComparisonNode("=", GenericWay.As(Owner(query.Root), Model.PrimaryKey, relation.KeyField), GenericWay.Value(holder, relation.KeyField)));
    }

    public override ColumnNode Owner(Source rows) => new(rows, Model.PrimaryKey);
}
