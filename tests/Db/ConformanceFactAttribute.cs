namespace DbTests;

/// <summary>A test over Django's recorded cases, in the folder that the variable QUINTET_CONFORMANCE names; skipped, aloud, without it.</summary>
/// <remarks>Where the variable REQUIRE holds "conformance" it is never skipped: without the folder it fails.</remarks>
public sealed class ConformanceFactAttribute : FactAttribute
{
    private const string File = "migration-sql-cases.jsonl";

    public ConformanceFactAttribute()
    {
        if (Cases is null && Environment.GetEnvironmentVariable("REQUIRE")?.Split(',').Contains("conformance") != true)
        {
            Skip = $"QUINTET_CONFORMANCE does not name a folder with {File}.";
        }
    }

    /// <summary>The file of the cases, or null.</summary>
    public static string? Cases =>
        Environment.GetEnvironmentVariable("QUINTET_CONFORMANCE") is { Length: > 0 } folder && System.IO.File.Exists(Path.Combine(folder, File)) ? Path.Combine(folder, File) : null;
}
