using Quintet.Db.Migrations;

namespace Quintet.Db;

/// <summary>What happens to the rows that point to a deleted one.</summary>
public enum OnDelete
{
    /// <summary>They are deleted too.</summary>
    Cascade,

    /// <summary>The deletion is refused.</summary>
    Protect,

    /// <summary>Refused, unless they are deleted by another relation in the same operation.</summary>
    Restrict,

    /// <summary>They point to nothing; the relation must allow NULL.</summary>
    SetNull,

    /// <summary>They point to the relation's default.</summary>
    SetDefault,

    /// <summary>They point to what <see cref="ForeignKey.SetValue"/> gives.</summary>
    Set,

    /// <summary>Nothing is done; the database checks when the transaction ends.</summary>
    DoNothing,
}

/// <summary>
/// Many of these point to one of those. On a model the property's type is the target:
/// <c>[ForeignKey(OnDelete.Cascade, RelatedName = "books")] public partial Author Author { get; set; }</c>; in a migration
/// it is named: <c>new ForeignKey("blog.Author", OnDelete.Cascade)</c>.
/// </summary>
public class ForeignKey : Field, IRelation
{
    /// <summary>As attribute: the property's type is the target.</summary>
    public ForeignKey(OnDelete onDelete)
        : this("", onDelete)
    {
    }

    /// <summary>In a migration; <paramref name="to"/> is <c>app.Model</c>, or <c>__setting__.AuthUserModel</c> for the model that a setting names.</summary>
    public ForeignKey(string to, OnDelete onDelete)
    {
        (To, Setting) = (to, SwappableModels.SettingOf(to));
        OnDelete = onDelete;
        DbIndex = true;
    }

    /// <summary>The target, <c>blog.Author</c>; "" on an attribute, where the property's type says it.</summary>
    public string To { get; private set; }

    /// <summary>The setting that names the target, <c>AuthUserModel</c>; null: it is that model in every project.</summary>
    public string? Setting { get; private set; }

    public OnDelete OnDelete { get; }

    /// <summary>
    /// The name of the way back on the target: <c>books</c> gives <c>author.Books</c>. Null: <c>book_set</c>, <c>author.BookSet</c>. "+": none.
    /// </summary>
    public string? RelatedName { get; set; }

    /// <summary>The name of the way back in queries; null: <see cref="RelatedName"/>, else the model's name.</summary>
    public string? RelatedQueryName { get; set; }

    /// <summary>
    /// On a model, with <see cref="OnDelete.Set"/>: the static member that gives the object or key to point to, <c>SetValue = nameof(GetSentinel)</c>; asked
    /// when a target is deleted. No migration holds it.
    /// </summary>
    public string? SetValue { get; set; }

    /// <summary>The unique field of the target whose value the column holds, <c>code</c>; null: the target's key.</summary>
    public string? ToField { get; set; }

    /// <summary>False: the database does not check that the target exists.</summary>
    public bool DbConstraint { get; set; } = true;

    public override string InternalType => nameof(ForeignKey);

    public override string GetColumn(string name) => DbColumn ?? name + "_id";

    /// <summary>A copy that points to another model.</summary>
    /// <param name="to"><c>app.Model</c></param>
    /// <param name="setting">The setting that names it; null: none does.</param>
    public ForeignKey WithTarget(string to, string? setting = null)
    {
        var copy = (ForeignKey)Clone();
        (copy.To, copy.Setting) = (to, setting);
        return copy;
    }

    Field IRelation.Pointing(string to, string? setting) => WithTarget(to, setting);

    protected override void Describe(FieldArguments arguments)
    {
        arguments.AddPositional("to", SwappableModels.Written(To, Setting));
        arguments.AddPositional("onDelete", OnDelete);
        arguments.Add(nameof(RelatedName), RelatedName, null);
        arguments.Add(nameof(RelatedQueryName), RelatedQueryName, null);
        arguments.Add(nameof(ToField), ToField, null);
        arguments.Add(nameof(DbConstraint), DbConstraint, true);
        var own = new FieldArguments();
        base.Describe(own);
        foreach (var argument in own.List)
        {
            if (argument.Name != nameof(DbIndex)) arguments.AddAlways(argument.Name, argument.Value);
        }

        if (!Unique) arguments.Add(nameof(DbIndex), DbIndex, true);
    }
}

/// <summary>
/// One of these points to one of those (Django's <c>OneToOneField</c>): a unique <see cref="ForeignKey"/>. On a model
/// <c>[OneToOne(OnDelete.Cascade)] public partial User User { get; set; }</c>; in a migration <c>new OneToOne("auth.User", OnDelete.Cascade)</c>.
/// </summary>
public class OneToOne : ForeignKey
{
    public OneToOne(OnDelete onDelete)
        : base(onDelete) => Unique = true;

    public OneToOne(string to, OnDelete onDelete)
        : base(to, onDelete) => Unique = true;

    /// <summary>
    /// True: the relation of a model to the one it derives from, whose row holds the rest of its fields. Where a model declares none, it
    /// has one called <c>place_ptr</c>.
    /// </summary>
    public bool ParentLink { get; set; }

    protected override void Describe(FieldArguments arguments)
    {
        base.Describe(arguments);
        arguments.Add(nameof(ParentLink), ParentLink, false);
    }
}
