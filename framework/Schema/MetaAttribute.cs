namespace Quintet.Db;

/// <summary>
/// A model's options (Django's <c>class Meta</c>): <c>[Meta(Ordering = ["-published_date"])]</c> on the class,
/// <c>new MetaAttribute { … }</c> in a migration.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MetaAttribute : Attribute, IEquatable<MetaAttribute>
{
    /// <summary>The order of a queryset that names none: field names, <c>-</c> in front for descending.</summary>
    public string[] Ordering { get; set; } = [];

    /// <summary>The table's name; null: <c>app_model</c>.</summary>
    public string? DbTable { get; set; }

    public string? VerboseName { get; set; }

    public string? VerboseNamePlural { get; set; }

    /// <summary>False: the table is not ours to create or drop.</summary>
    public bool Managed { get; set; } = true;

    /// <summary>A copy with another table.</summary>
    public MetaAttribute WithTable(string? table)
    {
        var copy = (MetaAttribute)MemberwiseClone();
        copy.DbTable = table;
        return copy;
    }

    /// <summary>What is not the default, in a fixed order.</summary>
    public IReadOnlyList<FieldArgument> Deconstruct()
    {
        var arguments = new FieldArguments();
        if (Ordering.Length > 0) arguments.AddAlways(nameof(Ordering), Ordering);
        arguments.Add(nameof(DbTable), DbTable, null);
        arguments.Add(nameof(VerboseName), VerboseName, null);
        arguments.Add(nameof(VerboseNamePlural), VerboseNamePlural, null);
        arguments.Add(nameof(Managed), Managed, true);
        return arguments.List;
    }

    public bool Equals(MetaAttribute? other) =>
        other is not null && Ordering.SequenceEqual(other.Ordering) && DbTable == other.DbTable && VerboseName == other.VerboseName
        && VerboseNamePlural == other.VerboseNamePlural && Managed == other.Managed;

    public override bool Equals(object? obj) => Equals(obj as MetaAttribute);

    public override int GetHashCode() => HashCode.Combine(string.Join(',', Ordering), DbTable, VerboseName, VerboseNamePlural, Managed);
}

/// <summary>An index over several columns: <c>[Index("title", "-published_date")]</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IndexAttribute(params string[] fields) : Attribute, IEquatable<IndexAttribute>
{
    /// <summary>Field names, <c>-</c> in front for descending.</summary>
    public string[] Fields { get; } = fields;

    /// <summary>At most 30 characters; null: made of the table's and the first column's name.</summary>
    public string? Name { get; set; }

    public bool Equals(IndexAttribute? other) => other is not null && Name == other.Name && Fields.SequenceEqual(other.Fields);

    public override bool Equals(object? obj) => Equals(obj as IndexAttribute);

    public override int GetHashCode() => HashCode.Combine(Name, string.Join(',', Fields));
}
