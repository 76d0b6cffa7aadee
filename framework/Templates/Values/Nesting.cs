namespace Quintet.Templates.Values;

/// <summary>A bound for what walks into lists within lists, so that one that contains itself ends in an error and not in the end of the process.</summary>
internal static class Nesting
{
    private const int MaxDepth = 100;

    /// <exception cref="InvalidOperationException">It is too deep.</exception>
    public static void Check(int depth)
    {
        if (depth > MaxDepth) throw new InvalidOperationException($"A value is nested more than {MaxDepth} levels deep, which no filter shows. Does a list contain itself?");
    }
}
