using System.Text;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>INSERT and UPDATE of one object.</summary>
internal static class Saving
{
    /// <exception cref="ArgumentException">The options contradict each other, or name a field that is not there.</exception>
    public static async ValueTask SaveAsync(Model instance, SaveOptions options, bool async, CancellationToken cancellation)
    {
        if (options.UpdateFields is { Count: 0 }) return;
        var meta = instance.GetMeta();
        var alias = options.Using ?? Connections.Current.ForWrite(meta, instance.DatabaseAlias);
        var fields = FieldsToUpdate(instance, meta, options, alias);
        if (fields is null && instance.LoadedFields is not null) await LoadDeferredAsync(instance, async, cancellation);
        if (ModelSignals.Current is not { } signals)
        {
            await WriteAsync(instance, options, fields, alias, async, cancellation);
            return;
        }

        IReadOnlySet<string>? names = fields?.Select(f => f.Name).ToHashSet();
        meta.SendPreSave(signals, instance, alias, names);
        var created = await WriteAsync(instance, options, fields, alias, async, cancellation);
        meta.SendPostSave(signals, instance, created, alias, names);
    }

    /// <summary>The fields to update of a row that must be there; null: all, of one that may be new.</summary>
    private static List<FieldMeta>? FieldsToUpdate(Model instance, ModelMeta meta, SaveOptions options, string alias)
    {
        if (options.ForceInsert && (options.ForceUpdate || options.UpdateFields is not null)) throw new ArgumentException("Cannot force both insert and updating in model saving.");
        if (options.UpdateFields is { } names)
        {
            List<string> unknown = [.. names.Where(name => meta.FindField(name) is not { } field || meta.IsKey(field))];
            return unknown.Count == 0
                ? [.. names.Select(meta.GetField).Distinct()]
                : throw new ArgumentException($"The following fields do not exist in this model, are m2m fields, primary keys, or are non-concrete fields: {string.Join(", ", unknown)}");
        }

        // Only what was read is written: the rest of the object holds no values of the row.
        return instance.LoadedFields is { } loaded && !options.ForceInsert && alias == instance.DatabaseAlias ? [.. loaded.Where(f => !meta.IsKey(f))] : null;
    }

    /// <summary>A row that goes to another place goes there whole.</summary>
    private static ValueTask LoadDeferredAsync(Model instance, bool async, CancellationToken cancellation) =>
        RefreshAsync(instance, instance.GetDeferredFields(), instance.DatabaseAlias!, async, cancellation);

    /// <summary>As Django: an object with a key may be there already; one statement tells. Gives whether the row is new.</summary>
    private static ValueTask<bool> WriteAsync(Model instance, SaveOptions options, List<FieldMeta>? fields, string alias, bool async, CancellationToken cancellation)
    {
        if (instance.Pk is null && (options.ForceUpdate || fields is not null)) throw new InvalidOperationException("Cannot force an update in save() with no primary key.");
        var meta = instance.GetMeta().ConcreteModel;
        return meta.Parent is null
            ? WriteTableAsync(instance, meta, options, fields, options.ForceInsert, alias, async, cancellation)
            : WriteAllTablesAsync(instance, meta, options, fields, alias, async, cancellation);
    }

    private static async ValueTask<bool> WriteAllTablesAsync(
        Model instance, ModelMeta meta, SaveOptions options, List<FieldMeta>? fields, string alias, bool async, CancellationToken cancellation)
    {
        var adding = instance.Adding;
        try
        {
            return await Transaction.Run(async ct => await WriteTablesAsync(instance, meta, options, fields, options.ForceInsert, alias, async, ct), alias, async, cancellation);
        }
        catch
        {
            instance.Adding = adding;
            throw;
        }
    }

    /// <summary>The parent's row goes first, for the child's points to it; where that is new, the child's is.</summary>
    private static async ValueTask<bool> WriteTablesAsync(
        Model instance, ModelMeta meta, SaveOptions options, List<FieldMeta>? fields, bool isNew, string alias, bool async, CancellationToken cancellation)
    {
        if (meta.Parent is { } parent && await WriteTablesAsync(instance, parent, options, fields, isNew: false, alias, async, cancellation)) isNew = true;
        return await WriteTableAsync(instance, meta, options, fields, isNew, alias, async, cancellation);
    }

