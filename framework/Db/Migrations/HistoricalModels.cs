namespace Quintet.Db.Migrations;

/// <summary>The models of one moment of the history, for <see cref="RunCode"/> (Django's <c>apps</c>): tables and columns as they were, without any code of the app.</summary>
public sealed class HistoricalModels
{
    private readonly Dictionary<string, HistoricalModel> _models = new(StringComparer.OrdinalIgnoreCase);

    internal HistoricalModels(ProjectState state, string alias)
    {
        // A proxy is another view of the rows of the model that it is of.
        foreach (var model in state.Models.Where(model => !model.Options.Proxy))
        {
            _models.Add(model.Label, new(this, state, model, alias));
            foreach (var (field, _) in model.ManyToMany.Where(many => many.Relation.HasOwnTable))
            {
                var pairs = PairTables.Of(state, model, field);
                _models.Add(pairs.Label, new(this, state, pairs, alias));
            }
        }

        Registry = new ModelRegistry(_models.Values.Select(model => model.Meta));
    }

    internal ModelRegistry Registry { get; }

    /// <summary>The model <c>blog</c>, <c>Book</c>; the pairs of its many-to-many field are <c>Book_authors</c>.</summary>
    /// <exception cref="InvalidOperationException">There is none at this moment.</exception>
    public HistoricalModel Get(string appLabel, string name) => Find(appLabel + "." + name);

    internal HistoricalModel Find(string label) => _models.GetValueOrDefault(label) ?? throw new InvalidOperationException(
        $"There is no model {label} at this point of the migrations. Is a dependency missing, or the name misspelt? There are: {string.Join(", ", _models.Keys)}.");
}

/// <summary>A model as it was.</summary>
public sealed class HistoricalModel
{
    private readonly string _alias;

    internal HistoricalModel(HistoricalModels models, ProjectState state, ModelState model, string alias)
    {
        // What an app's own kind of field holds only the app knows; its column stays as it is.
        var fields = new List<FieldMeta>();
        foreach (var field in model.Columns)
        {
            if (HistoricalFields.Meta(models, state, model, field, fields.Count) is { } meta) fields.Add(meta);
        }

        Meta = new ModelMeta<HistoricalRow>(model.AppLabel, fields, Create, Read) { Name = model.Name, Options = model.Options.WithTable(model.Table) };
        Objects = new HistoricalManager(Meta, alias);
        _alias = alias;
        HistoricalRow Create() => new(Meta!, alias);
        HistoricalRow Read(Row row, int offset)
        {
            var instance = Create();
            for (var i = 0; i < fields.Count; i++) fields[i].Read(instance, row, offset + i);
            return instance;
        }
    }

    /// <summary>The way to its rows; fields are named in text: <c>Objects.Filter("title__startswith", "A")</c>.</summary>
    public Manager<HistoricalRow> Objects { get; }

    internal ModelMeta<HistoricalRow> Meta { get; }

    /// <summary>A new row, not saved yet.</summary>
    /// <param name="values">Its values, by the names of the fields; of a relation the key, by <c>author_id</c>.</param>
    public HistoricalRow New(params (string Field, object? Value)[] values)
    {
        var row = new HistoricalRow(Meta, _alias);
        foreach (var field in Meta.Fields.Where(field => field.Field.HasDefault)) row[field.Name] = field.Field.Default;
        foreach (var (field, value) in values) row[field] = value;
        return row;
    }

    /// <summary>Saves a new row with these values.</summary>
    public HistoricalRow Create(params (string Field, object? Value)[] values) => Objects.Create(New(values));

    /// <summary>Sets values of a row and saves it.</summary>
    public void Save(HistoricalRow row, params (string Field, object? Value)[] values)
    {
        foreach (var (field, value) in values) row[field] = value;
        row.Save();
    }

    public override string ToString() => Meta.Label;

    private sealed class HistoricalManager(ModelMeta<HistoricalRow> meta, string alias) : Manager<HistoricalRow>(meta)
    {
        public override QuerySet<HistoricalRow> GetQuerySet() => base.GetQuerySet().Using(alias);
    }
}

/// <summary>A row of a <see cref="HistoricalModel"/>: its values by the names of the fields.</summary>
public sealed class HistoricalRow : Model
{
    private readonly ModelMeta _meta;
    private readonly object?[] _values;

