using System.Text;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>UPDATE of many objects, each with values of its own: the values come as a table to join.</summary>
internal static class BulkUpdates
{
    public static async ValueTask<int> RunAsync(ModelMeta meta, IReadOnlyList<Model> rows, IReadOnlyList<string> names, string alias, bool async, CancellationToken cancellation)
    {
        if (names.Count == 0) throw new ArgumentException("Field names must be given to BulkUpdate().");
        List<FieldMeta> fields = [.. names.Select(meta.GetField)];
        if (fields.Any(meta.IsKey)) throw new ArgumentException("BulkUpdate() cannot be used with primary key fields.");
        if (fields.FirstOrDefault(f => f.Field.IsGenerated) is { } generated) throw new ArgumentException($"BulkUpdate() cannot write {generated}, which the database calculates.");
        if (rows.Any(row => row.Pk is null)) throw new ArgumentException("All BulkUpdate() objects must have a primary key set.");
        if (rows.Count == 0) return 0;
        foreach (var table in meta.Tables)
        {
            foreach (var row in rows)
            {
                Saving.PrepareRelations(row, table);
                if (table.FileFields.Length > 0) await Saving.StoreFilesAsync(row, table, fields, async, cancellation);
            }
        }

        return await Transaction.Run(
            async ct =>
            {
                // Each row is in each of the tables.
                var count = 0;
                foreach (var part in fields.GroupBy(field => field.Model)) count = await UpdateAsync(part.Key, [part.Key.PrimaryKey, .. part], rows, alias, async, ct);
                return count;
            },
            alias,
            async,
            cancellation);
    }

    private static async ValueTask<int> UpdateAsync(ModelMeta table, List<FieldMeta> columns, IReadOnlyList<Model> rows, string alias, bool async, CancellationToken cancellation)
    {
        var count = 0;
        var connection = Connections.Current[alias];
        foreach (var batch in rows.Chunk(Batches.Rows(columns.Count, connection.Dialect)))
        {
            var values = new object?[columns.Count * batch.Length];
            for (var i = 0; i < values.Length; i++) values[i] = Saving.Value(columns[i % columns.Count], batch[i / columns.Count]);
            count += await connection.ExecuteAsync(Sql(table, columns, batch.Length, connection.Dialect), values, async, cancellation);
        }

        return count;
    }

    private static string Sql(ModelMeta meta, IReadOnlyList<FieldMeta> columns, int rows, Dialect dialect)
    {
        string Name(int column) => dialect.Quote("c" + column);
        var table = dialect.Quote(meta.Table);
        var sql = new StringBuilder("WITH ").Append(dialect.Quote("new")).Append(" (").AppendJoin(", ", columns.Select((_, i) => Name(i))).Append(") AS (VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var i = 0; i < columns.Count; i++)
            {
                // The first row says the types: a NULL in it has none.
                var parameter = dialect.ParameterName((row * columns.Count) + i);
                sql.Append(i == 0 ? "" : ", ").Append(row == 0 ? dialect.Typed(parameter, columns[i].KeyedField) : dialect.Stored(parameter, columns[i]));
            }

            sql.Append(')');
        }

        return sql.Append(") UPDATE ").Append(table).Append(" SET ")
            .AppendJoin(", ", columns.Skip(1).Select((field, i) => $"{dialect.Quote(field.Column)} = {dialect.Quote("new")}.{Name(i + 1)}"))
            .Append($" FROM {dialect.Quote("new")} WHERE {table}.{dialect.Quote(meta.PrimaryKey.Column)} = {dialect.Quote("new")}.{Name(0)}")
            .ToString();
    }
}
