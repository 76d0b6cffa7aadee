using Quintet.Templates.Values;
using Quintet.Text;

namespace Quintet.Templates.Syntax;

/// <summary>Reads expressions: a value, then filters. Follows <c>django.template.base.filter_re</c>.</summary>
internal static class ExpressionParser
{
    /// <summary>Python's <c>\w</c>.</summary>
    public static bool IsWordChar(char c) => char.IsLetterOrDigit(c) || c == '_';

    /// <summary>Reads the expression that fills <paramref name="span"/>; blanks at its ends are not part of it.</summary>
    public static FilterExpression Parse(string source, TextSpan span)
    {
        var start = span.Start;
        var end = span.End;
        while (start < end && char.IsWhiteSpace(source[start])) start++;
        while (end > start && char.IsWhiteSpace(source[end - 1])) end--;
        // Where only blanks are written, the cursor stands behind them.
        if (start == end) start = end = span.End;

        var whole = TextSpan.FromBounds(start, end);
        var operand = ReadOperand(source, start, end);
        var filters = new List<FilterCall>();
        if (operand.Kind == OperandKind.Missing)
        {
            var message = whole.IsEmpty ? "A value is missing here." : $"Could not find a variable at the start of '{whole.Of(source)}'.";
            return new(whole, operand, filters, new(ErrorIds.BadArguments, whole, message, "a variable, a number or a quoted string"));
        }

        if (!operand.IsClosed) return new(whole, operand, filters, NotClosed(source, operand));
        if (BadName(operand) is { } badName) return new(whole, operand, filters, badName);

        var position = operand.Span.End;
        while (position < end)
        {
            var pipe = SkipBlanks(source, position, end);
            if (pipe == end || source[pipe] != '|') return new(whole, operand, filters, Remainder(source, whole, position));
            if (ReadFilter(source, whole, position, pipe, pipe + 1, filters) is { } error) return new(whole, operand, filters, error);
            position = filters[^1].Span.End;
        }

        return new(whole, operand, filters, null);
    }

    /// <summary>The name that a chain of filters alone applies to.</summary>
    public const string FilteredName = "var";

    /// <summary>Reads the filters of the tag <c>filter</c>, which has no value before the first: <c>filter force_escape|lower</c>.</summary>
    public static FilterExpression ParseFilters(string source, TagNode tag)
    {
        var (start, end) = (tag.NameSpan.End, tag.ContentSpan.End);
        while (start < end && char.IsWhiteSpace(source[start])) start++;
        while (end > start && char.IsWhiteSpace(source[end - 1])) end--;
        var whole = start == end ? new TextSpan(tag.ContentSpan.End, 0) : TextSpan.FromBounds(start, end);
        TextSpan none = new(whole.Start, 0);
        var operand = new Operand(OperandKind.Variable, none, none, FilteredName, parts: [new(FilteredName, none)]);
        var filters = new List<FilterCall>();
        if (whole.IsEmpty) return new(whole, operand, filters, new(ErrorIds.BadArguments, tag.Span, "'filter' tag requires at least one filter.", "the name of a filter"));

        var position = start;
        var error = ReadFilter(source, whole, position, start - 1, start, filters);
        while (error is null && (position = filters[^1].Span.End) < end)
        {
            var pipe = SkipBlanks(source, position, end);
            error = pipe == end || source[pipe] != '|' ? Remainder(source, whole, position) : ReadFilter(source, whole, position, pipe, pipe + 1, filters);
        }

        return new(whole, operand, filters, error);
    }

    /// <summary>Reads a filter's name and argument; null where nothing is wrong with them.</summary>
    private static TemplateError? ReadFilter(string source, TextSpan whole, int position, int pipe, int start, List<FilterCall> filters)
    {
        var end = whole.End;
        var nameStart = SkipBlanks(source, start, end);
        var nameEnd = nameStart;
        while (nameEnd < end && IsWordChar(source[nameEnd])) nameEnd++;
        var nameSpan = TextSpan.FromBounds(nameStart, nameEnd);
        Operand? argument = null;
        if (nameEnd < end && source[nameEnd] == ':') argument = ReadOperand(source, nameEnd + 1, end);
        filters.Add(new(pipe, nameSpan, nameSpan.Of(source), argument));

        if (nameSpan.IsEmpty)
        {
            return new(ErrorIds.BadArguments, TextSpan.FromBounds(pipe, Math.Max(nameEnd, pipe + 1)),
                $"Could not parse the remainder: '{source[position..end]}' from '{whole.Of(source)}'. The name of a filter should follow '|'.", "the name of a filter");
        }

        if (argument is { Kind: OperandKind.Missing }) return Remainder(source, whole, nameEnd);
        if (argument is { IsClosed: false }) return NotClosed(source, argument);
        return argument is null ? null : BadName(argument);
    }

