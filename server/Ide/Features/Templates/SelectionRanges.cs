using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>What is selected when a selection grows from the cursor on: the word, the expression, the tag, the content of its block, the block.</summary>
public static class SelectionRanges
{
    /// <summary>From the innermost outwards; each holds the one before it. Empty in a file that is no template.</summary>
    public static IReadOnlyList<TextSpan> At(Snapshot snapshot, string path, int offset, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Kind: DocumentKind.Template } document) return [];
        offset = Math.Clamp(offset, 0, document.Text.Length);
        var tree = Mention.TreeOf(document);
        var location = tree.FindAt(offset);
        var candidates = new List<TextSpan>();
        if (location.Kind != LocationKind.None)
        {
            candidates.Add(location.Replace);
            if (location.Operand is { } operand) candidates.Add(operand.Span);
            if (location.Filter is { } filter) candidates.Add(filter.Span);
            if (location.Expression is { } expression) candidates.Add(expression.Span);
            if (location.Argument is { } argument) candidates.Add(argument.Span);
        }

        for (var i = location.Path.Count - 1; i >= 0; i--)
        {
            var node = location.Path[i];
            if (node is TagNode tag) candidates.Add(Trimmed(tree.Text, tag.ContentSpan));
            if (node is VariableNode variable) candidates.Add(Trimmed(tree.Text, variable.ContentSpan));
            if (node is BlockNode block)
            {
                foreach (var branch in block.Branches)
                {
                    if (branch.Children is [var first, .., var last]) candidates.Add(TextSpan.FromBounds(first.Span.Start, last.Span.End));
                    else if (branch.Children is [var only]) candidates.Add(only.Span);
                }
            }

            candidates.Add(node.Span);
        }

        var ranges = new List<TextSpan>();
        foreach (var span in candidates)
        {
            if (!span.Touches(offset)) continue;
            if (ranges.Count == 0 || (span != ranges[^1] && span.Start <= ranges[^1].Start && span.End >= ranges[^1].End)) ranges.Add(span);
        }

        return ranges;
    }

    private static TextSpan Trimmed(string text, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return TextSpan.FromBounds(start, end);
    }
}
