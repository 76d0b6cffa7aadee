using Quintet.Templates;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>Completes the names of blocks: in <c>block</c> those of the templates above that this one does not replace yet, in an end tag the name of what it ends.</summary>
internal static class BlockCompletion
{
    /// <summary>The names for a tag's first argument; null for a tag that takes no such name.</summary>
    /// <param name="snapshot">All files.</param>
    /// <param name="project">The project.</param>
    /// <param name="template">The template's name; null where it has none.</param>
    /// <param name="tree">Its text.</param>
    /// <param name="location">The cursor.</param>
    public static IReadOnlyList<CompletionItem>? Items(Snapshot snapshot, Project project, string? template, TemplateTree tree, TemplateLocation location)
    {
        if (location is not { Tag: { } tag, ArgumentIndex: 0 }) return null;
        if (tree.Options.Tags.Find(tag.Name)?.FirstArgument == ArgumentRole.BlockName) return OfParents(snapshot, project, template, tree, tag, location);
        var ended = location.Path.OfType<BlockNode>().LastOrDefault();
        return ended is { Info: { EndTakesName: true, EndTag: var end }, Open.Arguments: [var name, ..] } && end == tag.Name ? [OfEnd(tree, tag, location, name.Text)] : null;
    }

    private static IReadOnlyList<CompletionItem> OfParents(Snapshot snapshot, Project project, string? template, TemplateTree tree, TagNode tag, TemplateLocation location)
    {
        if (template is null) return [];
        var own = tree.Descendants().OfType<BlockNode>().Where(block => block.Open != tag && block.Info.FirstArgument == ArgumentRole.BlockName).Select(block => block.Open.Arguments is [var name, ..] ? name.Text : "").ToHashSet(StringComparer.Ordinal);
        var above = new TemplateFamilies(snapshot, project).Ancestors(template).SelectMany(ancestor => TemplateBlocks.Names(ancestor.Tree).Select(block => (block.Name, Template: ancestor.Name)));
        var edit = new Edit(tree, tag, location);
        return [.. above.DistinctBy(block => block.Name).Where(block => !own.Contains(block.Name)).Select((block, place) => edit.Item(block.Name) with { Detail = block.Template, SortText = $"{place:D4}" })];
    }

    private static CompletionItem OfEnd(TemplateTree tree, TagNode tag, TemplateLocation location, string name)
    {
        var (around, span) = (new TagText(tree, tag), location.Argument?.Span ?? location.Replace);
        var closer = around.CloserIfMissing(span.End);
        return new(name, CompletionKind.Block, closer.Length > 0 ? TextSpan.FromBounds(span.Start, around.EndWithCloser(span.End)) : span, name + closer);
    }

    /// <summary>How a name is written into an opening tag: with what is missing behind it, the closing delimiter and the end tag.</summary>
    private sealed class Edit
    {
        private readonly TextSpan _replace;
        private readonly string _closer = "";
        private readonly string _end = "";

        public Edit(TemplateTree tree, TagNode tag, TemplateLocation location)
        {
            var around = new TagText(tree, tag);
            _replace = location.Argument?.Span ?? location.Replace;
            if (!around.IsLast(_replace.End)) return;
            var end = tree.Options.Tags.Find(tag.Name)!.EndTag;
            var isEnded = tag.IsClosed
                ? location.Path.OfType<BlockNode>().Any(block => block.Open == tag && block.End is not null)
                // What ends a block that is not opened yet ends nothing.
                : tree.Errors.Any(error => error.Id == ErrorIds.UnexpectedEndTag && error.Span.Start >= tag.Span.End && tree.FindAt(error.Span.Start).Tag?.Name == end);
            if (tag.IsClosed && isEnded) return;
            _replace = TextSpan.FromBounds(_replace.Start, around.EndWithCloser(_replace.End));
            _closer = " " + around.Closer;
            if (!isEnded) _end = $"{around.Opener} {end} {around.Closer}";
        }

        public CompletionItem Item(string name)
        {
            var plain = name + _closer + _end;
            return _end.Length == 0
                ? new(name, CompletionKind.Block, _replace, plain)
                : new(name, CompletionKind.Block, _replace, $"{Snippet.Escape(name + _closer)}$0{Snippet.Escape(_end)}", IsSnippet: true) { Plain = new(_replace, plain) };
        }
    }
}
