using System.Globalization;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>
/// A relation from an object to the rows that hold its key without a foreign key to it, because others of their kind hold keys of other models:
/// a second field of theirs, a foreign key, says of which. Deleting the object deletes them.
/// </summary>
/// <param name="name"><c>tags</c></param>
/// <param name="propertyName"><c>Tags</c></param>
/// <param name="target">The rows' metadata; asked late, because two models may point at each other.</param>
/// <param name="typeField">The foreign key there that says of which model the key is, <c>content_type</c>.</param>
/// <param name="keyField">The field there that holds the key, <c>object_id</c>.</param>
/// <param name="describe">What the row that stands for a model is known by: fields and their values.</param>
public sealed class GenericRelationMeta(
    string name,
    string propertyName,
    Func<ModelMeta> target,
    string typeField,
    string keyField,
    Func<ModelMeta, IReadOnlyList<(string Field, object Value)>> describe)
{
    /// <summary><c>tags</c></summary>
    public string Name { get; } = name;

    /// <summary><c>Tags</c></summary>
    public string PropertyName { get; } = propertyName;

    /// <summary>The name by which the rows' lookups reach the object, <c>book__title</c>; null: none.</summary>
    public string? RelatedQueryName { get; init; }

    public ModelMeta Model { get; private set; } = null!;

    public ModelMeta Target => target();

    /// <summary>The foreign key that says of which model the key is.</summary>
    public RelationFieldMeta TypeField => (RelationFieldMeta)Target.GetField(typeField);

    /// <summary>The field that holds the key.</summary>
    public FieldMeta KeyField => Target.GetField(keyField);

    internal GenericWay Forth => field ??= new(this);

    internal GenericBackWay? Back => RelatedQueryName is null ? null : field ??= new(this);

    internal Func<ModelMeta, IReadOnlyList<(string Field, object Value)>> Describe { get; } = describe;

    /// <summary>The rows of an object.</summary>
    /// <param name="owner">The object.</param>
    /// <param name="prepare">Done with each row that is made over this query.</param>
    /// <exception cref="InvalidOperationException">The object is not saved, so no row can hold its key.</exception>
    public QuerySet<T> RowsOf<T>(Model owner, Action<T> prepare)
        where T : Model
    {
        var key = RelatedRows.KeyOf(owner, Forth);
        return ((ModelMeta<T>)Target).DefaultRows.Of(
            root => JunctionNode.And(new ComparisonNode("=", Forth.Owner(root), new ParameterNode(Convert(KeyField, key))), Forth.Condition(root)!),
            owner,
            RelatedRows.Known<T>(owner, Forth),
            row =>
            {
                prepare(row);
                Forget(owner);
            });
    }

    /// <summary>Forgets the rows that were read along: they have changed.</summary>
    public void Forget(Model owner) => owner.KnownRows?.Remove(Forth);

    /// <summary>The database to which an object's rows are written.</summary>
    public string WriteAlias(Model owner) => Connections.Current.ForWrite(Target, owner.DatabaseAlias);

    /// <summary>A key as a field holds it: a number as text in a field of text, and back.</summary>
    public static object Convert(FieldMeta field, object key)
    {
        var type = Nullable.GetUnderlyingType(field.ValueType) ?? field.ValueType;
        if (type.IsInstanceOfType(key)) return key;
        if (key is string) return FieldValue.Prepare(field, key)!;
        return type == typeof(string) ? System.Convert.ToString(key, CultureInfo.InvariantCulture)! : System.Convert.ChangeType(key, type, CultureInfo.InvariantCulture);
    }

    internal void Attach(ModelMeta model) => Model = model;

    public override string ToString() => $"{Model?.Label}.{Name}";
}
