using Quintet.Db.Migrations;

namespace Quintet.Db;

/// <summary>
/// Many of these belong to many of those (Django's <c>ManyToManyField</c>). On a model
/// <c>[ManyToMany(RelatedName = "books")] public partial ManyRelated&lt;Author&gt; Authors { get; }</c>; in a migration
/// <c>new ManyToMany("blog.Author") { RelatedName = "books" }</c>. The pairs stand in a table of their own.
/// </summary>
public class ManyToMany : Field, IRelation
{
    /// <summary>As attribute: the property's type says the target.</summary>
    public ManyToMany()
        : this("")
    {
    }

    /// <summary>In a migration; <paramref name="to"/> is <c>app.Model</c>, or <c>__setting__.AuthUserModel</c> for the model that a setting names.</summary>
    public ManyToMany(string to) => (To, Setting) = (to, SwappableModels.SettingOf(to));

    /// <summary>The target, <c>blog.Author</c>; "" on an attribute, where the property's type says it.</summary>
    public string To { get; private set; }

    /// <summary>The setting that names the target, <c>AuthUserModel</c>; null: it is that model in every project.</summary>
    public string? Setting { get; private set; }

    /// <summary>The name of the way back on the target; null: <c>book_set</c>. "+": none.</summary>
    public string? RelatedName { get; set; }

    /// <summary>The name of the way back in queries; null: <see cref="RelatedName"/>, else the model's name.</summary>
    public string? RelatedQueryName { get; set; }

    /// <summary>On a model: the model of the pairs, where they hold more than the two: <c>Through = typeof(Membership)</c>.</summary>
    public Type? Through { get; set; }

    /// <summary>The same in a migration: <c>app.Model</c>.</summary>
    public string? ThroughModel { get; set; }

    /// <summary>The relations of <see cref="Through"/> that are meant, where it has several to one side: that to this model, that to the target.</summary>
    public string[] ThroughFields { get; set; } = [];

    /// <summary>Of a relation to the model itself: false where a pair says nothing about its opposite.</summary>
    public bool Symmetrical { get; set; } = true;

    /// <summary>The name of the table of pairs; null: the model's table and the field's name.</summary>
    public string? DbTable { get; set; }

    /// <summary>False: the database does not check that both sides exist.</summary>
    public bool DbConstraint { get; set; } = true;

    public override string InternalType => nameof(ManyToMany);

    public override bool HasColumn => false;

    /// <summary>Whether the table of pairs is the field's own.</summary>
    public bool HasOwnTable => Through is null && ThroughModel is null;

    /// <summary>A copy that points to another model.</summary>
    /// <param name="to"><c>app.Model</c></param>
    /// <param name="setting">The setting that names it; null: none does.</param>
    public ManyToMany WithTarget(string to, string? setting = null)
    {
        var copy = (ManyToMany)Clone();
        (copy.To, copy.Setting) = (to, setting);
        return copy;
    }

    Field IRelation.Pointing(string to, string? setting) => WithTarget(to, setting);

    protected override void Describe(FieldArguments arguments)
    {
        arguments.AddPositional("to", SwappableModels.Written(To, Setting));
        arguments.Add(nameof(RelatedName), RelatedName, null);
        arguments.Add(nameof(RelatedQueryName), RelatedQueryName, null);
        arguments.Add(nameof(ThroughModel), ThroughModel, null);
        if (ThroughFields.Length > 0) arguments.AddAlways(nameof(ThroughFields), ThroughFields);
        arguments.Add(nameof(Symmetrical), Symmetrical, true);
        arguments.Add(nameof(DbTable), DbTable, null);
        arguments.Add(nameof(DbConstraint), DbConstraint, true);
        base.Describe(arguments);
    }
}
