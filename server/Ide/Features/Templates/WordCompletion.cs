using Quintet.Templates;
using Quintet.Templates.Syntax;

namespace Quintet.Ide;

/// <summary>Completes the words that a tag takes bare: its own (<c>autoescape off</c>), and the names of partials and cycles of the template.</summary>
internal static class WordCompletion
{
    /// <summary>The words for a tag's first argument; null for a tag that takes none.</summary>
    public static IReadOnlyList<CompletionItem>? Items(TemplateTree tree, TagNode tag, TemplateLocation location)
    {
        if (tree.Options.Tags.Find(tag.Name) is not { } info || location.ArgumentIndex != 0) return null;
        var words = info.FirstArgument switch
        {
            ArgumentRole.Keyword => info.Keywords,
            ArgumentRole.PartialName => Named(tree, "partialdef", arguments => arguments.Count > 0 ? arguments[0].Text : null),
            ArgumentRole.CycleName => Named(tree, "cycle", NameOfCycle),
            _ => null,
        };
        var kind = info.FirstArgument == ArgumentRole.Keyword ? CompletionKind.Argument : CompletionKind.Block;
        var replace = location.Argument?.Span ?? location.Replace;
        return words is null ? null : [.. words.Select(word => new CompletionItem(word, kind, replace, word))];
    }

    private static IEnumerable<string> Named(TemplateTree tree, string tag, Func<IReadOnlyList<TagArgument>, string?> nameOf) =>
        tree.Descendants().OfType<TagNode>().Where(node => node.Name == tag && node.IsClosed).Select(node => nameOf(node.Arguments)).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary><c>cycle 'a' 'b' as name silent</c>.</summary>
    private static string? NameOfCycle(IReadOnlyList<TagArgument> arguments) =>
        arguments.Count < 4 ? null
        : arguments[^2].Text == "as" ? arguments[^1].Text
        : arguments[^3].Text == "as" ? arguments[^2].Text
        : null;
}
