namespace Quintet.Templates;

/// <summary>What a parameter of a tag's method takes.</summary>
public enum TagParameterKind
{
    /// <summary>One value, which has to be given.</summary>
    Required,

    /// <summary>One value, or its default.</summary>
    Optional,

    /// <summary>All further values: <c>params</c>.</summary>
    Rest,

    /// <summary>All further keyword arguments.</summary>
    Keywords,
}

/// <summary>A parameter that a tag's method takes from the template.</summary>
/// <param name="Name">Its C# name; a template may write it in snake_case as well.</param>
/// <param name="Kind">What it takes.</param>
public sealed record TagParameter(string Name, TagParameterKind Kind = TagParameterKind.Required)
{
    internal string TemplateName { get; } = Names.ToSnakeCase(Name);

    internal bool Is(string name) => Kind is TagParameterKind.Required or TagParameterKind.Optional && (name == TemplateName || name == Name);

    /// <summary>As a signature shows it: <c>format</c>, <c>[count=…]</c>, <c>[value…]</c>, <c>[name=value…]</c>.</summary>
    internal string Signature => Kind switch
    {
        TagParameterKind.Required => TemplateName,
        TagParameterKind.Optional => $"[{TemplateName}=…]",
        TagParameterKind.Rest => $"[{TemplateName}…]",
        _ => "[name=value…]",
    };
}

/// <summary>The tags and filters of a class, as the manifest of its assembly declares them. Generated.</summary>
/// <param name="Class">The class.</param>
/// <param name="AppLabel">The app that it belongs to: it must be installed. Null for a class outside of all apps, which is always there.</param>
/// <param name="Create">Makes the library.</param>
public sealed record TagLibraryRegistration(Type Class, string? AppLabel, Func<TagLibrary> Create);
