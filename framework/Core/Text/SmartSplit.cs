namespace Quintet.Text;

public static partial class TextUtils
{
    private const int NeverClosed = -1;
    private const int Broken = -2;

    /// <summary>Splits at blanks that do not stand between quotes; the quotes stay. A backslash before a quote takes its meaning.</summary>
    public static IEnumerable<string> SmartSplit(string text)
    {
        // Where a quote is not closed none of its kind is further on, so that it is not searched again and again.
        var open = new HashSet<char>();
        for (var i = 0; i < text.Length;)
        {
            if (UnicodeText.IsSpace(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            i = EndOfQuoted(text, start, open);
            // A part without any complete string goes to the next blank.
            if (i < 0) for (i = start; i < text.Length && !UnicodeText.IsSpace(text[i]);) i++;
            yield return text[start..i];
        }
    }

    /// <summary>Behind a part that has strings in it, -1 where it has none.</summary>
    private static int EndOfQuoted(string text, int start, HashSet<char> open)
    {
        var (end, i) = (-1, start);
        while (true)
        {
            while (i < text.Length && text[i] is not ('"' or '\'') && !UnicodeText.IsSpace(text[i])) i++;
            if (end >= 0) end = i;
            if (i == text.Length || text[i] is not ('"' or '\'') || open.Contains(text[i])) return end;
            var close = EndOfString(text, i);
            if (close < 0)
            {
                if (close == NeverClosed) open.Add(text[i]);
                return end;
            }

            end = i = close;
        }
    }

    private static int EndOfString(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == text[start]) return i + 1;
            if (text[i] != '\\') continue;
            // A backslash does not join lines: no string goes over it.
            if (++i < text.Length && text[i] == '\n') return Broken;
        }

        return NeverClosed;
    }
}
