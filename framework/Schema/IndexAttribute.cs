using Quintet.Db.Migrations;

namespace Quintet.Db;

/// <summary>
/// An index over several columns: <c>[Index("title", "-published_date")]</c>, or over what is made of them:
/// <c>[Index(Expressions = ["LOWER(title)"], Name = "lower_title_idx")]</c>. A database's own kind of index derives from it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class IndexAttribute(params string[] fields) : Attribute, IEquatable<IndexAttribute>
{
    /// <summary>Field names, <c>-</c> in front for descending.</summary>
    public string[] Fields { get; private set; } = fields;

    /// <summary>
    /// At most 30 characters; null: made of the table's and the first column's name. On an abstract base <c>%(app_label)s</c> and
    /// <c>%(class)s</c> stand for each child's.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>Instead of fields what is made of them, <c>-</c> in front for descending; see <see cref="Db.Condition"/>. The index needs a name then.</summary>
    public string[] Expressions { get; set; } = [];

    /// <summary>Only rows for which it holds are in the index; see <see cref="Db.Condition"/>. The index needs a name then.</summary>
    public string? Condition { get; set; }

    /// <summary>Fields whose values are kept in the index, so that it alone answers a query. PostgreSQL; left out elsewhere. The index needs a name then.</summary>
    public string[] Include { get; set; } = [];

    /// <summary>PostgreSQL's operator classes of the columns, one for each. The index needs a name then.</summary>
    public string[] OpClasses { get; set; } = [];

    /// <summary>The end of a name that is made.</summary>
    public virtual string Suffix => "idx";

    /// <summary>The kind of index, <c>gin</c>; null: the database's usual. Only where it has several.</summary>
    public virtual string? Method => null;

    /// <summary>What stands behind the columns as <c>WITH (…)</c>: <c>fillfactor = 50</c>.</summary>
    public virtual IReadOnlyList<string> StorageParameters => [];

    /// <summary>The names of all fields that it speaks of.</summary>
    public IEnumerable<string> FieldNames =>
    [
        .. Fields.Select(name => name.TrimStart('-')),
        .. Expressions.SelectMany(text => Db.Condition.Parse(text.StartsWith('-') ? text[1..] : text).Fields),
        .. Condition is null ? [] : Db.Condition.Parse(Condition).Fields,
        .. Include,
    ];

    /// <inheritdoc cref="Field.ClassName"/>
    public virtual string ClassName => CSharpSource.TypeName(GetType());

    /// <summary>A copy with a name.</summary>
    public IndexAttribute WithName(string name)
    {
        var copy = (IndexAttribute)MemberwiseClone();
        copy.Name = name;
        return copy;
    }

    /// <summary>A copy that speaks of a field by its new name.</summary>
    public IndexAttribute WithFieldRenamed(string from, string to)
    {
        if (!FieldNames.Any(name => RenamedField.Is(name, from))) return this;
        var copy = (IndexAttribute)MemberwiseClone();
        copy.Fields = RenamedField.In(Fields, from, to);
        copy.Expressions = [.. Expressions.Select(text => text.StartsWith('-') ? "-" + Db.Condition.WithFieldRenamed(text[1..], from, to) : Db.Condition.WithFieldRenamed(text, from, to))];
        copy.Condition = Condition is null ? null : Db.Condition.WithFieldRenamed(Condition, from, to);
        copy.Include = RenamedField.In(Include, from, to);
        return copy;
    }

    /// <summary>The statement that makes it.</summary>
    public string CreateSql(SchemaDialect dialect, ModelState model)
    {
        var columns = Expressions.Length > 0 ? dialect.ExpressionColumns(model, Expressions, OpClasses) : dialect.Columns(model, Fields, OpClasses);
        return $"CREATE INDEX {dialect.Quote(IndexNames.Named(this, model).Name!)} ON {dialect.Quote(model.Table)}"
            + (Method is null || !dialect.HasIndexMethods ? "" : $" USING {Method}")
            + $" ({columns})"
            + (Include.Length > 0 && dialect.HasCoveringIndexes ? $" INCLUDE ({dialect.Columns(model, Include)})" : "")
            + (StorageParameters.Count > 0 && dialect.HasIndexMethods ? $" WITH ({string.Join(", ", StorageParameters)})" : "")
            + (Condition is null ? "" : $" WHERE {Db.Condition.Parse(Condition).ToSql(dialect, model)}");
    }

    /// <summary>What it was constructed with, as far as it is not the default.</summary>
    public IReadOnlyList<FieldArgument> Deconstruct()
    {
        var arguments = new FieldArguments();
        Describe(arguments);
        return arguments.List;
    }

    /// <summary>Adds the index's arguments to the list. A derived class adds its own and calls the base.</summary>
    protected virtual void Describe(FieldArguments arguments)
    {
        foreach (var field in Fields) arguments.AddPositional("fields", field);
        arguments.Add(nameof(Name), Name, null);
        arguments.AddList(nameof(Expressions), Expressions);
        arguments.Add(nameof(Condition), Condition, null);
        arguments.AddList(nameof(Include), Include);
        arguments.AddList(nameof(OpClasses), OpClasses);
    }

    /// <summary>Same class, same arguments.</summary>
    public bool Equals(IndexAttribute? other) => other is not null && (ReferenceEquals(this, other) || CSharpSource.Of(this) == CSharpSource.Of(other));

    public sealed override bool Equals(object? obj) => Equals(obj as IndexAttribute);

    public sealed override int GetHashCode() => HashCode.Combine(GetType(), Name);

    public override string ToString() => CSharpSource.Of(this);
}
