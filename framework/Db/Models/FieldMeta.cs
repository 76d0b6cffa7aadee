using Quintet.Db.Sql;
using Quintet.Validation;

namespace Quintet.Db;

/// <summary>A field of a model at run time: its description and the way to its property, without reflection.</summary>
public class FieldMeta
{
    private IReadOnlyList<Choice>? _choices;
    private IReadOnlyList<IValidator>? _validators;

    /// <summary>A field whose property the model's <see cref="ModelAccess"/> leads to.</summary>
    /// <param name="name"><c>published_date</c></param>
    /// <param name="propertyName"><c>PublishedDate</c></param>
    /// <param name="field">The description.</param>
    /// <param name="valueType">The CLR type of the column's value.</param>
    public FieldMeta(string name, string propertyName, Field field, Type valueType)
    {
        Name = name;
        PropertyName = propertyName;
        Field = field;
        ValueType = valueType;
        Column = field.GetColumn(name);
    }

    /// <summary><c>published_date</c>; of a relation <c>author</c>.</summary>
    public string Name { get; }

    /// <summary><c>PublishedDate</c>; of a relation <c>Author</c>.</summary>
    public string PropertyName { get; }

    /// <summary>The column, <c>author_id</c>.</summary>
    public string Column { get; }

    public Field Field { get; }

    /// <summary>The CLR type of the column's value; of a relation that of the target's key.</summary>
    public Type ValueType { get; }

    /// <summary>The model whose table has the column.</summary>
    public ModelMeta Model { get; private set; } = null!;

    /// <summary>The place in <see cref="ModelMeta.AllFields"/>, and so among the columns of a row.</summary>
    public int Index { get; private set; }

    /// <summary>The place among the fields of the own table, by which <see cref="ModelAccess"/> knows it.</summary>
    private protected int Place { get; private set; }

    /// <summary>Where the choices come from. Set by generated code.</summary>
    public Func<IEnumerable<Choice>>? ChoicesOf { private get; init; }

    /// <summary>Where validators beside the field's own come from. Set by generated code.</summary>
    public Func<IEnumerable<IValidator>>? ValidatorsOf { private get; init; }

    /// <summary>Turns a value of the property's type into the column's, of a field that converts. Set by generated code.</summary>
    public Func<object?, object?>? Converter { get; init; }

    /// <summary>The values that are allowed; empty: all.</summary>
    public IReadOnlyList<Choice> Choices => _choices ??= [.. ChoicesOf?.Invoke() ?? []];

    /// <summary>All validators: those of the field's class, then the model's own.</summary>
    public IReadOnlyList<IValidator> Validators => _validators ??= [.. Field.GetValidators(), .. ValidatorsOf?.Invoke() ?? []];

    /// <summary>The label of what an object's field is; without a choice for it, the value (Django's <c>get_FOO_display</c>).</summary>
    public string Display(Model instance)
    {
        var value = GetValue(instance);
        return Choices.FirstOrDefault(c => Equals(c.Value, value))?.Label ?? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>The field whose values the column has: of a relation that of the key at its end.</summary>
    internal Field KeyedField
    {
        get
        {
            FieldMeta last = this;
            while (last is RelationFieldMeta relation) last = relation.TargetField;
            return last.Field;
        }
    }

    public string VerboseName => Field.VerboseName ?? Name.Replace('_', ' ');

    /// <summary>The column's value in an object (of a relation: the key).</summary>
    public virtual object? GetValue(Model instance) => Model.Access.Get(instance, Place);

    /// <summary>Sets the column's value in an object.</summary>
    public virtual void SetValue(Model instance, object? value) => Model.Access.Set(instance, Place, value);

    /// <summary>Whether the property has the value that C# gives one that was never set.</summary>
    internal virtual bool IsUnset(Model instance) => Model.Access.IsUnset(instance, Place);

    /// <summary>Sets the property from a column of a row.</summary>
    internal virtual void Read(Model instance, Row row, int column) => Model.Access.Read(instance, Place, row, column);

    internal void Attach(ModelMeta model, int index, int place)
    {
        Model = model;
        Index = index;
        Place = place;
    }

    public override string ToString() => $"{Model?.Label}.{Name}";
}

/// <summary>A field that has its own way to its value, of a model that no class of the app's is.</summary>
public class FieldMeta<TModel, TValue>(string name, string propertyName, Field field, Func<TModel, TValue> get, Action<TModel, TValue> set)
    : FieldMeta(name, propertyName, field, typeof(TValue))
    where TModel : Model
{
    private readonly Func<Row, int, TValue> _read = ColumnReader.Of<TValue>(field);

    public override object? GetValue(Model instance) => get((TModel)instance);

    public override void SetValue(Model instance, object? value) => set((TModel)instance, (TValue)value!);

    internal override void Read(Model instance, Row row, int column) => set((TModel)instance, _read(row, column));

    internal override bool IsUnset(Model instance) => ModelAccess.IsUnset(get((TModel)instance));
}

/// <summary>A foreign key at run time.</summary>
public class RelationFieldMeta : FieldMeta
{
    private FieldMeta? _targetField;

