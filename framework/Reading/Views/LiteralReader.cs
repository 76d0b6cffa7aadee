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

    /// <summary>The literals that a node gives away; those inside of it are its nodes' own.</summary>
    public static IEnumerable<LiteralUse> Read(SyntaxNode node)
    {
        switch (node)
        {
            case InvocationExpressionSyntax call:
                return ReadCall(call);
            case ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "TemplateResponse" or "SimpleTemplateResponse" } type, ArgumentList: { } list }:
                var place = type.Identifier.ValueText == "TemplateResponse" ? 1 : 0;
                return list.Arguments.Count > place ? One(LiteralRole.TemplateName, list.Arguments[place].Expression, type.Identifier.ValueText) : [];
            case AttributeSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } attribute when attribute.Name.ToString() is "InclusionTag" or "InclusionTagAttribute" && arguments[0].NameEquals is null:
                return One(LiteralRole.TemplateName, arguments[0].Expression, "InclusionTag");
            case AssignmentExpressionSyntax { Left: var left } assignment when MemberName(left) is { } name && Members.TryGetValue(name, out var role):
                return One(role, assignment.Right, name);
            case PropertyDeclarationSyntax property when Members.TryGetValue(property.Identifier.ValueText, out var role):
                return One(role, property.ExpressionBody?.Expression ?? property.Initializer?.Value, property.Identifier.ValueText);
            default:
                return [];
        }
    }

    private static IEnumerable<LiteralUse> One(LiteralRole role, ExpressionSyntax? expression, string callee) => StringFact.TryRead(expression) is { } literal ? [new(role, literal, callee)] : [];

    private static IEnumerable<LiteralUse> ReadCall(InvocationExpressionSyntax call)
    {
        var name = UrlReader.Callee(call)?.Identifier.ValueText;
        var isGuess = IsGuess(call);
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

    /// <summary>Whether of a call only the method's name is known: <c>text.Reverse("…")</c> may be anybody's.</summary>
    internal static bool IsGuess(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && receiver.ToString() is not ("Shortcuts" or "Quintet.Shortcuts" or "global::Quintet.Shortcuts");

    private static string? MemberName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };
}
