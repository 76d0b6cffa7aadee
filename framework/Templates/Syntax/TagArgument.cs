using Quintet.Text;

namespace Quintet.Templates.Syntax;

/// <summary>A piece of a tag, between blanks: a word, an expression, <c>name=expression</c>.</summary>
public sealed class TagArgument
{
    private readonly string _source;
    private FilterExpression? _value;
    private FilterExpression? _whole;

    internal TagArgument(string source, TextSpan span)
    {
        _source = source;
        Span = span;
        Text = span.Of(source);
        var length = 0;
        while (length < Text.Length && ExpressionParser.IsWordChar(Text[length])) length++;
        if (length > 0 && length < Text.Length && Text[length] == '=' && (length + 1 == Text.Length || Text[length + 1] != '='))
        {
            Key = Text[..length];
            KeySpan = new(span.Start, length);
            ValueSpan = TextSpan.FromBounds(span.Start + length + 1, span.End);
        }
        else
        {
            ValueSpan = span;
        }
    }

    public TextSpan Span { get; }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>The name before <c>=</c>, as in <c>id=book.id</c>; null where there is none.</summary>
    public string? Key { get; }

    public TextSpan KeySpan { get; }

    /// <summary>What follows the <c>=</c>; the whole argument where there is no key. May be empty.</summary>
    public TextSpan ValueSpan { get; }

    /// <summary>The value, read as an expression. Whether it has to be one is for the tag to say: <c>as</c> is an argument too.</summary>
    public FilterExpression Value => _value ??= ExpressionParser.Parse(_source, ValueSpan);

    /// <summary>The whole argument, key included, read as an expression.</summary>
    public FilterExpression Whole => Key is null ? Value : _whole ??= ExpressionParser.Parse(_source, Span);

    public override string ToString() => Text;
}
