using Quintet.Reading;
using Quintet.Templates.Syntax;

namespace Quintet.Ide;

/// <summary>Completes the names of variables and what may be asked of them, with their types.</summary>
internal static class VariableCompletion
{
    /// <param name="project">The project.</param>
    /// <param name="template">The template's name, by which views render it; null where it has none.</param>
    /// <param name="location">The cursor.</param>
    public static CompletionResult At(ProjectModel project, string? template, TemplateLocation location)
    {
        if (location.Kind != LocationKind.Variable) return CompletionResult.Empty;
        var scope = Scope(project, template, location);
        IEnumerable<ContextVariable> found = scope;
        if (location.PartIndex > 0 && location.Operand is { } operand)
        {
            if (Resolve(project.Contexts, scope, [.. operand.Parts.Take(location.PartIndex).Select(part => part.Name)]) is not { Type.Length: > 0 } owner) return CompletionResult.Empty;
            found = project.Contexts.MembersOf(owner.Type, owner.Context);
        }

        var kind = location.PartIndex > 0 ? CompletionKind.Member : CompletionKind.Variable;
        return new([.. found.DistinctBy(variable => variable.Name).Select(variable => new CompletionItem(variable.Name, kind, location.Replace, variable.Name) { Detail = variable.Type.Length > 0 ? variable.Type : null })]);
    }

    /// <summary>What the name under the cursor means: a variable, or a member of what stands before it. Null where nobody says.</summary>
    public static ContextVariable? Meaning(ProjectModel project, string? template, TemplateLocation location) =>
        location is { Kind: LocationKind.Variable, Operand: { Kind: OperandKind.Variable } operand, PartIndex: >= 0 } && operand.Parts[location.PartIndex].Name.Length > 0
            ? Resolve(project.Contexts, Scope(project, template, location), [.. operand.Parts.Take(location.PartIndex + 1).Select(part => part.Name)])
            : null;

    /// <summary>The variables at a place, the innermost first.</summary>
    private static List<ContextVariable> Scope(ProjectModel project, string? template, TemplateLocation location)
    {
        List<ContextVariable> scope = [.. template is null ? [] : project.Contexts.Of(template), .. project.Contexts.Everywhere];
        foreach (var block in location.Path.OfType<BlockNode>())
        {
            // What a tag declares is there behind it.
            if (block.Open == location.Node) continue;
            var arguments = block.Open.Arguments;
            if (block.Name == "for")
            {
                var at = arguments.ToList().FindIndex(argument => argument.Text == "in");
                if (at < 1) continue;
                var list = at + 1 < arguments.Count ? Resolve(project.Contexts, scope, arguments[at + 1].Value) : null;
                var names = TemplateWalk.Declared(block).ToList();
                foreach (var (name, _) in names) scope.Insert(0, new(name, names.Count == 1 && list is not null ? ContextInventory.ItemOf(list.Type) : "", list?.Context ?? NameContext.Global));
                scope.Insert(0, new("forloop", "", NameContext.Global));
            }
            else if (block.Name == "with")
            {
                foreach (var argument in arguments.Where(argument => argument.Key is not null))
                {
                    var value = Resolve(project.Contexts, scope, argument.Value);
                    scope.Insert(0, new(argument.Key!, value?.Type ?? "", value?.Context ?? NameContext.Global));
                }
            }
        }

        return scope;
    }

    private static ContextVariable? Resolve(ContextInventory contexts, IReadOnlyList<ContextVariable> scope, FilterExpression expression) =>
        expression is { Operand.Kind: OperandKind.Variable, Filters.Count: 0 } ? Resolve(contexts, scope, [.. expression.Operand.Parts.Select(part => part.Name)]) : null;

    private static ContextVariable? Resolve(ContextInventory contexts, IReadOnlyList<ContextVariable> scope, IReadOnlyList<string> path)
    {
        var found = scope.FirstOrDefault(variable => variable.Name == path[0]);
        for (var i = 1; found is not null && i < path.Count; i++)
        {
            // A number is a place in a list.
            found = path[i].All(char.IsAsciiDigit)
                ? ContextInventory.ItemOf(found.Type) is { Length: > 0 } item ? found with { Type = item } : null
                : contexts.MembersOf(found.Type, found.Context).FirstOrDefault(member => member.Name == path[i]);
        }

        return found;
    }
}
