using Quintet.Templates;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>Completion inside a template's tags and variables.</summary>
internal static class TemplateCompletion
{
    /// <param name="snapshot">All files.</param>
    /// <param name="project">The project.</param>
    /// <param name="template">The template's name; null where it has none.</param>
    /// <param name="app">The label of the app in whose folder it is; null where it is in none.</param>
    /// <param name="tree">Its text.</param>
    /// <param name="offset">The cursor.</param>
    public static CompletionResult At(Snapshot snapshot, Project project, string? template, string? app, TemplateTree tree, int offset)
    {
        var location = tree.FindAt(offset);
        if (BlockCompletion.Items(snapshot, project, template, tree, location) is { } blocks) return new(blocks);
        if (IncludeCompletion.Items(snapshot, project, template, tree, location) is { } handedOn) return new(handedOn);
        var result = At(project.Model, app, tree, location, offset);
        return result.Items.Count > 0 || NamesSomethingElse(tree, location) ? result : VariableCompletion.At(snapshot, project, tree, template, location);
    }

    /// <summary>Whether the cursor is in a tag's first argument, and that is no value: a partial, a word of the tag's own, the variable of a loop.</summary>
    private static bool NamesSomethingElse(TemplateTree tree, TemplateLocation location) =>
        location is { ArgumentIndex: 0, Tag: { } tag } && (tag.Name == "for" || tree.Options.Tags.Find(tag.Name)?.FirstArgument is not (null or ArgumentRole.None or ArgumentRole.Expression or ArgumentRole.UrlName or ArgumentRole.StaticPath or ArgumentRole.TemplateName));

    private static CompletionResult At(ProjectModel project, string? app, TemplateTree tree, TemplateLocation location, int offset)
    {
        if (location.Kind == LocationKind.FilterName) return new(Filters(project, tree, location));
        if (location.Tag is not { } tag) return CompletionResult.Empty;
        if (location.Kind == LocationKind.TagName) return new(TagCompletion.Items(project, tree, location, tag, offset));
        if (location.ArgumentIndex > 0 && tag.Name == "url") return new(UrlArguments(project, tag, location));
        if (tree.Options.Tags.Find(tag.Name)?.FirstArgument == ArgumentRole.Library) return new(Libraries(project, tag, location));
        if (WordCompletion.Items(tree, tag, location) is { } words) return new(words);
        if (location.ArgumentIndex != 0 || TemplateMentions.KindOf(tree, tag) is not { } kind) return CompletionResult.Empty;
        return location.Kind switch
        {
            LocationKind.String => InString(project, app, tree, tag, location, kind, offset),
            LocationKind.Argument or LocationKind.Variable or LocationKind.None => WithQuotes(project, app, tree, tag, location, kind, offset),
            _ => CompletionResult.Empty,
        };
    }

    private static IReadOnlyList<CompletionItem> Filters(ProjectModel project, TemplateTree tree, TemplateLocation location)
    {
        var loaded = TagCompletion.Loaded(tree);
        return [.. project.Tags.Libraries.SelectMany(library => library.Filters.Select(filter => (library, filter))).Select(pair =>
        {
            var (library, filter) = pair;
            var load = library.Name.Length == 0 || loaded.Contains(library.Name) ? null : TagCompletion.LoadEdit(tree, location.Node, library.Name);
            // The colon is written for a filter that needs an argument, unless it is there.
            var colon = filter.Argument == FilterArgument.Required && location.Filter?.Argument is null ? ":" : "";
            return new CompletionItem(filter.Name, CompletionKind.Filter, location.Replace, filter.Name + colon)
            {
                Detail = load is null ? filter.Signature : $"{filter.Signature} (adds {load.Text.Trim()})",
                Documentation = filter.Documentation,
                AdditionalEdits = load is null ? [] : [load],
            };
        })];
    }

    private static IReadOnlyList<CompletionItem> Libraries(ProjectModel project, TagNode tag, TemplateLocation location)
    {
        var span = location.Argument?.Span ?? location.Replace;
        var loaded = tag.Arguments.Where(argument => argument.Span != span).Select(argument => argument.Text).ToHashSet();
        return [.. project.Tags.Libraries.Where(library => library.Name.Length > 0 && !loaded.Contains(library.Name)).Select(library =>
            new CompletionItem(library.Name, CompletionKind.Library, span, library.Name)
            {
                Detail = string.Join(", ", library.Tags.Select(item => item.Name).Concat(library.Filters.Select(item => item.Name))),
            })];
    }

