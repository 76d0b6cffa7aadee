using System.Collections;
using System.Globalization;
using Quintet.Db.Migrations;
using Quintet.Validation;

namespace Quintet.Contrib.Postgres;

/// <summary>
/// A list of values in one column; an array in C#: <c>[ArrayField&lt;CharField&gt;(MaxLength = 20)] public string[] Tags { get; set; } = [];</c> (Django's
/// <c>ArrayField</c>). What an element is the type argument says, and its options stand here.
/// </summary>
/// <typeparam name="TBase">The field that an element would be by itself.</typeparam>
public class ArrayField<TBase> : Field, IArrayOf<TBase>
    where TBase : Field, new()
{
    /// <summary>What an element is (Django's <c>base_field</c>).</summary>
    public TBase Base { get; } = new();

    /// <summary>The most elements; 0: any number. PostgreSQL takes note of it and does not check it; <c>FullClean</c> does.</summary>
    public int Size { get; set; }

    /// <summary>The most characters of an element that is a text.</summary>
    /// <exception cref="InvalidOperationException">An element is none.</exception>
    public int MaxLength
    {
        get => (Base as CharField)?.MaxLength ?? 0;
        set => (Base as CharField ?? throw NoOption(nameof(MaxLength))).MaxLength = value;
    }

    /// <inheritdoc cref="DecimalField.MaxDigits"/>
    /// <exception cref="InvalidOperationException">An element is no decimal.</exception>
    public int MaxDigits
    {
        get => (Base as DecimalField)?.MaxDigits ?? 0;
        set => (Base as DecimalField ?? throw NoOption(nameof(MaxDigits))).MaxDigits = value;
    }

    /// <inheritdoc cref="DecimalField.DecimalPlaces"/>
    /// <exception cref="InvalidOperationException">An element is no decimal.</exception>
    public int DecimalPlaces
    {
        get => (Base as DecimalField)?.DecimalPlaces ?? 0;
        set => (Base as DecimalField ?? throw NoOption(nameof(DecimalPlaces))).DecimalPlaces = value;
    }

    public override string? RequiredDbVendor => PostgresText.Vendor;

    public override string? DbType(SchemaDialect dialect) =>
        dialect.Vendor == PostgresText.Vendor && dialect.ColumnType(Base) is { } type ? $"{type}[{(Size > 0 ? Size.ToString(CultureInfo.InvariantCulture) : "")}]" : null;

    public override string? DefaultText(object value) => value is IEnumerable list and not string ? PostgresText.OfArray(list) : null;

    /// <summary>Any list becomes an array.</summary>
    public override object PrepareValue(object value)
    {
        if (value is Array or string || value is not IEnumerable list) return value;
        List<object?> items = [.. list.Cast<object?>()];
        var type = items.FirstOrDefault(item => item is not null)?.GetType();
        if (type is null) return items.Count == 0 ? "{}" : PostgresText.OfArray(items);
        var array = Array.CreateInstance(type.IsValueType && items.Contains(null) ? typeof(Nullable<>).MakeGenericType(type) : type, items.Count);
        for (var i = 0; i < items.Count; i++) array.SetValue(items[i], i);
        return array;
    }

    public override FieldLookup? FindLookup(string name) => name switch
    {
        "contains" => Condition(name, "{0} @> {1}"),
        "contained_by" => Condition(name, "{0} <@ {1}"),
        "overlap" => Condition(name, "{0} && {1}"),

        // An index serves this one, and not "= ANY". What an element is compared with may be a column of another type.
        "has" => new(name, $"{{0}} @> ARRAY[{{1}}]::{PostgreSqlSchema.Instance.ValueType(this)}"),
        "len" => new(name, "CARDINALITY({0})") { Output = new IntegerField() },
        _ => null,
    };

    /// <summary>An element by its place from 0, <c>tags__0</c>; a part, <c>tags__0_2</c>: from the first place to before the second.</summary>
    public override FieldLookup? FindKey(object key)
    {
        if (key is int index) return Item(index);
        if (key is not string word) return null;
        var parts = word.Split('_');
        if (parts is [var single] && Number(single) is { } place) return Item(place);
        return parts is [var from, var to] && Number(from) is { } start && Number(to) is { } end
            ? new(word, "({0})[{1}:{2}]") { Output = this, Arguments = [start + 1, end], MayBeNull = true }
            : null;
    }

    public override IEnumerable<string> LookupNames => ["contains", "contained_by", "overlap", "len"];

    public override string? LookupOfMember(string member) => member == nameof(Array.Length) ? "len" : null;

    public override IEnumerable<IValidator> GetValidators()
    {
        var items = new ArrayItemValidator([.. Base.GetValidators()]);
        return Size > 0 ? [new ArrayMaxLengthValidator(Size), items] : [items];
    }

    protected override void Describe(FieldArguments arguments)
    {
        var usual = new TBase();
        arguments.Add(nameof(MaxLength), MaxLength, (usual as CharField)?.MaxLength ?? 0);
        arguments.Add(nameof(MaxDigits), MaxDigits, (usual as DecimalField)?.MaxDigits ?? 0);
        arguments.Add(nameof(DecimalPlaces), DecimalPlaces, (usual as DecimalField)?.DecimalPlaces ?? 0);
        arguments.Add(nameof(Size), Size, 0);
        base.Describe(arguments);
    }

    private FieldLookup Condition(string name, string sql) => new(name, sql)
    {
        Prepare = value => new(PrepareValue(value is string or not IEnumerable ? throw new FieldErrorException($"The value of a {name} lookup must be a list.") : value!), this),
    };

    private FieldLookup Item(int place) => place < 0
        ? throw new FieldErrorException($"The elements of an array are counted from 0 on; there is none at {place}.")
        : new(place.ToString(CultureInfo.InvariantCulture), "({0})[{1}]") { Output = Base, Arguments = [place + 1], MayBeNull = true };

    private static int? Number(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static InvalidOperationException NoOption(string option) => new($"{option} is no option of the elements of an ArrayField<{typeof(TBase).Name}>.");
}
