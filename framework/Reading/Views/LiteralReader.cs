using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quintet.Reading;

/// <summary>Finds the string literals that name templates and URLs, by the methods and properties that they are given to.</summary>
public static class LiteralReader
{
    private sealed record Parameter(string Callee, string[] Names, int Position, LiteralRole Role);

    // The shortcuts and methods of the framework that take a name.
    private static readonly Parameter[] Parameters =
    [
        new("Render", ["template"], 1, LiteralRole.TemplateName),
        new("GetTemplate", ["name"], 0, LiteralRole.TemplateName),
        new("SelectTemplate", ["names"], 0, LiteralRole.TemplateName),
        new("Reverse", ["name"], 0, LiteralRole.UrlName),
        new("ReverseLazy", ["name"], 0, LiteralRole.UrlName),
        new("ResolveUrl", ["to", "name"], 0, LiteralRole.UrlNameOrPath),
        new("Redirect", ["to", "name"], 0, LiteralRole.UrlNameOrPath),
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
                case ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "TemplateResponse" or "SimpleTemplateResponse" } type, ArgumentList: { } list }:
                    var place = type.Identifier.ValueText == "TemplateResponse" ? 1 : 0;
                    if (list.Arguments.Count > place && StringFact.TryRead(list.Arguments[place].Expression) is { } page) yield return new(LiteralRole.TemplateName, page, type.Identifier.ValueText);
                    break;
                case AttributeSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } attribute when attribute.Name.ToString() is "InclusionTag" or "InclusionTagAttribute" && arguments[0].NameEquals is null:
                    if (StringFact.TryRead(arguments[0].Expression) is { } included) yield return new(LiteralRole.TemplateName, included, "InclusionTag");
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
        // Of a method on some object only its name is known: text.Reverse("…") may be anybody's.
        var isGuess = call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && receiver.ToString() is not ("Shortcuts" or "Quintet.Shortcuts" or "global::Quintet.Shortcuts");
        foreach (var parameter in Parameters)
        {
            if (parameter.Callee != name) continue;
            var position = 0;
            foreach (var argument in call.ArgumentList.Arguments)
            {
                var isIt = argument.NameColon is { } colon ? parameter.Names.Contains(colon.Name.Identifier.ValueText) : position == parameter.Position;
                position++;
                if (!isIt) continue;
                if (StringFact.TryRead(argument.Expression) is { } literal)
                {
                    yield return new(parameter.Role, literal, parameter.Callee) { IsGuess = isGuess };
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