    /// <summary>A foreign key whose properties the model's <see cref="ModelAccess"/> leads to.</summary>
    /// <param name="name"><c>author</c></param>
    /// <param name="propertyName"><c>Author</c></param>
    /// <param name="field">With <see cref="ForeignKey.To"/> filled in.</param>
    /// <param name="keyType">The CLR type of the key.</param>
    public RelationFieldMeta(string name, string propertyName, ForeignKey field, Type keyType)
        : base(name, propertyName, field, keyType) => Back = new(this);

    /// <summary>The property that holds the key, <c>AuthorId</c>.</summary>
    public string KeyPropertyName => PropertyName + "Id";

    public ForeignKey Relation => (ForeignKey)Field;

    /// <summary>Gives what the relation points to when its target is deleted, of <see cref="OnDelete.Set"/>: an object, a key or null. Set by generated code.</summary>
    public Func<object?>? ValueOnDeleteOf { private get; init; }

    /// <exception cref="InvalidOperationException">Nothing says the value.</exception>
    internal object? ValueOnDelete() => ValueOnDeleteOf is { } value ? value() : throw new InvalidOperationException($"{this} says OnDelete.Set, but not what to set: SetValue = nameof(…).");

    /// <summary>What it points to.</summary>
    public virtual ModelMeta Target => field ??= Model.Access.GetTarget(Place);

    /// <summary>The field of the target whose value the column holds: its key, or the one that <c>ToField</c> names.</summary>
    public FieldMeta TargetField => Relation.ToField is { } name ? _targetField ??= Target.GetField(name) : Target.PrimaryKey;

    /// <summary>Whether that is the target's key, as nearly always.</summary>
    internal bool PointsToKey => Relation.ToField is null;

    /// <summary>The value by which an object is pointed to; null where it has none yet.</summary>
    public object? KeyOf(Model target) => Relation.ToField is null ? target.Pk : TargetField.GetValue(target);

    /// <summary>Whether the column holds the values of this field of the target, so that no join is needed for it.</summary>
    internal bool PointsTo(FieldMeta? field) => Relation.ToField is null ? Target.IsKey(field) : field == TargetField;

    /// <summary>Whether it leads to the row that holds the inherited fields.</summary>
    public bool IsParentLink => Field is OneToOne { ParentLink: true };

    /// <summary>The name of the way back in queries; null where there is none (RelatedName "+").</summary>
    public string? QueryName =>
        Relation.RelatedName == "+" ? null : Relation.RelatedQueryName ?? Relation.RelatedName ?? Model.Name.ToLowerInvariant();

    /// <summary>The property of the way back on the target, <c>Books</c>; null where there is none.</summary>
    public string? ReversePropertyName => ModelNames.ReverseProperty(Relation, Model.Name);

    internal BackWay Back { get; }

    /// <summary>The related object if it is loaded, else null; never queries.</summary>
    public virtual Model? GetLoaded(Model instance) => Model.Access.GetLoaded(instance, Place);

    /// <summary>Sets the related object, and with it the key.</summary>
    public virtual void SetLoaded(Model instance, Model? related) => Model.Access.SetLoaded(instance, Place, related);
}

/// <summary>A foreign key that has its own way to its values, of a model that no class of the app's is.</summary>
/// <param name="name"><c>author</c></param>
/// <param name="propertyName"><c>Author</c></param>
/// <param name="field">With <see cref="ForeignKey.To"/> filled in.</param>
/// <param name="get">Gives the key.</param>
/// <param name="set">Sets the key.</param>
/// <param name="target">The target's metadata; asked late, because two models may point at each other.</param>
/// <param name="getLoaded">Gives the object if it is loaded.</param>
/// <param name="setLoaded">Sets the object and the key.</param>
public sealed class RelationFieldMeta<TModel, TTarget, TKey>(
    string name,
    string propertyName,
    ForeignKey field,
    Func<TModel, TKey> get,
    Action<TModel, TKey> set,
    Func<ModelMeta> target,
    Func<TModel, TTarget?> getLoaded,
    Action<TModel, TTarget?> setLoaded)
    : RelationFieldMeta(name, propertyName, field, typeof(TKey))
    where TModel : Model
    where TTarget : Model
{
    private readonly Func<Row, int, TKey> _read = ColumnReader.Of<TKey>(field);

    public override ModelMeta Target => target();

    public override object? GetValue(Model instance) => get((TModel)instance);

    public override void SetValue(Model instance, object? value) => set((TModel)instance, (TKey)value!);

    internal override void Read(Model instance, Row row, int column) => set((TModel)instance, _read(row, column));

    internal override bool IsUnset(Model instance) => ModelAccess.IsUnset(get((TModel)instance));

    public override Model? GetLoaded(Model instance) => getLoaded((TModel)instance);

    public override void SetLoaded(Model instance, Model? related) => setLoaded((TModel)instance, (TTarget?)related);
}
