namespace Quintet.Tests;

/// <summary>
/// A test that needs a part which not every machine has (recorded cases, a server, a browser): skipped aloud where the part is
/// missing, failed where the environment variable REQUIRE (a comma-separated list) names the part.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequirableFactAttribute : FactAttribute
{
    public RequirableFactAttribute(string part, string environmentVariable)
    {
        var value = Environment.GetEnvironmentVariable(environmentVariable);
        if (!string.IsNullOrEmpty(value) || IsRequired(part)) return;
        Skip = $"{part} is missing here: set {environmentVariable} to run this test.";
    }

    public static bool IsRequired(string part) =>
        (Environment.GetEnvironmentVariable("REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(part);
}

/// <summary>Where Django's recorded behaviour lies, if it is on this machine.</summary>
internal static class Conformance
{
    public const string Variable = "QUINTET_CONFORMANCE";

    public static string File(string name)
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.False(string.IsNullOrEmpty(folder), $"REQUIRE names 'conformance', but {Variable} does not say where the recorded cases are.");
        var path = Path.Combine(folder, name);
        Assert.True(System.IO.File.Exists(path), $"{path} is not there; {Variable} must name the folder of the recorded cases.");
        return path;
    }
}
