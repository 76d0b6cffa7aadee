namespace Quintet.Db;

/// <summary>The way from a model to its rows: <c>Book.Objects</c> (Django's <c>Manager</c>).</summary>
public class Manager<T>(ModelMeta<T> model)
    where T : Model
{
    /// <summary>The query that everything else starts from; overridden by a manager that shows less than all.</summary>
    public virtual QuerySet<T> GetQuerySet() => new(model);
}

/// <summary>The rows that point to one: <c>author.Books</c>.</summary>
/// <param name="model">The model that has the foreign key.</param>
/// <param name="relation">The foreign key's name there, <c>author</c>.</param>
/// <param name="owner">The object pointed to.</param>
public sealed class RelatedManager<T>(ModelMeta<T> model, string relation, Model owner) : Manager<T>(model)
    where T : Model
{
    internal string Relation { get; } = relation;

    internal Model Owner { get; } = owner;
}
