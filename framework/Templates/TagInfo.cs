using Quintet.Templates.Filters;
using Quintet.Templates.Rendering;

namespace Quintet.Templates;

/// <summary>What an argument of a tag names, so that an editor can offer it.</summary>
public enum ArgumentRole
{
    None,

    /// <summary>A value: variable, constant, with filters.</summary>
    Expression,

    /// <summary>A quoted URL name, or an expression that gives one.</summary>
    UrlName,

    /// <summary>A quoted path below a folder of static files, or an expression that gives one.</summary>
    StaticPath,

    /// <summary>A quoted template name, or an expression that gives one.</summary>
    TemplateName,

    /// <summary>The bare name of a block.</summary>
    BlockName,

    /// <summary>The bare names of tag libraries.</summary>
    Library,

    /// <summary>The bare name that a partial gets.</summary>
    PartialDefinition,

    /// <summary>The bare name of a partial of the same template.</summary>
    PartialName,

    /// <summary>The bare name of a cycle of the same template.</summary>
    CycleName,

    /// <summary>Filters, with <c>|</c> between them and no value before the first.</summary>
    Filters,

    /// <summary>One of the tag's <see cref="TagInfo.Keywords"/>.</summary>
    Keyword,
}

/// <summary>A tag: its shape and its documentation, as the parser, the engine and the editor use it.</summary>
/// <param name="Name">As it is written: <c>if</c>.</param>
/// <param name="Signature">How it is used: <c>if condition</c>.</param>
/// <param name="Documentation">What it does, in Markdown.</param>
public sealed record TagInfo(string Name, string Signature, string Documentation)
{
    /// <summary>The tag that closes it (<c>endif</c>); null for a tag that stands alone.</summary>
    public string? EndTag { get; init; }

    /// <summary>Tags between it and its end: <c>elif</c>, <c>else</c>.</summary>
    public IReadOnlyList<string> Branches { get; init; } = [];

    /// <summary>Whether its content is not read as template: <c>comment</c>, <c>verbatim</c>.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Whether the end tag may repeat the first argument, and then closes no other block: <c>endblock title</c>.</summary>
    public bool EndTakesName { get; init; }

    /// <summary>What its first argument is.</summary>
    public ArgumentRole FirstArgument { get; init; }

    /// <summary>The words that may stand among its arguments with a meaning of their own: <c>as</c>, <c>only</c>, <c>openblock</c>.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Makes the render node. Null where the tag is only described: as an editor knows it.</summary>
    public TagCompiler? Compile { get; init; }
}

/// <summary>A filter: its name and its documentation, as the engine and the editor use it.</summary>
/// <param name="Name">As it is written: <c>truncatewords</c>.</param>
/// <param name="Signature">How it is used: <c>value|truncatewords:count</c>.</param>
/// <param name="Documentation">What it does, in Markdown.</param>
public sealed record FilterInfo(string Name, string Signature, string Documentation)
{
    /// <summary>Whether there is something after a colon.</summary>
    public FilterArgument Argument { get; init; }

    /// <summary>Whether it works on text: any other value is turned into text first (Django's <c>stringfilter</c>).</summary>
    public bool TakesText { get; init; }

    /// <summary>Whether it brings no dangerous characters in, so that a safe text stays safe (Django's <c>is_safe</c>).</summary>
    public bool KeepsSafe { get; init; }

    /// <summary>Does it. Null where the filter is only described: as an editor knows it.</summary>
    public FilterFunction? Apply { get; init; }

    /// <summary>
    /// Makes what does the same without an object for the result, where it is the last filter before the output; gets the argument
    /// where that is a constant.
    /// </summary>
    internal Func<object?, FilterWriter>? Writer { get; init; }
}

/// <summary>Whether a filter takes an argument.</summary>
public enum FilterArgument
{
    None,
    Optional,
    Required,
}

/// <summary>Tags and filters under one name, which <c>load</c> makes available.</summary>
/// <param name="Name">What <c>load</c> says; empty for the tags and filters that are always there.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Filters">Its filters.</param>
public sealed record TagLibrary(string Name, IReadOnlyList<TagInfo> Tags, IReadOnlyList<FilterInfo> Filters);

/// <summary>The tags of a set of libraries, by name.</summary>
public sealed class TagTable
{
    private readonly Dictionary<string, TagInfo> _tags = [];
    private readonly HashSet<string> _continuations = [];

    /// <summary>A table of all libraries' tags; of two with one name, the later one's.</summary>
    public TagTable(IEnumerable<TagLibrary> libraries)
    {
        foreach (var tag in libraries.SelectMany(library => library.Tags))
        {
            _tags[tag.Name] = tag;
            if (tag.EndTag is not null) _continuations.Add(tag.EndTag);
            _continuations.UnionWith(tag.Branches);
        }
    }

    /// <summary>The built-in tags, those of the libraries that are loaded by name (<c>static</c>) included.</summary>
    public static TagTable Builtin { get; } = new(BuiltinLibraries.All);

    public IReadOnlyCollection<TagInfo> Tags => _tags.Values;

    public TagInfo? Find(string name) => _tags.GetValueOrDefault(name);

    /// <summary>Whether a tag of this name ends a block or begins a further branch of one.</summary>
    public bool IsContinuation(string name) => _continuations.Contains(name);
}