    private static async ValueTask<bool> WriteTableAsync(
        Model instance, ModelMeta meta, SaveOptions options, List<FieldMeta>? fields, bool isNew, string alias, bool async, CancellationToken cancellation)
    {
        if (instance.Pk is not null && !isNew)
        {
            if (await UpdateAsync(instance, meta, fields, alias, async, cancellation)) return false;
            if (options.ForceUpdate) throw new DatabaseErrorException("Forced update did not affect any rows.");
            if (fields is not null) throw new DatabaseErrorException("Save with update_fields did not affect any rows.");
        }

        await InsertAsync(instance, meta, alias, async, cancellation);
        return true;
    }

    /// <summary>Writes the row of a fixture as it stands there: into the model's own table only, without files stored and times set.</summary>
    /// <param name="instance">The row.</param>
    /// <param name="given">The fields that the fixture has.</param>
    /// <param name="alias">The database's alias.</param>
    public static void SaveRaw(Model instance, IReadOnlyCollection<FieldMeta> given, string alias)
    {
        var (meta, signals) = (instance.GetMeta(), ModelSignals.Current);
        if (signals is not null) meta.SendPreSave(signals, instance, alias, null, raw: true);
        var table = meta.ConcreteModel;
        var created = instance.Pk is null || !UpdateAsync(instance, table, null, alias, async: false, default, raw: true).GetAwaiter().GetResult();
        if (created) InsertAsync(instance, table, alias, async: false, default, given).GetAwaiter().GetResult();
        if (signals is not null) meta.SendPostSave(signals, instance, created, alias, null, raw: true);
    }

    /// <summary>Inserts the part of a row that stands in the table of <paramref name="meta"/>.</summary>
    /// <param name="instance">The row.</param>
    /// <param name="meta">The table.</param>
    /// <param name="alias">The database's alias.</param>
    /// <param name="async">Whether to wait without blocking.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="given">Of a row that goes in as it stands, the fields that are not left to the database; null: it is prepared.</param>
    public static async ValueTask InsertAsync(Model instance, ModelMeta meta, string alias, bool async, CancellationToken cancellation, IReadOnlyCollection<FieldMeta>? given = null)
    {
        if (given is null)
        {
            PrepareInsert(instance, meta);
            if (meta.FileFields.Length > 0) await StoreFilesAsync(instance, meta, null, async, cancellation);
        }

        if (meta.RowOrder is { } order && given?.Contains(order.Field) != true) await order.AppendAsync([instance], alias, async, cancellation);
        var counted = meta.PrimaryKey.Field is IAutoField && instance.Pk is null;
        var left = LeftToDatabase(instance, meta);
        if (given is not null && left.Count > 0) left = [.. left.Where(f => !given.Contains(f))];
        if (meta.GeneratedFields.Length > 0) left = [.. left, .. meta.GeneratedFields];
        if (left.Count > 0)
        {
            await InsertSomeAsync(instance, meta, left, counted, alias, async, cancellation);
            return;
        }

        var values = Values(instance, meta, withKey: !counted, further: 0);
        var connection = Connections.Current[alias];
        var sql = connection.Pool.Statement((meta, counted ? Statement.InsertCounted : Statement.Insert), InsertSql);
        if (counted)
        {
            var key = await connection.ExecuteScalarAsync(sql, values, async, cancellation);
            meta.PrimaryKey.SetValue(instance, KeyOf(meta.PrimaryKey, key));
        }
        else
        {
            await connection.ExecuteAsync(sql, values, async, cancellation);
        }

        instance.Adding = false;
        instance.DatabaseAlias = alias;
    }

    /// <summary>The fields that were never set and that the database itself fills.</summary>
    public static IReadOnlyList<FieldMeta> LeftToDatabase(Model instance, ModelMeta meta) =>
        meta.HasDbDefaults ? [.. meta.Fields.Where(f => f.Field.HasDbDefault && f.IsUnset(instance))] : [];

