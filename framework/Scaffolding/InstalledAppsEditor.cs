namespace Quintet.Scaffolding;

/// <summary>
/// Adds an entry to the one <c>InstalledApps = […]</c> of the settings, as text. Reads C# no further than needed to pass over comments
/// and strings; where it is not sure, it changes nothing.
/// </summary>
internal static class InstalledAppsEditor
{
    private const string Name = "InstalledApps";

    /// <summary>Edits the file of the project's root that holds the list.</summary>
    /// <returns>False where there is no such list, or more than one.</returns>
    public static bool AddToProject(string projectFolder, string entry)
    {
        var edits = Directory.EnumerateFiles(projectFolder, "*.cs")
            .Select(path => (Path: path, Text: File.ReadAllText(path)))
            .Where(file => file.Text.Contains(Name, StringComparison.Ordinal))
            .Select(file => (file.Path, Text: Add(file.Text, entry)))
            .Where(file => file.Text is not null)
            .ToList();
        if (edits.Count != 1) return false;
        File.WriteAllText(edits[0].Path, edits[0].Text);
        return true;
    }

    /// <summary>The text with the entry at the end of the list; null where there is not exactly one list.</summary>
    internal static string? Add(string text, string entry)
    {
        var tokens = Tokens(text);
        if (tokens is null) return null;
        (int Open, int Close)? found = null;
        for (var i = 0; i + 2 < tokens.Count; i++)
        {
            if (!Is(i, Name) || !Is(i + 1, "=") || !Is(i + 2, "[")) continue;
            if (found is not null) return null;
            var depth = 0;
            var close = i + 2;
            for (; close < tokens.Count; close++)
            {
                if (Is(close, "[")) depth++;
                if (Is(close, "]") && --depth == 0) break;
            }

            if (close == tokens.Count) return null;
            found = (i + 2, close);
        }

        if (found is not { } list) return null;
        var openEnd = tokens[list.Open].End;
        var closeStart = tokens[list.Close].Start;
        if (list.Close == list.Open + 1) return text[..openEnd] + entry + text[closeStart..];
        var last = tokens[list.Close - 1];
        var hasComma = text[last.Start..last.End] == ",";
        var lastEntryEnd = hasComma ? tokens[list.Close - 2].End : last.End;
        // One entry per line stays one entry per line.
        var lineBreak = text.IndexOf('\n', openEnd, closeStart - openEnd);
        if (lineBreak < 0) return text[..last.End] + (hasComma ? " " : ", ") + entry + text[last.End..];
        var firstEntry = tokens[list.Open + 1].Start;
        var lineStart = text.LastIndexOf('\n', firstEntry) + 1;
        var indent = new string([.. text[lineStart..firstEntry].TakeWhile(c => c is ' ' or '\t')]);
        var newLine = text[lineBreak - 1] == '\r' ? "\r\n" : "\n";
        var insertion = $"{newLine}{indent}{entry}{(hasComma ? "," : "")}";
        return hasComma
            ? text[..last.End] + insertion + text[last.End..]
            : text[..lastEntryEnd] + "," + insertion + text[lastEntryEnd..];

        bool Is(int index, string expected) => text.AsSpan(tokens[index].Start, tokens[index].End - tokens[index].Start).SequenceEqual(expected);
    }

    /// <summary>Words and single signs; comments and white space are left out, strings are one token each. Null where something is not closed.</summary>
    private static List<(int Start, int End)>? Tokens(string text)
    {
        var tokens = new List<(int, int)>();
        var i = 0;
        while (i < text.Length)
        {
            var start = i;
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }

            if (c == '/' && At(i + 1) == '/')
            {
                i = text.IndexOf('\n', i) is >= 0 and var end ? end : text.Length;
                continue;
            }

            if (c == '/' && At(i + 1) == '*')
            {
                var end = text.IndexOf("*/", i + 2, StringComparison.Ordinal);
                if (end < 0) return null;
                i = end + 2;
                continue;
            }

            if (c is '"' or '\'' or '@' or '$' && StringEnd(text, i) is { } stringEnd)
            {
                if (stringEnd < 0) return null;
                i = stringEnd;
            }
            else if (char.IsLetter(c) || c == '_')
            {
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_')) i++;
            }
            else
            {
                i++;
            }

            tokens.Add((start, i));
        }

        return tokens;

        char At(int index) => index < text.Length ? text[index] : '\0';
    }

    /// <summary>Where the literal that begins here ends; -1 where it does not, null where none begins.</summary>
    private static int? StringEnd(string text, int start)
    {
        var i = start;
        var verbatim = false;
        while (i < text.Length && text[i] is '@' or '$')
        {
            verbatim |= text[i] == '@';
            i++;
        }

        if (i >= text.Length || text[i] is not ('"' or '\'')) return null;
        var quote = text[i];
        var count = 0;
        while (i + count < text.Length && text[i + count] == '"') count++;
        if (count >= 3)
        {
            var close = text.IndexOf(new string('"', count), i + count, StringComparison.Ordinal);
            return close < 0 ? -1 : close + count;
        }

        for (i++; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                if (!verbatim || i + 1 >= text.Length || text[i + 1] != quote) return i + 1;
                i++;
            }
            else if (!verbatim && text[i] == '\\')
            {
                i++;
            }
            else if (!verbatim && text[i] == '\n')
            {
                return -1;
            }
        }

        return -1;
    }
}
