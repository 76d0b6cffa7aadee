using Quintet.Db.Migrations;
using Quintet.Validation;

namespace Quintet.Db;

/// <summary>
/// A model's field as plain data (Django's <c>models.Field</c>). The one class serves as attribute on a property,
/// <c>[CharField(MaxLength = 200)]</c>, and as value in a migration, <c>new CharField { MaxLength = 50, Null = true }</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class Field : Attribute, IEquatable<Field>
{
    private object? _default;
    private string? _internalType;
    private bool? _isOwnColumn;

    /// <summary>NULL is allowed in the database. On a model, a nullable property type says the same.</summary>
    public bool Null { get; set; }

    /// <summary>Forms accept an empty value. What the database calculates nobody need say.</summary>
    public bool Blank
    {
        get => field || IsGenerated;
        set;
    }

    public bool Unique { get; set; }

    /// <summary>The column gets an index of its own.</summary>
    public bool DbIndex { get; set; }

    /// <summary>The column's name; null: the field's name (with <c>_id</c> behind it for a relation).</summary>
    public string? DbColumn { get; set; }

    public bool PrimaryKey { get; set; }

    /// <summary>The name for people; null: the field's name with spaces.</summary>
    public string? VerboseName { get; set; }

    public string HelpText { get; set; } = "";

    /// <summary>False: left out of forms and of the admin, as what the database calculates is.</summary>
    public bool Editable
    {
        get => field && !IsGenerated;
        set;
    } = true;

    /// <summary>
    /// On a model: the static member with the values that are allowed, <c>Choices = nameof(Genres)</c>, a list of <see cref="Choice"/>. An
    /// enum's members are its choices without a word. No migration holds them: the database does not know them.
    /// </summary>
    public string? Choices { get; set; }

    /// <summary>On a model: the static member with the validators beside the field's own, <c>Validators = nameof(IsbnValidators)</c>. No migration holds them.</summary>
    public string? Validators { get; set; }

    /// <summary>A comment on the column, where the database keeps such.</summary>
    public string? DbComment { get; set; }

    /// <summary>What the database itself puts into a new row that says nothing: a constant. Its column keeps it, unlike <see cref="Default"/>.</summary>
    public object? DbDefault { get; set; }

    /// <summary>The same as an expression of SQL, which is written as it stands: <c>CURRENT_TIMESTAMP</c>.</summary>
    public string? DbDefaultSql { get; set; }

    /// <summary>
    /// An expression over other fields of the model, <c>price * quantity</c>, from which the database calculates the column (Django's
    /// <c>GeneratedField</c>, whose output field is this one): nobody writes it, and an object has it once it is saved. What is in it
    /// <see cref="Condition"/> says.
    /// </summary>
    public string? GeneratedAs { get; set; }

    /// <summary>With <see cref="GeneratedAs"/>: the column is calculated when a row is written and takes room like any other. False: whenever it is read, which PostgreSQL does not have.</summary>
    public bool DbPersist { get; set; } = true;

    /// <summary>Whether the database calculates the column.</summary>
    public bool IsGenerated => GeneratedAs is not null;

    /// <summary>The name of a date field for whose day the value must be unique; checked by <c>ValidateUnique</c>, not by the database.</summary>
    public string? UniqueForDate { get; set; }

    /// <inheritdoc cref="UniqueForDate"/>
    public string? UniqueForMonth { get; set; }

    /// <inheritdoc cref="UniqueForDate"/>
    public string? UniqueForYear { get; set; }

    /// <summary>
    /// The value of a new row that says nothing else. On a model the property's initialiser says it; in a migration it fills the
    /// existing rows. Setting it, even to null, sets <see cref="HasDefault"/>.
    /// </summary>
    public object? Default
    {
        get => _default;
        set
        {
            _default = value;
            HasDefault = true;
        }
    }

    public bool HasDefault { get; private set; }

    /// <summary>Whether the database itself gives new rows a value.</summary>
    public bool HasDbDefault => DbDefault is not null || DbDefaultSql is not null;

    /// <summary>
    /// The kind by which a database chooses the column's type (Django's <c>get_internal_type</c>): the class's name, of an app's own class
    /// that of ours from which it derives.
    /// </summary>
    public virtual string InternalType => _internalType ??= BuiltinClass(GetType()).Name;

    /// <summary>
    /// The type of the column where it is none of ours (Django's <c>db_type</c>): <c>cidr</c>. Null: the one of <see cref="InternalType"/>; for a class that derives
    /// straight from <see cref="Field"/> there is none in that database.
    /// </summary>
    public virtual string? DbType(SchemaDialect dialect) => null;

    /// <summary>Whether the class says its column's type itself, so that a database must be told of what type a value is.</summary>
    public bool IsOwnColumn => _isOwnColumn ??= InternalType == nameof(Field) || DbType(PostgreSqlSchema.Instance) is not null || DbType(SqliteSchema.Instance) is not null;

    /// <summary>The only kind of database that has such a column, <c>postgresql</c>; null: not only one.</summary>
    public virtual string? RequiredDbVendor => null;

    /// <summary>A default as the text by which the database reads values of the column, <c>{1,2}</c>; null: it has a form of its own in SQL.</summary>
    public virtual string? DefaultText(object value) => null;

    /// <summary>
    /// Of a class that derives straight from <see cref="Field"/>: makes of what the field is compared with, or of a value on its way to the column, what the driver
    /// is given (Django's <c>get_prep_value</c>).
    /// </summary>
    /// <param name="value">Never null.</param>
    public virtual object PrepareValue(object value) => value;

    /// <summary>What the field's class knows beside the usual lookups, by its word; null: nothing.</summary>
    public virtual FieldLookup? FindLookup(string name) => null;

    /// <summary>A way into the value, by a word or a place that is no lookup: <c>tags__0</c>, <c>data__color</c>; null: there is none.</summary>
    public virtual FieldLookup? FindKey(object key) => null;

    /// <summary>The words that <see cref="FindLookup"/> knows, for messages.</summary>
    public virtual IEnumerable<string> LookupNames => [];

    /// <summary>The word that a member of the property's type is in a query's lambda: <c>len</c> for <c>Length</c>; null: it is none.</summary>
    public virtual string? LookupOfMember(string member) => null;

    /// <summary>False: what the field holds stands in another table.</summary>
    public virtual bool HasColumn => true;

    /// <summary>Whether "" is a value of the field, so that an empty one need not be NULL.</summary>
    public virtual bool EmptyStringsAllowed => false;

    /// <summary>The column of a field called <paramref name="name"/>.</summary>
    public virtual string GetColumn(string name) => DbColumn ?? name;

    /// <summary>
    /// What the field was constructed with, as far as it is not the default (Django's <c>deconstruct</c>): equality, the
    /// differ and the migration writer all rest on it.
    /// </summary>
    public IReadOnlyList<FieldArgument> Deconstruct()
    {
        var arguments = new FieldArguments();
        Describe(arguments);
        return arguments.List;
    }

    /// <summary>Adds the field's arguments to the list. A derived class adds its own and calls the base.</summary>
    protected virtual void Describe(FieldArguments arguments)
    {
        arguments.Add(nameof(Null), Null, false);
        arguments.Add(nameof(Blank), Blank, IsGenerated);
        arguments.Add(nameof(PrimaryKey), PrimaryKey, false);
        arguments.Add(nameof(Unique), Unique, false);
        arguments.Add(nameof(DbIndex), DbIndex, false);
        arguments.Add(nameof(DbColumn), DbColumn, null);
        if (HasDefault) arguments.AddAlways(nameof(Default), Default);
        arguments.Add(nameof(VerboseName), VerboseName, null);
        arguments.Add(nameof(HelpText), HelpText, "");
        arguments.Add(nameof(Editable), Editable, !IsGenerated);
        arguments.Add(nameof(DbComment), DbComment, null);
        arguments.Add(nameof(DbDefault), DbDefault, null);
        arguments.Add(nameof(DbDefaultSql), DbDefaultSql, null);
        arguments.Add(nameof(GeneratedAs), GeneratedAs, null);
        if (IsGenerated) arguments.Add(nameof(DbPersist), DbPersist, true);
        arguments.Add(nameof(UniqueForDate), UniqueForDate, null);
        arguments.Add(nameof(UniqueForMonth), UniqueForMonth, null);
        arguments.Add(nameof(UniqueForYear), UniqueForYear, null);
    }

    /// <summary>The validators that the field's class and options bring along.</summary>
    public virtual IEnumerable<IValidator> GetValidators() => [];

    /// <summary>The class as a migration writes it: <c>CharField</c>, <c>global::Shop.IsbnField</c>. One that was read from source stands for another class.</summary>
    public virtual string ClassName => CSharpSource.TypeName(GetType());

    /// <summary>A copy that may be changed without changing this one.</summary>
    public Field Clone() => (Field)MemberwiseClone();

    /// <summary>A copy that says no default.</summary>
    public Field WithoutDefault()
    {
        var copy = Clone();
        (copy._default, copy.HasDefault) = (null, false);
        return copy;
    }

    /// <summary>Same class, same arguments.</summary>
    public bool Equals(Field? other) =>
        other is not null && other.GetType() == GetType() && other.ClassName == ClassName && Deconstruct().SequenceEqual(other.Deconstruct());

    public sealed override bool Equals(object? obj) => Equals(obj as Field);

    public sealed override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(GetType());
        foreach (var argument in Deconstruct()) hash.Add(argument);
        return hash.ToHashCode();
    }

    public override string ToString() => CSharpSource.Of(this);

    private static Type BuiltinClass(Type type)
    {
        while (type.Assembly != typeof(Field).Assembly) type = type.BaseType!;
        return type;
    }
}