    /// <summary>The arguments that a route still needs: <c>id=</c>.</summary>
    private static IReadOnlyList<CompletionItem> UrlArguments(ProjectModel project, TagNode tag, TemplateLocation location)
    {
        if (location.Kind is LocationKind.String || tag.Arguments.Count == 0 || tag.Arguments[0].Value.Operand is not { Kind: OperandKind.String } name) return [];
        if (location.Argument is { Key: not null } && location.Kind != LocationKind.ArgumentKey) return [];
        var given = tag.Arguments.Where(argument => argument != location.Argument).Select(argument => argument.Key).ToHashSet();
        var span = location.Kind == LocationKind.ArgumentKey ? location.Replace : location.Argument?.Span ?? location.Replace;
        var equals = location.Kind == LocationKind.ArgumentKey ? "" : "=";
        return [.. project.Urls.Find(name.Text).SelectMany(url => url.Parameters.Select(parameter => (url, parameter)))
            .Where(pair => !given.Contains(pair.parameter.Name)).DistinctBy(pair => pair.parameter.Name)
            .Select(pair => new CompletionItem(pair.parameter.Name + "=", CompletionKind.Argument, span, pair.parameter.Name + equals)
            {
                Detail = $"{pair.parameter.Kind}, in {pair.url.Route}",
                FilterText = pair.parameter.Name,
            })];
    }

    /// <summary>Names inside of quotes that are typed already.</summary>
    private static CompletionResult InString(ProjectModel project, string? app, TemplateTree tree, TagNode tag, TemplateLocation location, MentionKind kind, int offset)
    {
        var operand = location.Operand!;
        var quote = tree.Text[operand.ContentSpan.Start - 1];
        // A quote further on the line of a tag that is not closed belongs to something else if a blank is in between.
        var word = TagText.OpenString(tree.Text, operand.ContentSpan, offset);
        var isClosed = operand.IsClosed && (tag.IsClosed || word.End == operand.ContentSpan.End);
        var content = isClosed ? operand.ContentSpan : word;
        var after = isClosed ? content.End + 1 : content.End;
        return Items(project, app, tree, tag, kind, offset, content, after, isClosed ? "" : quote.ToString(), "");
    }

    /// <summary>Names where no quote is typed yet.</summary>
    private static CompletionResult WithQuotes(ProjectModel project, string? app, TemplateTree tree, TagNode tag, TemplateLocation location, MentionKind kind, int offset)
    {
        var around = new TagText(tree, tag);
        var quote = (kind == MentionKind.TemplateName ? around.TemplateQuote : around.Quote).ToString();
        var span = location.Argument?.Span ?? new TextSpan(offset, 0);
        return Items(project, app, tree, tag, kind, offset, span, span.End, quote, quote);
    }

    /// <param name="project">The project.</param>
    /// <param name="app">The app whose names come first; null: none.</param>
    /// <param name="tree">The template.</param>
    /// <param name="tag">The tag around the cursor.</param>
    /// <param name="kind">What the argument names.</param>
    /// <param name="offset">The cursor.</param>
    /// <param name="name">What stands in the name's place.</param>
    /// <param name="after">Where the argument ends.</param>
    /// <param name="quote">The closing quote, if it has to be written.</param>
    /// <param name="openQuote">The opening quote, if it has to be written.</param>
    private static CompletionResult Items(
        ProjectModel project, string? app, TemplateTree tree, TagNode tag, MentionKind kind, int offset, TextSpan name, int after, string quote, string openQuote)
    {
        var around = new TagText(tree, tag);
        var closer = around.CloserIfMissing(after);
        var isLast = around.IsLast(after);
        // Where something is written behind the closing quote that is there already, the quote is replaced with the rest.
        var written = quote.Length > 0 || after == name.End ? quote : tree.Text[name.End..after];
        var end = closer.Length > 0 ? around.EndWithCloser(after) : after;
        var (offers, isIncomplete) = Offer.Matching(project.Offers(kind), tree.Text[name.Start..offset], app);
        var escapedCloser = Snippet.Escape(closer);
        var items = new List<CompletionItem>(offers.Count);
        foreach (var offer in offers)
        {
            var hasArguments = isLast && kind == MentionKind.UrlName && offer.Parameters.Count > 0;
            var needsRest = closer.Length > 0 || hasArguments;
            var replace = needsRest ? TextSpan.FromBounds(name.Start, end) : name;
            var head = openQuote + offer.Name + (needsRest ? written : quote);
            items.Add(hasArguments
                ? new(offer.Name, offer.Kind, replace, Snippet.Escape(head) + offer.ArgumentStops + escapedCloser + "$0", IsSnippet: true)
                {
                    Detail = offer.Detail,
                    SortText = offer.SortText(app),
                    Plain = new(replace, head + offer.Arguments + closer),
                }
                : new(offer.Name, offer.Kind, replace, head + closer) { Detail = offer.Detail, SortText = offer.SortText(app) });
        }

        return new(items, isIncomplete);
    }
}
