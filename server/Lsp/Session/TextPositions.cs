using Quintet.Lsp.Protocol;
using Quintet.Text;

namespace Quintet.Lsp.Session;

/// <summary>What a position's character counts.</summary>
internal enum PositionEncoding
{
    Utf16,
    Utf8,
}

/// <summary>The edge between LSP's positions and our offsets (UTF-16 code units) in one text.</summary>
internal sealed class TextPositions(string text, LineIndex lines, PositionEncoding encoding)
{
    public TextPositions(string text, PositionEncoding encoding) : this(text, new LineIndex(text), encoding)
    {
    }

    /// <summary>As LSP says, a character past the end of its line is the line's end; a line past the last is the text's end.</summary>
    public int ToOffset(Position position)
    {
        if (position.Line < 0) return 0;
        if (position.Line >= lines.LineCount) return text.Length;
        var start = lines.GetLineStart(position.Line);
        var end = ContentEnd(position.Line);
        if (position.Character <= 0) return start;
        if (encoding == PositionEncoding.Utf16) return position.Character > end - start ? end : start + position.Character;

        var bytes = 0;
        var offset = start;
        while (offset < end && bytes < position.Character)
        {
            bytes += Utf8Length(offset, out var units);
            offset += units;
        }

        return offset;
    }

    public Position ToPosition(int offset)
    {
        var (line, column) = lines.GetPosition(offset);
        var start = lines.GetLineStart(line);
        // An offset inside a line's "\r\n" has no position of its own.
        column = Math.Min(column, ContentEnd(line) - start);
        if (encoding == PositionEncoding.Utf16) return new(line, column);

        var bytes = 0;
        for (var i = start; i < start + column;)
        {
            bytes += Utf8Length(i, out var units);
            i += units;
        }

        return new(line, bytes);
    }

    public Range ToRange(TextSpan span) => new(ToPosition(span.Start), ToPosition(span.End));

    /// <summary>The part between two positions; empty where the second stands before the first.</summary>
    public TextSpan ToSpan(Range range)
    {
        var start = ToOffset(range.Start);
        return TextSpan.FromBounds(start, Math.Max(start, ToOffset(range.End)));
    }

    private int ContentEnd(int line)
    {
        if (line + 1 >= lines.LineCount) return text.Length;
        var end = lines.GetLineStart(line + 1) - 1;
        return text[end] == '\n' && end > lines.GetLineStart(line) && text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>The bytes of the character at an offset; a lone surrogate counts as the three of U+FFFD, which it becomes on the wire.</summary>
    private int Utf8Length(int offset, out int units)
    {
        var c = text[offset];
        units = char.IsHighSurrogate(c) && offset + 1 < text.Length && char.IsLowSurrogate(text[offset + 1]) ? 2 : 1;
        return units == 2 ? 4 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
}
