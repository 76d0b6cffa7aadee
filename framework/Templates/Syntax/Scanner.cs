using Quintet.Text;

namespace Quintet.Templates.Syntax;

internal enum TokenKind
{
    Text,
    Variable,
    DjangoTag,
    QuintetTag,
    Comment,
}

internal readonly record struct Token(TokenKind Kind, TextSpan Span, TextSpan Content, bool IsClosed = true, bool ClosesLater = false)
{
    public bool IsTag => Kind is TokenKind.DjangoTag or TokenKind.QuintetTag;
}

/// <summary>Cuts a template into text, variables, tags and comments, as <c>django.template.base.tag_re</c> does.</summary>
/// <remarks>
/// A closed tag never crosses a line. Beyond Django, an opening delimiter without its closing one becomes a token too, so that an
/// editor can help inside it. Runs in linear time: every search that may fail is remembered.
/// </remarks>
internal sealed class Scanner(string text, TagDelimiters delimiters)
{
    private readonly List<Token> _tokens = [];
    private readonly Search _percentClose = new(text, "%}");
    private readonly Search _angleClose = new(text, "%>");
    private readonly Search _braceClose = new(text, "}}");
    private readonly Search _hashClose = new(text, "#}");
    private readonly Search _attributeEnd = new(text, "\"");
    private readonly Search _singleAttributeEnd = new(text, "'");
    private int _lineEnd = -1;
    private int _textStart;

    // The quote of the HTML attribute that the scanner is in, as far as this line tells; it decides where a half-typed tag ends.
    private char _attributeQuote;
    private int _attributeScanned;

    public static List<Token> Scan(string text, TagDelimiters delimiters) => new Scanner(text, delimiters).Run();

    private List<Token> Run()
    {
        var position = 0;
        while (FindOpener(position, text.Length) is var opener and >= 0)
        {
            position = ReadToken(opener);
        }

        AddText(text.Length);
        return _tokens;
    }

    /// <summary>Reads what begins at an opening delimiter; returns where to go on.</summary>
    private int ReadToken(int start)
    {
        var kind = KindAt(start);
        var lineEnd = LineEnd(start);
        var contentStart = start + (kind == TokenKind.Comment && text[start] == '<' ? 3 : 2);
        var close = Closer(kind, start).Next(contentStart, lineEnd);
        if (kind == TokenKind.Comment)
        {
            // An opening '{#' alone is common in style sheets and scripts: it stays text, as in Django.
            if (close < 0) return contentStart;
            return Add(kind, start, contentStart, close, close + 2);
        }

        if (close >= 0 && !IsInterrupted(contentStart, close)) return Add(kind, start, contentStart, close, close + 2);

        AddText(start);
        var end = EndOfHalfTyped(contentStart, lineEnd);
        var contentEnd = end;
        var last = end;
        while (last > contentStart && char.IsWhiteSpace(text[last - 1])) last--;
        // The first half of the closing delimiter is not content.
        if (last > contentStart && text[last - 1] is '%' or '}' && close < 0) contentEnd = last - 1;
        _tokens.Add(new(kind, TextSpan.FromBounds(start, end), TextSpan.FromBounds(contentStart, contentEnd), IsClosed: false, ClosesLater: close >= 0));
        _textStart = _attributeScanned = end;
        return end;
    }

    private int Add(TokenKind kind, int start, int contentStart, int contentEnd, int end)
    {
        AddText(start);
        _tokens.Add(new(kind, TextSpan.FromBounds(start, end), TextSpan.FromBounds(contentStart, contentEnd)));
        _textStart = _attributeScanned = end;
        return end;
    }

    private void AddText(int end)
    {
        if (end > _textStart) _tokens.Add(new(TokenKind.Text, TextSpan.FromBounds(_textStart, end), TextSpan.FromBounds(_textStart, end)));
        for (var i = _attributeScanned; i < end; i++)
        {
            var c = text[i];
            if (c == '\n') _attributeQuote = '\0';
            else if (c == _attributeQuote) _attributeQuote = '\0';
            else if (_attributeQuote == '\0' && c is '"' or '\'' && i > 0 && text[i - 1] == '=') _attributeQuote = c;
        }

        _textStart = _attributeScanned = end;
    }

    private TokenKind KindAt(int position) => (text[position], text[position + 1]) switch
    {
        ('{', '{') => TokenKind.Variable,
        ('{', '%') => TokenKind.DjangoTag,
        ('{', '#') => TokenKind.Comment,
        _ => position + 2 < text.Length && text[position + 2] == '#' ? TokenKind.Comment : TokenKind.QuintetTag,
    };

    private Search Closer(TokenKind kind, int start) => kind switch
    {
        TokenKind.Variable => _braceClose,
        TokenKind.DjangoTag => _percentClose,
        TokenKind.QuintetTag => _angleClose,
        _ => text[start] == '<' ? _angleClose : _hashClose,
    };

