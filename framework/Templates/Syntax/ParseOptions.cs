namespace Quintet.Templates.Syntax;

/// <summary>How a template's tags are written.</summary>
[Flags]
public enum TagDelimiters
{
    /// <summary><c>{% … %}</c>, as Django writes them.</summary>
    Django = 1,

    /// <summary><c>&lt;% … %&gt;</c> and the comment <c>&lt;%# … %&gt;</c>.</summary>
    Quintet = 2,

    /// <summary>Both, mixed freely.</summary>
    Both = Django | Quintet,
}

/// <summary>What the parser has to know beside the text.</summary>
/// <param name="Delimiters">Which delimiters are tags; the other kind is plain text.</param>
/// <param name="Tags">The tags there are: only the shape (end tag, branches, raw content) matters here.</param>
public sealed record ParseOptions(TagDelimiters Delimiters, TagTable Tags)
{
    /// <summary>Both delimiters, the built-in tags.</summary>
    public static ParseOptions Default { get; } = new(TagDelimiters.Both, TagTable.Builtin);
}
