using Quintet.Templates.Syntax;

namespace Quintet.Ide.Types;

/// <summary>A tag by which one template shows another.</summary>
/// <param name="Target">The other template's name; relative where it begins with a dot, see <see cref="TargetFrom"/>.</param>
/// <param name="IsExtends">Whether it <c>extends</c> it; else it <c>include</c>s it.</param>
/// <param name="Tag">The tag.</param>
internal sealed record TemplateLink(string Target, bool IsExtends, TagNode Tag)
{
    /// <summary>The partial of the other template that is shown alone; null for all of it.</summary>
    public string? Part { get; init; }

    /// <summary>As it is written: <c>shop/list.html#row</c>.</summary>
    public string Name => Part is null ? Target : $"{Target}#{Part}";

    /// <summary>What an <c>include</c> gives besides: <c>with book=featured</c>.</summary>
    public IEnumerable<TagArgument> With => Tag.Arguments.Skip(1).Where(argument => argument.Key is not null);

    /// <summary>Whether nothing else is given.</summary>
    public bool IsOnly => Tag.Arguments.Skip(1).Any(argument => argument.Text == "only");

    /// <summary>The other template's full name.</summary>
    /// <param name="template">The template with the tag; null where it has no name, so that nothing is relative to it.</param>
    public string TargetFrom(string? template) => Resolve(template, Target);

    /// <summary>The link that a tag is; null where it is none, or its name is computed.</summary>
    public static TemplateLink? Of(TagNode tag) =>
        tag is { Name: "extends" or "include", Arguments: [{ Key: null, Value: { Filters.Count: 0, Operand: { Kind: OperandKind.String } name } }, ..] }
            ? Of(name.Text.Split('#', 2), tag)
            : null;

    /// <summary>What a name means in a template: <c>./x.html</c> counts from its folder. As it is where it leads out of all folders.</summary>
    public static string Resolve(string? template, string name)
    {
        if (template is null || !name.StartsWith('.')) return name;
        var parts = template.Split('/').SkipLast(1).ToList();
        foreach (var part in name.Split('/'))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return name;
            else parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }

    /// <summary>The links of a tree, in the order of the text.</summary>
    public static IReadOnlyList<TemplateLink> All(TemplateTree tree) => [.. tree.Descendants().OfType<TagNode>().Select(Of).OfType<TemplateLink>()];

    private static TemplateLink Of(string[] name, TagNode tag) => new(name[0], tag.Name == "extends", tag) { Part = name.ElementAtOrDefault(1) };
}
