namespace Quintet.Db;

/// <summary>
/// Says which database a model's rows are on, where the query does not (Django's database routers). In settings: <c>DatabaseRouters = [new ReplicaRouter()]</c>.
/// Each is asked in turn; null leaves it to the next, and at last to the object's own database or the default one.
/// </summary>
public abstract class DatabaseRouter
{
    /// <summary>The alias to read from; null: no opinion.</summary>
    public virtual string? DbForRead(ModelMeta model) => null;

    /// <summary>The alias to write to; null: no opinion.</summary>
    public virtual string? DbForWrite(ModelMeta model) => null;

    /// <summary>Whether <c>migrate</c> makes the tables of a model on a database; null: no opinion.</summary>
    /// <param name="database">The alias.</param>
    /// <param name="appLabel">The app.</param>
    /// <param name="modelName">The model; null: an operation about none.</param>
    public virtual bool? AllowMigrate(string database, string appLabel, string? modelName) => null;
}
