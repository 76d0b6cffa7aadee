namespace Quintet.Db;

/// <summary>
/// Comparisons of text that ignore the case (Django's <c>__icontains</c> and its kin), for use in a query's lambda:
/// <c>b => b.Title.IContains("sea")</c>. Outside of a query they do the same in memory; null is nothing and fits nothing.
/// </summary>
public static class StringLookups
{
    public static bool IExact(this string? text, string value) => string.Equals(text, value, StringComparison.OrdinalIgnoreCase);

    public static bool IContains(this string? text, string value) => text?.Contains(value, StringComparison.OrdinalIgnoreCase) ?? false;

    public static bool IStartsWith(this string? text, string value) => text?.StartsWith(value, StringComparison.OrdinalIgnoreCase) ?? false;

    public static bool IEndsWith(this string? text, string value) => text?.EndsWith(value, StringComparison.OrdinalIgnoreCase) ?? false;
}
