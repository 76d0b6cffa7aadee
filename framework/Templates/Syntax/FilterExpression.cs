using Quintet.Text;

namespace Quintet.Templates.Syntax;

/// <summary>A value and the filters it goes through: <c>book.title|truncatewords:4|upper</c>.</summary>
/// <remarks>
/// Reads what Django's <c>FilterExpression</c> reads; what that would refuse is still here as far as it goes, with
/// <see cref="Error"/> saying what is wrong.
/// </remarks>
public sealed class FilterExpression
{
    internal FilterExpression(TextSpan span, Operand operand, IReadOnlyList<FilterCall> filters, TemplateError? error) =>
        (Span, Operand, Filters, Error) = (span, operand, filters, error);

    public TextSpan Span { get; }

    public Operand Operand { get; }

    public IReadOnlyList<FilterCall> Filters { get; }

    /// <summary>What keeps the expression from being read to its end; null where nothing does.</summary>
    public TemplateError? Error { get; }
}

/// <summary>One filter of a chain: <c>|truncatewords:4</c>.</summary>
public sealed class FilterCall
{
    internal FilterCall(int pipe, TextSpan nameSpan, string name, Operand? argument) =>
        (PipeOffset, NameSpan, Name, Argument) = (pipe, nameSpan, name, argument);

    /// <summary>The offset of the <c>|</c>; of the first filter in the tag <c>filter</c>, of the blank before it.</summary>
    public int PipeOffset { get; }

    /// <summary>Empty where no name is written yet.</summary>
    public TextSpan NameSpan { get; }

    public string Name { get; }

    /// <summary>What follows the colon (of kind <see cref="OperandKind.Missing"/> where nothing does); null without a colon.</summary>
    public Operand? Argument { get; }

    public TextSpan Span => TextSpan.FromBounds(PipeOffset, Argument?.Span.End ?? NameSpan.End);
}

public enum OperandKind
{
    /// <summary>Nothing is written where a value should be.</summary>
    Missing,

    /// <summary>Quoted text.</summary>
    String,

    /// <summary>An integer or a floating point number.</summary>
    Number,

    /// <summary>A name with its lookups: <c>book.author.name</c>.</summary>
    Variable,
}

/// <summary>A constant or a variable.</summary>
public sealed class Operand
{
    internal Operand(OperandKind kind, TextSpan span, TextSpan contentSpan, string text, bool isClosed = true, bool isTranslated = false, IReadOnlyList<NamePart>? parts = null) =>
        (Kind, Span, ContentSpan, Text, IsClosed, IsTranslated, Parts) = (kind, span, contentSpan, text, isClosed, isTranslated, parts ?? []);

    public OperandKind Kind { get; }

    public TextSpan Span { get; }

    /// <summary>Of a string: what stands between the quotes. Else the same as <see cref="Span"/>.</summary>
    public TextSpan ContentSpan { get; }

    /// <summary>Of a string: its value, backslashes resolved. Else as written.</summary>
    public string Text { get; }

    /// <summary>False for a string without its closing quote.</summary>
    public bool IsClosed { get; }

    /// <summary>Whether it stands in <c>_( … )</c>.</summary>
    public bool IsTranslated { get; }

    /// <summary>Of a variable: its names. The last may be empty (<c>book.</c>).</summary>
    public IReadOnlyList<NamePart> Parts { get; }
}

/// <summary>One name of a variable's path.</summary>
public readonly record struct NamePart(string Name, TextSpan Span);
