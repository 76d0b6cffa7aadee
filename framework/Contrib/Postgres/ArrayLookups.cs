namespace Quintet.Contrib.Postgres;

/// <summary>
/// Django's lookups of arrays, for use in a query's lambda: <c>p => p.Tags.Overlaps("sea", "sail")</c>. That an array has an element, its length and its elements
/// are said as always: <c>p.Tags.Contains("sea")</c>, <c>p.Tags.Length</c>, <c>p.Tags[0]</c>. Outside of a query they do the same in memory.
/// </summary>
public static class ArrayLookups
{
    /// <summary>Whether all of these are elements (<c>tags__contains</c>).</summary>
    [Lookup("contains")]
    public static bool ContainsAll<T>(this T[] array, params T[] elements) => elements.All(array.Contains);

    /// <summary>Whether all elements are among these (<c>tags__contained_by</c>).</summary>
    [Lookup("contained_by")]
    public static bool IsContainedBy<T>(this T[] array, params T[] elements) => array.All(elements.Contains);

    /// <summary>Whether one of these is an element (<c>tags__overlap</c>).</summary>
    [Lookup("overlap")]
    public static bool Overlaps<T>(this T[] array, params T[] elements) => array.Intersect(elements).Any();

    /// <summary>The elements from a place, counted from 0, to before another (<c>tags__0_2</c>).</summary>
    [DbFunction("({0})[{1} + 1:{2}]", Vendor = PostgresText.Vendor)]
    public static T[] Slice<T>(this T[] array, int from, int to) => array[Math.Min(from, array.Length)..Math.Clamp(to, Math.Min(from, array.Length), array.Length)];
}
