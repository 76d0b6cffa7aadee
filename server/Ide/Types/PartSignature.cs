using Quintet.Templates.Syntax;

namespace Quintet.Ide.Types;

/// <summary>A variable that a part wants to be given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsNeeded">Whether the part is not what it should be without it: it shows it without asking first whether it is there.</param>
internal sealed record PartName(string Name, bool IsNeeded);

/// <summary>The same with what those give who show the part.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsNeeded">See <see cref="PartName"/>.</param>
/// <param name="Type">What they give; not known where they do not say.</param>
internal sealed record PartVariable(string Name, bool IsNeeded, TemplateType Type)
{
    /// <summary>Whether every template has it.</summary>
    public bool IsEverywhere { get; init; }

    /// <summary><c>book: Book</c>, <c>note?: string</c>.</summary>
    public override string ToString() => $"{Name}{(IsNeeded ? "" : "?")}{(Type.Display.Length > 0 ? $": {Type.Display}{(Type.IsNullable ? "?" : "")}" : "")}";
}

/// <summary>What parts want to be given: templates that others include, and partials. Nobody declares it; it follows from what they show.</summary>
internal sealed class PartSignatures(TemplateScopes scopes)
{
    private readonly Dictionary<(string Template, string? Part), IReadOnlyList<PartName>> _names = [];

    /// <summary>The variables of a part, those that it needs first.</summary>
    /// <param name="template">The template.</param>
    /// <param name="part">The partial of it; null for all of it.</param>
    public IReadOnlyList<PartVariable> Of(string template, string? part)
    {
        var names = NamesOf(template, part);
        if (names.Count == 0) return [];
        List<Func<string, ScopeVariable?>> givers = [scopes.GivenTo(template).Find];
        // A partial is given what is there where its template shows it.
        if (part is not null) givers.AddRange(scopes.Walk(template, scopes.TreeOf(template)!).Where(place => place.Node is TagNode tag && Shown(tag) == part).Select(place => (Func<string, ScopeVariable?>)place.Scope.Find));
        return [.. names.Select(name => Of(name, [.. givers.Select(find => find(name.Name)).OfType<ScopeVariable>()])).OrderBy(variable => variable.IsNeeded ? 0 : 1)];
    }

    /// <summary>The names alone, in the order of the text.</summary>
    public IReadOnlyList<PartName> NamesOf(string template, string? part)
    {
        if (_names.TryGetValue((template, part), out var known)) return known;
        // A part that includes itself needs no more for it.
        _names[(template, part)] = [];
        if (scopes.TreeOf(template) is not { } tree || NodesOf(tree, part) is not { } nodes) return [];
        var found = new OrderedDictionary<string, (bool IsShown, bool IsAsked)>(StringComparer.Ordinal);
        foreach (var (node, scope) in scopes.WalkAlone(template, tree, nodes))
        {
            if (scope.IsOpen) continue;
            foreach (var value in TemplateWalk.Values(tree, node))
            {
                var isAsked = node is TagNode { Name: "if" or "elif" or "firstof" } || value.Filters.Any(filter => filter.Name is "default" or "default_if_none" or "yesno");
                foreach (var operand in TemplateWalk.Variables(value)) Add(operand.Parts[0].Name, scope, !isAsked || operand != value.Operand, isAsked && operand == value.Operand);
            }

            if (node is not TagNode tag) continue;
            foreach (var name in HandedOn(template, tag)) Add(name.Name, scope, name.IsNeeded, isAsked: false);
        }

        return _names[(template, part)] = [.. found.Select(name => new PartName(name.Key, name.Value is (IsShown: true, IsAsked: false)))];

        void Add(string name, Scope scope, bool isShown, bool isAsked)
        {
            if (scope.Find(name) is not null || name is "True" or "False" or "None") return;
            var known = found.GetValueOrDefault(name);
            found[name] = (isShown || known.IsShown, isAsked || known.IsAsked);
        }
    }

    /// <summary>What the parts want that a tag shows, and does not give: what it gives is read where it stands.</summary>
    private IEnumerable<PartName> HandedOn(string template, TagNode tag)
    {
        if (Shown(tag) is { } part) return NamesOf(template, part);
        if (TemplateLink.Of(tag) is not { IsExtends: false, IsOnly: false } link) return [];
        var given = link.With.Select(argument => argument.Key).ToHashSet();
        return NamesOf(link.TargetFrom(template), link.Part).Where(name => !given.Contains(name.Name));
    }

    private static PartVariable Of(PartName name, IReadOnlyList<ScopeVariable> given)
    {
        var types = given.Select(variable => variable.Type).Where(type => type.Form != TypeForm.Unknown).ToList();
        return new(name.Name, name.IsNeeded, types.Count == 0 ? TemplateType.Unknown : types.Aggregate(TemplateType.Either)) { IsEverywhere = given.Any(variable => variable.IsEverywhere) };
    }

    /// <summary>The partial of the same template that a tag shows: <c>partial row</c>, <c>partialdef row inline</c>.</summary>
    private static string? Shown(TagNode tag) => tag switch
    {
        { Name: "partial", Arguments: [var name] } => name.Text,
        { Name: "partialdef", Arguments: [var name, { Text: "inline" }] } => name.Text,
        _ => null,
    };

    private static IReadOnlyList<TemplateNode>? NodesOf(TemplateTree tree, string? part) =>
        part is null ? tree.Root.Children : TemplateBlocks.Partial(tree, part)?.Branches[0].Children;
}
