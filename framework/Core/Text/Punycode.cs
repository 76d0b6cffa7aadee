using System.Globalization;
using System.Text;

namespace Quintet.Text;

/// <summary>Host names with letters of all scripts in ASCII, by the older rules (IDNA 2003: RFC 3490 to 3492), which Python and so Django have.</summary>
internal static class Punycode
{
    /// <summary>One label of a host name; false where it has characters that no name may have.</summary>
    public static bool TryEncode(string label, out string ascii)
    {
        ascii = Prepare(label);
        if (Ascii.IsValid(ascii)) return true;
        var runes = ascii.EnumerateRunes().ToArray();
        if (ascii.StartsWith("xn--", StringComparison.Ordinal) || Array.Exists(runes, rune => !rune.IsAscii && IsProhibited(rune))) return false;
        ascii = "xn--" + Encode(runes);
        return true;
    }

    /// <summary>The form in which names are compared: small letters, compatibility forms resolved, what is not seen left out.</summary>
    private static string Prepare(string label)
    {
        var builder = new TextBuilder(stackalloc char[64]);
        foreach (var c in UnicodeText.Lower(label))
        {
            if (c == 'ß') builder.Append("ss");
            else if (c == 'ς') builder.Append('σ');
            else if (c is not ('\u00ad' or '\u034f' or '\u1806' or (>= '\u180b' and <= '\u180d') or (>= '\u200b' and <= '\u200d') or '\u2060' or (>= '\ufe00' and <= '\ufe0f') or '\ufeff')) builder.Append(c);
        }

        return UnicodeText.Lower(UnicodeText.Normalize(builder.ToString(), NormalizationForm.FormKC));
    }

    private static bool IsProhibited(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator || rune == Rune.ReplacementChar;

    /// <summary>RFC 3492: the ASCII letters, then where the others are inserted, as numbers of a varying base.</summary>
    private static string Encode(Rune[] runes)
    {
        var output = new StringBuilder();
        foreach (var rune in runes)
        {
            if (rune.IsAscii) output.Append((char)rune.Value);
        }

        var (basic, done) = (output.Length, output.Length);
        if (basic > 0) output.Append('-');
        var (code, delta, bias) = (128, 0L, 72);
        while (done < runes.Length)
        {
            var next = runes.Where(rune => rune.Value >= code).Min(rune => rune.Value);
            delta += (long)(next - code) * (done + 1);
            code = next;
            foreach (var rune in runes)
            {
                if (rune.Value < code) delta++;
                if (rune.Value != code) continue;
                AppendNumber(output, delta, bias);
                bias = Adapt(delta, done + 1, done == basic);
                delta = 0;
                done++;
            }

            delta++;
            code++;
        }

        return output.ToString();
    }

    private static void AppendNumber(StringBuilder output, long number, int bias)
    {
        for (var k = 36; ; k += 36)
        {
            var threshold = Math.Clamp(k - bias, 1, 26);
            if (number < threshold) break;
            output.Append(Digit((int)(threshold + ((number - threshold) % (36 - threshold)))));
            number = (number - threshold) / (36 - threshold);
        }

        output.Append(Digit((int)number));
    }

    private static int Adapt(long delta, int points, bool isFirst)
    {
        delta = isFirst ? delta / 700 : delta / 2;
        delta += delta / points;
        var k = 0;
        for (; delta > 35 * 26 / 2; k += 36) delta /= 35;
        return k + (int)(36 * delta / (delta + 38));
    }

    private static char Digit(int value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);
}
