using Quintet.Templates;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>What an entry of an outline is.</summary>
public enum OutlineKind
{
    /// <summary>A block that other templates may replace, or a part that may be included.</summary>
    Block,

    /// <summary>A tag with content: <c>if</c>, <c>for</c>.</summary>
    Tag,

    /// <summary>Another template: extended or included.</summary>
    Template,
}

/// <summary>An entry of a template's outline.</summary>
/// <param name="Name">As the tag is written: <c>block title</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Span">The whole of it.</param>
/// <param name="NameSpan">What the cursor goes to: inside of <paramref name="Span"/>.</param>
/// <param name="Children">What is inside of it.</param>
public sealed record OutlineItem(string Name, OutlineKind Kind, TextSpan Span, TextSpan NameSpan, IReadOnlyList<OutlineItem> Children);

/// <summary>What a template consists of.</summary>
public static class Outline
{
    private const int MostCharacters = 60;

    public static IReadOnlyList<OutlineItem> Of(Snapshot snapshot, string path, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return snapshot.GetDocument(path) is { Kind: DocumentKind.Template } document && Mention.TreeOf(document) is var tree ? Items(tree, tree.Root.Children, depth: 0) : [];
    }

    private static List<OutlineItem> Items(TemplateTree tree, IEnumerable<TemplateNode> nodes, int depth)
    {
        var items = new List<OutlineItem>();
        foreach (var node in nodes)
        {
            if (node is BlockNode block)
            {
                // Nobody reads an outline that deep, and the stack has an end.
                var children = depth < 50 ? block.Branches.SelectMany(branch => Items(tree, branch.Children, depth + 1)).ToList() : [];
                var kind = block.Info.FirstArgument is ArgumentRole.BlockName or ArgumentRole.PartialDefinition ? OutlineKind.Block : OutlineKind.Tag;
                items.Add(new(Label(tree, block.Open), kind, block.Span, block.Open.Span, children));
            }
            else if (node is TagNode tag && TemplateMentions.KindOf(tree, tag) == MentionKind.TemplateName)
            {
                items.Add(new(Label(tree, tag), OutlineKind.Template, tag.Span, tag.Span, []));
            }
        }

        return items;
    }

    private static string Label(TemplateTree tree, TagNode tag)
    {
        var text = string.Join(' ', tag.ContentSpan.Of(tree.Text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length > MostCharacters ? text[..(MostCharacters - 1)] + "…" : text.Length > 0 ? text : tag.Name;
    }
}
