using System.Text;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>INSERT of many objects, many rows to a statement.</summary>
internal static class BulkInsert
{
    public static async ValueTask RunAsync(ModelMeta meta, IReadOnlyList<Model> rows, OnConflict? conflict, string alias, bool async, CancellationToken cancellation)
    {
        if (rows.Count == 0) return;
        foreach (var row in rows) Saving.PrepareInsert(row, meta);

        // Those with a key of their own first, as Django does: the counted ones may not collide with them.
        // What the database fills must be left out, which one statement cannot do for some of its rows: those go one by one.
        List<Model> left = conflict is null && meta.HasDbDefaults ? [.. rows.Where(row => Saving.LeftToDatabase(row, meta).Count > 0)] : [];
        var together = left.Count == 0 ? rows : [.. rows.Except(left, ReferenceEqualityComparer.Instance).Cast<Model>()];
        var withKey = together.Where(row => row.Pk is not null).ToList();
        var counted = together.Where(row => row.Pk is null).ToList();
        if (counted.Count > 0 && meta.PrimaryKey.Field is not IAutoField)
        {
            throw new InvalidOperationException($"{counted[0].GetMeta().Name} has no {meta.PrimaryKey.Name}: set it before saving.");
        }

        await Transaction.Run(
            async ct =>
            {
                var dialect = Connections.Current[alias].Dialect;
                foreach (var batch in withKey.Chunk(Batches.Rows(meta.Fields.Count, dialect))) await InsertAsync(meta, batch, meta.Fields, conflict, alias, async, ct);
                List<FieldMeta> fields = [.. meta.Fields.Where(f => f != meta.PrimaryKey)];
                foreach (var batch in counted.Chunk(Batches.Rows(fields.Count, dialect))) await InsertAsync(meta, batch, fields, conflict, alias, async, ct);
                foreach (var row in left) await Saving.InsertAsync(row, alias, async, ct);
                return 0;
            },
            alias,
            async,
            cancellation);
        foreach (var row in rows) (row.Adding, row.DatabaseAlias) = (false, alias);
    }

    private static async ValueTask InsertAsync(ModelMeta meta, Model[] batch, IReadOnlyList<FieldMeta> fields, OnConflict? conflict, string alias, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[alias];

        // Which rows were left out nobody says, so no keys are read where some may be.
        var returning = fields.Count < meta.Fields.Count && conflict is null;
        var sql = Sql(meta, fields, batch.Length, conflict, returning, connection.Dialect);
        var values = new object?[fields.Count * batch.Length];
        var at = 0;
        foreach (var row in batch)
        {
            foreach (var field in fields) values[at++] = Saving.Value(field, row);
        }

        if (!returning)
        {
            await connection.ExecuteAsync(sql, values, async, cancellation);
            return;
        }

        // In the order of the rows: both databases insert them so, and count so.
        var keys = await connection.WriteAsync(sql, values, static row => row.GetInt64(0), async, cancellation);
        if (keys.Count != batch.Length) throw new OperationalErrorException($"The database inserted {keys.Count} of {batch.Length} rows.");
        keys.Sort();
        for (var i = 0; i < batch.Length; i++) meta.PrimaryKey.SetValue(batch[i], Saving.KeyOf(meta.PrimaryKey, keys[i]));
    }

    private static string Sql(ModelMeta meta, IReadOnlyList<FieldMeta> fields, int rows, OnConflict? conflict, bool returning, Dialect dialect)
    {
        if (fields.Count == 0)
        {
            // A table of nothing but counted keys: one of them per row is all there is to say.
            var key = dialect.Quote(meta.PrimaryKey.Column);
            var next = dialect.NextKey;
            return $"INSERT INTO {dialect.Quote(meta.Table)} ({key}) VALUES {string.Join(", ", Enumerable.Repeat($"({next})", rows))} RETURNING {key}";
        }

        var sql = new StringBuilder("INSERT INTO ").Append(dialect.Quote(meta.Table)).Append(" (").AppendJoin(", ", fields.Select(f => dialect.Quote(f.Column))).Append(") VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var i = 0; i < fields.Count; i++) sql.Append(i == 0 ? "" : ", ").Append(dialect.ParameterName((row * fields.Count) + i));
            sql.Append(')');
        }

        if (conflict is not null)
        {
            sql.Append(" ON CONFLICT");
            if (conflict.UpdateFields is not { } update)
            {
                sql.Append(" DO NOTHING");
            }
            else
            {
                sql.Append('(').AppendJoin(", ", conflict.UniqueFields.Select(name => dialect.Quote(meta.GetField(name).Column))).Append(") DO UPDATE SET ")
                    .AppendJoin(", ", update.Select(name => dialect.Quote(meta.GetField(name).Column)).Select(column => $"{column} = EXCLUDED.{column}"));
            }
        }

        if (returning) sql.Append(" RETURNING ").Append(dialect.Quote(meta.PrimaryKey.Column));
        return sql.ToString();
    }
}
