using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading;

/// <summary>Finds the string literals that name templates and URLs, by the methods and properties that they are given to.</summary>
public static class LiteralReader
{
    private sealed record Parameter(string Callee, string Name, int Position, LiteralRole Role);

    // The shortcuts and methods of Web that take a name. A receiver is not looked at: a call of another method with the same name
    // and a literal at this place is rare, and costs no more than an offer too many.
    private static readonly Parameter[] Parameters =
    [
        new("Render", "templateName", 1, LiteralRole.TemplateName),
        new("RenderAsync", "templateName", 1, LiteralRole.TemplateName),
        new("RenderToString", "templateName", 0, LiteralRole.TemplateName),
        new("GetTemplate", "name", 0, LiteralRole.TemplateName),
        new("SelectTemplate", "names", 0, LiteralRole.TemplateName),
        new("Reverse", "name", 0, LiteralRole.UrlName),
        new("Redirect", "to", 0, LiteralRole.UrlNameOrPath),
    ];

    private static readonly Dictionary<string, LiteralRole> Members = new(StringComparer.Ordinal)
    {
        ["TemplateName"] = LiteralRole.TemplateName,
        ["LoginUrl"] = LiteralRole.UrlNameOrPath,
        ["LoginRedirectUrl"] = LiteralRole.UrlNameOrPath,
        ["LogoutRedirectUrl"] = LiteralRole.UrlNameOrPath,
    };

    /// <summary>The literals of a file, in the order of the text.</summary>
    public static IEnumerable<LiteralUse> Read(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            switch (node)
            {
                case InvocationExpressionSyntax call:
                    foreach (var use in ReadCall(call)) yield return use;
                    break;
                case AssignmentExpressionSyntax { Left: var left } assignment when MemberName(left) is { } name && Members.TryGetValue(name, out var role):
                    if (StringFact.TryRead(assignment.Right) is { } assigned) yield return new(role, assigned, name);
                    break;
                case PropertyDeclarationSyntax property when Members.TryGetValue(property.Identifier.ValueText, out var role):
                    if (StringFact.TryRead(property.ExpressionBody?.Expression ?? property.Initializer?.Value) is { } given)
                        yield return new(role, given, property.Identifier.ValueText);
                    break;
            }
        }
    }

    private static IEnumerable<LiteralUse> ReadCall(InvocationExpressionSyntax call)
    {
        var name = UrlReader.Callee(call)?.Identifier.ValueText;
        foreach (var parameter in Parameters)
        {
            if (parameter.Callee != name) continue;
            var position = 0;
            foreach (var argument in call.ArgumentList.Arguments)
            {
                var isIt = argument.NameColon is { } colon ? colon.Name.Identifier.ValueText == parameter.Name : position == parameter.Position;
                position++;
                if (!isIt) continue;
                if (StringFact.TryRead(argument.Expression) is { } literal)
                {
                    yield return new(parameter.Role, literal, parameter.Callee);
                }
                else if (argument.Expression is CollectionExpressionSyntax collection)
                {
                    foreach (var element in collection.Elements.OfType<ExpressionElementSyntax>())
                    {
                        if (StringFact.TryRead(element.Expression) is { } one) yield return new(parameter.Role, one, parameter.Callee, IsAlternative: true);
                    }
                }
            }
        }
    }

    private static string? MemberName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };
}
