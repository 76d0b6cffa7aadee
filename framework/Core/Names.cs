namespace Quintet;

/// <summary>How C# names are written outside C#.</summary>
public static class Names
{
    /// <summary><c>PublishedDate</c> → <c>published_date</c>; see <c>docs/architecture.md</c>, "Names".</summary>
    public static string ToSnakeCase(string name) => SnakeCaseRule.Convert(name);
}
