namespace Quintet.Db.Sql;

/// <summary>A shape → its SQL. Pure; the result is kept, so it runs once per shape.</summary>
internal static class QueryCompiler
{
    /// <param name="shape">What is to be said.</param>
    /// <param name="dialect">In which language.</param>
    /// <param name="fitsAll">Whether all queries of the shape may use the SQL.</param>
    /// <param name="dependsOnZone">Whether only those in the same time zone may.</param>
    public static CompiledQuery Compile(QueryShape shape, Dialect dialect, out bool fitsAll, out bool dependsOnZone)
    {
        var parameters = new List<ValueNode>();
        shape.Collect(parameters);
        var writer = new SqlWriter(dialect, parameters);
        fitsAll = !writer.HasSharedValues;
        switch (shape.Kind)
        {
            case StatementKind.Select:
                WriteSelect(writer, shape.Query, nested: false);
                break;
            case StatementKind.Delete:
                writer.Text("DELETE FROM ");
                writer.Name(shape.Query.Model.Table);
                writer.InScope(0, () => WriteOwnWhere(writer, shape.Query));
                break;
            case StatementKind.Update:
                writer.InScope(0, () => WriteUpdate(writer, shape));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape));
        }

        dependsOnZone = writer.DependsOnZone;
        return new(writer.Sql.ToString());
    }

    /// <summary>Writes a query. The parts that may need a join are written before the FROM, and put in behind it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="query">The query.</param>
    /// <param name="nested">It stands in the place of a table, so that its values need names.</param>
    public static void WriteSelect(SqlWriter writer, Query query, bool nested) => writer.InScope(query.Root.Depth, () =>
    {
        writer.Alias(query.Root);
        foreach (var source in nested ? [] : query.Related) writer.Alias(source);
        var columns = writer.Capture(() => WriteColumns(writer, query, nested));
        var distinctOn = writer.Capture(() => WriteList(writer, query.DistinctOn));
        var where = writer.Capture(() => query.Where?.Write(writer));
        var group = writer.Capture(() => WriteList(writer, query.GroupBy ?? []));
        var having = writer.Capture(() => query.Having?.Write(writer));
        var terms = query.EffectiveOrder();
        var order = writer.Capture(() => WriteOrder(writer, terms, " ORDER BY "));

        writer.Text("SELECT ");
        if (distinctOn.Length > 0) writer.Text(writer.Dialect.DistinctOn(distinctOn) + " ");
        else if (query.Distinct) writer.Text("DISTINCT ");
        writer.Text(columns);
        if (query.Distinct && !nested) WriteHiddenColumns(writer, query, terms);
        writer.Text(" FROM ");
        writer.From(query.Root);
        if (where.Length > 0) writer.Text(" WHERE " + where);
        if (group.Length > 0) writer.Text(" GROUP BY " + group);
        if (having.Length > 0) writer.Text(" HAVING " + having);
        writer.Text(order);
        var limit = query.LimitValue() is { } count ? writer.Capture(count) : null;
        var offset = query.OffsetValue() is { } start ? writer.Capture(start) : null;
        writer.Text(writer.Dialect.Limit(limit, offset));
        if (query.Lock is { } rowLock) writer.Text(writer.Dialect.Lock(rowLock, [.. LockedTables(rowLock, query).Select(source => writer.Dialect.Quote(writer.Alias(source)))]));
    });

    public static void WriteOrder(SqlWriter writer, IReadOnlyList<OrderTerm> order, string keyword)
    {
        for (var i = 0; i < order.Count; i++)
        {
            writer.Text(i == 0 ? keyword : ", ");
            writer.Value(order[i].Node is JsonNode { Kind: JsonKind.Json } json ? json.As(JsonKind.Sorted) : order[i].Node);
            writer.Text(order[i].Descending ? " DESC" : " ASC");
            writer.Text(writer.Dialect.NullsOrder(order[i]));
        }
    }

    private static void WriteColumns(SqlWriter writer, Query query, bool nested)
    {
        var index = 0;
        var first = true;
        foreach (var leaf in query.Selection.Leaves())
        {
            if (leaf is RowSelection row)
            {
                WriteRow(row.Source, row.Fields);
            }
            else if (leaf is ValueSelection value)
            {
                Separate();
                writer.Value(value.Node);
                if (nested) writer.Text(" AS " + writer.Dialect.Quote(Query.ColumnName(index)));
            }

            index++;
        }

        foreach (var source in nested ? [] : query.Related) WriteRow(source, source.Model.AllFields);

        void WriteRow(Source source, IReadOnlyList<FieldMeta> fields)
        {
            foreach (var field in fields)
            {
                // In the place of a table stands the row's own one; those of its parents are joined to it anew.
                if (nested && field.Model != source.Model.ConcreteModel) continue;
                Separate();
                new ColumnNode(source, field).Write(writer);
            }
        }

        void Separate()
        {
            if (!first) writer.Text(", ");
            first = false;
        }
    }

    /// <summary>What distinct rows are sorted by must be among their columns; behind the others nobody reads it.</summary>
    private static void WriteHiddenColumns(SqlWriter writer, Query query, IReadOnlyList<OrderTerm> terms)
    {
        var leaves = query.Selection.Leaves().ToList();
        foreach (var term in terms)
        {
            var isThere = term.Node is ColumnNode column && leaves.OfType<RowSelection>().Any(row => row.Source.Equals(column.Source.Whole) && row.Fields.Contains(column.Field));
            if (isThere || leaves.OfType<ValueSelection>().Any(value => value.Node.Equals(term.Node) || term.Node is ReferenceNode)) continue;
            writer.Text(", ");
            writer.Value(term.Node);
        }
    }

    private static void WriteList(SqlWriter writer, IReadOnlyList<Node> nodes)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (i > 0) writer.Text(", ");
            writer.Value(nodes[i]);
        }
    }

    private static IEnumerable<Source> LockedTables(RowLock rowLock, Query query)
    {
        foreach (var name in rowLock.Of.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == "self") yield return query.Root;
            else yield return query.Related.FirstOrDefault(r => r.Equals(RelatedSources.Named(query.Root, name)))
                ?? throw new FieldErrorException($"Invalid field name given in SelectForUpdate's of: '{name}'. Only relational fields followed in the query are allowed: self{string.Concat(query.Related.Select(r => ", " + r.Relation!.Name))}.");
        }
    }

    private static void WriteUpdate(SqlWriter writer, QueryShape shape)
    {
        writer.Text("UPDATE ");
        writer.Name(shape.Query.Model.Table);
        writer.Text(" SET ");
        writer.Alias(shape.Query.Root);
        for (var i = 0; i < shape.Assignments.Length; i++)
        {
            if (i > 0) writer.Text(", ");
            writer.Name(shape.Assignments[i].Field.Column);
            writer.Text(" = ");
            writer.Value(shape.Assignments[i].Value);
        }

        if (writer.HasJoins) throw new FieldErrorException("Joined field references are not permitted in Update: assign values of the row itself, or load the objects and save them.");
        WriteOwnWhere(writer, shape.Query);
    }

    /// <summary>A condition that needs joins goes through the keys: UPDATE and DELETE know no JOIN.</summary>
    private static void WriteOwnWhere(SqlWriter writer, Query query)
    {
        if (query.Where is null && query.Root.Derived is null) return;
        writer.Alias(query.Root);
        var where = writer.Capture(() => query.Where?.Write(writer));
        if (!writer.HasJoins && query.Root.Derived is null)
        {
            writer.Text(" WHERE " + where);
            return;
        }

        var key = query.Model.PrimaryKey;
        writer.Text(" WHERE ");
        writer.Name(key.Column);
        writer.Text(" IN (");
        WriteSelect(writer, query with { Selection = new ValueSelection(new ColumnNode(query.Root, key), key.ValueType, key), Order = [], Related = [] }, nested: false);
        writer.Text(")");
    }
}
