namespace Quintet.Reading.Models;

/// <summary>A model class as it is written, before it is seen together with its app and the other models.</summary>
/// <param name="Name">The class's name: <c>Book</c>.</param>
/// <param name="FullName">With namespace and containing types: <c>Shop.Book</c>; identifies the model.</param>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="ContainingTypes">The declarations around a nested class, outermost first: <c>public static partial class Models</c>.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>, …: generated members that are seen outside have it.</param>
/// <param name="IsAbstract">An abstract base: it has fields, but no table.</param>
/// <param name="IsPartial">Whether it, and all types around it, are partial, so that its rest can be generated.</param>
/// <param name="BaseModel">The full name of the model it derives from; null where that is <c>Quintet.Db.Model</c> itself.</param>
/// <param name="Fields">All fields with the inherited ones (of abstract bases) first, then in the order of declaration; an implicit primary key leads.</param>
/// <param name="Attributes">Those of the class that the schema knows: Meta, Index, UniqueConstraint, …</param>
/// <param name="TemplateMembers">What a template may read of it besides its fields, as far as the class itself declares it.</param>
/// <param name="Members">Names of all members that the class has, inherited ones included.</param>
/// <param name="OwnMembers">Names of all members that are declared in the class itself, fields included.</param>
/// <param name="Location">Of the class's name.</param>
public sealed record ModelDeclaration(
    string Name,
    string FullName,
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Accessibility,
    bool IsAbstract,
    bool IsPartial,
    string? BaseModel,
    EquatableArray<FieldDeclaration> Fields,
    EquatableArray<ModelAttribute> Attributes,
    EquatableArray<TemplateMember> TemplateMembers,
    EquatableArray<string> Members,
    EquatableArray<string> OwnMembers,
    SourceLocation? Location)
{
    /// <summary>The many-to-many relations, inherited ones first. They have no column.</summary>
    public EquatableArray<FieldDeclaration> ManyToMany { get; init; } = [];

    /// <summary>The generic foreign keys and generic relations, inherited ones first. They have no column.</summary>
    public EquatableArray<GenericDeclaration> Generics { get; init; } = [];

    /// <summary>The managers that are classes of the app's own.</summary>
    public EquatableArray<ManagerDeclaration> Managers { get; init; } = [];

    /// <summary>All relations, those to many included.</summary>
    public IEnumerable<FieldDeclaration> Relations => Fields.Items.Where(f => f.Relation is not null).Concat(ManyToMany.Items);

    /// <summary>Names of the methods that are declared in the class itself and override one of <c>Quintet.Db.Model</c>'s.</summary>
    public EquatableArray<string> Overrides { get; init; } = [];

    /// <summary>The model that it derives from, if that has rows itself; null where all bases are abstract.</summary>
    public ParentDeclaration? Parent { get; init; }

    /// <summary>The fields in the tables of the models that it derives from, topmost first. <see cref="Fields"/> are those of its own table.</summary>
    public EquatableArray<FieldDeclaration> Inherited { get; init; } = [];

    /// <summary>Whether it is only another view of its parent's rows, without a table or fields of its own.</summary>
    public bool IsProxy { get; init; }

    /// <summary>All fields, in the order of the columns of a row.</summary>
    public IEnumerable<FieldDeclaration> AllFields => Inherited.Items.Concat(Fields.Items);

    /// <summary>The primary key: declared, or the implicit <c>Id</c>. Null only for a proxy, and for an abstract base that declares none.</summary>
    public FieldDeclaration? PrimaryKey => Fields.Items.FirstOrDefault(f => f.IsPrimaryKey);

    /// <summary>An option of <c>[Meta(…)]</c>, or null where it is not written.</summary>
    public ConstantValue? Meta(string option) =>
        Attributes.Items.FirstOrDefault(a => a.Role == AttributeRole.Meta)?.Options.Items.FirstOrDefault(o => o.Name == option)?.Value;

    /// <summary>The same without places, so that moving text within a file changes nothing that is generated.</summary>
    public ModelDeclaration WithoutLocations() => this with
    {
        Location = null,
        Fields = WithoutLocations(Fields),
        ManyToMany = WithoutLocations(ManyToMany),
        Inherited = WithoutLocations(Inherited),
        Attributes = Attributes.Items.Select(a => a with { Location = null }).ToEquatableArray(),
    };

    private static EquatableArray<FieldDeclaration> WithoutLocations(EquatableArray<FieldDeclaration> fields) =>
        fields.Items.Select(f => f with { Location = null, AttributeLocation = null }).ToEquatableArray();
}