    private static Operand ReadOperand(string source, int start, int end)
    {
        if (start >= end) return new(OperandKind.Missing, new(end, 0), new(end, 0), "");
        var c = source[start];
        if (c is '"' or '\'') return ReadString(source, start, start, end, translated: false);
        if (c == '_' && start + 2 < end && source[start + 1] == '(' && source[start + 2] is '"' or '\'')
        {
            var text = ReadString(source, start, start + 2, end, translated: true);
            if (!text.IsClosed || (text.Span.End < end && source[text.Span.End] == ')'))
            {
                var length = text.IsClosed ? text.Span.Length + 1 : text.Span.Length;
                return new(OperandKind.String, new(start, length), text.ContentSpan, text.Text, text.IsClosed, isTranslated: true);
            }
        }

        var position = start;
        while (position < end && (IsWordChar(source[position]) || source[position] == '.')) position++;
        if (position == start && c is '-' or '+' && start + 1 < end && (char.IsAsciiDigit(source[start + 1])))
        {
            position += 2;
            while (position < end && (char.IsAsciiDigit(source[position]) || source[position] is '.' or 'e')) position++;
        }

        var span = TextSpan.FromBounds(start, position);
        if (span.IsEmpty) return new(OperandKind.Missing, span, span, "");
        var word = span.Of(source);
        return PythonNumber.TryParse(word, out _)
            ? new(OperandKind.Number, span, span, word)
            : new(OperandKind.Variable, span, span, word, parts: SplitName(source, span));
    }

    private static Operand ReadString(string source, int start, int quoteAt, int end, bool translated)
    {
        var quote = source[quoteAt];
        var position = quoteAt + 1;
        var escaped = false;
        while (position < end && source[position] != quote)
        {
            if (source[position] == '\\' && position + 1 < end)
            {
                escaped = true;
                position++;
            }

            position++;
        }

        var closed = position < end;
        position = Math.Min(position, end);
        var content = TextSpan.FromBounds(quoteAt + 1, position);
        var text = content.Of(source);
        if (escaped) text = text.Replace("\\" + quote, quote.ToString(), StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        return new(OperandKind.String, TextSpan.FromBounds(start, closed ? position + 1 : position), content, text, closed, translated);
    }

    private static List<NamePart> SplitName(string source, TextSpan span)
    {
        var parts = new List<NamePart>();
        var start = span.Start;
        for (var i = span.Start; i <= span.End; i++)
        {
            if (i < span.End && source[i] != '.') continue;
            var part = TextSpan.FromBounds(start, i);
            parts.Add(new(part.Of(source), part));
            start = i + 1;
        }

        return parts;
    }

    private static int SkipBlanks(string source, int position, int end)
    {
        while (position < end && char.IsWhiteSpace(source[position])) position++;
        return position;
    }

    private static TemplateError Remainder(string source, TextSpan whole, int position)
    {
        var rest = TextSpan.FromBounds(position, whole.End);
        return new(ErrorIds.BadArguments, rest, $"Could not parse the remainder: '{rest.Of(source)}' from '{whole.Of(source)}'.", "'|' and a filter, or nothing");
    }

    private static TemplateError NotClosed(string source, Operand operand)
    {
        var quote = source[operand.ContentSpan.Start - 1];
        return new(ErrorIds.BadArguments, operand.Span, $"The string {operand.Span.Of(source)} is not closed: {quote} is missing.", quote.ToString());
    }

    private static TemplateError? BadName(Operand operand)
    {
        if (operand.Kind != OperandKind.Variable) return null;
        foreach (var part in operand.Parts)
        {
            if (!part.Name.StartsWith('_')) continue;
            return new(ErrorIds.BadArguments, operand.Span, $"Variables and attributes may not begin with underscores: '{operand.Text}'.", "a name that begins with a letter");
        }

        return null;
    }
}
