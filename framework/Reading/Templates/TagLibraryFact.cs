using Microsoft.CodeAnalysis.Text;

namespace Quintet.Reading;

/// <summary>What a method of a tag library is.</summary>
public enum TagMethodKind
{
    /// <summary><c>[TemplateFilter]</c></summary>
    Filter,

    /// <summary><c>[SimpleTag]</c></summary>
    SimpleTag,

    /// <summary><c>[SimpleBlockTag]</c></summary>
    SimpleBlockTag,

    /// <summary><c>[InclusionTag("template.html")]</c></summary>
    InclusionTag,

    /// <summary><c>[TemplateTag("name")]</c>, compiled by hand</summary>
    TemplateTag,
}

/// <summary>The tags and filters that one declaration of a class holds.</summary>
/// <param name="Name">What <c>load</c> says: given by <c>[TagLibrary]</c>, else the class's name in snake_case.</param>
/// <param name="HasOwnName">Whether <c>[TagLibrary]</c> stands at this declaration.</param>
/// <param name="Methods">In the order of the source.</param>
public sealed record TagLibraryFact(string Name, bool HasOwnName, EquatableArray<TagMethodFact> Methods);

/// <summary>A tag or a filter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">As templates write it.</param>
/// <param name="Method">The C# method.</param>
/// <param name="Parameters">Those that the template gives, of a filter with the value; the context and the content are not among them.</param>
/// <param name="Span">The method, attributes included.</param>
/// <param name="NameSpan">The method's name.</param>
public sealed record TagMethodFact(TagMethodKind Kind, string Name, string Method, EquatableArray<TagParameterFact> Parameters, TextSpan Span, TextSpan NameSpan)
{
    /// <summary>The text of its documentation's <c>summary</c>.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Of a tag with content: the tag that ends it.</summary>
    public string EndName { get; init; } = "";

    /// <summary>Of a tag compiled by hand: the tags between it and its end.</summary>
    public EquatableArray<string> Branches { get; init; }

    /// <summary>Of a tag compiled by hand: how it is used.</summary>
    public string Signature { get; init; } = "";

    /// <summary>Of an inclusion tag: the template.</summary>
    public string Template { get; init; } = "";

    /// <summary>Where the template's name stands; null where it is no plain literal.</summary>
    public StringFact? TemplateLiteral { get; init; }

    /// <summary>Whether the method's first parameter is the context.</summary>
    public bool TakesContext { get; init; }

    /// <summary>Whether the attribute says so.</summary>
    public bool SaysTakesContext { get; init; }

    /// <summary>Whether a filter's last parameter is <c>bool autoescape</c>.</summary>
    public bool NeedsAutoescape { get; init; }

    public bool IsSafe { get; init; }

    public bool ExpectsLocaltime { get; init; }
}

/// <summary>A parameter.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="Kind">As the engine's <c>TagParameterKind</c> names it.</param>
/// <param name="Index">Its place among all parameters of the method.</param>
/// <param name="Type">As written.</param>
public sealed record TagParameterFact(string Name, TagParameterFactKind Kind, int Index, string Type);

/// <summary>What a parameter takes.</summary>
public enum TagParameterFactKind
{
    Required,
    Optional,
    Rest,
    Keywords,
}
