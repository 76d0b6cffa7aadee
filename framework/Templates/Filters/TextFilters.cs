using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Quintet.Templates.Values;

namespace Quintet.Templates.Filters;

internal static partial class TextFilters
{
    private const string Ellipsis = "…";

    public static object? CapFirst(in FilterInput input)
    {
        var text = input.Text;
        return text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }

    public static object? Cut(in FilterInput input)
    {
        var cut = input.ArgumentText;
        var text = cut.Length == 0 ? input.Text : input.Text.Replace(cut, "", StringComparison.Ordinal);
        // Without its semicolons an entity is none: the text has to be escaped again.
        return input.IsSafe && cut != ";" ? new SafeString(text) : text;
    }

    public static object? Lower(in FilterInput input) => input.Text.ToLowerInvariant();

    public static object? Upper(in FilterInput input) => input.Text.ToUpperInvariant();

    public static object? Title(in FilterInput input)
    {
        var builder = new StringBuilder(input.Text.Length);
        var inWord = false;
        foreach (var c in input.Text)
        {
            builder.Append(inWord ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c));
            inWord = char.IsLetter(c);
        }

        // "Joe'S" and "2Nd" are not what a title means.
        var title = AfterApostrophe().Replace(builder.ToString(), match => match.Value.ToLowerInvariant());
        return AfterDigit().Replace(title, match => match.Value.ToLowerInvariant());
    }

    public static object? Slugify(in FilterInput input)
    {
        var ascii = string.Concat(input.Text.Normalize(NormalizationForm.FormKD).Where(char.IsAscii)).ToLowerInvariant();
        return Blanks().Replace(NotInSlug().Replace(ascii, ""), "-").Trim('-', '_');
    }

    public static object? WordCount(in FilterInput input) => Words(input.Text).Length;

    public static object? TruncateWords(in FilterInput input)
    {
        if (!Numbers.TryToInteger(input.Argument, out var wanted)) return input.Value;
        var words = Words(input.Text);
        if (words.Length <= wanted) return string.Join(' ', words);
        // A negative number counts from the end, as Python's slices do.
        var count = wanted >= 0 ? (int)wanted : Math.Max(0, words.Length + (int)System.Numerics.BigInteger.Max(wanted, -words.Length));
        return AddEllipsis(string.Join(' ', words.Take(count)), " " + Ellipsis);
    }

    public static object? TruncateChars(in FilterInput input)
    {
        if (!Numbers.TryToInteger(input.Argument, out var wanted)) return input.Value;
        var text = input.Text.Normalize(NormalizationForm.FormC);
        var (count, cut) = (0, -1);
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // Combining characters do not count.
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
            {
                count++;
                if (cut < 0 && count > wanted - 1) cut = position;
                if (count > wanted) return AddEllipsis(text[..Math.Max(cut, 0)], Ellipsis);
            }

            position += rune.Utf16SequenceLength;
        }

        return text;
    }

    public static object? UrlEncode(in FilterInput input)
    {
        var safe = input.HasArgument ? input.ArgumentText : "/";
        var builder = new StringBuilder(input.Text.Length);
        foreach (var b in Encoding.UTF8.GetBytes(input.Text))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '~' || (b < 128 && safe.Contains(c))) builder.Append(c);
            else builder.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }

        return builder.ToString();
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string AddEllipsis(string text, string ellipsis) => text.EndsWith(ellipsis, StringComparison.Ordinal) ? text : text + ellipsis;

    [GeneratedRegex("[a-z]'[A-Z]")]
    private static partial Regex AfterApostrophe();

    [GeneratedRegex(@"\d[A-Z]")]
    private static partial Regex AfterDigit();

    [GeneratedRegex(@"[^a-z0-9_\s-]")]
    private static partial Regex NotInSlug();

    [GeneratedRegex(@"[-\s]+")]
    private static partial Regex Blanks();
}
