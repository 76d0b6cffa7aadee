using System.Text;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>INSERT of many objects, many rows to a statement.</summary>
internal static class BulkInsert
{
    public static async ValueTask RunAsync(ModelMeta meta, IReadOnlyList<Model> rows, OnConflict? conflict, string alias, bool async, CancellationToken cancellation)
    {
        meta = meta.ConcreteModel;
        if (meta.Parent is not null) throw new InvalidOperationException("Can't bulk create a multi-table inherited model");
        if (rows.Count == 0) return;
        foreach (var row in rows)
        {
            Saving.PrepareInsert(row, meta);
            if (meta.FileFields.Length > 0) await Saving.StoreFilesAsync(row, meta, null, async, cancellation);
        }

        // Those with a key of their own first, as Django does: the counted ones may not collide with them.
        // What the database fills must be left out, which one statement cannot do for some of its rows: those go one by one.
        var (withKey, counted, left) = (new List<Model>(), new List<Model>(), new List<Model>());
        foreach (var row in rows)
        {
            if (conflict is null && Saving.LeftToDatabase(row, meta).Count > 0) left.Add(row);
            else if (row.Pk is not null) withKey.Add(row);
            else counted.Add(row);
        }

        if (counted.Count > 0 && meta.PrimaryKey.Field is not IAutoField)
        {
            throw new InvalidOperationException($"{counted[0].GetMeta().Name} has no {meta.PrimaryKey.Name}: set it before saving.");
        }

        await Transaction.Run(
            async ct =>
            {
                if (meta.RowOrder is { } order) await order.AppendAsync([.. withKey, .. counted], alias, async, ct);
                var connection = Connections.Current[alias];
                await InsertAsync(meta, withKey, meta.WrittenFields, conflict, connection, async, ct);
                await InsertAsync(meta, counted, [.. meta.WrittenFields.Where(f => f != meta.PrimaryKey)], conflict, connection, async, ct);
                if (conflict is null && meta.GeneratedFields.Length > 0) await ReadGeneratedAsync(meta, [.. withKey, .. counted], alias, async, ct);
                foreach (var row in left) await Saving.InsertAsync(row, meta, alias, async, ct);
                return 0;
            },
            alias,
            async,
            cancellation);
        foreach (var row in rows) (row.Adding, row.DatabaseAlias) = (false, alias);
    }

    /// <summary>What the database calculated for the new rows.</summary>
    private static async ValueTask ReadGeneratedAsync(ModelMeta meta, List<Model> rows, string alias, bool async, CancellationToken cancellation)
    {
        var read = (await meta.ReadAsync(rows.Select(row => row.Pk!), alias, async, cancellation)).ToDictionary(row => row.Pk!);
        foreach (var row in rows)
        {
            if (!read.TryGetValue(row.Pk!, out var stored)) continue;
            foreach (var field in meta.GeneratedFields) field.SetValue(row, field.GetValue(stored));
        }
    }

    private static async ValueTask InsertAsync(ModelMeta meta, List<Model> rows, IReadOnlyList<FieldMeta> fields, OnConflict? conflict, Connection connection, bool async, CancellationToken cancellation)
    {
        if (rows.Count == 0) return;

        // Which rows were left out nobody says, so no keys are read where some may be.
        var counts = fields.Count < meta.WrittenFields.Count && conflict is null;
        if (connection.Dialect.Loop is { } loop && (!counts || await connection.AskAsync(loop.IsCounted, [meta.Table], async, cancellation) is not null))
        {
            await InLoopAsync(meta, rows, fields, conflict, counts ? loop.LastKey : null, connection, async, cancellation);
            return;
        }

        SqlText? sql = null;
        object?[] values = [];
        var size = Batches.Rows(fields.Count, connection.Dialect);
        for (var start = 0; start < rows.Count; start += size)
        {
            var count = Math.Min(size, rows.Count - start);
            if (sql is null || count < size)
            {
                sql = Sql(meta, fields, count, conflict, counts, connection.Dialect);
                values = new object?[fields.Count * count];
            }

            for (var i = 0; i < count; i++) Fill(values, i * fields.Count, fields, rows[start + i]);
            if (!counts)
            {
                await connection.ExecuteAsync(sql, values, async, cancellation);
                continue;
            }

            // In the order of the rows: both databases insert them so, and count so.
            var made = await connection.WriteAsync(sql, values, static row => row.GetInt64(0), async, cancellation);
            if (made.Count != count) throw new OperationalErrorException($"The database inserted {made.Count} of {count} rows.");
            made.Sort();
            for (var i = 0; i < count; i++) meta.PrimaryKey.SetValue(rows[start + i], Saving.KeyOf(meta.PrimaryKey, made[i]));
        }
    }

    /// <summary>
    /// One statement, run for each row, which says nothing back: the database counts upwards, and nobody else writes meanwhile, so that
    /// the last key tells those before.
    /// </summary>
    private static async ValueTask InLoopAsync(ModelMeta meta, List<Model> rows, IReadOnlyList<FieldMeta> fields, OnConflict? conflict, SqlText? lastKey, Connection connection, bool async, CancellationToken cancellation)
    {
        var sql = Sql(meta, fields, 1, conflict, returning: false, connection.Dialect);
        var before = lastKey is null ? 0 : await connection.AskAsync(lastKey, [meta.Table], async, cancellation) as long? ?? 0;
        await connection.ExecuteManyAsync<Model>(sql, rows, new object?[fields.Count], (row, values) => Fill(values, 0, fields, row), async, cancellation);
        if (lastKey is null) return;
        if (await connection.AskAsync(lastKey, [meta.Table], async, cancellation) as long? != before + rows.Count)
        {
            throw new OperationalErrorException($"The database did not count the keys of {meta.Table} one after the other.");
        }

        for (var i = 0; i < rows.Count; i++) meta.PrimaryKey.SetValue(rows[i], Saving.KeyOf(meta.PrimaryKey, before + 1 + i));
    }

    private static void Fill(object?[] values, int at, IReadOnlyList<FieldMeta> fields, Model row)
    {
        for (var i = 0; i < fields.Count; i++) values[at + i] = Saving.Value(fields[i], row);
    }

    private static string Sql(ModelMeta meta, IReadOnlyList<FieldMeta> fields, int rows, OnConflict? conflict, bool returning, Dialect dialect)
    {
        if (fields.Count == 0)
        {
            // A table of nothing but counted keys: one of them per row is all there is to say.
            var key = dialect.Quote(meta.PrimaryKey.Column);
            var next = dialect.NextKey;
            return $"INSERT INTO {dialect.Quote(meta.Table)} ({key}) VALUES {string.Join(", ", Enumerable.Repeat($"({next})", rows))}{(returning ? " RETURNING " + key : "")}";
        }

        var sql = new StringBuilder("INSERT INTO ").Append(dialect.Quote(meta.Table)).Append(" (").AppendJoin(", ", fields.Select(f => dialect.Quote(f.Column))).Append(") VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var i = 0; i < fields.Count; i++) sql.Append(i == 0 ? "" : ", ").Append(dialect.Stored(dialect.ParameterName((row * fields.Count) + i), fields[i]));
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