    /// <summary>An INSERT without some fields, whose values come back.</summary>
    private static async ValueTask InsertSomeAsync(Model instance, ModelMeta meta, IReadOnlyList<FieldMeta> left, bool counted, string alias, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[alias];
        var dialect = connection.Dialect;
        List<FieldMeta> given = [.. meta.Fields.Where(f => !left.Contains(f) && !(counted && f == meta.PrimaryKey))];
        IReadOnlyList<FieldMeta> back = counted ? [meta.PrimaryKey, .. left] : left;
        var sql = new StringBuilder("INSERT INTO ").Append(dialect.Quote(meta.Table));
        if (given.Count == 0) sql.Append(" DEFAULT VALUES");
        else sql.Append(" (").AppendJoin(", ", given.Select(f => dialect.Quote(f.Column))).Append(") VALUES (").AppendJoin(", ", given.Select((f, i) => dialect.Stored(dialect.ParameterName(i), f))).Append(')');
        sql.Append(" RETURNING ").AppendJoin(", ", back.Select(f => dialect.Quote(f.Column)));
        await connection.WriteAsync(
            sql.ToString(),
            [.. given.Select(f => Value(f, instance))],
            row => Read(instance, back, row),
            async,
            cancellation);
        (instance.Adding, instance.DatabaseAlias) = (false, alias);
    }

    public static async ValueTask RefreshAsync(Model instance, IReadOnlyList<string> names, string alias, bool async, CancellationToken cancellation)
    {
        var meta = instance.GetMeta();
        var key = instance.Pk ?? throw new InvalidOperationException($"{meta.Name} is not saved, so there is nothing to read again.");
        IReadOnlyList<FieldMeta> fields = names.Count == 0 ? meta.AllFields : [.. names.Select(meta.GetField)];
        var query = meta.AllRows.WithKey(key) with { Selection = new RowSelection(meta.AllRows.Root, [meta.PrimaryKey, .. fields]) };
        var rows = await QueryRunner.ListAsync<Model>(query, alias, async, cancellation);
        if (rows.Count == 0) throw new DoesNotExistException($"{meta.Name} matching query does not exist.");
        foreach (var field in fields) field.SetValue(instance, field.GetValue(rows[0]));

        // What was read along is of before.
        if (names.Count == 0) instance.KnownRows = null;
        if (instance.LoadedFields is not { } loaded) return;
        List<FieldMeta> now = [.. meta.AllFields.Where(f => loaded.Contains(f) || fields.Contains(f))];
        instance.SetLoadedFields(now.Count == meta.AllFields.Count ? null : now);
    }

    private static async ValueTask<bool> UpdateAsync(Model instance, ModelMeta meta, List<FieldMeta>? only, string alias, bool async, CancellationToken cancellation, bool raw = false)
    {
        if (!raw)
        {
            PrepareRelations(instance, meta);
            SetTimes(instance, meta, only, adding: instance.Adding);
            if (meta.FileFields.Length > 0) await StoreFilesAsync(instance, meta, only, async, cancellation);
        }

        if (meta.GeneratedFields.Length > 0 && meta.WrittenFields.Count > 1) return await UpdateAndReadAsync(instance, meta, only ?? meta.WrittenFields, alias, async, cancellation);
        if (only is not null) return await UpdateSomeAsync(instance, meta, only, alias, async, cancellation);
        var values = Values(instance, meta, withKey: false, further: 1);
        values[^1] = instance.Pk;
        var connection = Connections.Current[alias];

        // A model that is nothing but its key has nothing to update; it is there or not.
        if (values.Length == 1) return (await connection.QueryAsync(connection.Pool.Statement((meta, Statement.Find), FindSql), values, static _ => 0, async, cancellation)).Count > 0;
        var touched = await connection.ExecuteAsync(connection.Pool.Statement((meta, Statement.Update), UpdateSql), values, async, cancellation);
        if (touched == 0) return false;
        instance.Adding = false;
        instance.DatabaseAlias = alias;
        return true;
    }

