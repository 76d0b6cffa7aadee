namespace Quintet.Text;

/// <summary>A place in a text: line and column, both counted from 0; the column in UTF-16 code units.</summary>
public readonly record struct LinePosition(int Line, int Column)
{
    /// <summary>As people count: both from 1.</summary>
    public override string ToString() => $"{Line + 1}:{Column + 1}";
}

/// <summary>The starts of a text's lines; <c>\n</c>, <c>\r\n</c> and <c>\r</c> each end one, as in the LSP specification.</summary>
public sealed class LineIndex
{
    private readonly int[] _starts;
    private readonly int _length;

    public LineIndex(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) starts.Add(i + 1);
        }

        _starts = [.. starts];
        _length = text.Length;
    }

    public int LineCount => _starts.Length;

    /// <summary>The position of an offset; one outside the text is moved to its nearest end.</summary>
    public LinePosition GetPosition(int offset)
    {
        offset = Math.Clamp(offset, 0, _length);
        var line = Array.BinarySearch(_starts, offset);
        if (line < 0) line = ~line - 1;
        return new(line, offset - _starts[line]);
    }

    /// <summary>The offset of a position; a line or column past the end is moved to the nearest place that exists.</summary>
    public int GetOffset(LinePosition position)
    {
        if (position.Line < 0) return 0;
        if (position.Line >= _starts.Length) return _length;
        var start = _starts[position.Line];
        var end = position.Line + 1 < _starts.Length ? _starts[position.Line + 1] : _length;
        return Math.Clamp(start + position.Column, start, end);
    }

    public int GetLineStart(int line) => _starts[line];
}
