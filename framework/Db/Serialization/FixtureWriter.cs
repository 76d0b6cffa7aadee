using Quintet.Db.Sql;

namespace Quintet.Db.Serialization;

/// <summary>Writes the rows of a database as Django's serializers do: what <c>dumpdata</c> prints, and <see cref="FixtureLoader"/> or Django's <c>loaddata</c> reads.</summary>
/// <param name="database">The alias.</param>
public sealed class FixtureWriter(string database)
{
    public FixtureFormat Format { get; init; }

    /// <summary>The blanks of a level; null: everything on one line. JSON lines have none.</summary>
    public int? Indent { get; init; }

    /// <summary>Relations as natural keys, where the target has them.</summary>
    public bool NaturalForeignKeys { get; init; }

    /// <summary>Objects that have natural keys come without their keys.</summary>
    public bool NaturalPrimaryKeys { get; init; }

    /// <summary>All rows, those too that the default manager does not show.</summary>
    public bool AllRows { get; init; }

    /// <summary>Told after each row how many were written.</summary>
    public Action<long>? Progress { get; set; }

    /// <summary>How many rows <see cref="Write(TextWriter, IReadOnlyList{ModelMeta}, IReadOnlyList{object}?)"/> writes.</summary>
    public long Count(IReadOnlyList<ModelMeta> models, IReadOnlyList<object>? keys = null) => models.Where(IsWritten).Sum(model => model.Count(RowsOf(model, keys), database));

    /// <summary>Writes all rows of models, in an order in which natural keys can be resolved; proxies and models that are not in this database are left out.</summary>
    /// <param name="output">Where they go; each row as soon as it is read.</param>
    /// <param name="models">The models.</param>
    /// <param name="keys">Only the rows with these keys, of the one model; null: all.</param>
    /// <exception cref="FixtureException">A value cannot be written.</exception>
    public void Write(TextWriter output, IReadOnlyList<ModelMeta> models, IReadOnlyList<object>? keys = null)
    {
        var isFirst = true;
        var written = 0L;
        var isLines = Format == FixtureFormat.JsonLines;
        var indent = isLines || Indent is not > 0 ? null : Indent;
        if (!isLines) output.Write('[');
        foreach (var model in NaturalKeys.Sort(models, ModelRegistry.Current))
        {
            if (!IsWritten(model)) continue;
            foreach (var rows in model.Iterate(RowsOf(model, keys), database).Chunk(Batches.Keys))
            {
                var details = new Details(this, model, rows);
                foreach (var row in rows)
                {
                    if (!isLines)
                    {
                        if (!isFirst) output.Write(indent is null ? ", " : ",");
                        if (indent is not null) output.Write('\n');
                    }

                    isFirst = false;
                    Write(new FixtureText(output, indent), model, row, details);
                    if (isLines) output.Write('\n');
                    Progress?.Invoke(++written);
                }
            }
        }

        if (!isLines) output.Write(indent is null ? "]" : "\n]\n");
    }

    private bool IsWritten(ModelMeta model) => !model.IsProxy && Connections.Current.AllowMigrate(database, model.AppLabel, model.Name);

    private Query RowsOf(ModelMeta model, IReadOnlyList<object>? keys)
    {
        var query = (AllRows ? model.OwnBaseRows : model.OwnDefaultRows)?.Query ?? model.AllRows;
        var key = new ColumnNode(query.Root, model.PrimaryKey);
        if (!query.IsSliced) query = query with { Order = [new OrderTerm(key, Descending: false)], Reversed = false };
        if (keys is not null) query = query.And(LookupTable.In(key, model.PrimaryKey, keys));
        return query;
    }

