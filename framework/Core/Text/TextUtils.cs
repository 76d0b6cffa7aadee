using System.Text;

namespace Quintet.Text;

/// <summary>Functions on texts, as <c>django.utils.text</c> has them. No culture plays a part.</summary>
public static partial class TextUtils
{
    /// <summary>The text with its first character as a capital.</summary>
    public static string CapFirst(string text) => UnicodeText.CapFirst(text);

    /// <summary>
    /// Breaks lines at blanks so that none is longer than <paramref name="width"/> characters; a longer word stays whole. Line breaks
    /// that are there stay.
    /// </summary>
    public static string Wrap(string text, int width)
    {
        var builder = new TextBuilder(stackalloc char[256]);
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfLine(text, start);
            WrapLine(ref builder, text.AsSpan(start, end - start), width);
            start = end;
        }

        return builder.ToString();
    }

    /// <summary>Windows' and old Macs' line breaks become <c>\n</c>.</summary>
    public static string NormalizeNewlines(string text)
    {
        if (!text.Contains('\r')) return text;
        var builder = new TextBuilder(stackalloc char[256]);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\r') builder.Append(text[i]);
            else if (i + 1 == text.Length || text[i + 1] != '\n') builder.Append('\n');
        }

        return builder.ToString();
    }

    /// <summary>
    /// A text for a URL: small letters, digits, underscores and hyphens; blanks become hyphens, anything else is left out.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="allowUnicode">Whether letters of all scripts stay; else accents are taken off and what is not ASCII then is left out.</param>
    public static string Slugify(string text, bool allowUnicode = false)
    {
        var normal = UnicodeText.Normalize(text, allowUnicode ? NormalizationForm.FormKC : NormalizationForm.FormKD);
        if (allowUnicode) normal = UnicodeText.Lower(normal);
        var builder = new TextBuilder(stackalloc char[128]);
        var gap = false;
        foreach (var rune in normal.EnumerateRunes())
        {
            if (!allowUnicode && !rune.IsAscii) continue;
            if (rune.Value == '-' || (rune.IsBmp && UnicodeText.IsSpace((char)rune.Value)))
            {
                gap = true;
            }
            else if (UnicodeText.IsWord(rune))
            {
                if (gap) builder.Append('-');
                gap = false;
                if (rune.IsAscii) builder.Append(char.ToLowerInvariant((char)rune.Value));
                else builder.Append(rune.ToString());
            }
        }

        var slug = builder.Text.Trim("-_").ToString();
        builder.Dispose();
        return slug;
    }

    /// <summary>A name for a file: blanks around are cut off, those within become underscores, anything but letters, digits, dots, hyphens and underscores is left out.</summary>
    /// <exception cref="ArgumentException">Nothing is left of it (Django's <c>SuspiciousFileOperation</c>).</exception>
    public static string GetValidFilename(string name)
    {
        var builder = new TextBuilder(stackalloc char[128]);
        foreach (var rune in UnicodeText.Trim(name).EnumerateRunes())
        {
            if (rune.Value == ' ') builder.Append('_');
            else if (rune.Value is '-' or '.' || UnicodeText.IsWord(rune)) builder.Append(rune.ToString());
        }

        var valid = builder.ToString();
        return valid is not ("" or "." or "..") ? valid : throw new ArgumentException($"Could not derive file name from '{name}': a letter, a digit, '-' or '_' has to be in it.", nameof(name));
    }

    /// <summary>The digits that a telephone's keys have for the letters: <c>call-me</c> is <c>2255-63</c>.</summary>
    public static string PhoneToNumeric(string phone) => string.Create(phone.Length, UnicodeText.Lower(phone), (digits, text) =>
    {
        for (var i = 0; i < digits.Length; i++) digits[i] = char.IsAsciiLetterLower(text[i]) ? "22233344455566677778889999"[text[i] - 'a'] : text[i];
    });

    /// <summary>What a string literal of a template says: without its quotes, <c>\"</c> and <c>\\</c> resolved.</summary>
    /// <exception cref="FormatException">It does not begin and end with the same quote.</exception>
    public static string UnescapeStringLiteral(string literal)
    {
        if (literal.Length < 2 || literal[0] is not ('"' or '\'') || literal[^1] != literal[0]) throw new FormatException($"Not a string literal: {literal}. Expected a text between two quotes of one kind.");
        var quote = literal[..1];
        return literal[1..^1].Replace("\\" + quote, quote, StringComparison.Ordinal).Replace(@"\\", "\\", StringComparison.Ordinal);
    }

    /// <summary><c>fullName</c> becomes <c>full name</c>: words that capitals begin, in small letters.</summary>
    public static string CamelCaseToSpaces(string text)
    {
        var builder = new TextBuilder(stackalloc char[128]);
        for (var i = 0; i < text.Length; i++)
        {
            // A capital begins a word behind a small letter, or where no other capital follows.
            var begins = char.IsAsciiLetterUpper(text[i])
                && ((i > 0 && char.IsAsciiLetterLower(text[i - 1])) || (i + 1 < text.Length && !char.IsAsciiLetterUpper(text[i + 1])));
            if (begins) builder.Append(' ');
            builder.Append(text[i]);
        }

        return UnicodeText.Lower(UnicodeText.Trim(builder.ToString()).ToString());
    }

    /// <summary><c>a, b or c</c>.</summary>
    public static string GetTextList(IReadOnlyList<string> items, string lastWord = "or") => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(Translation.Gettext(", "), items.Take(items.Count - 1))} {lastWord} {items[^1]}",
    };

    private static void WrapLine(ref TextBuilder builder, ReadOnlySpan<char> line, int width)
    {
        while (true)
        {
            // A line break at the end takes no room, but for a line that is just as wide.
            var limit = UnicodeText.IndexOf(line, Math.Max(width, 0));
            if (width >= 0 && limit == line.Length) break;
            var head = line[..Math.Min(line.Length, limit + 1)];
            var space = head.LastIndexOf(' ');
            if (space < 0) space = line.IndexOf(' ');
            if (space < 0) break;
            builder.Append(line[..space]);
            builder.Append('\n');
            line = line[(space + 1)..];
        }

        builder.Append(line);
    }

    /// <summary>Behind the line break that ends the line, as Python's <c>splitlines</c> sees lines.</summary>
    private static int EndOfLine(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') return i + 2;
            if (text[i] is '\n' or '\r' or '\v' or '\f' or (>= '\x1c' and <= '\x1e') or '\x85' or '\u2028' or '\u2029') return i + 1;
        }

        return text.Length;
    }
}
