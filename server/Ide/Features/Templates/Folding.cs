using Quintet.Templates.Syntax;

namespace Quintet.Ide;

/// <summary>Lines that can be folded away below the first of them.</summary>
/// <param name="StartLine">The line that stays, from 0.</param>
/// <param name="EndLine">The last line that goes.</param>
/// <param name="IsComment">Whether they are a comment.</param>
public sealed record FoldingRange(int StartLine, int EndLine, bool IsComment);

/// <summary>What can be folded in a template: the content of each tag that has some, up to its next branch or its end.</summary>
public static class Folding
{
    public static IReadOnlyList<FoldingRange> Of(Snapshot snapshot, string path, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Kind: DocumentKind.Template } document) return [];
        var tree = Mention.TreeOf(document);
        var ranges = new List<FoldingRange>();
        foreach (var block in tree.Descendants().OfType<BlockNode>())
        {
            for (var i = 0; i < block.Branches.Count; i++)
            {
                var next = i + 1 < block.Branches.Count ? block.Branches[i + 1].Tag : block.End;
                // Without an end tag it is not said where the content ends.
                if (next is null) continue;
                var (start, end) = (tree.Lines.GetPosition(block.Branches[i].Tag.Span.End).Line, tree.Lines.GetPosition(next.Span.Start).Line - 1);
                if (end > start) ranges.Add(new(start, end, block.Name == "comment"));
            }
        }

        return [.. ranges.OrderBy(range => range.StartLine)];
    }
}
