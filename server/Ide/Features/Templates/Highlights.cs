using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>A place that belongs to the one under the cursor.</summary>
/// <param name="Span">Where.</param>
/// <param name="IsWrite">Whether a variable is declared there.</param>
public sealed record Highlight(TextSpan Span, bool IsWrite);

/// <summary>What belongs together in a template: the tags of one block, the uses of one variable.</summary>
public static class Highlights
{
    public static IReadOnlyList<Highlight> At(Snapshot snapshot, string path, int offset, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Kind: DocumentKind.Template } document) return [];
        offset = Math.Clamp(offset, 0, document.Text.Length);
        var tree = Mention.TreeOf(document);
        var location = tree.FindAt(offset);
        if (location is { Kind: LocationKind.TagName, Tag: { } tag })
        {
            // Of a tag in the middle the block is the node around it.
            var block = location.Path.OfType<BlockNode>().LastOrDefault(block => block.End == tag || block.Branches.Any(branch => branch.Tag == tag));
            IEnumerable<TagNode> tags = block is null ? [tag] : block.Branches.Select(branch => branch.Tag).Concat(block.End is { } end ? [end] : []);
            return [.. tags.Where(item => item.Name.Length > 0).Select(item => new Highlight(item.NameSpan, IsWrite: false))];
        }

        return [.. VariablesLike(tree, offset).Select(use => new Highlight(use.Span, use.IsDeclaration))];
    }

    /// <summary>The uses and declarations of the variable at a cursor.</summary>
    internal static IReadOnlyList<VariableUse> VariablesLike(TemplateTree tree, int offset)
    {
        var uses = TemplateWalk.Variables(tree).ToList();
        var declarations = tree.Descendants().OfType<BlockNode>().SelectMany(block => TemplateWalk.Declared(block).Select(name => new VariableUse(name.Name, name.Span, block, IsDeclaration: true)));
        uses.AddRange(declarations);
        if (uses.FirstOrDefault(use => use.Span.Touches(offset)) is not { } here) return [];
        return [.. uses.Where(use => use.Name == here.Name && use.Declaring == here.Declaring).OrderBy(use => use.Span.Start)];
    }
}

/// <summary>Names that are typed twice and change together: of a block the one behind its end tag.</summary>
public static class LinkedNames
{
    /// <summary>Both places; empty where the cursor is in neither.</summary>
    public static IReadOnlyList<TextSpan> At(Snapshot snapshot, string path, int offset, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Kind: DocumentKind.Template } document) return [];
        offset = Math.Clamp(offset, 0, document.Text.Length);
        foreach (var block in Mention.TreeOf(document).FindAt(offset).Path.OfType<BlockNode>())
        {
            if (block is not { Info.EndTakesName: true, Open.Arguments: [var first, ..], End.Arguments: [var last] } || first.Text != last.Text) continue;
            if (first.Span.Touches(offset) || last.Span.Touches(offset)) return [first.Span, last.Span];
        }

        return [];
    }
}
