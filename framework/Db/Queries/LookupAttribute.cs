namespace Quintet.Db;

/// <summary>
/// A lookup of a field class as a method, for use in a query's lambda: its first parameter is the field, the second what is asked of it. The method is static
/// and never runs in a query; see <see cref="Field.FindLookup"/>.
/// <code>
/// [Lookup("overlap")]
/// public static bool Overlaps&lt;T&gt;(this T[] array, params T[] others) => array.Intersect(others).Any();
///
/// Post.Objects.Filter(p => p.Tags.Overlaps("sea", "sail"))
/// </code>
/// </summary>
/// <param name="name">The word in lookups by name.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LookupAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