/// <summary>The model that another one derives from.</summary>
/// <param name="FullName"><c>Shop.Place</c></param>
/// <param name="Type">The same, as generated code writes it.</param>
/// <param name="Label">As migrations name it: <c>shop.Place</c>; null as long as its app is not known.</param>
/// <param name="InSource">Whether it is compiled together with the model; else it comes from another assembly.</param>
public sealed record ParentDeclaration(string FullName, string Type, string? Label, bool InSource);

/// <summary>A property or method without parameters of a model that is no field.</summary>
public sealed record TemplateMember(string Name, bool IsMethod);

/// <summary>What an attribute on a model class is to the schema.</summary>
public enum AttributeRole
{
    Meta,
    Index,
    Constraint,
    UniqueTogether,
    Permissions,
}

/// <summary>An attribute on a model class.</summary>
/// <param name="Role">What it is, whichever class it is of.</param>
/// <param name="Kind">Its class's name without "Attribute": <c>Meta</c>, <c>Index</c>.</param>
/// <param name="Type">Fully qualified, as generated code writes it.</param>
public sealed record ModelAttribute(AttributeRole Role, string Kind, string Type, EquatableArray<ConstantValue> Arguments, EquatableArray<OptionValue> Options, SourceLocation? Location)
{
    public ConstantValue? Option(string name) => Options.Items.FirstOrDefault(o => o.Name == name)?.Value;
}

/// <summary>A property that is a field of its model.</summary>
/// <param name="Property">The property's name: <c>PublishedDate</c>.</param>
/// <param name="Name">The field's name: <c>published_date</c>.</param>
/// <param name="Column">The column's name: <c>published_date</c>, <c>author_id</c>.</param>
/// <param name="Kind">The field class's name: <c>CharField</c>; of an app's own class that of ours from which it derives.</param>
/// <param name="Type">The field class, fully qualified, as generated code writes it.</param>
/// <param name="ClrType">The property's type without its nullability, as generated code writes it: <c>string</c>, <c>global::System.DateOnly</c>.</param>
/// <param name="IsEnum">Whether that type is an enum, stored as <paramref name="EnumUnderlying"/> or as its names.</param>
/// <param name="IsValueType">Whether <paramref name="ClrType"/> is a value type: then null is <c>Nullable&lt;T&gt;</c>.</param>
/// <param name="IsNullable">The property's own nullability, which is the column's.</param>
/// <param name="Arguments">The attribute's positional arguments.</param>
/// <param name="Options">The attribute's named arguments.</param>
/// <param name="Relation">Of a relation: where to and how.</param>
/// <param name="DeclaredIn">The full name of the class that declares the property: the model or an abstract base.</param>
/// <param name="IsImplicit">The generated <c>Id</c>: no property of the source.</param>
/// <param name="Default">The property's initializer where it is a constant; null where there is none, and for the empty string.</param>
/// <param name="Accessibility">The property's.</param>
/// <param name="Modifiers">Those of a partial property that its implementation repeats besides the accessibility: <c>virtual</c>, <c>override</c>.</param>
/// <param name="SetAccessor"><c>set</c>, <c>init</c> or empty, with an accessibility of its own where it has one.</param>
/// <param name="Location">Of the property's name.</param>
/// <param name="AttributeLocation">Of the field attribute.</param>
public sealed record FieldDeclaration(
    string Property,
    string Name,
    string Column,
    string Kind,
    string Type,
    string ClrType,
    bool IsEnum,
    string? EnumUnderlying,
    bool IsValueType,
    bool IsNullable,
    EquatableArray<ConstantValue> Arguments,
    EquatableArray<OptionValue> Options,
    RelationDeclaration? Relation,
    string DeclaredIn,
    bool IsImplicit,
    ConstantValue? Default,
    string Accessibility,
    string Modifiers,
    string SetAccessor,
    SourceLocation? Location,
    SourceLocation? AttributeLocation)
{
    /// <summary>Of an app's own field that converts: the type of the column's value, as generated code writes it; null elsewhere.</summary>
    public string? ConvertedTo { get; init; }

    /// <summary>Whether <see cref="ConvertedTo"/> is a reference type: then null is no <c>Nullable&lt;T&gt;</c>.</summary>
    public bool IsConvertedToReference { get; init; }

    /// <summary>Whether the property, which is generated, holds a file of a storage; the column its name.</summary>
    public bool IsFile { get; init; }

    /// <summary>Of a file: the method that says its name in the storage, as generated code writes it; null: <c>UploadTo</c> is a folder.</summary>
    public string? UploadTo { get; init; }

    /// <summary>The members of an enum as choices: the number, and the name for people.</summary>
    public EquatableArray<EnumChoice> EnumChoices { get; init; } = [];

    /// <summary>Whether the field has choices, so that <c>GetStatusDisplay()</c> is generated.</summary>
    public bool HasChoices => EnumChoices.Count > 0 || Option("Choices") is { Text: not null };

    /// <summary>Whether rows follow each other by the field, so that <c>GetNextByCreated()</c> and <c>GetPreviousByCreated()</c> are generated.</summary>
    public bool HasNeighbours => Kind is "DateField" or "DateTimeField" && !IsNullable;

    public IEnumerable<string> NeighbourMethods => ["GetNextBy" + Property, $"GetNextBy{Property}Async", "GetPreviousBy" + Property, $"GetPreviousBy{Property}Async"];

    /// <summary>The option's member, fully qualified: <c>Choices = nameof(Genres)</c> gives <c>Shop.Book.Genres</c>.</summary>
    public string? MemberOf(string option) => Option(option)?.Text is { Length: > 0 } member ? $"global::{DeclaredIn}.{member}" : null;

    public ConstantValue? Option(string name) => Options.Items.FirstOrDefault(o => o.Name == name)?.Value;

    /// <summary>Whether it is the key of a child's table, which points to the row of the parent's.</summary>
    public bool IsParentLink => Option("ParentLink")?.Text == "true";

    public bool IsPrimaryKey => Option("PrimaryKey")?.Text == "true";

    public bool IsUnique => Option("Unique")?.Text == "true" || IsPrimaryKey || Relation?.Kind == RelationKind.OneToOne;

    /// <summary>The type as generated code declares it, with <c>?</c> where null is allowed.</summary>
    public string DeclaredType => IsNullable ? ClrType + "?" : ClrType;
}

