using System.Linq.Expressions;
using System.Text.Json;

namespace Quintet.Contrib.Postgres;

/// <summary>
/// Django's aggregates that only PostgreSQL has, inside the lambda of <c>Aggregate</c> and of <c>Values(…).Annotate</c>:
/// <c>q => q.Filter(b => b.InPrint).OrderBy(b => b.Title).ArrayAgg(b => b.Title)</c>. The database calculates; of no rows all are null, but <see cref="RegrCount"/>.
/// </summary>
public static class PostgresAggregates
{
    private const string Vendor = PostgresText.Vendor;

    /// <summary>All values, null too, in no particular order unless one is said.</summary>
    [DbAggregate("ARRAY_AGG", Vendor = Vendor)]
    public static TValue[]? ArrayAgg<T, TValue>(this Aggregates<T> rows, Expression<Func<T, TValue>> value) => throw OnlyInQuery();

    /// <summary>All values as a JSON array.</summary>
    [DbAggregate("JSONB_AGG", Vendor = Vendor)]
    public static JsonElement? JsonbAgg<T, TValue>(this Aggregates<T> rows, Expression<Func<T, TValue>> value) => throw OnlyInQuery();

    /// <summary>The bits that all values have.</summary>
    [DbAggregate("BIT_AND", Vendor = Vendor)]
    public static TValue? BitAnd<T, TValue>(this Aggregates<T> rows, Expression<Func<T, TValue>> value)
        where TValue : struct => throw OnlyInQuery();

    /// <summary>The bits that one of the values has.</summary>
    [DbAggregate("BIT_OR", Vendor = Vendor)]
    public static TValue? BitOr<T, TValue>(this Aggregates<T> rows, Expression<Func<T, TValue>> value)
        where TValue : struct => throw OnlyInQuery();

    /// <summary>The bits that an odd number of the values has.</summary>
    [DbAggregate("BIT_XOR", Vendor = Vendor)]
    public static TValue? BitXor<T, TValue>(this Aggregates<T> rows, Expression<Func<T, TValue>> value)
        where TValue : struct => throw OnlyInQuery();

    /// <summary>Whether the condition holds for all rows; a null is left out.</summary>
    [DbAggregate("BOOL_AND", Vendor = Vendor)]
    public static bool? BoolAnd<T>(this Aggregates<T> rows, Expression<Func<T, bool?>> condition) => throw OnlyInQuery();

    /// <summary>Whether the condition holds for one of the rows; a null is left out.</summary>
    [DbAggregate("BOOL_OR", Vendor = Vendor)]
    public static bool? BoolOr<T>(this Aggregates<T> rows, Expression<Func<T, bool?>> condition) => throw OnlyInQuery();

    /// <summary>The coefficient of correlation.</summary>
    [DbAggregate("CORR", Vendor = Vendor)]
    public static double? Corr<T, TY, TX>(this Aggregates<T> rows, Expression<Func<T, TY>> y, Expression<Func<T, TX>> x) => throw OnlyInQuery();

    /// <summary>The covariance of the rows as all there are.</summary>
    [DbAggregate("COVAR_POP", Vendor = Vendor)]
    public static double? CovarPop<T, TY, TX>(this Aggregates<T> rows, Expression<Func<T, TY>> y, Expression<Func<T, TX>> x) => throw OnlyInQuery();

    /// <summary>The covariance of the rows as a sample (Django's <c>CovarPop</c> with <c>sample=True</c>).</summary>
    [DbAggregate("COVAR_SAMP", Vendor = Vendor)]
    public static double? CovarSamp<T, TY, TX>(this Aggregates<T> rows, Expression<Func<T, TY>> y, Expression<Func<T, TX>> x) => throw OnlyInQuery();

    /// <summary>The average of x.</summary>
    [DbAggregate("REGR_AVGX", Vendor = Vendor)]
    public static double? RegrAvgX<T, TY, TX>(this Aggregates<T> rows, Expression<Func<T, TY>> y, Expression<Func<T, TX>> x) => throw OnlyInQuery();

    /// <summary>The average of y.</summary>
    [DbAggregate("REGR_AVGY", Vendor = Vendor)]
    public static double? RegrAvgY<T, TY, TX>(this Aggregates<T> rows, Expression<Func<T, TY>> y, Expression<Func<T, TX>> x) => throw OnlyInQuery();

    /// <summary>The number of rows in which neither is null.</summary>
    [DbAggregate("REGR_COUNT", Vendor = Vendor)]
    public static long RegrCount<T, TY, TX>(this Aggregates<T> rows, Expression<Func<T, TY>> y, Expression<Func<T, TX>> x) => throw OnlyInQuery();

    /// <summary>Where the line of least squares crosses the y-axis.</summary>
    [DbAggregate("REGR_INTERCEPT", Vendor = Vendor)]
    public static double? RegrIntercept<T, TY, TX>(this Aggregates<T> rows, Expression<Func<T, TY>> y, Expression<Func<T, TX>> x) => throw OnlyInQuery();

    /// <summary>The square of the coefficient of correlation.</summary>
    [DbAggregate("REGR_R2", Vendor = Vendor)]
    public static double? RegrR2<T, TY, TX>(this Aggregates<T> rows, Expression<Func<T, TY>> y, Expression<Func<T, TX>> x) => throw OnlyInQuery();

    /// <summary>The slope of the line of least squares.</summary>
    [DbAggregate("REGR_SLOPE", Vendor = Vendor)]
    public static double? RegrSlope<T, TY, TX>(this Aggregates<T> rows, Expression<Func<T, TY>> y, Expression<Func<T, TX>> x) => throw OnlyInQuery();

    /// <summary>The sum of the squares of x, less that of the square of its sum by the number of rows.</summary>
    [DbAggregate("REGR_SXX", Vendor = Vendor)]
    public static double? RegrSxx<T, TY, TX>(this Aggregates<T> rows, Expression<Func<T, TY>> y, Expression<Func<T, TX>> x) => throw OnlyInQuery();

    /// <summary>The sum of the products of x and y, less the product of their sums by the number of rows.</summary>
    [DbAggregate("REGR_SXY", Vendor = Vendor)]
    public static double? RegrSxy<T, TY, TX>(this Aggregates<T> rows, Expression<Func<T, TY>> y, Expression<Func<T, TX>> x) => throw OnlyInQuery();

    /// <summary>The sum of the squares of y, less that of the square of its sum by the number of rows.</summary>
    [DbAggregate("REGR_SYY", Vendor = Vendor)]
    public static double? RegrSyy<T, TY, TX>(this Aggregates<T> rows, Expression<Func<T, TY>> y, Expression<Func<T, TX>> x) => throw OnlyInQuery();

    private static NotSupportedException OnlyInQuery() => new("Aggregates stand in the lambda of Aggregate or Annotate only; the database calculates them.");
}
