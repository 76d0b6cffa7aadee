using Quintet.Db.Migrations;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>A constraint of an app's own kind that <c>ValidateConstraints</c> can check before the database does.</summary>
public interface ICheckedConstraint
{
    /// <summary>A query that gives a row where saving the object would break the constraint; null: it is not checked.</summary>
    string? ViolationSql(ConstraintCheck check);
}

/// <summary>The object that a constraint is checked for, as SQL: its values are parameters, never text.</summary>
public sealed class ConstraintCheck
{
    private readonly Dialect _dialect;
    private readonly HashSet<string> _excluded;
    private readonly Dictionary<FieldMeta, string> _parameters = [];
    private readonly List<object?> _values = [];

    internal ConstraintCheck(Model instance, ModelMeta table, HashSet<string> excluded, Dialect dialect) => (Instance, Meta, _excluded, _dialect) = (instance, table, excluded, dialect);

    public Model Instance { get; }

    public ModelMeta Meta { get; }

    public SchemaDialect Schema => _dialect.Schema;

    /// <summary>The quoted table.</summary>
    public string Table => Schema.Quote(Meta.Table);

    internal IReadOnlyList<object?> Parameters => _values;

    /// <summary>Whether one of the fields is not looked at, or was not read: then nothing can be said of them.</summary>
    public bool IsExcluded(IEnumerable<string> fields) => fields.Select(Field).Any(field => Calculation(field) is { } calculated
        ? IsExcluded(calculated.Fields) || _excluded.Contains(field.Name)
        : _excluded.Contains(field.Name) || Instance.LoadedFields?.Contains(field) == false);

    /// <summary>The quoted column of a field.</summary>
    public string Column(string field) => Schema.Quote(Field(field).Column);

    /// <summary>Whether the object's field has no value.</summary>
    public bool IsNull(string field) => Calculation(Field(field)) is null && ModelValidation.ValueOf(Field(field), Instance) is null;

    /// <summary>The object's value of a field: a parameter with the type of the column.</summary>
    public string Value(string field)
    {
        var meta = Field(field);
        if (Calculation(meta) is { } calculated) return $"({OfInstance(calculated)})";
        if (_parameters.TryGetValue(meta, out var known)) return known;
        var parameter = _dialect.Typed(_dialect.ParameterName(_values.Count), meta.KeyedField);
        _values.Add(FieldValue.ToStore(meta, ModelValidation.ValueOf(meta, Instance)));
        _parameters.Add(meta, parameter);
        return parameter;
    }

    /// <summary>A condition or expression over the columns of a row.</summary>
    public string OfRow(Condition condition) => condition.ToSql(Schema, name => new(Column(name), Field(name).Field));

    /// <summary>A condition or expression over the object's values.</summary>
    public string OfInstance(Condition condition) => condition.ToSql(Schema, name => new(Value(name), Field(name).Field));

    /// <summary>Rows of the table that fulfil all conditions and are not the object's own.</summary>
    public string OtherRows(IEnumerable<string> conditions)
    {
        var key = Meta.PrimaryKey.Name;
        IEnumerable<string> own = !Instance.Adding && Instance.Pk is not null ? [$"{Column(key)} <> {Value(key)}"] : [];
        return $"SELECT 1 FROM {Table} WHERE {string.Join(" AND ", conditions.Concat(own))}";
    }

    private FieldMeta Field(string name) => Meta.GetField(name);

    /// <summary>What the database will calculate of the object's values, which the object does not have yet.</summary>
    private static Condition? Calculation(FieldMeta field) => field.Field.GeneratedAs is { } text ? Condition.Parse(text) : null;
}
