namespace Quintet.Db;

/// <summary>
/// Window functions, for use in a query's lambda: values calculated from the rows around one (Django's <c>Window</c>).
/// <c>Annotate(b => new { b.Title, Rank = Window.Over().PartitionBy(b.AuthorId).OrderByDescending(b.Pages).Rank() })</c>
/// </summary>
public sealed class Window
{
    private Window()
    {
    }

    /// <summary>All rows of the query, until the next words say less.</summary>
    public static Window Over() => throw OnlyInQuery();

    /// <summary>Only the rows that agree with this one in these values.</summary>
    public Window PartitionBy(params object?[] values) => throw OnlyInQuery();

    public Window OrderBy(object? value) => throw OnlyInQuery();

    public Window OrderByDescending(object? value) => throw OnlyInQuery();

    /// <summary>The rows around this one: <c>Rows(-1, 0)</c> are the one before and this; null: as far as there are any.</summary>
    public Window Rows(int? start, int? end) => throw OnlyInQuery();

    /// <summary>As <see cref="Rows"/>, but by the values that are sorted by.</summary>
    public Window Range(int? start, int? end) => throw OnlyInQuery();

    public int RowNumber() => throw OnlyInQuery();

    public int Rank() => throw OnlyInQuery();

    public int DenseRank() => throw OnlyInQuery();

    public double PercentRank() => throw OnlyInQuery();

    public double CumeDist() => throw OnlyInQuery();

    public int Ntile(int buckets) => throw OnlyInQuery();

    /// <summary>The value in the row so many before; null where there is none.</summary>
    public T? Lag<T>(T value, int offset = 1) => throw OnlyInQuery();

    /// <summary>The value in the row so many behind; null where there is none.</summary>
    public T? Lead<T>(T value, int offset = 1) => throw OnlyInQuery();

    public T? FirstValue<T>(T value) => throw OnlyInQuery();

    public T? LastValue<T>(T value) => throw OnlyInQuery();

    public T? NthValue<T>(T value, int n) => throw OnlyInQuery();

    public int Count() => throw OnlyInQuery();

    public T? Sum<T>(T value) => throw OnlyInQuery();

    public double? Avg<T>(T value) => throw OnlyInQuery();

    public T? Min<T>(T value) => throw OnlyInQuery();

    public T? Max<T>(T value) => throw OnlyInQuery();

    private static NotSupportedException OnlyInQuery() => new("Window functions stand in a query's lambda only; the database calculates them.");
}
