namespace Quintet.Management;

/// <summary>
/// A property of a <see cref="Command"/> that is set from a word by its place: <c>[Argument(Help = "The file to read.")] public required FileInfo Path { get; set; }</c>.
/// It must be given where the property is <c>required</c>; a list takes all remaining words.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ArgumentAttribute : Attribute
{
    /// <summary>One sentence for the help.</summary>
    public string Help { get; set; } = "";

    /// <summary>Its name in the help; by default the property's in snake_case.</summary>
    public string? Name { get; set; }
}

/// <summary>
/// A property of a <see cref="Command"/> that is set by an option: <c>[Option(Help = "How many.")] public int MaxCount { get; set; } = 10;</c> is <c>--max-count 20</c>.
/// A <c>bool</c> is a flag, a list may be given several times. The property's initializer is the default.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute : Attribute
{
    /// <summary>One sentence for the help.</summary>
    public string Help { get; set; } = "";

    /// <summary>The option without its dashes; by default the property's name with hyphens: <c>max-count</c>.</summary>
    public string? Name { get; set; }
}
