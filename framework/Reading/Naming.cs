namespace Quintet.Reading;

/// <summary>Names as they are written outside C#, for those who work on source and have no <c>Quintet.Core</c>.</summary>
public static class Naming
{
    /// <summary>As <c>Quintet.Names.ToSnakeCase</c>: the same file is compiled into both.</summary>
    public static string ToSnakeCase(string name) => SnakeCaseRule.Convert(name);
}
