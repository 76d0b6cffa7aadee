namespace Quintet.Db.Sql;

/// <summary>What a sub-expression of a lambda stands for.</summary>
internal abstract record Operand
{
    /// <summary>A value of the row, or calculated from it.</summary>
    /// <param name="Node">Its SQL.</param>
    /// <param name="Field">The field it is, if it is one.</param>
    public sealed record Scalar(Node Node, FieldMeta? Field) : Operand;

    /// <summary>The row itself, or one that a relation leads to. Only reading a field of it makes the join.</summary>
    /// <param name="Parent">The table with the foreign key; null for the row itself.</param>
    /// <param name="Relation">The foreign key; null for the row itself.</param>
    /// <param name="Self">The table of the row meant.</param>
    public sealed record Row(Source? Parent, RelationFieldMeta? Relation, Source Self) : Operand
    {
        /// <summary>The key of the row meant, without a join unless the relation holds another value.</summary>
        public Scalar Key => Relation is { Relation.ToField: null } ? Column : Self.Column(Self.Model.PrimaryKey);

        /// <summary>What an object from outside is compared with: the column that points to the row, without a join.</summary>
        public Scalar Column => Relation is null ? Key : Parent!.Column(Relation);

        /// <summary>The column of the row by which others point to it; null: the key.</summary>
        public Node PointedBy(FieldMeta? field) => field is null ? Key.Node : Relation?.PointsTo(field) == true ? Column.Node : new ColumnNode(Self, field);
    }

    /// <summary>What a selection made: its members are values and rows again.</summary>
    public sealed record Made(Selection Selection, IReadOnlyList<Operand> Members) : Operand
    {
        public Operand? Find(string member) => Selection is ObjectSelection made && made.Find(member) is >= 0 and var index ? Members[index] : null;
    }

    /// <summary>The first row of a subquery; a member of it is a value.</summary>
    public sealed record First(Query Query) : Operand;

    /// <summary>A value from around the lambda.</summary>
    public sealed record Outside(object? Value) : Operand;

    /// <summary>What a row of a query is to the lambdas that come after.</summary>
    public static Operand Of(Query query) =>
        query.Selection is RowSelection row ? row.Operand : OfParts(query);

    private static Operand OfParts(Query query)
    {
        var leaf = 0;
        return Of(query.Selection);

        Operand Of(Selection selection)
        {
            switch (selection)
            {
                case RowSelection row:
                    leaf++;
                    return row.Operand;
                case ValueSelection value:
                    return new Scalar(ReferenceNode.To(new(query.Root.Depth, query.Earlier.Count, leaf++), value.Node), value.Field);
                default:
                    return new Made(selection, [.. selection.Parts.Select(Of)]);
            }
        }
    }
}
