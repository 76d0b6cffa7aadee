namespace Quintet.Db.Sql;

/// <summary>A shape → its SQL. Pure; the result is kept, so it runs once per shape.</summary>
internal static class QueryCompiler
{
    public static CompiledQuery Compile(QueryShape shape, Dialect dialect)
    {
        var writer = new SqlWriter(dialect);
        switch (shape.Kind)
        {
            case StatementKind.Select:
                WriteSelect(writer, shape);
                break;
            case StatementKind.Count:
                if (shape.Query.IsSliced) WriteCounted(writer, shape);
                else WriteRows(writer, shape, "COUNT(*)");
                break;
            case StatementKind.Exists:
                WriteRows(writer, shape, "1");
                break;
            case StatementKind.Delete:
                writer.Text("DELETE FROM ");
                writer.Name(shape.Query.Model.Table);
                WriteOwnWhere(writer, shape.Query);
                break;
            case StatementKind.Update:
                WriteUpdate(writer, shape);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape));
        }

        return new(writer.Sql.ToString());
    }

    private static void WriteSelect(SqlWriter writer, QueryShape shape)
    {
        var query = shape.Query;
        writer.Alias(query.Root);
        foreach (var source in query.Related) writer.Alias(source);
        var columns = writer.Capture(() =>
        {
            WriteColumns(writer, query.Root, first: true);
            foreach (var source in query.Related) WriteColumns(writer, source, first: false);
        });

        // The order may need joins too, which stand before it in the text.
        var order = writer.Capture(() => WriteOrder(writer, shape.Order));
        writer.Text("SELECT " + columns + " FROM ");
        writer.Select(query.Root, query.Where is { } where ? () => where.Write(writer) : null);
        writer.Text(order);
        WriteLimit(writer, query);
    }

    private static void WriteColumns(SqlWriter writer, Source source, bool first)
    {
        foreach (var field in source.Model.Fields)
        {
            if (!first) writer.Text(", ");
            first = false;
            writer.Column(source, field.Column);
        }
    }

    private static void WriteOrder(SqlWriter writer, IReadOnlyList<OrderTerm> order)
    {
        for (var i = 0; i < order.Count; i++)
        {
            writer.Text(i == 0 ? " ORDER BY " : ", ");
            order[i].Node.Write(writer);
            writer.Text(order[i].Descending ? " DESC" : " ASC");
        }
    }

    private static void WriteLimit(SqlWriter writer, Query query)
    {
        var limit = query.Limit is null ? null : writer.Capture(writer.Parameter);
        var offset = query.Offset == 0 ? null : writer.Capture(writer.Parameter);
        writer.Text(writer.Dialect.Limit(limit, offset));
    }

    private static void WriteRows(SqlWriter writer, QueryShape shape, string columns)
    {
        writer.Text($"SELECT {columns} FROM ");
        writer.Select(shape.Query.Root, shape.Query.Where is { } where ? () => where.Write(writer) : null);
        WriteLimit(writer, shape.Query);
    }

    private static void WriteCounted(SqlWriter writer, QueryShape shape)
    {
        writer.Text("SELECT COUNT(*) FROM (");
        WriteRows(writer, shape, "1");
        writer.Text(") subquery");
    }

    private static void WriteUpdate(SqlWriter writer, QueryShape shape)
    {
        writer.Text("UPDATE ");
        writer.Name(shape.Query.Model.Table);
        writer.Text(" SET ");
        writer.Alias(shape.Query.Root);
        for (var i = 0; i < shape.Assignments.Count; i++)
        {
            if (i > 0) writer.Text(", ");
            writer.Name(shape.Assignments[i].Field.Column);
            writer.Text(" = ");
            shape.Assignments[i].Value.Write(writer);
        }

        if (writer.HasJoins) throw new FieldErrorException("Joined field references are not permitted in Update: assign values of the row itself, or load the objects and save them.");
        WriteOwnWhere(writer, shape.Query);
    }

    /// <summary>A condition that needs joins goes through the keys: UPDATE and DELETE know no JOIN.</summary>
    private static void WriteOwnWhere(SqlWriter writer, Query query)
    {
        if (query.Where is null) return;
        writer.Alias(query.Root);
        var rest = writer.Capture(() => writer.Select(query.Root, () => query.Where.Write(writer)));
        if (!writer.HasJoins)
        {
            // "table" WHERE …
            writer.Text(rest[writer.Dialect.Quote(query.Model.Table).Length..]);
            return;
        }

        writer.Text(" WHERE ");
        writer.Name(query.Model.PrimaryKey.Column);
        writer.Text(" IN (SELECT ");
        writer.Column(query.Root, query.Model.PrimaryKey.Column);
        writer.Text(" FROM " + rest + ")");
    }
}
