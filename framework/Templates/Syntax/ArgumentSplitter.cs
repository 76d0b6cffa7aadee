using Quintet.Text;

namespace Quintet.Templates.Syntax;

/// <summary>Splits a tag's content at blanks outside of quotes: <c>django.utils.text.smart_split</c>.</summary>
internal static class ArgumentSplitter
{
    public static IReadOnlyList<TagArgument> Split(string text, TextSpan span)
    {
        var arguments = new List<TagArgument>();
        var position = span.Start;
        // Once no closing quote was found, there is none further on either; this keeps the search linear.
        var (noDouble, noSingle) = (false, false);
        while (true)
        {
            while (position < span.End && char.IsWhiteSpace(text[position])) position++;
            if (position >= span.End) return arguments.Count == 0 ? [] : arguments;
            var start = position;
            var strings = 0;
            while (position < span.End && !char.IsWhiteSpace(text[position]))
            {
                var c = text[position];
                if (c is '"' or '\'')
                {
                    var end = (c == '"' ? noDouble : noSingle) ? -1 : EndOfString(text, position, span.End);
                    if (end < 0)
                    {
                        if (c == '"') noDouble = true;
                        else noSingle = true;
                        // An open quote behind a complete string begins an argument of its own.
                        if (strings > 0 && position > start) break;
                        while (position < span.End && !char.IsWhiteSpace(text[position])) position++;
                        break;
                    }

                    strings++;
                    position = end;
                }
                else
                {
                    position++;
                }
            }

            arguments.Add(new(text, TextSpan.FromBounds(start, position)));
        }
    }

    private static int EndOfString(string text, int start, int end)
    {
        var quote = text[start];
        for (var i = start + 1; i < end; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == quote) return i + 1;
        }

        return -1;
    }
}