    internal HistoricalRow(ModelMeta meta, string alias) => (_meta, _values, DatabaseAlias) = (meta, new object?[meta.Fields.Count], alias);

    /// <summary>The value of a field; of a relation the key, by its name or <c>author_id</c>.</summary>
    /// <exception cref="FieldErrorException">There is no such field.</exception>
    public object? this[string field]
    {
        get => _values[_meta.GetField(field).Index];
        set => _meta.GetField(field).SetValue(this, value);
    }

    public override object? Pk
    {
        get => _meta.PrimaryKey.GetValue(this) is { } key && !(key is long or int or short && Convert.ToInt64(key, System.Globalization.CultureInfo.InvariantCulture) == 0) ? key : null;
        set => _meta.PrimaryKey.SetValue(this, value);
    }

    public override ModelMeta GetMeta() => _meta;

    internal object? this[int index]
    {
        get => _values[index];
        set => _values[index] = value;
    }
}

/// <summary>Fields of a state as the fields of a model at run time, whose values are those of their kind.</summary>
internal static class HistoricalFields
{
    /// <summary>The field at a place among the values of a row; null where its values are of no kind that is known here.</summary>
    public static FieldMeta? Meta(HistoricalModels models, ProjectState state, ModelState model, NamedField field, int index)
    {
        var kind = field;
        var at = model;
        while (kind.Field is ForeignKey) (at, kind) = (state.TargetTable(at, kind), state.TargetField(at, kind));
        var isNull = field.Field.Null;
        return kind.Field switch
        {
            SmallAutoField or SmallIntegerField or PositiveSmallIntegerField => isNull ? Of<short?>() : Of<short>(),
            BigAutoField or BigIntegerField or PositiveBigIntegerField => isNull ? Of<long?>() : Of<long>(),
            IntegerField => isNull ? Of<int?>() : Of<int>(),
            BooleanField => isNull ? Of<bool?>() : Of<bool>(),
            FloatField => isNull ? Of<double?>() : Of<double>(),
            DecimalField => isNull ? Of<decimal?>() : Of<decimal>(),
            DateTimeField => isNull ? Of<DateTime?>() : Of<DateTime>(),
            TimeField => isNull ? Of<TimeOnly?>() : Of<TimeOnly>(),
            DateField => isNull ? Of<DateOnly?>() : Of<DateOnly>(),
            DurationField => isNull ? Of<TimeSpan?>() : Of<TimeSpan>(),
            UuidField => isNull ? Of<Guid?>() : Of<Guid>(),
            JsonField => isNull ? Of<System.Text.Json.JsonElement?>() : Of<System.Text.Json.JsonElement>(),
            BinaryField => Of<byte[]?>(),
            GenericIPAddressField => Of<System.Net.IPAddress?>(),
            CharField or TextField => Of<string?>(),
            _ => null,
        };

        FieldMeta Of<TValue>()
        {
            TValue Get(HistoricalRow row) => row[index] is TValue value ? value : default!;
            void Set(HistoricalRow row, TValue value) => row[index] = value;
            if (field.Field is not ForeignKey relation) return new HistoricalField<TValue>(field.Name, field.Field, Get, Set);
            var target = state.TargetTable(model, field).Label;
            return new RelationFieldMeta<HistoricalRow, HistoricalRow, TValue>(
                field.Name, ModelNames.PascalCase(field.Name), relation, Get, Set, () => models.Find(target).Meta, static _ => null, (row, related) => row[field.Name] = related?.Pk);
        }
    }

    /// <summary>A field that takes any number for its own kind of number.</summary>
    private sealed class HistoricalField<TValue>(string name, Field field, Func<HistoricalRow, TValue> get, Action<HistoricalRow, TValue> set)
        : FieldMeta<HistoricalRow, TValue>(name, ModelNames.PascalCase(name), field, get, set)
    {
        public override void SetValue(Model instance, object? value)
        {
            var type = Nullable.GetUnderlyingType(typeof(TValue)) ?? typeof(TValue);
            base.SetValue(instance, value is null ? default(TValue) : type.IsInstanceOfType(value) ? value : Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