    private static async ValueTask<bool> UpdateSomeAsync(Model instance, ModelMeta meta, List<FieldMeta> fields, string alias, bool async, CancellationToken cancellation)
    {
        Assignment[] assignments = [.. fields.Where(f => f.Model == meta).Select(f => new Assignment(f, Value(f, instance) is { } value ? TypedNode.Of(f.Field, value) : LiteralNode.Null))];
        if (assignments.Length > 0 && await QueryRunner.ExecuteAsync(StatementKind.Update, meta.AllRows.WithKey(instance.Pk!), assignments, alias, async, cancellation) == 0) return false;
        (instance.Adding, instance.DatabaseAlias) = (false, alias);
        return true;
    }

    /// <summary>An UPDATE that gives back what the database calculated.</summary>
    private static async ValueTask<bool> UpdateAndReadAsync(Model instance, ModelMeta meta, IReadOnlyList<FieldMeta> fields, string alias, bool async, CancellationToken cancellation)
    {
        List<FieldMeta> written = [.. fields.Where(f => f.Model == meta && !f.Field.IsGenerated && f != meta.PrimaryKey)];
        if (written.Count > 0)
        {
            var connection = Connections.Current[alias];
            var dialect = connection.Dialect;
            var sql = new StringBuilder("UPDATE ").Append(dialect.Quote(meta.Table)).Append(" SET ")
                .AppendJoin(", ", written.Select((f, i) => $"{dialect.Quote(f.Column)} = {dialect.ParameterName(i)}"))
                .Append(" WHERE ").Append(dialect.Quote(meta.PrimaryKey.Column)).Append(" = ").Append(dialect.ParameterName(written.Count))
                .Append(" RETURNING ").AppendJoin(", ", meta.GeneratedFields.Select(f => dialect.Quote(f.Column)));
            var touched = await connection.WriteAsync(sql.ToString(), [.. written.Select(f => Value(f, instance)), instance.Pk], row => Read(instance, meta.GeneratedFields, row), async, cancellation);
            if (touched.Count == 0) return false;
        }

        (instance.Adding, instance.DatabaseAlias) = (false, alias);
        return true;
    }

    private static int Read(Model instance, IReadOnlyList<FieldMeta> fields, Row row)
    {
        for (var i = 0; i < fields.Count; i++) fields[i].Read(instance, row, i);
        return fields.Count;
    }

    public static void PrepareInsert(Model instance, ModelMeta meta)
    {
        PrepareRelations(instance, meta);
        SetTimes(instance, meta, null, adding: true);
    }

    /// <summary>The fields' values as they are sent, with room for <paramref name="further"/> behind them.</summary>
    private static object?[] Values(Model instance, ModelMeta meta, bool withKey, int further)
    {
        var fields = meta.WrittenFields;
        var values = new object?[fields.Count + further - (withKey ? 0 : 1)];
        var at = 0;
        for (var i = 0; i < fields.Count; i++)
        {
            if (withKey || fields[i] != meta.PrimaryKey) values[at++] = Value(fields[i], instance);
        }

        return values;
    }

    /// <summary>A field's value as it is sent.</summary>
    public static object? Value(FieldMeta field, Model instance)
    {
        var value = FieldValue.ToStore(field, field.GetValue(instance));

        // A key of 0 in a relation is C#'s "never set"; the database would say only FOREIGN KEY constraint failed.
        if (field is RelationFieldMeta && !field.Field.Null && value is null or 0L or 0 or "")
        {
            throw new IntegrityErrorException($"{field.Model.Name} has no {field.Name}: set {((RelationFieldMeta)field).PropertyName} before saving.");
        }

        return value;
    }

    /// <summary>An object may have been saved after it was assigned: its key is taken over now.</summary>
    public static void PrepareRelations(Model instance, ModelMeta meta)
    {
        foreach (var relation in meta.Relations)
        {
            if (relation.GetLoaded(instance) is not { } related) continue;
            var key = (related.Pk is null ? null : relation.KeyOf(related)) ?? throw new InvalidOperationException($"Save() prohibited to prevent data loss due to unsaved related object '{relation.Name}'.");
            if (!key.Equals(relation.GetValue(instance))) relation.SetLoaded(instance, related);
        }

        foreach (var relation in meta.VirtualRelations) relation.PrepareSave(instance);
    }