    private void Write(FixtureText text, ModelMeta model, Model row, Details details)
    {
        var withoutKey = NaturalPrimaryKeys && NaturalKeys.HasKey(model);
        text.Open('{');
        text.Name("model");
        text.Text($"{model.AppLabel}.{model.Name.ToLowerInvariant()}");
        if (!withoutKey)
        {
            text.Name("pk");
            Value(text, model.PrimaryKey, model.PrimaryKey.GetValue(row));
        }

        text.Name("fields");
        text.Open('{');
        foreach (var field in model.Fields)
        {
            if (field.Field.IsGenerated || (field == model.PrimaryKey && !(NaturalPrimaryKeys && model.ParentLink is not null))) continue;
            text.Name(field.Name);
            var value = field.GetValue(row);
            if (field is RelationFieldMeta relation && value is not null && details.NaturalKeyOf(relation, value) is { } natural) text.Keys(natural);
            else Value(text, field, value);
        }

        foreach (var relation in details.Pairs)
        {
            text.Name(relation.Key.Name);
            text.Keys(relation.Value.GetValueOrDefault(model.PrimaryKey.GetValue(row)!) ?? []);
        }

        text.Close('}');
        text.Close('}');
    }

    private static void Value(FixtureText text, FieldMeta field, object? value)
    {
        try
        {
            text.Value(value is decimal number && field.KeyedField is DecimalField places ? DecimalScale.Set(number, places.DecimalPlaces) : value);
        }
        catch (FixtureException e)
        {
            throw new FixtureException($"Unable to serialize database: {field}: {e.Message}", e);
        }
    }

    /// <summary>What some rows need from other tables, each asked for once.</summary>
    private sealed class Details
    {
        private readonly Dictionary<(RelationFieldMeta Relation, object Value), IReadOnlyList<object?>> _natural = [];

        public Details(FixtureWriter writer, ModelMeta model, Model[] rows)
        {
            if (writer.NaturalForeignKeys)
            {
                foreach (var relation in model.Fields.OfType<RelationFieldMeta>().Where(r => NaturalKeys.HasKey(r.Target)))
                {
                    var values = rows.Select(relation.GetValue).OfType<object>().Distinct().ToList();
                    foreach (var target in Read(relation.Target, relation.TargetField, values, writer.Alias)) _natural[(relation, relation.KeyOf(target)!)] = NaturalKeys.Of(target);
                }
            }

            var keys = rows.Select(model.PrimaryKey.GetValue).OfType<object>().ToList();
            foreach (var relation in model.ManyToMany.Where(m => m.Through.IsAutoCreated)) Pairs[relation] = PairsOf(relation, keys, writer);
        }

        /// <summary>By many-to-many relation and key of the row, what the fixture has of the targets.</summary>
        public Dictionary<ManyToManyMeta, Dictionary<object, List<object?>>> Pairs { get; } = [];

        public IReadOnlyList<object?>? NaturalKeyOf(RelationFieldMeta relation, object value) => _natural.GetValueOrDefault((relation, value));

        private static Dictionary<object, List<object?>> PairsOf(ManyToManyMeta relation, List<object> keys, FixtureWriter writer)
        {
            var found = new Dictionary<object, List<object?>>();
            var (source, target) = (relation.SourceRelation, relation.TargetRelation);
            var pairs = Read(relation.Through, source, keys, writer.Alias);
            var natural = new Dictionary<object, IReadOnlyList<object?>>();
            if (writer.NaturalForeignKeys && NaturalKeys.HasKey(relation.Target))
            {
                foreach (var row in Read(relation.Target, target.TargetField, [.. pairs.Select(target.GetValue).OfType<object>().Distinct()], writer.Alias)) natural[target.KeyOf(row)!] = NaturalKeys.Of(row);
            }

            foreach (var pair in pairs)
            {
                var owner = source.GetValue(pair)!;
                if (!found.TryGetValue(owner, out var list)) found[owner] = list = [];
                var key = target.GetValue(pair)!;
                list.Add(natural.GetValueOrDefault(key) ?? key);
            }

            return found;
        }

        /// <summary>The rows of a model whose field has one of these values, by key.</summary>
        private static List<Model> Read(ModelMeta model, FieldMeta field, List<object> values, string alias)
        {
            var rows = new List<Model>();
            foreach (var batch in values.Chunk(Batches.Keys))
            {
                var query = model.AllRows;
                query = query.And(LookupTable.In(new ColumnNode(query.Root, field), field, batch)) with { Order = [new OrderTerm(new ColumnNode(query.Root, model.PrimaryKey), Descending: false)] };
                rows.AddRange(QueryRunner.ListAsync<Model>(query, alias, async: false, default).GetAwaiter().GetResult());
            }

            return rows;
        }
    }

    private string Alias => database;
}
