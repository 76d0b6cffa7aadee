using System.ComponentModel;
using System.Linq.Expressions;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>
/// A row of a table (Django's <c>models.Model</c>). Derived as a <c>partial</c> class; the source generator writes the key,
/// <c>Objects</c>, relations and the row reader.
/// </summary>
public abstract partial class Model : ITemplateMembers
{
    /// <summary>The key's value; null while the row has none.</summary>
    public abstract object? Pk { get; set; }

    /// <summary>The model's metadata. Generated.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract ModelMeta GetMeta();

    // Fields, not properties: for each member that a lambda names, .NET looks through all properties of the class.
    /// <summary>Whether the row is not in the database yet, as far as this object knows.</summary>
    internal bool Adding = true;

    /// <summary>The alias of the database the row was read from or saved to.</summary>
    internal string? DatabaseAlias;

    /// <summary>The rows that were read along, or asked for already, by the way that leads to them.</summary>
    internal Dictionary<Way, List<Model>>? KnownRows;

    /// <summary>The fields that were read; null: all.</summary>
    internal IReadOnlyList<FieldMeta>? LoadedFields;

    internal void SetLoadedFields(IReadOnlyList<FieldMeta>? fields) => LoadedFields = fields;

    /// <summary>
    /// The names of the fields that <c>Only</c> or <c>Defer</c> left out. Their properties have the values of a new object, and
    /// <c>Save</c> does not write them; <c>RefreshFromDb("…")</c> reads them.
    /// </summary>
    public IReadOnlyList<string> GetDeferredFields() => LoadedFields is { } loaded ? [.. GetMeta().AllFields.Except(loaded).Select(f => f.Name)] : [];

    /// <summary>
    /// The object that points here by a one-to-one relation, or null: what <c>user.Profile</c> is, also inside of a query's lambda, where C# allows
    /// no extension property.
    /// </summary>
    public TRelated? Related<TRelated>()
        where TRelated : Model
    {
        var (relation, meta) = BackRelation<TRelated>(null, single: true);
        return meta.LoadBack(this, relation.Name);
    }

    /// <summary>The rows that point here by a foreign key: what <c>user.Books</c> is, also inside of a query's lambda, where C# allows no extension property.</summary>
    /// <param name="relation">The relation, where several lead here: <c>u.RelatedSet&lt;Book&gt;(b => b.Editor)</c>.</param>
    public RelatedManager<TRelated> RelatedSet<TRelated>(Expression<Func<TRelated, Model?>>? relation = null)
        where TRelated : Model
    {
        var name = relation is null ? null : relation.Body is MemberExpression member ? member.Member.Name : throw new ArgumentException($"Name a relation: RelatedSet<{typeof(TRelated).Name}>(x => x.…), not {relation}.", nameof(relation));
        var (field, meta) = BackRelation<TRelated>(name, single: false);
        return new(meta, field.Name, this);
    }

    private (RelationFieldMeta Relation, ModelMeta<TRelated> Meta) BackRelation<TRelated>(string? property, bool single)
        where TRelated : Model
    {
        var found = ModelRegistry.Current.ReverseRelations(GetMeta()).Where(r => r.Model.Type == typeof(TRelated) && (!single || r.Field is OneToOne) && (property is null || r.PropertyName == property)).ToList();
        return found.Count == 1
            ? (found[0], (ModelMeta<TRelated>)found[0].Model)
            : throw new FieldErrorException($"{(found.Count == 0 ? "No" : "More than one")} {(single ? "one-to-one relation" : "relation")} of {typeof(TRelated).Name} points to {GetMeta().Label}{(found.Count > 1 ? ": name the one that is meant" : "")}.");
    }

    /// <summary>The address of the page that shows the row; a model that has one overrides it. Null: there is none.</summary>
    public virtual string? GetAbsoluteUrl() => null;

    /// <summary>Gives a field or relation by its snake_case or C# name. Generated; calls the base for what it does not know.</summary>
    public virtual bool TryGetTemplateMember(string name, out object? value)
    {
        switch (name)
        {
            case "pk" or "Pk": value = Pk; return true;
            case "get_absolute_url" or "GetAbsoluteUrl": value = GetAbsoluteUrl(); return true;
            default: value = null; return false;
        }
    }

    /// <summary>Two objects of one model (or of proxies of it) with the same key are the same row; one without a key equals itself only.</summary>
    public override bool Equals(object? obj)
    {
        if (ReferenceEquals(this, obj)) return true;
        return obj is Model other && Pk is { } key && key.Equals(other.Pk) && other.GetMeta().ConcreteModel == GetMeta().ConcreteModel;
    }

    /// <summary>The key's; an object without a key has its own, which saving it changes (do not keep unsaved objects in sets).</summary>
    public override int GetHashCode() => Pk is { } key ? key.GetHashCode() : base.GetHashCode();

    /// <summary><c>Book object (1)</c>, as long as the model does not say better.</summary>
    public override string ToString() => $"{GetMeta().Name} object ({Pk ?? "None"})";
}
