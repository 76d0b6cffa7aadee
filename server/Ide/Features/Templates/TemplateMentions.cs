using Quintet.Templates;
using Quintet.Templates.Syntax;

namespace Quintet.Ide;

/// <summary>What a template's tags name.</summary>
internal static class TemplateMentions
{
    /// <summary>The URL names, templates and static files of a tree as they are written, in the order of the text; <see cref="Mention.All"/> says what they mean.</summary>
    public static IEnumerable<Mention> All(TemplateTree tree) => tree.Descendants().OfType<TagNode>().Select(tag => OfArgument(tree, tag)).OfType<Mention>();

    /// <summary>The tags, filters and libraries of a tree.</summary>
    public static IEnumerable<Mention> OfLanguage(TemplateTree tree)
    {
        foreach (var node in tree.Descendants())
        {
            if (node is VariableNode variable)
            {
                foreach (var filter in variable.Expression.Filters) yield return new(MentionKind.Filter, filter.Name, filter.NameSpan);
            }

            if (node is not TagNode tag) continue;
            yield return new(MentionKind.Tag, tag.Name, tag.NameSpan);
            var role = tree.Options.Tags.Find(tag.Name)?.FirstArgument;
            foreach (var argument in tag.Arguments)
            {
                // What is named is the same as at a cursor there.
                if (role == ArgumentRole.Library && At(tree, argument.Span.Start) is { Kind: MentionKind.Library } library) yield return library;
                if (role == ArgumentRole.Library) continue;
                foreach (var filter in argument.Value.Filters) yield return new(MentionKind.Filter, filter.Name, filter.NameSpan);
            }
        }
    }

    /// <summary>What is named at a cursor: by a tag's argument, or a tag or filter itself.</summary>
    public static Mention? At(TemplateTree tree, int offset)
    {
        var location = tree.FindAt(offset);
        if (location is { Kind: LocationKind.FilterName, Filter: { Name.Length: > 0 } filter }) return new(MentionKind.Filter, filter.Name, filter.NameSpan);
        if (location.Tag is not { } tag) return null;
        if (location.Kind == LocationKind.TagName) return tag.Name.Length > 0 ? new(MentionKind.Tag, tag.Name, tag.NameSpan) : null;
        if (tree.Options.Tags.Find(tag.Name)?.FirstArgument == ArgumentRole.Library && tag.Arguments.FirstOrDefault(argument => argument.Span.Touches(offset)) is { } library)
        {
            // "load name… from library"
            var from = tag.Arguments.Count >= 3 && tag.Arguments[^2].Text == "from";
            return !from || library == tag.Arguments[^1] ? new(MentionKind.Library, library.Text, library.Span) : null;
        }

        return OfArgument(tree, tag) is { } mention && mention.Span.Touches(offset) ? mention : null;
    }

    /// <summary>The kind of thing that a tag's first argument names; null for tags whose argument names nothing of ours.</summary>
    public static MentionKind? KindOf(TemplateTree tree, TagNode tag) => tree.Options.Tags.Find(tag.Name)?.FirstArgument switch
    {
        ArgumentRole.UrlName => MentionKind.UrlName,
        ArgumentRole.StaticPath => MentionKind.StaticFile,
        ArgumentRole.TemplateName => MentionKind.TemplateName,
        _ => null,
    };

    private static Mention? OfArgument(TemplateTree tree, TagNode tag)
    {
        if (tag.Arguments.Count == 0 || KindOf(tree, tag) is not { } kind) return null;
        var value = tag.Arguments[0].Value;
        if (tag.Arguments[0].Key is not null || value.Operand.Kind != OperandKind.String || value.Filters.Count > 0) return null;
        // "url … as name" is how a template asks whether a name exists.
        var isAsked = kind == MentionKind.UrlName && tag.Arguments.Count >= 3 && tag.Arguments[^2].Text == "as";
        var isRequired = tag.IsClosed && value.Operand.IsClosed && !isAsked;
        return new Mention(kind, value.Operand.Text, value.Operand.ContentSpan, isRequired).WithoutPartial();
    }
}
