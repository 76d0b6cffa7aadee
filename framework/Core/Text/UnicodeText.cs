using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Quintet.Text;

/// <summary>
/// Characters and letter case as Python sees them, on which Django's text functions rest: blanks, letters of words, capitals that are
/// longer than their letter, characters counted by code point. No culture plays a part.
/// </summary>
internal static class UnicodeText
{
    private static readonly FrozenDictionary<char, string> UpperCase = Read(UnicodeTables.Upper);
    private static readonly FrozenDictionary<char, string> TitleCase = Read(UnicodeTables.Title);

    /// <summary>Python's <c>str.isspace</c>.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    /// <summary><c>\w</c> in Python: letters, numbers, the underscore; no combining marks.</summary>
    public static bool IsWord(Rune rune) => rune.Value == '_' || (rune.IsAscii ? char.IsAsciiLetterOrDigit((char)rune.Value) : Rune.GetUnicodeCategory(rune) is
        <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber);

    /// <summary>Whether the character combines with the one before and takes no place of its own.</summary>
    public static bool IsCombining(Rune rune) => rune.Value >= 0x300 && UnicodeTables.Contains(UnicodeTables.Combining, rune.Value);

    /// <summary>Whether the character has case.</summary>
    public static bool IsCased(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetter((char)rune.Value)
        : Rune.GetUnicodeCategory(rune) <= UnicodeCategory.TitlecaseLetter || UnicodeTables.Contains(UnicodeTables.Cased, rune.Value);

    /// <summary>How many code points a text has: Python's <c>len</c>.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1])) count--;
        }

        return count;
    }

    /// <summary>Where the first so many code points end.</summary>
    public static int IndexOf(ReadOnlySpan<char> text, int codePoints)
    {
        var i = 0;
        for (; codePoints > 0 && i < text.Length; codePoints--) i += i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
        return i;
    }

    public static string Upper(string text)
    {
        if (Ascii.IsValid(text)) return text.ToUpperInvariant();
        var builder = new TextBuilder(stackalloc char[128]);
        foreach (var rune in text.EnumerateRunes()) AppendUpper(ref builder, rune);
        return builder.ToString();
    }

    public static string Lower(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var builder = new TextBuilder(stackalloc char[128]);
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            AppendLower(ref builder, rune, text, position);
            position += rune.Utf16SequenceLength;
        }

        return builder.ToString();
    }

    /// <summary>Each word with a capital: a letter behind one that has no case begins a word.</summary>
    public static string Title(string text)
    {
        var builder = new TextBuilder(stackalloc char[128]);
        var inWord = false;
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (inWord) AppendLower(ref builder, rune, text, position);
            else if (rune.IsBmp && TitleCase.TryGetValue((char)rune.Value, out var title)) builder.Append(title);
            else AppendUpper(ref builder, rune);
            inWord = IsCased(rune);
            position += rune.Utf16SequenceLength;
        }

        return builder.ToString();
    }

    /// <summary>The text with its first character as a capital.</summary>
    public static string CapFirst(string text)
    {
        if (text.Length == 0 || char.IsAsciiLetterUpper(text[0])) return text;
        var first = IndexOf(text, 1);
        return string.Concat(Upper(text[..first]), text.AsSpan(first));
    }

    /// <summary>Cuts off Python's blanks at both ends.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsSpace(text[start])) start++;
        while (end > start && IsSpace(text[end - 1])) end--;
        return text[start..end];
    }

    /// <summary>A normal form, also of a text with half a surrogate pair in it, which becomes U+FFFD.</summary>
    public static string Normalize(string text, NormalizationForm form)
    {
        if (Ascii.IsValid(text)) return text;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else return string.Concat(text.EnumerateRunes()).Normalize(form);
        }

        return text.Normalize(form);
    }

    private static void AppendUpper(ref TextBuilder builder, Rune rune)
    {
        if (rune.IsBmp && !rune.IsAscii && UpperCase.TryGetValue((char)rune.Value, out var upper)) builder.Append(upper);
        else AppendRune(ref builder, Rune.ToUpperInvariant(rune));
    }

    private static void AppendLower(ref TextBuilder builder, Rune rune, string text, int position)
    {
        if (rune.Value == 'İ') builder.Append("i\u0307");
        else if (rune.Value == 'Σ') builder.Append(IsFinal(text, position) ? 'ς' : 'σ');
        else AppendRune(ref builder, Rune.ToLowerInvariant(rune));
    }

    /// <summary>Whether a sigma ends its word: a letter stands before it and none behind, not counting apostrophes and marks.</summary>
    private static bool IsFinal(string text, int position)
    {
        var before = position - 1;
        while (before >= 0 && IsIgnored(text[before])) before--;
        if (before < 0 || !IsCased(RuneBefore(text, before))) return false;
        var behind = position + 1;
        while (behind < text.Length && IsIgnored(text[behind])) behind++;
        return behind >= text.Length || !Rune.TryGetRuneAt(text, behind, out var rune) || !IsCased(rune);
    }

    private static Rune RuneBefore(string text, int last) =>
        Rune.TryGetRuneAt(text, last > 0 && char.IsLowSurrogate(text[last]) ? last - 1 : last, out var rune) ? rune : Rune.ReplacementChar;

    private static bool IsIgnored(char c) => c is '\'' or '.' or ':' or '·' or '’' or '‘' or '^' or '`' || char.GetUnicodeCategory(c) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;

    private static void AppendRune(ref TextBuilder builder, Rune rune)
    {
        Span<char> characters = stackalloc char[2];
        builder.Append(characters[..rune.EncodeToUtf16(characters)]);
    }

    private static FrozenDictionary<char, string> Read(string table) => table.Split(' ').ToFrozenDictionary(entry => entry[0], entry => entry[1..]);
}
