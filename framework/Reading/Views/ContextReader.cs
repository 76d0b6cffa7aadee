using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Quintet.Reading;

/// <summary>A variable that a template is given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type as C# would write it, where the source says so by itself (<c>QuerySet&lt;Book&gt;</c>); else empty.</param>
/// <param name="Span">Where it is given.</param>
public sealed record VariableFact(string Name, string Type, TextSpan Span);

/// <summary>A call of <c>Render</c>, or a <c>TemplateResponse</c>, whose variables are written at the place.</summary>
/// <param name="Template">The template's name.</param>
/// <param name="Variables">What it is given.</param>
public sealed record RenderFact(string Template, EquatableArray<VariableFact> Variables);

/// <summary>Reads the variables that C# hands to templates.</summary>
public static class ContextReader
{
    // What a queryset's verb gives that is a queryset again.
    private static readonly string[] QuerySetVerbs =
    [
        "All", "Filter", "Exclude", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "SelectRelated", "PrefetchRelated", "Distinct", "Reverse", "None", "Using", "Only", "Defer", "Union",
    ];

    /// <summary>The variables of an anonymous object; none of any other expression.</summary>
    public static IEnumerable<VariableFact> Read(ExpressionSyntax? expression)
    {
        if (expression is not AnonymousObjectCreationExpressionSyntax anonymous) yield break;
        foreach (var member in anonymous.Initializers)
        {
            var name = member.NameEquals?.Name.Identifier.ValueText ?? (member.Expression switch
            {
                IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
                MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                _ => "",
            });
            if (name.Length > 0) yield return new(name, TypeOf(member.Expression), member.Span);
        }
    }

    /// <summary>The pages that a file renders, where template and variables are both written there.</summary>
    public static IEnumerable<RenderFact> ReadPages(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            var arguments = node switch
            {
                InvocationExpressionSyntax call when UrlReader.Callee(call)?.Identifier.ValueText == "Render" => call.ArgumentList.Arguments,
                ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "TemplateResponse" }, ArgumentList: { } list } => list.Arguments,
                _ => default,
            };
            if (arguments.Count >= 3 && StringFact.TryRead(arguments[1].Expression) is { } template) yield return new(template.Value, Read(arguments[2].Expression).ToEquatableArray());
        }
    }

    /// <summary>The names that <c>GetContextData</c> of a class adds: <c>context["heading"] = …</c>.</summary>
    public static IEnumerable<VariableFact> ReadAdded(TypeDeclarationSyntax type)
    {
        foreach (var method in type.Members.OfType<MethodDeclarationSyntax>().Where(method => method.Identifier.ValueText is "GetContextData" or "GetContextDataAsync"))
        {
            foreach (var assignment in method.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                if (assignment.Left is ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } keys } && StringFact.TryRead(keys[0].Expression) is { } name) yield return new(name.Value, TypeOf(assignment.Right), keys[0].Span);
            }
        }

        var extra = type.Members.OfType<PropertyDeclarationSyntax>().FirstOrDefault(property => property.Identifier.ValueText == "ExtraContext");
        foreach (var variable in Read(extra?.ExpressionBody?.Expression ?? extra?.Initializer?.Value)) yield return variable;
    }

    private static string TypeOf(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case LiteralExpressionSyntax { Token.Value: string }: return "string";
            case LiteralExpressionSyntax { Token.Value: int }: return "int";
            case LiteralExpressionSyntax { Token.Value: bool }: return "bool";
            // A slice of a queryset is one.
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } range } slice when range[0].Expression is RangeExpressionSyntax: return TypeOf(slice.Expression);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var verb } verbOf } when Array.IndexOf(QuerySetVerbs, verb) >= 0: return TypeOf(verbOf.Expression);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Objects" } objects: return $"QuerySet<{objects.Expression}>";
            default: return "";
        }
    }
}
