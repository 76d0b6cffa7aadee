using Quintet.Db.Migrations;

namespace Quintet.Db;

/// <summary>
/// A model's options (Django's <c>class Meta</c>): <c>[Meta(Ordering = ["-published_date"])]</c> on the class,
/// <c>new MetaAttribute { … }</c> in a migration.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MetaAttribute : Attribute, IEquatable<MetaAttribute>
{
    private static readonly string[] UsualPermissions = ["add", "change", "delete", "view"];

    /// <summary>
    /// The order of a queryset that names none: field names, <c>-</c> in front for descending. A model that says nothing has that of the model
    /// it derives from; setting it, even to <c>[]</c>, sets <see cref="HasOrdering"/>.
    /// </summary>
    public string[] Ordering
    {
        get;
        set
        {
            field = value;
            HasOrdering = true;
        }
    } = [];

    /// <summary>Whether an ordering was given.</summary>
    public bool HasOrdering { get; private set; }

    /// <summary>The table's name; null: <c>app_model</c>.</summary>
    public string? DbTable { get; set; }

    /// <summary>A comment on the table, where the database keeps such.</summary>
    public string? DbTableComment { get; set; }

    public string? VerboseName { get; set; }

    public string? VerboseNamePlural { get; set; }

    /// <summary>What <c>Latest()</c> and <c>Earliest()</c> without a field sort by: field names, <c>-</c> in front for descending.</summary>
    public string[] GetLatestBy { get; set; } = [];

    /// <summary>The <c>RelatedName</c> of the model's relations that name none; <c>%(app_label)s</c> and <c>%(model_name)s</c> stand for the model's.</summary>
    public string? DefaultRelatedName { get; set; }

    /// <summary>The manager whose rows relations to many start from, <c>published</c>; null: <c>Objects</c>.</summary>
    public string? DefaultManagerName { get; set; }

    /// <summary>The manager whose rows relations to one lead to; null: all rows.</summary>
    public string? BaseManagerName { get; set; }

    /// <summary>The permissions that each model has.</summary>
    public string[] DefaultPermissions { get; set; } = UsualPermissions;

    /// <summary>False: the table is not ours to create or drop.</summary>
    public bool Managed { get; set; } = true;

    /// <summary>The only kind of database that has the table: <c>sqlite</c>, <c>postgresql</c>; null: all.</summary>
    public string? RequiredDbVendor { get; set; }

    /// <summary>
    /// On a model that declares no key: the class of the one it gets, <c>typeof(AutoField)</c>. Null: the assembly's
    /// <see cref="DefaultAutoFieldAttribute{TField}"/>, else <see cref="BigAutoField"/>. No migration holds it: the key is a field there.
    /// </summary>
    public Type? AutoField { get; set; }

    /// <summary>
    /// The relation whose target's rows these belong to in an order of their own (Django's <c>order_with_respect_to</c>): a column <c>_order</c>
    /// holds each row's place.
    /// </summary>
    public string? OrderWithRespectTo { get; set; }

    /// <summary>Sets of fields with an index over them, as old migrations have them; on a model <c>[Index("title", "author")]</c> says it.</summary>
    public string[][] IndexTogether { get; set; } = [];

    /// <summary>Sets of fields whose values together are unique. On a model <c>[UniqueTogether("title", "author")]</c> says it.</summary>
    public string[][] UniqueTogether { get; set; } = [];

    /// <summary>Permissions beside the usual. On a model <c>[Permissions("can_publish", "Can publish")]</c> says it.</summary>
    public PermissionsAttribute[] Permissions { get; set; } = [];

    /// <summary>True: the class is another view of its base's rows, with an order and methods of its own, but without a table or fields.</summary>
    public bool Proxy { get; set; }

    /// <summary>
    /// The setting whose model may take this one's place, <c>AuthUserModel</c> (Django's <c>swappable</c>): where it names another, this model has no table, and relations that speak of the setting lead
    /// to the other.
    /// </summary>
    public string? Swappable { get; set; }

    /// <summary>The model that took this one's place, <c>members.Member</c>; null: none did.</summary>
    public string? Swapped { get; internal set; }

    /// <summary>Whether a database of that kind has a table that is ours to create and change.</summary>
    public bool HasTable(string vendor) => Managed && !Proxy && Swapped is null && (RequiredDbVendor is null || RequiredDbVendor == vendor);

    /// <summary>A copy with another table.</summary>
    public MetaAttribute WithTable(string? table) => Copy(copy => copy.DbTable = table);

    /// <summary>A copy with another comment on the table.</summary>
    public MetaAttribute WithTableComment(string? comment) => Copy(copy => copy.DbTableComment = comment);

    /// <summary>A copy with other sets of fields that are unique together.</summary>
    public MetaAttribute WithUniqueTogether(string[][] sets) => Copy(copy => copy.UniqueTogether = sets);

    /// <summary>A copy with other sets of fields that have an index together.</summary>
    public MetaAttribute WithIndexTogether(string[][] sets) => Copy(copy => copy.IndexTogether = sets);

    /// <summary>A copy whose rows are ordered in another relation, or in none.</summary>
    public MetaAttribute WithOrderWithRespectTo(string? field) => Copy(copy => copy.OrderWithRespectTo = field);

    /// <summary>A copy in which what has operations of its own is as in another's: table, comment, sets of fields, the rows' order, whether there is a table, and what may take its place.</summary>
    public MetaAttribute WithStructureOf(MetaAttribute other) => Copy(copy =>
    {
        (copy.DbTable, copy.DbTableComment, copy.OrderWithRespectTo, copy.Proxy) = (other.DbTable, other.DbTableComment, other.OrderWithRespectTo, other.Proxy);
        (copy.UniqueTogether, copy.IndexTogether) = (other.UniqueTogether, other.IndexTogether);
        (copy.Swappable, copy.Swapped) = (other.Swappable, other.Swapped);
    });

    /// <summary>A copy in whose place another model is, or none.</summary>
    internal MetaAttribute WithSwapped(string? label) => Copy(copy => copy.Swapped = label);

    /// <summary>What is not the default, in a fixed order.</summary>
    public IReadOnlyList<FieldArgument> Deconstruct()
    {
        var arguments = new FieldArguments();
        arguments.AddList(nameof(Ordering), Ordering);
        arguments.Add(nameof(DbTable), DbTable, null);
        arguments.Add(nameof(DbTableComment), DbTableComment, null);
        arguments.Add(nameof(VerboseName), VerboseName, null);
        arguments.Add(nameof(VerboseNamePlural), VerboseNamePlural, null);
        arguments.AddList(nameof(GetLatestBy), GetLatestBy);
        arguments.Add(nameof(DefaultRelatedName), DefaultRelatedName, null);
        arguments.Add(nameof(DefaultManagerName), DefaultManagerName, null);
        arguments.Add(nameof(BaseManagerName), BaseManagerName, null);
        if (!DefaultPermissions.SequenceEqual(UsualPermissions)) arguments.AddAlways(nameof(DefaultPermissions), DefaultPermissions);
        arguments.Add(nameof(Managed), Managed, true);
        arguments.Add(nameof(RequiredDbVendor), RequiredDbVendor, null);
        arguments.Add(nameof(Proxy), Proxy, false);
        arguments.Add(nameof(Swappable), Swappable, null);
        arguments.Add(nameof(OrderWithRespectTo), OrderWithRespectTo, null);
        AddSets(nameof(UniqueTogether), UniqueTogether);
        AddSets(nameof(IndexTogether), IndexTogether);
        if (Permissions.Length > 0) arguments.AddAlways(nameof(Permissions), Permissions);
        return arguments.List;

        // Their order says nothing.
        void AddSets(string name, string[][] sets)
        {
            if (sets.Length > 0) arguments.AddAlways(name, sets.OrderBy(set => string.Join(',', set), StringComparer.Ordinal).ToArray());
        }
    }

    public bool Equals(MetaAttribute? other) => other is not null && (ReferenceEquals(this, other) || CSharpSource.Of(this) == CSharpSource.Of(other));

    public override bool Equals(object? obj) => Equals(obj as MetaAttribute);

    public override int GetHashCode() => HashCode.Combine(DbTable, VerboseName, Ordering.Length);

    private MetaAttribute Copy(Action<MetaAttribute> change)
    {
        var copy = (MetaAttribute)MemberwiseClone();
        change(copy);
        return copy;
    }
}

/// <summary>Fields whose values together are unique (Django's <c>unique_together</c>): <c>[UniqueTogether("title", "author")]</c>. <see cref="UniqueConstraintAttribute"/> can more.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class UniqueTogetherAttribute(params string[] fields) : Attribute
{
    public string[] Fields { get; } = fields;
}

/// <summary>A permission on a model beside the usual ones: <c>[Permissions("can_publish", "Can publish a book")]</c>.</summary>
/// <param name="codename">Its name in code.</param>
/// <param name="name">Its name for people.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PermissionsAttribute(string codename, string name) : Attribute, IEquatable<PermissionsAttribute>
{
    public string Codename { get; } = codename;

    public string Name { get; } = name;

    public bool Equals(PermissionsAttribute? other) => other is not null && Codename == other.Codename && Name == other.Name;

    public override bool Equals(object? obj) => Equals(obj as PermissionsAttribute);

    public override int GetHashCode() => HashCode.Combine(Codename, Name);
}