    /// <summary>Gives the storages the files that were assigned, which get their names so.</summary>
    /// <param name="instance">The object.</param>
    /// <param name="meta">The table that is written.</param>
    /// <param name="only">The fields that are written; null: all.</param>
    /// <param name="async">Whether to wait without blocking.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async ValueTask StoreFilesAsync(Model instance, ModelMeta meta, IReadOnlyList<FieldMeta>? only, bool async, CancellationToken cancellation)
    {
        foreach (var field in meta.FileFields)
        {
            if (only?.Contains(field) == false) continue;
            if (field.GetFile(instance) is { } file) await file.CommitAsync(async, cancellation);
            else if (field.Field is ImageField image) ImageFile.SetDimensions(instance, image, null);
        }
    }

    private static void SetTimes(Model instance, ModelMeta meta, List<FieldMeta>? only, bool adding)
    {
        foreach (var field in meta.TimeFields)
        {
            if ((!adding && !((DateField)field.Field).AutoNow) || only?.Contains(field) == false) continue;

            // To the microsecond: what the object has is then what a later read gives.
            var ticks = DateTime.UtcNow.Ticks;
            var now = new DateTime(ticks - (ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
            var type = Nullable.GetUnderlyingType(field.ValueType) ?? field.ValueType;
            field.SetValue(instance, type == typeof(DateOnly) ? DateOnly.FromDateTime(now) : type == typeof(TimeOnly) ? TimeOnly.FromDateTime(now) : now);
        }
    }

    public static object KeyOf(FieldMeta key, object? value) =>
        value is long && key.ValueType == typeof(long) ? value : Convert.ChangeType(value, Nullable.GetUnderlyingType(key.ValueType) ?? key.ValueType, System.Globalization.CultureInfo.InvariantCulture)!;

    private static string InsertSql((ModelMeta Model, Statement Kind) statement, Dialect dialect)
    {
        var (meta, kind) = statement;
        var fields = meta.WrittenFields.Where(f => kind == Statement.Insert || f != meta.PrimaryKey).ToList();
        var builder = new StringBuilder("INSERT INTO ").Append(dialect.Quote(meta.Table));
        if (fields.Count == 0)
        {
            builder.Append(" DEFAULT VALUES");
        }
        else
        {
            builder.Append(" (").AppendJoin(", ", fields.Select(f => dialect.Quote(f.Column))).Append(") VALUES (")
                .AppendJoin(", ", fields.Select((f, i) => dialect.Stored(dialect.ParameterName(i), f))).Append(')');
        }

        if (kind == Statement.InsertCounted) builder.Append(" RETURNING ").Append(dialect.Quote(meta.PrimaryKey.Column));
        return builder.ToString();
    }

    private static string UpdateSql((ModelMeta Model, Statement Kind) statement, Dialect dialect)
    {
        var meta = statement.Model;
        var fields = meta.WrittenFields.Where(f => f != meta.PrimaryKey).ToList();
        return new StringBuilder("UPDATE ").Append(dialect.Quote(meta.Table)).Append(" SET ")
            .AppendJoin(", ", fields.Select((f, i) => $"{dialect.Quote(f.Column)} = {dialect.Stored(dialect.ParameterName(i), f)}"))
            .Append(" WHERE ").Append(dialect.Quote(meta.PrimaryKey.Column)).Append(" = ").Append(dialect.ParameterName(fields.Count))
            .ToString();
    }

    private static string FindSql((ModelMeta Model, Statement Kind) statement, Dialect dialect) =>
        $"SELECT 1 FROM {dialect.Quote(statement.Model.Table)} WHERE {dialect.Quote(statement.Model.PrimaryKey.Column)} = {dialect.ParameterName(0)}";
}

/// <summary>The statements of a model that have one shape only.</summary>
internal enum Statement
{
    Insert,
    InsertCounted,
    Update,
    Find,
}
