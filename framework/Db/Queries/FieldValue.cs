using System.Globalization;

namespace Quintet.Db;

/// <summary>Values on their way to a column (Django's <c>get_prep_value</c>).</summary>
internal static class FieldValue
{
    /// <summary>A value that is compared with a field: an object becomes its key, text becomes what the field holds.</summary>
    public static object? Prepare(FieldMeta? field, object? value)
    {
        if (value is Model model)
        {
            return (model.Pk is null || field is not RelationFieldMeta { PointsToKey: false } relation ? model.Pk : relation.KeyOf(model)) ?? throw new InvalidOperationException(
                $"Unsaved model instance {model.GetMeta().Label} cannot be used in a query: it has no key yet. Save it first.");
        }

        if (value is FieldFile file) value = file.StoredName;
        if (field is null || value is null) return value;
        if (field.Converter is { } convert) value = convert(value);
        if (value is DateTime time && field.Field.InternalType == nameof(DateField)) return DateOnly.FromDateTime(time);
        if (field.Field.InternalType == nameof(Field)) return value is null ? null : field.Field.PrepareValue(value);
        if (value is not string text || field.ValueType == typeof(string)) return value;
        var type = Nullable.GetUnderlyingType(field.ValueType) ?? field.ValueType;
        try
        {
            if (type == typeof(Guid)) return Guid.Parse(text);
            if (type == typeof(System.Net.IPAddress)) return System.Net.IPAddress.Parse(text);
            if (type == typeof(System.Text.Json.JsonElement)) return JsonText.Parse(text);
            if (type == typeof(DateOnly)) return DateOnly.Parse(text, CultureInfo.InvariantCulture);
            if (type == typeof(DateTime)) return SqliteText.ParseDateTime(text);
            return type.IsEnum ? value : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException)
        {
            throw new ArgumentException($"Field '{field.Name}' of {field.Model.Label} expected a {type.Name} but got '{text}'.", e);
        }
    }

    /// <summary>The value of an object's field as it is stored.</summary>
    public static object? ToStore(FieldMeta field, object? value) => (field.Field, value) switch
    {
        (DecimalField d, decimal number) => DecimalScale.Set(number, d.DecimalPlaces),
        (_, DateTime time) when field.Field.InternalType == nameof(DateField) => DateOnly.FromDateTime(time),
        (_, not null) when field.Field.InternalType == nameof(Field) => field.Field.PrepareValue(value),
        _ => value,
    };
}
