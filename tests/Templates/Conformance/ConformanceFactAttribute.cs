namespace TemplatesTests.Conformance;

/// <summary>A test over Django's recorded cases, in the folder that the variable QUINTET_CONFORMANCE names; skipped, aloud, without it.</summary>
/// <remarks>Where the variable REQUIRE holds "conformance" it is never skipped: without the folder it fails.</remarks>
public sealed class ConformanceFactAttribute : FactAttribute
{
    public ConformanceFactAttribute()
    {
        if (Folder is null && !IsRequired) Skip = "QUINTET_CONFORMANCE does not name a folder with dtl-cases.jsonl.";
    }

    public static string? Folder =>
        Environment.GetEnvironmentVariable("QUINTET_CONFORMANCE") is { Length: > 0 } folder && File.Exists(Path.Combine(folder, "dtl-cases.jsonl")) ? folder : null;

    public static bool IsRequired => Environment.GetEnvironmentVariable("REQUIRE")?.Split(',').Contains("conformance") == true;
}
