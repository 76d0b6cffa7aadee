using Quintet.Ide.Types;
using Quintet.Templates.Syntax;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>A word that the editor shows in between.</summary>
/// <param name="Offset">Where.</param>
/// <param name="Label">The word: <c>: Book</c> behind a variable, <c>id:</c> before a value.</param>
/// <param name="IsType">Whether it is a type; else it is an argument's name.</param>
public sealed record InlayHint(int Offset, string Label, bool IsType);

/// <summary>The types of the variables that a template's tags declare, and the names of the arguments that <c>url</c> is given by their places; not where both are plain to see.</summary>
public static class InlayHints
{
    public static IReadOnlyList<InlayHint> Of(Snapshot snapshot, string path, TextSpan range, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (snapshot.GetDocument(path) is not { Kind: DocumentKind.Template, Project: { } project } document) return [];
        var tree = Mention.TreeOf(document);
        var (scopes, hints) = (snapshot.ScopesOf(project), new List<InlayHint>());
        var seen = new HashSet<ScopeVariable>(ReferenceEqualityComparer.Instance);
        foreach (var (node, scope) in scopes.Walk(project.Model.Templates.NameOf(document.Path), tree))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (variable, span) in scope.Declared(document.Path, seen))
            {
                if (span.Start >= range.Start && span.End <= range.End && IsTold(scopes, tree, span, variable.Type)) hints.Add(new(span.End, $": {variable.Type.Display}{(variable.Type.IsNullable ? "?" : "")}", IsType: true));
            }

            if (node is TagNode { Name: "url" } tag && tag.Span.Start < range.End && range.Start < tag.Span.End)
                hints.AddRange(OfUrl(project.Model.Urls, tag).Where(hint => hint.Offset >= range.Start && hint.Offset <= range.End));
        }

        return [.. hints.OrderBy(hint => hint.Offset)];
    }

    /// <summary>Whether a type is known in full, and not seen at once: that of a constant, or the text of a tag of the framework.</summary>
    private static bool IsTold(TemplateScopes scopes, TemplateTree tree, TextSpan name, TemplateType type)
    {
        if (type.Display.Length == 0 || type.Display.Contains('…') || tree.FindAt(name.Start).Tag is not { } tag) return false;
        var value = tag.Arguments.FirstOrDefault(argument => argument.Key is not null && argument.KeySpan == name)?.Value ?? (tag is { Name: "with", Arguments: [var first, { Text: "as" }, _] } ? first.Value : null);
        if (value is { Operand.Kind: OperandKind.String or OperandKind.Number, Filters.Count: 0 }) return false;
        return value is not null || tag.Name == "for" || scopes.IsOwnTag(tag.Name) || type != TemplateType.Text;
    }

    private static IEnumerable<InlayHint> OfUrl(UrlInventory urls, TagNode tag)
    {
        if (tag is not { IsClosed: true, Arguments: [{ Key: null, Value: { Operand: { Kind: OperandKind.String } name, Filters.Count: 0 } }, ..] }) yield break;
        var given = tag.Arguments.Skip(1).TakeWhile(argument => argument.Text != "as").ToList();
        if (given.Count == 0 || given.Exists(argument => argument.Key is not null)) yield break;
        // Of several routes with as many arguments which is meant only the values tell.
        var ways = urls.Find(name.Text).SelectMany(url => url.Ways ?? []).Where(way => way.Count == given.Count).DistinctBy(way => string.Join('/', way)).ToList();
        if (ways is not [var way]) yield break;
        for (var i = 0; i < given.Count; i++)
        {
            // A group without a name has a number only; and "id" before "id" says nothing.
            if (way[i].StartsWith('_') || given[i].Text == way[i]) continue;
            yield return new(given[i].Span.Start, way[i] + ":", IsType: false);
        }
    }
}
