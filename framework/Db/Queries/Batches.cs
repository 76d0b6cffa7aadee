namespace Quintet.Db;

/// <summary>How much goes into one statement.</summary>
internal static class Batches
{
    /// <summary>Keys in an <c>IN (…)</c>: below SQLite's oldest limit of parameters, 999.</summary>
    public const int Keys = 500;

    private const int MostRows = 500;

    /// <summary>Rows of so many columns.</summary>
    public static int Rows(int columns, Sql.Dialect dialect) => Math.Clamp(dialect.ParametersPerStatement / Math.Max(1, columns), 1, MostRows);
}
