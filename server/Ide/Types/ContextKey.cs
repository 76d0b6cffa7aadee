using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quintet.Reading;
using Quintet.Text;
using CSharpSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace Quintet.Ide.Types;

/// <summary>Where C# writes the name of a variable that it gives to a template.</summary>
/// <param name="Span">The name, without quotes.</param>
/// <param name="Name">As C# writes it.</param>
/// <param name="Form">How.</param>
internal sealed record ContextKey(TextSpan Span, string Name, ContextKeyForm Form)
{
    /// <summary>The name that is written where a variable is given; null where it is given by something else, as a property of a class.</summary>
    public static ContextKey? Of(SyntaxTree? tree, CSharpSpan span)
    {
        if (tree is null || span.End > tree.Length) return null;
        var node = tree.GetRoot().FindNode(span, getInnermostNodeForTie: true);
        if (StringFact.TryRead(node as ExpressionSyntax) is { IsClosed: true, IsExact: true } literal) return new(CSharpMentions.SpanOf(literal.Content), literal.Value, ContextKeyForm.Text);
        return node.AncestorsAndSelf().TakeWhile(above => above.Span.Start >= span.Start || above is AnonymousObjectMemberDeclaratorSyntax or NameEqualsSyntax or MemberAccessExpressionSyntax).OfType<AnonymousObjectMemberDeclaratorSyntax>().FirstOrDefault() switch
        {
            { NameEquals.Name.Identifier: var name } => new(CSharpMentions.SpanOf(name.Span), name.ValueText, ContextKeyForm.Member),
            { Expression: IdentifierNameSyntax name } => new(CSharpMentions.SpanOf(name.Span), name.Identifier.ValueText, ContextKeyForm.Implied),
            { Expression: MemberAccessExpressionSyntax { Name: var name } access } => new(CSharpMentions.SpanOf(access.Span), name.Identifier.ValueText, ContextKeyForm.Implied),
            _ => null,
        };
    }

    /// <summary>Whether a name of its own is at a cursor, which nothing else in C# is called by: a text, or the name before a value.</summary>
    public static bool IsAt(SyntaxTree? tree, int offset)
    {
        if (tree is null || offset > tree.Length) return false;
        var token = tree.GetRoot().FindToken(offset);
        if (token.SpanStart == offset && token.GetPreviousToken() is var before && before.Span.End == offset && !IsKey(token)) token = before;
        return IsKey(token);
    }

    private static bool IsKey(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken || token.Parent is IdentifierNameSyntax { Parent: NameEqualsSyntax { Parent: AnonymousObjectMemberDeclaratorSyntax } };
}

/// <summary>How C# writes the name of a variable.</summary>
internal enum ContextKeyForm
{
    /// <summary>As a text: <c>["books"] = …</c>.</summary>
    Text,

    /// <summary>As the name of a member: <c>new { books = … }</c>.</summary>
    Member,

    /// <summary>Not at all, it is called as its value is: <c>new { books }</c>.</summary>
    Implied,
}
