using Quintet.Ide.Types;
using Quintet.Templates.Syntax;

namespace Quintet.Ide;

/// <summary>Completes what stands behind the name in <c>include</c>: its words, and behind <c>with</c> the variables that the included template or partial wants.</summary>
internal static class IncludeCompletion
{
    /// <summary>The words and names for a place behind the name; null for any other place, and where a value is written.</summary>
    /// <param name="snapshot">All files.</param>
    /// <param name="project">The project.</param>
    /// <param name="template">The template's name; null where it has none.</param>
    /// <param name="tree">Its text.</param>
    /// <param name="location">The cursor.</param>
    public static IReadOnlyList<CompletionItem>? Items(Snapshot snapshot, Project project, string? template, TemplateTree tree, TemplateLocation location)
    {
        if (location is not { Tag: { Name: "include" } tag, ArgumentIndex: > 0 and var index }) return null;
        if (location is { Kind: LocationKind.String } or { Kind: not LocationKind.ArgumentKey, Argument.Key: not null }) return null;
        var others = tag.Arguments.Where(argument => argument != location.Argument).ToList();
        var (with, only) = (IndexOf(tag, location, "with"), IndexOf(tag, location, "only"));
        var items = new List<CompletionItem>();
        var isAmongValues = with >= 0 && with < index && !(only > with && only < index);
        if (with < 0) items.Add(Word(location, "with"));
        if (only < 0 && (!isAmongValues || others.Any(argument => argument.Key is not null))) items.Add(Word(location, "only"));
        if (isAmongValues && template is not null && TemplateLink.Of(tag) is { } link)
        {
            var scopes = snapshot.ScopesOf(project);
            var scope = scopes.At(template, tree, tag.Span.Start);
            var given = others.Select(argument => argument.Key).ToHashSet();
            items.AddRange(new PartSignatures(scopes).Of(link.TargetFrom(template), link.Part).Where(variable => !given.Contains(variable.Name))
                .Select(variable => (Variable: variable, IsThere: only < 0 && scope.Find(variable.Name) is not null))
                .Where(pair => !(pair.IsThere && pair.Variable.IsEverywhere))
                .Select((pair, place) => Variable(location, pair.Variable, pair.IsThere, place)));
        }

        return items;
    }

    private static CompletionItem Word(TemplateLocation location, string word) =>
        new(word, CompletionKind.Argument, location.Argument?.Span ?? location.Replace, word) { SortText = $"9{word}" };

    private static CompletionItem Variable(TemplateLocation location, PartVariable variable, bool isThere, int place)
    {
        var isKey = location.Kind == LocationKind.ArgumentKey;
        return new($"{variable.Name}=", CompletionKind.Argument, isKey ? location.Replace : location.Argument?.Span ?? location.Replace, isKey ? variable.Name : $"{variable.Name}=")
        {
            Detail = variable.ToString(),
            FilterText = variable.Name,
            // What is missing, then what may be left out, then what is there without being given again.
            SortText = $"{(isThere ? 2 : variable.IsNeeded ? 0 : 1)}{place:D3}",
        };
    }

    /// <summary>Where a word of the tag stands, unless it is being typed; -1 for nowhere.</summary>
    private static int IndexOf(TagNode tag, TemplateLocation location, string word) =>
        tag.Arguments.ToList().FindIndex(1, argument => argument != location.Argument && argument.Text == word);
}
