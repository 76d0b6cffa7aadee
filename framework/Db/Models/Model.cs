using System.ComponentModel;

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

    /// <summary>Whether the row is not in the database yet, as far as this object knows.</summary>
    internal bool Adding { get; set; } = true;

    /// <summary>The alias of the database the row was read from or saved to.</summary>
    internal string? DatabaseAlias { get; set; }

    /// <summary>The rows that point here and were read along, by the relation.</summary>
    internal Dictionary<RelationFieldMeta, List<Model>>? Prefetched { get; set; }

    /// <summary>The fields that were read; null: all.</summary>
    internal IReadOnlyList<FieldMeta>? LoadedFields { get; private set; }

    internal void SetLoadedFields(IReadOnlyList<FieldMeta>? fields) => LoadedFields = fields;

    /// <summary>
    /// The names of the fields that <c>Only</c> or <c>Defer</c> left out. Their properties have the values of a new object, and
    /// <c>Save</c> does not write them; <c>RefreshFromDb("…")</c> reads them.
    /// </summary>
    public IReadOnlyList<string> GetDeferredFields() => LoadedFields is { } loaded ? [.. GetMeta().Fields.Except(loaded).Select(f => f.Name)] : [];

    /// <summary>Gives a field or relation by its snake_case or C# name. Generated; calls the base for what it does not know.</summary>
    public virtual bool TryGetTemplateMember(string name, out object? value)
    {
        if (name is "pk" or "Pk")
        {
            value = Pk;
            return true;
        }

        value = null;
        return false;
    }

    /// <summary>Two objects of one model with the same key are the same row; one without a key equals itself only.</summary>
    public override bool Equals(object? obj)
    {
        if (ReferenceEquals(this, obj)) return true;
        return obj is Model other && other.GetMeta() == GetMeta() && Pk is { } key && key.Equals(other.Pk);
    }

    /// <summary>The key's; an object without a key has its own, which saving it changes (do not keep unsaved objects in sets).</summary>
    public override int GetHashCode() => Pk is { } key ? key.GetHashCode() : base.GetHashCode();

    /// <summary><c>Book object (1)</c>, as long as the model does not say better.</summary>
    public override string ToString() => $"{GetMeta().Name} object ({Pk ?? "None"})";
}
