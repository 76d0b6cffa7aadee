namespace Quintet.Db;

/// <summary>A relation to one object that has no column of its own: an app says how its object is found (Django's private fields).</summary>
/// <param name="name"><c>content_object</c></param>
/// <param name="propertyName"><c>ContentObject</c></param>
public abstract class VirtualRelationMeta(string name, string propertyName)
{
    /// <summary><c>content_object</c></summary>
    public string Name { get; } = name;

    /// <summary><c>ContentObject</c></summary>
    public string PropertyName { get; } = propertyName;

    public ModelMeta Model { get; private set; } = null!;

    /// <summary>Reads the objects of many rows along, in as few queries as can be; each row keeps its own.</summary>
    /// <returns>The objects, each once.</returns>
    public abstract ValueTask<IReadOnlyList<Model>> PrefetchAsync(IReadOnlyList<Model> rows, string alias, bool async, CancellationToken cancellation);

    /// <summary>Called before a row is saved: its object may have been saved after it was assigned.</summary>
    /// <exception cref="InvalidOperationException">The object is not saved.</exception>
    public virtual void PrepareSave(Model row)
    {
    }

    /// <summary>The database in which the objects of a row are looked for: its own, unless a router says otherwise.</summary>
    protected static string ReadAlias(ModelMeta model, Model row) => Connections.Current.ForRead(model, row.DatabaseAlias);

    internal void Attach(ModelMeta model) => Model = model;

    public override string ToString() => $"{Model?.Label}.{Name}";
}
