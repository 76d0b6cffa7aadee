namespace Quintet.Db;

/// <summary>
/// A function of the database over many rows, for use in the lambda of <c>Aggregate</c> and <c>Annotate</c>. The method is static and extends
/// <see cref="Aggregates{T}"/>; it never runs. A lambda among its parameters is a value of each row, anything else a value for all.
/// <code>
/// [DbAggregate("GROUP_CONCAT")]
/// public static string? Joined&lt;T&gt;(this Aggregates&lt;T&gt; rows, Expression&lt;Func&lt;T, string?&gt;&gt; value) => throw new NotSupportedException();
///
/// Book.Objects.Aggregate(q => q.Filter(b => b.InPrint).OrderBy(b => b.Title).Joined(b => b.Title))
/// </code>
/// </summary>
/// <param name="name">The function's name.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DbAggregateAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>The kind of database that has it, <c>sqlite</c> or <c>postgresql</c>; null: all.</summary>
    public string? Vendor { get; init; }
}
