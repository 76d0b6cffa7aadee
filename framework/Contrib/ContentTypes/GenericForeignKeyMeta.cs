namespace Quintet.Contrib.ContentTypes;

/// <summary>A generic foreign key at run time. Made and called by generated code.</summary>
public abstract class GenericForeignKeyMeta : VirtualRelationMeta
{
    private readonly string _contentTypeField;
    private readonly string _objectIdField;

    private protected GenericForeignKeyMeta(string name, string propertyName, string contentTypeField, string objectIdField)
        : base(name, propertyName) => (_contentTypeField, _objectIdField) = (contentTypeField, objectIdField);

    /// <summary>Whether a proxy is pointed to as the model whose rows it shows.</summary>
    public bool ForConcreteModel { get; init; } = true;

    /// <summary>The field with the content type.</summary>
    public RelationFieldMeta ContentTypeField => (RelationFieldMeta)Model.GetField(_contentTypeField);

    /// <summary>The field with the object's key.</summary>
    public FieldMeta ObjectIdField => Model.GetField(_objectIdField);

    /// <summary>The relation of a row that is called so.</summary>
    public static GenericForeignKeyMeta Of(Model row, string name) => (GenericForeignKeyMeta)row.GetMeta().GetVirtualRelation(name);

    /// <summary>The object that the row points to; null where there is none, or it is gone. Asked for when first used.</summary>
    public Model? Get(Model row) => GetAsync(row, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Get"/>
    public ValueTask<Model?> GetAsync(Model row, CancellationToken cancellation) => GetAsync(row, async: true, cancellation);

    /// <summary>Lets the row point to an object, which sets both fields; null: to none.</summary>
    /// <exception cref="InvalidOperationException">Null, and the fields may not be null.</exception>
    public void Set(Model row, Model? value)
    {
        if (value is null)
        {
            Clear(row, ContentTypeField);
            Clear(row, ObjectIdField);
            SetLoaded(row, null);
            return;
        }

        var type = ContentType.Objects.GetForModel(value.GetMeta(), ReadAlias(ContentType.Meta, row), ForConcreteModel);
        ContentTypeField.SetValue(row, type.Id);
        if (value.Pk is { } key) ObjectIdField.SetValue(row, GenericRelationMeta.Convert(ObjectIdField, key));
        SetLoaded(row, new(type.Id, value.Pk is null ? null : ObjectIdField.GetValue(row), value));
    }

    public override void PrepareSave(Model row)
    {
        if (Loaded(row) is not { Object: { } value } loaded || !loaded.Type.Equals(ContentTypeField.GetValue(row))) return;
        if (value.Pk is not { } key) throw new InvalidOperationException($"Save() prohibited to prevent data loss due to unsaved related object '{Name}'.");
        if (loaded.Key is not null) return;

        // It was saved after it was assigned.
        ObjectIdField.SetValue(row, GenericRelationMeta.Convert(ObjectIdField, key));
        SetLoaded(row, loaded with { Key = ObjectIdField.GetValue(row) });
    }

    public override async ValueTask<IReadOnlyList<Model>> PrefetchAsync(IReadOnlyList<Model> rows, string alias, bool async, CancellationToken cancellation)
    {
        var open = rows.Where(row => Known(row) is null && TypeOf(row) is not null && KeyOf(row) is not null).ToList();
        var types = await ContentTypeCache.ByIdsAsync(open.Select(row => TypeOf(row)!.Value).Distinct(), open.Count == 0 ? null : ReadAlias(ContentType.Meta, open[0]), async, cancellation);
        foreach (var group in open.GroupBy(row => TypeOf(row)!.Value))
        {
            var found = new Dictionary<object, Model>();
            if (types.GetValueOrDefault(group.Key)?.GetModel() is { } model)
            {
                var keys = group.Select(row => KeyOf(row)!).Distinct();
                foreach (var value in await model.ReadAsync(keys, alias, async, cancellation)) found[GenericRelationMeta.Convert(ObjectIdField, value.Pk!)] = value;
            }

            foreach (var row in group) SetLoaded(row, new(group.Key, KeyOf(row), found.GetValueOrDefault(KeyOf(row)!)));
        }

        return [.. rows.Select(row => Known(row)?.Object).OfType<Model>().Distinct(ReferenceEqualityComparer.Instance).Cast<Model>()];
    }

    private protected abstract GenericObject? Loaded(Model row);

    private protected abstract void SetLoaded(Model row, GenericObject? value);

    private async ValueTask<Model?> GetAsync(Model row, bool async, CancellationToken cancellation)
    {
        if (Known(row) is { } known) return known.Object;
        if (TypeOf(row) is not { } id || KeyOf(row) is not { } key) return null;
        var types = await ContentTypeCache.ByIdsAsync([id], ReadAlias(ContentType.Meta, row), async, cancellation);
        if (types.GetValueOrDefault(id)?.GetModel() is not { } model) return null;
        var found = await model.ReadAsync([key], ReadAlias(model, row), async, cancellation);
        var value = found.Count == 0 ? null : found[0];
        SetLoaded(row, new(id, key, value));
        return value;
    }

    /// <summary>What was loaded or set, as long as the two fields say the same.</summary>
    private GenericObject? Known(Model row) =>
        Loaded(row) is { } loaded && loaded.Type.Equals(ContentTypeField.GetValue(row)) && Equals(loaded.Key, KeyOf(row)) ? loaded : null;

    /// <summary>0 is C#'s "never set".</summary>
    private int? TypeOf(Model row) => ContentTypeField.GetValue(row) is int id and not 0 ? id : null;

    private object? KeyOf(Model row) => ObjectIdField.GetValue(row) is { } key and not (0L or 0 or (short)0 or "") ? key : null;

    private void Clear(Model row, FieldMeta field)
    {
        if (!field.Field.Null) throw new InvalidOperationException($"{this} cannot be None: its field '{field.Name}' may not be null.");
        field.SetValue(row, null);
    }
}

/// <inheritdoc/>
/// <param name="name"><c>content_object</c></param>
/// <param name="propertyName"><c>ContentObject</c></param>
/// <param name="contentTypeField"><c>content_type</c></param>
/// <param name="objectIdField"><c>object_id</c></param>
/// <param name="getLoaded">Gives what is loaded.</param>
/// <param name="setLoaded">Keeps what is loaded.</param>
public sealed class GenericForeignKeyMeta<TModel>(
    string name,
    string propertyName,
    string contentTypeField,
    string objectIdField,
    Func<TModel, GenericObject?> getLoaded,
    Action<TModel, GenericObject?> setLoaded)
    : GenericForeignKeyMeta(name, propertyName, contentTypeField, objectIdField)
    where TModel : Model
{
    private protected override GenericObject? Loaded(Model row) => getLoaded((TModel)row);

    private protected override void SetLoaded(Model row, GenericObject? value) => setLoaded((TModel)row, value);
}

/// <summary>What a generic foreign key has loaded. Kept by generated code.</summary>
/// <param name="Type">The content type's key.</param>
/// <param name="Key">The object's key as the row holds it; null: the object is not saved.</param>
/// <param name="Object">The object; null: it is gone.</param>
public sealed record GenericObject(object Type, object? Key, Model? Object);
