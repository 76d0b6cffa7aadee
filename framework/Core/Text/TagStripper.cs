namespace Quintet.Text;

/// <summary>One pass of removing tags: reads HTML as Python's <c>html.parser</c> does and keeps the data.</summary>
internal ref struct TagStripper
{
    private readonly string _text;
    private TextBuilder _data = new(default);
    private int _position;

    // How much reading over tags may cost before it is done in the simple way, so that no text takes more than linear time.
    private long _budget;
    private readonly int _lastTagEnd;

    // What was searched for in vain is not searched for again.
    private bool _noCommentEnd;
    private int _noSectionEnd = 3;

    /// <summary>Within <c>script</c> or <c>style</c> nothing but its end tag is markup.</summary>
    private string? _rawElement;

    public TagStripper(string text)
    {
        _text = text;
        _lastTagEnd = text.LastIndexOf('>');
        _budget = (text.Length * 8L) + 1000;
    }

    /// <summary>The data.</summary>
    public string Run()
    {
        // As fed: stops where more of the text could make a difference. Then as closed: takes what is there.
        Read(isEnd: false);
        Read(isEnd: true);
        return _data.ToString();
    }

    private void Read(bool isEnd)
    {
        while (_position < _text.Length)
        {
            var next = NextMarkup();
            if (next < 0 && _rawElement is not null) return;
            if (next < 0) next = _text.Length;
            _data.Append(_text.AsSpan(_position, next - _position));
            _position = next;
            if (_position == _text.Length) return;
            if (!(_text[_position] == '<' ? ReadMarkup(isEnd) : ReadReference(isEnd))) break;
        }

        if (!isEnd || _rawElement is not null || _position >= _text.Length) return;
        _data.Append(_text.AsSpan(_position));
        _position = _text.Length;
    }

    private readonly int NextMarkup()
    {
        if (_rawElement is null)
        {
            var found = _text.AsSpan(_position).IndexOfAny('<', '&');
            return found < 0 ? -1 : _position + found;
        }

        for (var i = _position; (i = _text.IndexOf("</", i, StringComparison.Ordinal)) >= 0; i += 2)
        {
            var at = SkipSpace(i + 2);
            if (!_text.AsSpan(at).StartsWith(_rawElement, StringComparison.OrdinalIgnoreCase)) continue;
            at = SkipSpace(at + _rawElement.Length);
            if (at < _text.Length && _text[at] == '>') return i;
        }

        return -1;
    }

    private bool ReadMarkup(bool isEnd)
    {
        var start = _position;
        var next = start + 1 < _text.Length ? _text[start + 1] : '\0';
        int end;
        if (char.IsAsciiLetter(next)) end = ReadStartTag();
        else if (next == '/') end = ReadEndTag();
        else if (_text.AsSpan(start).StartsWith("<!--")) end = CommentEnd();
        else if (next == '?') end = Behind(start + 2);
        else if (next == '!') end = DeclarationEnd();
        else if (start + 1 < _text.Length) end = Keep(start + 1);
        else return false;

        if (end < 0)
        {
            if (!isEnd) return false;
            end = Behind(start + 1);
            if (end < 0) end = _text.IndexOf('<', start + 1);
            Keep(end < 0 ? end = start + 1 : end);
        }

        _position = end;
        return true;
    }

    /// <summary>An entity without its semicolon gets it; a lone <c>&amp;</c> stays.</summary>
    private bool ReadReference(bool isEnd)
    {
        var isNumber = _position + 1 < _text.Length && _text[_position + 1] == '#';
        var at = EndOfReference(isNumber);
        if (at > 0)
        {
            _data.Append(_text.AsSpan(_position, at - _position));
            _data.Append(';');
            _position = _text[at] == ';' ? at + 1 : at;
            return true;
        }

        if (isNumber)
        {
            if (_text.IndexOf(';', _position) < 0) return false;
            Keep(_position + 2);
            _position += 2;
            return false;
        }

        if (_position + 1 >= _text.Length) return false;
        if (char.IsAsciiLetter(_text[_position + 1]))
        {
            // A letter alone at the end of the text: the ampersand is lost, as in Python's parser.
            if (isEnd && _position + 2 == _text.Length) _position++;
            return false;
        }

        Keep(_position + 1);
        _position++;
        return true;
    }

    /// <summary>Where the name or number of a reference ends; -1 where there is none, or nothing behind it.</summary>
    private readonly int EndOfReference(bool isNumber)
    {
        var start = _position + (isNumber ? 2 : 1);
        var isHex = isNumber && start < _text.Length && _text[start] is 'x' or 'X';
        if (isHex) start++;
        var at = start;
        if (isNumber)
        {
            while (at < _text.Length && (isHex ? char.IsAsciiHexDigit(_text[at]) : char.IsAsciiDigit(_text[at]))) at++;
            // A decimal number that a hexadecimal digit follows is none.
            return at == start || at == _text.Length || char.IsAsciiHexDigit(_text[at]) ? -1 : at;
        }

        if (at == _text.Length || !char.IsAsciiLetter(_text[at])) return -1;
        while (at < _text.Length && (char.IsAsciiLetterOrDigit(_text[at]) || _text[at] is '-' or '.')) at++;
        if (at < _text.Length) return at;
        // At the very end of the text the name goes to its last hyphen or dot.
        return _text.AsSpan(start).LastIndexOfAny('-', '.') is > 0 and var last ? start + last : -1;
    }

    private int ReadStartTag()
    {
        var start = _position;
        if (_budget < 0) return Behind(start + 1);
        var scanner = new StartTagScanner(_text, start);
        var end = scanner.Scan();
        _budget -= scanner.Cost;
        if (end < 0) return -1;
        if (!scanner.IsWhole) return Keep(end);
        var name = scanner.Name;
        if (!scanner.IsSelfClosing && (name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase))) _rawElement = name.ToString();
        return end;
    }

    private int ReadEndTag()
    {
        _rawElement = null;
        return Behind(_position + 1);
    }

    private int DeclarationEnd()
    {
        if (!_text.AsSpan(_position).StartsWith("<![")) return Behind(_position + 2);
        var at = _position + 3;
        while (at < _text.Length && (char.IsAsciiLetterOrDigit(_text[at]) || _text[at] is '-' or '_' or '.')) at++;
        var name = _text.AsSpan(_position + 3, at - _position - 3);
        if (name.IsEmpty || !char.IsAsciiLetter(name[0])) return Behind(_position + 2);
        if (SkipSpace(at) == _text.Length) return -1;
        foreach (var section in (ReadOnlySpan<string>)["temp", "cdata", "ignore", "include", "rcdata"])
        {
            if (name.Equals(section, StringComparison.OrdinalIgnoreCase)) return SectionEnd(brackets: 2);
        }

        foreach (var section in (ReadOnlySpan<string>)["if", "else", "endif"])
        {
            if (name.Equals(section, StringComparison.OrdinalIgnoreCase)) return SectionEnd(brackets: 1);
        }

        return Behind(_position + 2);
    }

    /// <summary>Behind <c>]]&gt;</c> or <c>]&gt;</c>, blanks allowed.</summary>
    private int SectionEnd(int brackets)
    {
        if (brackets >= _noSectionEnd) return -1;
        for (var i = _position + 3; (i = _text.IndexOf(']', i)) >= 0; i++)
        {
            var at = SkipSpace(i + 1);
            if (brackets == 2)
            {
                if (at >= _text.Length || _text[at] != ']') continue;
                at = SkipSpace(at + 1);
            }

            if (at < _text.Length && _text[at] == '>') return at + 1;
        }

        _noSectionEnd = brackets;
        return -1;
    }

    /// <summary>Behind <c>--&gt;</c>, blanks allowed before the <c>&gt;</c>.</summary>
    private int CommentEnd()
    {
        if (_noCommentEnd) return -1;
        for (var i = _position + 4; (i = _text.IndexOf("--", i, StringComparison.Ordinal)) >= 0; i++)
        {
            var at = SkipSpace(i + 2);
            if (at < _text.Length && _text[at] == '>') return at + 1;
            // Blanks are looked over once, not again from each hyphen.
            if (at > i + 2) i = at - 1;
        }

        _noCommentEnd = true;
        return -1;
    }

    private readonly int SkipSpace(int at)
    {
        while (at < _text.Length && UnicodeText.IsSpace(_text[at])) at++;
        return at;
    }

    /// <summary>Behind the next <c>&gt;</c>; -1 where there is none.</summary>
    private readonly int Behind(int start) => start > _lastTagEnd ? -1 : _text.IndexOf('>', start) + 1;

    /// <summary>Takes the text up to there for data.</summary>
    private int Keep(int end)
    {
        _data.Append(_text.AsSpan(_position, end - _position));
        return end;
    }
}
