using Quintet.Ide.Types;
using Quintet.Templates.Syntax;

namespace Quintet.Ide;

/// <summary>Completes the names of variables and what may be asked of them, with their types.</summary>
internal static class VariableCompletion
{
    /// <param name="snapshot">All files.</param>
    /// <param name="project">The project.</param>
    /// <param name="tree">The template.</param>
    /// <param name="template">The template's name, by which views render it; null where it has none.</param>
    /// <param name="location">The cursor.</param>
    public static CompletionResult At(Snapshot snapshot, Project project, TemplateTree tree, string? template, TemplateLocation location)
    {
        if (location.Kind != LocationKind.Variable) return CompletionResult.Empty;
        var scopes = snapshot.ScopesOf(project);
        var scope = scopes.At(template, tree, location.Node.Span.Start);
        if (location.PartIndex > 0 && location.Operand is { } operand)
        {
            if (scopes.Find([.. operand.Parts.Take(location.PartIndex).Select(part => part.Name)], scope) is not var (owner, _, _)) return CompletionResult.Empty;
            return new([.. scopes.Binder.MembersOf(owner).Select(member => new CompletionItem(member.TemplateName, CompletionKind.Member, location.Replace, member.TemplateName)
            {
                Detail = Detail(member.Type),
                Documentation = member.Summary,
                // What the project declares, then other values, then what is called.
                SortText = $"{(member.Origin is not null ? '0' : member.IsMethod ? '2' : '1')}{member.TemplateName}",
            })]);
        }

        return new([.. scope.All.Select(variable => new CompletionItem(variable.Name, CompletionKind.Variable, location.Replace, variable.Name)
        {
            Detail = Detail(variable.Type),
            Documentation = Missing(variable),
            // What the template itself declares, then what its views give, then what every template has.
            SortText = $"{(variable.IsLocal ? '0' : variable.IsEverywhere ? '2' : '1')}{variable.Name}",
        })]);
    }

    /// <summary>What the name under the cursor means, and what is under it: a variable, or a member of what stands before it. Null where nobody says.</summary>
    public static (TemplateType Type, ScopeVariable? Variable, TypeMember? Member)? Meaning(Snapshot snapshot, Project project, TemplateTree tree, string? template, TemplateLocation location)
    {
        if (location is not { Kind: LocationKind.Variable, Operand: { Kind: OperandKind.Variable } operand, PartIndex: >= 0 } || operand.Parts[location.PartIndex].Name.Length == 0) return null;
        var scopes = snapshot.ScopesOf(project);
        var found = scopes.Find([.. operand.Parts.Take(location.PartIndex + 1).Select(part => part.Name)], scopes.At(template, tree, location.Node.Span.Start));
        return found is { Variable: null, Member: null, Type.Form: TypeForm.Unknown } ? null : found;
    }

    /// <summary>Who does not give a variable, for people; null where everybody does.</summary>
    public static string? Missing(ScopeVariable variable) => variable.MissingIn.Count == 0 ? null : $"Not given by {string.Join(", ", variable.MissingIn.Take(5))}{(variable.MissingIn.Count > 5 ? " …" : "")}";

    private static string? Detail(TemplateType type) => type.Display.Length > 0 ? type.Display : null;
}
