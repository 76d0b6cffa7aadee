using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Quintet.Reading;

/// <summary>A variable that a template is given. What type it has, only binding says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Span">Where it is given.</param>
/// <param name="Value">The expression.</param>
public sealed record VariableFact(string Name, TextSpan Span, TextSpan Value);

/// <summary>A call of <c>Render</c>, or a <c>TemplateResponse</c>.</summary>
/// <param name="Template">The template's name; null where it is computed.</param>
/// <param name="Span">The call.</param>
/// <param name="Context">The expression whose members are the variables; null where there is none.</param>
public sealed record RenderFact(string? Template, TextSpan Span, TextSpan? Context)
{
    /// <summary>Where the template's name stands.</summary>
    public TextSpan Name { get; init; }

    /// <summary>Whether the callee is a method of some object, known by nothing but its name.</summary>
    public bool IsGuess { get; init; }
}

/// <summary>Reads the variables that C# hands to templates.</summary>
public static class ContextReader
{
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
            if (name.Length > 0) yield return new(name, member.Span, member.Expression.Span);
        }
    }

    /// <summary>The pages that a file renders.</summary>
    public static IEnumerable<RenderFact> ReadPages(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            // Where the template's name stands among the arguments; the variables follow it.
            var (arguments, place) = node switch
            {
                InvocationExpressionSyntax call when UrlReader.Callee(call)?.Identifier.ValueText == "Render" => (call.ArgumentList, 1),
                ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "TemplateResponse" }, ArgumentList: { } list } => (list, 1),
                ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "SimpleTemplateResponse" }, ArgumentList: { } list } => (list, 0),
                _ => (null, 0),
            };
            if (arguments is null || Argument(arguments, place, "template") is not { } name) continue;
            yield return new(StringFact.TryRead(name)?.Value, node.Span, Argument(arguments, place + 1, "context")?.Span) { Name = name.Span, IsGuess = node is InvocationExpressionSyntax guessed && LiteralReader.IsGuess(guessed) };
        }
    }

    /// <summary>The names that <c>GetContextData</c> of a class adds: <c>context["heading"] = …</c>.</summary>
    public static IEnumerable<VariableFact> ReadAdded(TypeDeclarationSyntax type)
    {
        foreach (var assignment in Contexts(type).SelectMany(method => method.DescendantNodes().OfType<AssignmentExpressionSyntax>()))
        {
            if (Key(assignment.Left) is { } key && StringFact.TryRead(key) is { } name) yield return new(name.Value, key.Span, assignment.Right.Span);
        }

        var extra = type.Members.OfType<PropertyDeclarationSyntax>().FirstOrDefault(property => property.Identifier.ValueText == "ExtraContext");
        foreach (var variable in Read(extra?.ExpressionBody?.Expression ?? extra?.Initializer?.Value)) yield return variable;
    }

    /// <summary>The texts by which <c>GetContextData</c> of a class names variables: those that it adds, reads and removes.</summary>
    public static IEnumerable<StringFact> NamesIn(TypeDeclarationSyntax type) =>
        Contexts(type).SelectMany(method => method.DescendantNodes()).Select(node => node switch
        {
            ElementAccessExpressionSyntax access => StringFact.TryRead(Key(access)),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "TryAdd" or "TryGetValue" }, ArgumentList.Arguments: { Count: 2 } entry } => StringFact.TryRead(entry[0].Expression),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Remove" or "ContainsKey" or "GetValueOrDefault" }, ArgumentList.Arguments: { Count: > 0 } name } => StringFact.TryRead(name[0].Expression),
            _ => null,
        }).OfType<StringFact>();

    /// <summary>Whether a class gives templates more than <see cref="ReadAdded"/> can tell: by names that are computed, or through another method.</summary>
    public static bool AddsMore(TypeDeclarationSyntax type)
    {
        // What is shown may be another context than that which is made.
        if (type.Members.OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.ValueText == "RenderToResponse")) return true;
        foreach (var method in Contexts(type))
        {
            var names = method.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(variable => IsContext(variable.Initializer?.Value)).Select(variable => variable.Identifier.ValueText).Append("context").ToImmutableHashSet();
            foreach (var node in method.DescendantNodes())
            {
                switch (node)
                {
                    case AssignmentExpressionSyntax assignment when Key(assignment.Left) is { } key && StringFact.TryRead(key) is null: return true;
                    // The dictionary as an argument of something.
                    case ArgumentSyntax { Expression: IdentifierNameSyntax argument } when names.Contains(argument.Identifier.ValueText): return true;
                    case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax target } } when names.Contains(target.Identifier.ValueText): return true;
                    case ReturnStatementSyntax { Expression: { } result } when !IsKnown(result, names): return true;
                    case ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax } arrow when !IsKnown(arrow.Expression, names): return true;
                }
            }
        }

        return type.Members.OfType<PropertyDeclarationSyntax>().FirstOrDefault(property => property.Identifier.ValueText == "ExtraContext") is { } extra
            && (extra.ExpressionBody?.Expression ?? extra.Initializer?.Value) is not AnonymousObjectCreationExpressionSyntax;
    }

    /// <summary>Whether an expression is the context of the class above: <c>base.GetContextData()</c>, awaited or not.</summary>
    private static bool IsContext(ExpressionSyntax? expression) => expression switch
    {
        AwaitExpressionSyntax awaited => IsContext(awaited.Expression),
        InvocationExpressionSyntax call => UrlReader.Callee(call)?.Identifier.ValueText is "GetContextData" or "GetContextDataAsync",
        _ => false,
    };

    private static bool IsKnown(ExpressionSyntax result, ImmutableHashSet<string> names) => IsContext(result) || (result is IdentifierNameSyntax name && names.Contains(name.Identifier.ValueText));

    private static IEnumerable<MethodDeclarationSyntax> Contexts(TypeDeclarationSyntax type) =>
        type.Members.OfType<MethodDeclarationSyntax>().Where(method => method.Identifier.ValueText is "GetContextData" or "GetContextDataAsync");

    private static ExpressionSyntax? Key(ExpressionSyntax target) => target is ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } keys } ? keys[0].Expression : null;

    /// <summary>An argument by its name, else by its place.</summary>
    private static ExpressionSyntax? Argument(ArgumentListSyntax list, int place, string name)
    {
        foreach (var argument in list.Arguments)
        {
            if (argument.NameColon?.Name.Identifier.ValueText == name) return argument.Expression;
        }

        return place < list.Arguments.Count && list.Arguments[place].NameColon is null ? list.Arguments[place].Expression : null;
    }
}
