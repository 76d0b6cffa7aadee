using FsCheck.Xunit;

namespace TemplatesTests;

/// <summary>A property that is tried on 10,000 random cases where <c>CI</c> is set, and on fewer while one works.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ManyCasesAttribute : PropertyAttribute
{
    public ManyCasesAttribute() => MaxTest = Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 10_000 : 500;
}