/// <summary>One argument of a field's construction.</summary>
/// <param name="Name">The property (<c>MaxLength</c>); for a positional one the constructor's parameter.</param>
/// <param name="Value">The value it was given.</param>
/// <param name="Positional">Given to the constructor, in the order of the list.</param>
public sealed record FieldArgument(string Name, object? Value, bool Positional)
{
    public bool Equals(FieldArgument? other) => other is not null && Name == other.Name && Positional == other.Positional
        && (Value is Array list && other.Value is Array others ? System.Collections.StructuralComparisons.StructuralEqualityComparer.Equals(list, others)
            : Value is IDictionary<string, string?> map && other.Value is IDictionary<string, string?> second ? map.Count == second.Count && map.All(pair => second.TryGetValue(pair.Key, out var value) && value == pair.Value)
            : Equals(Value, other.Value));

    public override int GetHashCode() => HashCode.Combine(Name, Positional);
}

/// <summary>Collects what differs from the default.</summary>
public sealed class FieldArguments
{
    private readonly List<FieldArgument> _list = [];

    internal IReadOnlyList<FieldArgument> List => _list;

    public void Add<T>(string name, T value, T usual)
    {
        if (!EqualityComparer<T>.Default.Equals(value, usual)) AddAlways(name, value);
    }

    public void AddAlways(string name, object? value) => _list.Add(new(name, value, Positional: false));

    /// <summary>A list; an empty one is the usual.</summary>
    public void AddList(string name, string[] values)
    {
        if (values.Length > 0) AddAlways(name, values);
    }

    /// <summary>Arguments that another list had.</summary>
    public void AddKnown(IEnumerable<FieldArgument> arguments) => _list.AddRange(arguments);

    public void AddPositional(string name, object? value) => _list.Add(new(name, value, Positional: true));
}
