namespace Quintet.Db;

/// <summary>How much goes into one statement.</summary>
internal static class Batches
{
    /// <summary>Keys in an <c>IN (…)</c>: below SQLite's oldest limit of parameters, 999.</summary>
    public const int Keys = 500;

    // SQLite takes 32,766 parameters, PostgreSQL 65,535; more than some thousand make nothing faster.
    private const int Parameters = 4000;
    private const int MostRows = 500;

    /// <summary>Rows of so many columns.</summary>
    public static int Rows(int columns) => Math.Clamp(Parameters / Math.Max(1, columns), 1, MostRows);
}
