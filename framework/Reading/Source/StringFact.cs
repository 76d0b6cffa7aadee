using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Quintet.Reading;

/// <summary>A string literal in source.</summary>
/// <param name="Value">What it means.</param>
/// <param name="Span">The literal with its quotes.</param>
/// <param name="Content">What stands between the quotes; to the end of the token where the closing quote is not typed yet.</param>
/// <param name="IsClosed">Whether the closing quote is there.</param>
/// <param name="IsExact">Whether the content is written as it is, without escapes, so that offsets in the value are offsets in the text.</param>
public sealed record StringFact(string Value, TextSpan Span, TextSpan Content, bool IsClosed, bool IsExact)
{
    /// <summary>The literal that an expression is; null for anything that is not plainly one.</summary>
    public static StringFact? TryRead(ExpressionSyntax? expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized) expression = parenthesized.Expression;
        return expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal ? Read(literal.Token) : null;
    }

    private static StringFact? Read(SyntaxToken token)
    {
        var text = token.Text;
        var quote = text.IndexOf('"');
        if (quote < 0) return null;
        var quotes = 1;
        if (token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken))
        {
            while (quote + quotes < text.Length && text[quote + quotes] == '"') quotes++;
        }
        else if (!token.IsKind(SyntaxKind.StringLiteralToken))
        {
            // Raw literals over several lines and UTF-8 literals name nothing of ours.
            return null;
        }

        var start = quote + quotes;
        var isClosed = text.Length >= start + quotes && IsQuote(text, text.Length - quotes, quotes) && !IsEscapedAtEnd(text, quote);
        var end = isClosed ? text.Length - quotes : text.Length;
        var content = text.Substring(start, end - start);
        return new(
            token.ValueText, token.Span, TextSpan.FromBounds(token.SpanStart + start, token.SpanStart + end), isClosed,
            isClosed ? content == token.ValueText : content.IndexOf('\\') < 0);
    }

    private static bool IsQuote(string text, int start, int count)
    {
        for (var i = start; i < start + count; i++)
        {
            if (text[i] != '"') return false;
        }

        return true;
    }

    /// <summary>Whether the last quote of an ordinary literal is an escaped one (<c>"abc\"</c>), so that the literal is still open.</summary>
    private static bool IsEscapedAtEnd(string text, int quote)
    {
        if (quote > 0) return false;
        var backslashes = 0;
        for (var i = text.Length - 2; i > quote && text[i] == '\\'; i--) backslashes++;
        return backslashes % 2 == 1;
    }
}
