namespace Quintet.Text;

/// <summary>Finds the end of a start tag, attributes with and without quotes, as Python's <c>html.parser</c> does.</summary>
internal ref struct StartTagScanner(string text, int start)
{
    private readonly string _text = text;
    private int _at = start + 1;
    private int _endOfBareValue = -1;

    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>Whether it goes to its <c>&gt;</c>; else what was read is no tag.</summary>
    public bool IsWhole { get; private set; }

    public bool IsSelfClosing { get; private set; }

    /// <summary>How many characters were looked at.</summary>
    public int Cost { get; private set; }

    /// <summary>Where the tag ends; -1 where the text ends first.</summary>
    public int Scan()
    {
        while (_at < _text.Length && _text[_at] is not ('\t' or '\n' or '\r' or '\f' or ' ' or '/' or '>' or '\0')) _at++;
        Name = _text.AsSpan(start + 1, _at - start - 1);
        while (_at < _text.Length && (_text[_at] == '/' || UnicodeText.IsSpace(_text[_at]))) _at++;
        while (ReadAttribute())
        {
        }

        _at = SkipSpace(_at);
        Cost += _at - start;
        if (_at == _text.Length) return -1;
        var next = _text[_at];
        if (next == '>')
        {
            (IsWhole, IsSelfClosing) = (true, _text[_at - 1] == '/' && _endOfBareValue != _at);
            return _at + 1;
        }

        if (next == '/')
        {
            // A slash that no '>' follows was read as a blank.
            (IsWhole, IsSelfClosing) = (true, true);
            return _at + 2;
        }

        return next == '=' || char.IsAsciiLetter(next) ? -1 : _at;
    }

    private bool ReadAttribute()
    {
        if (_at == _text.Length || !IsBeforeName(_text[_at - 1]) || _text[_at] is '/' or '>' || UnicodeText.IsSpace(_text[_at])) return false;
        _at++;
        while (_at < _text.Length && _text[_at] is not ('/' or '=' or '>') && !UnicodeText.IsSpace(_text[_at])) _at++;
        var equals = SkipSpace(_at);
        if (equals < _text.Length && _text[equals] == '=') ReadValue(equals);
        while (_at < _text.Length && (UnicodeText.IsSpace(_text[_at]) || (_text[_at] == '/' && !(_at + 1 < _text.Length && _text[_at + 1] == '>')))) _at++;
        return true;
    }

    private void ReadValue(int equals)
    {
        var behind = equals;
        while (behind < _text.Length && _text[behind] == '=') behind++;
        var value = SkipSpace(behind);
        if (value == _text.Length || _text[value] is not ('"' or '\''))
        {
            ReadBareValue(value);
            return;
        }

        var close = _text.IndexOf(_text[value], value + 1);
        if (close >= 0)
        {
            _at = SkipSpace(close + 1);
            return;
        }

        // The quote is not closed: no value behind a blank; part of a value behind two '='; else there is no value at all.
        Cost += _text.Length - value;
        if (value > behind) _at = value;
        else if (behind - equals > 1) ReadBareValue(behind - 1);
    }

    private void ReadBareValue(int value)
    {
        _at = value;
        while (_at < _text.Length && _text[_at] != '>' && !UnicodeText.IsSpace(_text[_at])) _at++;
        _endOfBareValue = _at;
        _at = SkipSpace(_at);
    }

    private readonly int SkipSpace(int at)
    {
        while (at < _text.Length && UnicodeText.IsSpace(_text[at])) at++;
        return at;
    }

    private static bool IsBeforeName(char c) => c is '"' or '\'' or '/' || UnicodeText.IsSpace(c);
}