    /// <summary>The next opening delimiter in a range, or -1.</summary>
    private int FindOpener(int start, int end)
    {
        while (start + 1 < end)
        {
            var offset = text.AsSpan(start, end - start - 1).IndexOfAny('{', '<');
            if (offset < 0) return -1;
            start += offset;
            if (IsOpener(start)) return start;
            start++;
        }

        return -1;
    }

    private bool IsOpener(int position)
    {
        var next = text[position + 1];
        return text[position] == '{'
            ? next is '{' or '#' || (next == '%' && delimiters.HasFlag(TagDelimiters.Django))
            : next == '%' && delimiters.HasFlag(TagDelimiters.Quintet);
    }

    /// <summary>
    /// Whether another tag begins before this one is closed, so that this one is half-typed. An opening delimiter inside of a
    /// string is text (<c>{{ "{{" }}</c>), unless it is no string but the HTML between two quotes of two tags.
    /// </summary>
    private bool IsInterrupted(int start, int end)
    {
        if (FindOpener(start, end) < 0) return false;
        for (var i = start; i < end; i++)
        {
            if (text[i] is '"' or '\'')
            {
                var close = text.IndexOf(text[i], i + 1, end - i - 1);
                if (close < 0) return true;
                if (FindOpener(i, close) >= 0 && text.AsSpan(i + 1, close - i - 1).IndexOfAny('>', text[i] == '"' ? '\'' : '"') >= 0) return true;
                i = close;
            }
            else if (i + 1 < end && text[i] is '{' or '<' && IsOpener(i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a tag that is not closed is taken to end.</summary>
    private int EndOfHalfTyped(int start, int lineEnd)
    {
        var limit = FindOpener(start, lineEnd);
        if (limit < 0) limit = lineEnd;
        for (var i = start; i < limit; i++)
        {
            var c = text[i];
            if (c == '<' && i + 1 < limit && (char.IsAsciiLetter(text[i + 1]) || text[i + 1] is '/' or '!')) return i;
            if (c is not ('"' or '\'')) continue;

            var opensString = i > start && (char.IsWhiteSpace(text[i - 1]) || text[i - 1] is '=' or ':' or '(');
            if (c == _attributeQuote && !opensString) return i;
            var close = text.IndexOf(c, i + 1, limit - i - 1);
            if (_attributeQuote != '\0' && c != _attributeQuote)
            {
                // A string of the tag's own: it is only one if it closes before the attribute does.
                var attributeEnd = (_attributeQuote == '"' ? _attributeEnd : _singleAttributeEnd).Next(i + 1, limit);
                if (attributeEnd >= 0 && (close < 0 || attributeEnd < close)) return attributeEnd;
            }
            else if (c == _attributeQuote)
            {
                // The attribute's own quote opens a string only where what follows the closing one can follow a string.
                var next = close + 1;
                if (close < 0 || (next < limit && !char.IsWhiteSpace(text[next]) && text[next] is not ('|' or ':' or ')' or '%')))
                {
                    // Else it closes the attribute, plainly so where the HTML tag ends behind it; a tag with nothing but its name so far
                    // is taken to open its first string.
                    if (i + 1 < limit && text[i + 1] is '>' or '/') return i;
                    if (text.AsSpan(start, i - start).Trim().IndexOfAny(" \t") >= 0) return i;
                    var end = i + 1;
                    while (end < limit && !char.IsWhiteSpace(text[end]) && text[end] != c) end++;
                    return end;
                }
            }

            if (close >= 0) i = close;
        }

        return limit;
    }

    /// <summary>The end of the line that holds <paramref name="position"/>, its line break left out.</summary>
    private int LineEnd(int position)
    {
        if (position <= _lineEnd) return _lineEnd;
        var end = text.IndexOf('\n', position);
        if (end < 0) return _lineEnd = text.Length;
        _lineEnd = end > position + 1 && text[end - 1] == '\r' ? end - 1 : end;
        return _lineEnd;
    }

    /// <summary>Finds a delimiter, and remembers what it found, or that there is none.</summary>
    private sealed class Search(string text, string delimiter)
    {
        private int _from = -1;
        private int _to = -1;
        private int _found = -1;

        /// <summary>The first occurrence that begins at <paramref name="start"/> or later and ends at <paramref name="end"/> or before; else -1.</summary>
        public int Next(int start, int end)
        {
            if (start >= _from && end == _to && (_found < 0 || _found >= start) && _from >= 0) return _found;
            (_from, _to) = (start, end);
            _found = start < end ? text.IndexOf(delimiter, start, end - start, StringComparison.Ordinal) : -1;
            return _found;
        }
    }
}
