using NpgsqlTypes;

namespace Quintet.Contrib.Postgres;

/// <summary>
/// Django's lookups of ranges, for use in a query's lambda: <c>e => e.Ages.Contains(age)</c>. The bounds are read as always: <c>e.Ages.LowerBound</c>,
/// <c>e.Ages.IsEmpty</c>. The database calculates; nothing here runs in memory.
/// </summary>
public static class RangeLookups
{
    /// <summary>Whether the value is in the range (<c>ages__contains</c>).</summary>
    [Lookup("contains")]
    public static bool Contains<T>(this NpgsqlRange<T> range, T value) => throw OnlyInQuery();

    /// <summary>Whether the whole of the other range is in this one (<c>ages__contains</c>).</summary>
    [Lookup("contains")]
    public static bool ContainsRange<T>(this NpgsqlRange<T> range, NpgsqlRange<T> other) => throw OnlyInQuery();

    /// <summary>Whether the whole range is in the other one (<c>ages__contained_by</c>).</summary>
    [Lookup("contained_by")]
    public static bool IsContainedBy<T>(this NpgsqlRange<T> range, NpgsqlRange<T> other) => throw OnlyInQuery();

    /// <summary>Whether both have a value in common (<c>ages__overlap</c>).</summary>
    [Lookup("overlap")]
    public static bool Overlaps<T>(this NpgsqlRange<T> range, NpgsqlRange<T> other) => throw OnlyInQuery();

    /// <summary>Whether every value is less than all of the other's (<c>ages__fully_lt</c>).</summary>
    [Lookup("fully_lt")]
    public static bool IsFullyLess<T>(this NpgsqlRange<T> range, NpgsqlRange<T> other) => throw OnlyInQuery();

    /// <summary>Whether every value is greater than all of the other's (<c>ages__fully_gt</c>).</summary>
    [Lookup("fully_gt")]
    public static bool IsFullyGreater<T>(this NpgsqlRange<T> range, NpgsqlRange<T> other) => throw OnlyInQuery();

    /// <summary>Whether no value is less than all of the other's (<c>ages__not_lt</c>).</summary>
    [Lookup("not_lt")]
    public static bool IsNotLess<T>(this NpgsqlRange<T> range, NpgsqlRange<T> other) => throw OnlyInQuery();

    /// <summary>Whether no value is greater than all of the other's (<c>ages__not_gt</c>).</summary>
    [Lookup("not_gt")]
    public static bool IsNotGreater<T>(this NpgsqlRange<T> range, NpgsqlRange<T> other) => throw OnlyInQuery();

    /// <summary>Whether one begins where the other ends (<c>ages__adjacent_to</c>).</summary>
    [Lookup("adjacent_to")]
    public static bool IsAdjacentTo<T>(this NpgsqlRange<T> range, NpgsqlRange<T> other) => throw OnlyInQuery();

    /// <summary>Whether a field's number, day or moment is in a range of such (<c>number__contained_by</c>).</summary>
    [Lookup("contained_by")]
    public static bool IsIn<T>(this T value, NpgsqlRange<T> range)
        where T : struct => throw OnlyInQuery();

    private static NotSupportedException OnlyInQuery() => new("It stands in a query's lambda only; the database calculates.");
}
