namespace Quintet.Tests;

/// <summary>
/// A test that needs a part which not every machine has (recorded cases, a server): skipped aloud where the part is missing,
/// failed where the environment variable REQUIRE (a comma-separated list) names the part.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal abstract class RequirableFactAttribute : FactAttribute
{
    /// <param name="part">The name in REQUIRE.</param>
    /// <param name="missing">What is missing and how to get it; null where the part is there.</param>
    protected RequirableFactAttribute(string part, string? missing)
    {
        var required = (Environment.GetEnvironmentVariable("REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(part);
        if (missing is not null && !required) Skip = missing;
    }
}

/// <summary>A test over Django's recorded behaviour, in the folder that the variable QUINTET_CONFORMANCE names.</summary>
internal sealed class ConformanceFactAttribute : RequirableFactAttribute
{
    private const string Variable = "QUINTET_CONFORMANCE";

    public ConformanceFactAttribute() : base("conformance", Folder is null ? $"{Variable} does not name a folder of recorded cases." : null)
    {
    }

    private static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    /// <summary>The path of a file of cases.</summary>
    public static string File(string name)
    {
        Assert.True(Folder is not null, $"REQUIRE names 'conformance', but {Variable} does not say where the recorded cases are.");
        var path = Path.Combine(Folder!, name);
        Assert.True(System.IO.File.Exists(path), $"{path} is not there; {Variable} must name the folder of the recorded cases.");
        return path;
    }
}
