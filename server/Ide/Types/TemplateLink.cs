using Quintet.Templates.Syntax;

namespace Quintet.Ide.Types;

/// <summary>A tag by which one template shows another.</summary>
/// <param name="Target">The other template's name.</param>
/// <param name="IsExtends">Whether it <c>extends</c> it; else it <c>include</c>s it.</param>
/// <param name="Tag">The tag.</param>
internal sealed record TemplateLink(string Target, bool IsExtends, TagNode Tag)
{
    /// <summary>What an <c>include</c> gives besides: <c>with book=featured</c>.</summary>
    public IEnumerable<TagArgument> With => Tag.Arguments.Skip(1).Where(argument => argument.Key is not null);

    /// <summary>Whether nothing else is given.</summary>
    public bool IsOnly => Tag.Arguments.Skip(1).Any(argument => argument.Text == "only");

    /// <summary>The link that a tag is; null where it is none, or its name is computed or relative.</summary>
    public static TemplateLink? Of(TagNode tag) =>
        tag is { Name: "extends" or "include", Arguments: [{ Key: null, Value: { Filters.Count: 0, Operand: { Kind: OperandKind.String } name } }, ..] } && !name.Text.StartsWith('.')
            ? new(name.Text.Split('#')[0], tag.Name == "extends", tag)
            : null;

    /// <summary>The links of a tree, in the order of the text.</summary>
    public static IReadOnlyList<TemplateLink> All(TemplateTree tree) => [.. tree.Descendants().OfType<TagNode>().Select(Of).OfType<TemplateLink>()];
}
