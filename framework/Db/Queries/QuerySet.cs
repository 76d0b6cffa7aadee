namespace Quintet.Db;

/// <summary>A query that has not been run yet (Django's <c>QuerySet</c>).</summary>
public class QuerySet<T>
{
    internal QuerySet(ModelMeta model) => Model = model;

    internal ModelMeta Model { get; }
}