/// <summary>A member of an enum as a choice.</summary>
/// <param name="Code">Its number in C#, in the column's type.</param>
/// <param name="Label">For people.</param>
public sealed record EnumChoice(string Code, string Label);

public enum RelationKind
{
    ForeignKey,
    OneToOne,
    ManyToMany,
}

/// <summary>Where a relation leads.</summary>
/// <param name="Target">The full name of the model it points to: <c>Shop.Author</c>.</param>
/// <param name="TargetType">The same, as generated code writes it.</param>
/// <param name="TargetKey">The property there whose value the column holds: <c>Id</c>; of a key that is itself a relation, <c>UserId</c>.</param>
/// <param name="TargetKeyType">That property's type, as generated code writes it: <c>long</c>.</param>
/// <param name="TargetKeyIsValueType">Whether that is a value type.</param>
/// <param name="TargetLabel">The target as migrations name it: <c>shop.Author</c>; null as long as its app is not known.</param>
/// <param name="OnDelete">The member of <c>OnDelete</c>.</param>
/// <param name="RelatedName">As it is written; null where it is not.</param>
/// <param name="TargetInSource">Whether the target is compiled together with this model; else it comes from another assembly.</param>
public sealed record RelationDeclaration(
    RelationKind Kind,
    string Target,
    string TargetType,
    string TargetKey,
    string TargetKeyType,
    bool TargetKeyIsValueType,
    string? TargetLabel,
    string OnDelete,
    string? RelatedName,
    bool TargetInSource)
{
    /// <summary>Of many to many: the full name of the model of the pairs; null where the field has a table of its own.</summary>
    public string? Through { get; init; }

    /// <summary>The same as migrations name it: <c>shop.Membership</c>.</summary>
    public string? ThroughLabel { get; init; }

    /// <summary>Of many to many with a table of its own: the type of the declaring model's key.</summary>
    public string SourceKeyType { get; init; } = "";

    /// <summary>Whether a pair says the same of its opposite, so that there is no way back.</summary>
    public bool IsSymmetrical { get; init; }

    /// <summary>With <c>OnDelete.Set</c>: what gives the value, as generated code writes it: <c>Shop.Book.GetSentinel()</c>.</summary>
    public string? SetValue { get; init; }
}
