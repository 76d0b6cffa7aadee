namespace Quintet.Db;

/// <summary>
/// The way to the objects of a model and to their properties, without reflection: one per model, written by the generator. A field is known by its
/// place among those of the model's own table, from 0. One class instead of delegates for each property: a process compiles of it only what it uses,
/// and an app of many models starts sooner.
/// </summary>
public abstract class ModelAccess
{
    /// <summary>A new object, its properties as their initialisers say.</summary>
    public abstract Model Create();

    /// <summary>A new object of a row, whose columns of the model begin at <paramref name="offset"/>, inherited ones first.</summary>
    public abstract Model ReadModel(Row row, int offset);

    /// <summary>The value of a field's column; of a file field its file.</summary>
    public virtual object? Get(Model instance, int field) => throw NoField(field);

    /// <summary>Sets a field from the value of its column; a file field from a file.</summary>
    public virtual void Set(Model instance, int field, object? value) => throw NoField(field);

    /// <summary>Sets a field from a column of a row.</summary>
    public virtual void Read(Model instance, int field, Row row, int column) => throw NoField(field);

    /// <summary>Whether a field has the value that C# gives one that was never set.</summary>
    public virtual bool IsUnset(Model instance, int field) => throw NoField(field);

    /// <summary>The model that a foreign key points to; asked late, because two models may point at each other.</summary>
    public virtual ModelMeta GetTarget(int field) => throw NoField(field);

    /// <summary>The object that a foreign key points to, if it is loaded, else null.</summary>
    public virtual Model? GetLoaded(Model instance, int field) => throw NoField(field);

    /// <summary>Sets the object that a foreign key points to, and the key.</summary>
    public virtual void SetLoaded(Model instance, int field, Model? related) => throw NoField(field);

    /// <summary>Whether a value is what C# gives a property that was never set: null, an empty text, or the default of its type.</summary>
    public static bool IsUnset<TValue>(TValue value) => value is null or "" || EqualityComparer<TValue>.Default.Equals(value, default);

    /// <summary>A field that has no such thing, or none that the class knows.</summary>
    protected static ArgumentOutOfRangeException NoField(int field) => new(nameof(field), field, "The model has no such field.");

    /// <summary>The way to objects whose fields have ways of their own.</summary>
    internal sealed class Of<T>(Func<T> create, Func<Row, int, T> read) : ModelAccess
        where T : Model
    {
        public override Model Create() => create();

        public override Model ReadModel(Row row, int offset) => read(row, offset);
    }
}
