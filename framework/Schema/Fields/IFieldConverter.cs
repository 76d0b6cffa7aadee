namespace Quintet.Db;

/// <summary>
/// An app's own field whose property has another type than its column. The field class derives from the one of ours that has the column,
/// and says both ways: <c>class ColorField : CharField, IFieldConverter&lt;Color, string&gt;</c>. Generated code calls the two directly.
/// </summary>
/// <typeparam name="TValue">The property's type.</typeparam>
/// <typeparam name="TColumn">What the column holds: <c>string</c> for a <see cref="CharField"/>.</typeparam>
public interface IFieldConverter<TValue, TColumn>
{
    /// <summary>A column's value, never NULL, as the property's (Django's <c>from_db_value</c>).</summary>
    static abstract TValue FromDatabase(TColumn value);

    /// <summary>A property's value, never null, as the column's (Django's <c>get_prep_value</c>).</summary>
    static abstract TColumn ToDatabase(TValue value);
}
