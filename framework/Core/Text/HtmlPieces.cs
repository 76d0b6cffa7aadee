namespace Quintet.Text;

/// <summary>Walks through HTML, tag by tag and character by character, or word by word. What is between <c>&lt;</c> and <c>&gt;</c> is a tag; a <c>&lt;</c> without a <c>&gt;</c> behind it is none.</summary>
internal ref struct HtmlPieces(ReadOnlySpan<char> html, bool words)
{
    private readonly ReadOnlySpan<char> _html = html;
    private bool _noMoreTags;
    private int _start;

    /// <summary>Whether the piece is a character or word; else it is a tag.</summary>
    public bool IsText { get; private set; }

    /// <summary>Where the piece ends.</summary>
    public int End { get; private set; }

    public readonly ReadOnlySpan<char> Piece => _html[_start..End];

    /// <summary>Goes to the next piece; false at the end.</summary>
    public bool Next()
    {
        _start = End;
        if (words) SkipBetweenWords();
        if (_start >= _html.Length) return false;
        if (_html[_start] == '<' && EndOfTag(_start) is > 0 and var end)
        {
            (IsText, End) = (false, end);
            return true;
        }

        IsText = true;
        if (words)
        {
            End = _start;
            while (End < _html.Length && !UnicodeText.IsSpace(_html[End]) && _html[End] is not ('<' or '>')) End++;
            return true;
        }

        End = _start + UnicodeText.IndexOf(_html[_start..], 1);
        return true;
    }

    private void SkipBetweenWords()
    {
        while (_start < _html.Length && (_html[_start] == '>' || UnicodeText.IsSpace(_html[_start]) || (_html[_start] == '<' && EndOfTag(_start) < 0))) _start++;
    }

    /// <summary>-1 where no tag begins.</summary>
    private int EndOfTag(int start)
    {
        if (_noMoreTags) return -1;
        var length = _html[(start + 1)..].IndexOf('>');
        // Nothing but the first half of a tag is left: not searched for again.
        if (length < 0) _noMoreTags = true;
        return length <= 0 ? -1 : start + length + 2;
    }
}

/// <summary>A tag as it is written: <c>&lt;/p&gt;</c>, <c>&lt;br/&gt;</c>, <c>&lt;a href="x"&gt;</c>.</summary>
internal ref struct HtmlTag
{
    public bool IsClosing { get; private set; }

    public bool IsSelfClosing { get; private set; }

    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>Reads what stands from a <c>&lt;</c> to the next <c>&gt;</c>; false where there is no name behind the <c>&lt;</c>.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out HtmlTag tag)
    {
        tag = default;
        var content = text[1..^1];
        if (content.Length > 1 && content[0] == '/' && !UnicodeText.IsSpace(content[1]))
        {
            tag.IsClosing = true;
            content = content[1..];
        }

        if (content.IsEmpty || UnicodeText.IsSpace(content[0])) return false;
        var end = 1;
        while (end < content.Length && !UnicodeText.IsSpace(content[end]) && !(content[end] == '/' && end == content.Length - 1)) end++;
        tag.Name = content[..end];
        var rest = content[end..];
        // A slash at the very end, with nothing but blanks before it, closes the element at once.
        tag.IsSelfClosing = !rest.IsEmpty && rest[^1] == '/' && UnicodeText.Trim(rest[..^1]).IsEmpty;
        return true;
    }
}
