using System.Linq.Expressions;

namespace Quintet.Db;

/// <summary>
/// All rows of a query, or of a group, inside the lambda of <c>Aggregate</c> and of <c>Values(…).Annotate</c>:
/// <c>q => new { Books = q.Count(), Price = q.Avg(b => b.Price) }</c>. The database calculates; nothing here runs in memory.
/// Of no rows a sum, an average, a least or a greatest is null.
/// </summary>
/// <typeparam name="T">What each row is.</typeparam>
public sealed class Aggregates<T>
{
    private Aggregates()
    {
    }

    /// <summary>Only the rows for which the condition holds (Django's <c>filter=Q(…)</c>).</summary>
    public Aggregates<T> Filter(Expression<Func<T, bool>> condition) => throw OnlyInQuery();

    /// <summary>Each value once (Django's <c>distinct=True</c>): <c>q.Distinct().Count(b => b.Genre)</c>.</summary>
    public Aggregates<T> Distinct() => throw OnlyInQuery();

    /// <summary>In this order, where the function minds: <c>q.OrderBy(b => b.Title).StringAgg(b => b.Title, ", ")</c>. Several follow each other.</summary>
    public Aggregates<T> OrderBy<TKey>(Expression<Func<T, TKey>> key) => throw OnlyInQuery();

    /// <inheritdoc cref="OrderBy{TKey}"/>
    public Aggregates<T> OrderByDescending<TKey>(Expression<Func<T, TKey>> key) => throw OnlyInQuery();

    /// <summary>The number of rows.</summary>
    public int Count() => throw OnlyInQuery();

    /// <summary>The number of rows for which the condition holds.</summary>
    public int Count(Expression<Func<T, bool>> condition) => throw OnlyInQuery();

    /// <summary>The number of rows in which the value is not null.</summary>
    public int Count<TValue>(Expression<Func<T, TValue>> value) => throw OnlyInQuery();

    public long? Sum(Expression<Func<T, int>> value) => throw OnlyInQuery();

    public long? Sum(Expression<Func<T, int?>> value) => throw OnlyInQuery();

    public TValue? Sum<TValue>(Expression<Func<T, TValue>> value)
        where TValue : struct => throw OnlyInQuery();

    public TValue? Sum<TValue>(Expression<Func<T, TValue?>> value)
        where TValue : struct => throw OnlyInQuery();

    public decimal? Avg(Expression<Func<T, decimal>> value) => throw OnlyInQuery();

    public decimal? Avg(Expression<Func<T, decimal?>> value) => throw OnlyInQuery();

    public double? Avg<TValue>(Expression<Func<T, TValue>> value) => throw OnlyInQuery();

    public string? Min(Expression<Func<T, string?>> value) => throw OnlyInQuery();

    public TValue? Min<TValue>(Expression<Func<T, TValue>> value)
        where TValue : struct => throw OnlyInQuery();

    public TValue? Min<TValue>(Expression<Func<T, TValue?>> value)
        where TValue : struct => throw OnlyInQuery();

    public string? Max(Expression<Func<T, string?>> value) => throw OnlyInQuery();

    public TValue? Max<TValue>(Expression<Func<T, TValue>> value)
        where TValue : struct => throw OnlyInQuery();

    public TValue? Max<TValue>(Expression<Func<T, TValue?>> value)
        where TValue : struct => throw OnlyInQuery();

    /// <summary>The standard deviation of the rows as all there are.</summary>
    public double? StdDev<TValue>(Expression<Func<T, TValue>> value) => throw OnlyInQuery();

    /// <summary>The standard deviation of the rows as a sample (Django's <c>sample=True</c>).</summary>
    public double? StdDevSample<TValue>(Expression<Func<T, TValue>> value) => throw OnlyInQuery();

    /// <summary>The variance of the rows as all there are.</summary>
    public double? Variance<TValue>(Expression<Func<T, TValue>> value) => throw OnlyInQuery();

    /// <summary>The variance of the rows as a sample (Django's <c>sample=True</c>).</summary>
    public double? VarianceSample<TValue>(Expression<Func<T, TValue>> value) => throw OnlyInQuery();

    /// <summary>The texts joined, in no particular order unless one is said.</summary>
    public string? StringAgg(Expression<Func<T, string?>> value, string delimiter) => throw OnlyInQuery();

    private static NotSupportedException OnlyInQuery() => new("Aggregates stand in the lambda of Aggregate or Annotate only; the database calculates them.");
}
