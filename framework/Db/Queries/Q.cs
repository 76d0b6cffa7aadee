using System.Linq.Expressions;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>
/// A condition that is built step by step (Django's <c>Q</c>): <c>var q = new Q&lt;Book&gt;(b => b.Pages > 100) | new Q&lt;Book&gt;("title__icontains", "sea");</c>,
/// then <c>Book.Objects.Filter(q)</c>. Joined by <c>&amp;</c>, <c>|</c>, <c>^</c> and turned round by <c>!</c>. An empty one holds for every row.
/// </summary>
public sealed class Q<T>
{
    private readonly Func<Query, Node?> _node;

    /// <summary>No condition yet: the first that is joined is the whole.</summary>
    public Q() => _node = static _ => null;

    public Q(Expression<Func<T, bool>> condition) => _node = query => LambdaTranslator.Condition(condition, query);

    /// <param name="lookup"><c>author__name__icontains</c></param>
    /// <param name="value">What is looked for.</param>
    public Q(string lookup, object? value) => _node = query => LookupTable.Condition(query, lookup, value);

    private Q(Func<Query, Node?> node) => _node = node;

    public static Q<T> operator &(Q<T> left, Q<T> right) => Join(left, right, static (a, b) => JunctionNode.And(a, b));

    public static Q<T> operator |(Q<T> left, Q<T> right) => Join(left, right, JunctionNode.Or);

    /// <summary>One of them, but not both.</summary>
    public static Q<T> operator ^(Q<T> left, Q<T> right) => Join(left, right, static (a, b) => new XorNode(a, b));

    public static Q<T> operator !(Q<T> condition) => new(query => condition._node(query) is { } node ? new NotNode(node) : null);

    public static Q<T> operator ~(Q<T> condition) => !condition;

    internal Node? ToNode(Query query) => _node(query);

    private static Q<T> Join(Q<T> left, Q<T> right, Func<Node, Node, Node> join) => new(query =>
        (left._node(query), right._node(query)) switch
        {
            (null, var only) => only,
            (var only, null) => only,
            ({ } a, { } b) => join(a, b),
        });
}
