using Quintet.Templates.Values;
using Quintet.Text;

namespace Quintet.Templates.Filters;

internal static class TextFilters
{
    public static object? AddSlashes(in FilterInput input)
    {
        var text = input.Text;
        if (text.AsSpan().IndexOfAny('\\', '"', '\'') < 0) return text;
        var builder = new TextBuilder(stackalloc char[256]);
        foreach (var c in text)
        {
            if (c is '\\' or '"' or '\'') builder.Append('\\');
            builder.Append(c);
        }

        return builder.ToString();
    }

    public static object? CapFirst(in FilterInput input) => UnicodeText.CapFirst(input.Text);

    public static object? Center(in FilterInput input)
    {
        if (!Missing(input, out var missing)) return input.Value;
        // Where the room cannot be halved, Python puts the odd blank where the width is odd as well.
        var width = missing + UnicodeText.Length(input.Text);
        var left = (missing / 2) + (missing & width & 1);
        return string.Concat(new string(' ', left), input.Text, new string(' ', missing - left));
    }

    public static object? Cut(in FilterInput input)
    {
        var cut = input.ArgumentText;
        var text = cut.Length == 0 ? input.Text : input.Text.Replace(cut, "", StringComparison.Ordinal);
        // Without its semicolons an entity is none: the text has to be escaped again.
        return input.IsSafe && cut != ";" ? new SafeString(text) : text;
    }

    public static object? LineNumbers(in FilterInput input)
    {
        var text = input.Text;
        var count = text.AsSpan().Count('\n') + 1;
        var digits = 1;
        for (var rest = count; rest >= 10; rest /= 10) digits++;
        var builder = new TextBuilder(stackalloc char[256]);
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            if (number > 0) builder.Append('\n');
            builder.AppendNumber(++number, digits);
            builder.Append(". ");
            if (input.Autoescape && !input.IsSafe) builder.AppendEscaped(text.AsSpan()[range]);
            else builder.Append(text.AsSpan()[range]);
        }

        return new SafeString(builder.ToString());
    }

    public static object? LJust(in FilterInput input) => Missing(input, out var missing) ? input.Text + new string(' ', missing) : input.Value;

    public static object? RJust(in FilterInput input) => Missing(input, out var missing) ? new string(' ', missing) + input.Text : input.Value;

    public static object? Lower(in FilterInput input) => UnicodeText.Lower(input.Text);

    public static object? Upper(in FilterInput input) => UnicodeText.Upper(input.Text);

    public static object? PhoneToNumeric(in FilterInput input) => TextUtils.PhoneToNumeric(input.Text);

    public static object? Slugify(in FilterInput input) => TextUtils.Slugify(input.Text);

    public static object? StringFormat(in FilterInput input) => PythonFormat.TryFormat("%" + input.ArgumentText, input.Value, out var text) ? text : "";

    /// <summary>Each word with a capital, but for what follows an apostrophe or a digit: "Joe's", "2nd".</summary>
    public static object? Title(in FilterInput input)
    {
        var title = UnicodeText.Title(input.Text).ToCharArray();
        for (var i = 1; i < title.Length; i++)
        {
            if (!char.IsAsciiLetterUpper(title[i])) continue;
            if (char.IsDigit(title[i - 1]) || (i > 1 && title[i - 1] == '\'' && char.IsAsciiLetterLower(title[i - 2]))) title[i] = char.ToLowerInvariant(title[i]);
        }

        return new string(title);
    }

    public static object? TruncateChars(in FilterInput input) => TryCount(input, out var count) ? new Truncator(input.Text, input.Locale).Chars(count) : input.Value;

    public static object? TruncateCharsHtml(in FilterInput input) => TryCount(input, out var count) ? new Truncator(input.Text, input.Locale).Chars(count, html: true) : input.Value;

    public static object? TruncateWords(in FilterInput input) => TryCount(input, out var count) ? new Truncator(input.Text, input.Locale).Words(count, " …") : input.Value;

    public static object? TruncateWordsHtml(in FilterInput input) => TryCount(input, out var count) ? new Truncator(input.Text, input.Locale).Words(count, " …", html: true) : input.Value;

    public static object? UrlEncode(in FilterInput input) => UrlEncoding.Quote(input.Text, input.HasArgument && input.Argument is not null ? input.ArgumentText : "/");

    public static object? IriEncode(in FilterInput input) => UrlEncoding.IriToUri(input.Text);

    public static object? WordCount(in FilterInput input) => Truncator.CountWords(input.Text);

    public static object? WordWrap(in FilterInput input) => TryCount(input, out var width) ? TextUtils.Wrap(input.Text, width) : input.Value;

    private static bool TryCount(in FilterInput input, out int count)
    {
        count = 0;
        if (!Numbers.TryToInteger(input.Argument, out var wanted)) return false;
        count = (int)System.Numerics.BigInteger.Clamp(wanted, int.MinValue + 1, int.MaxValue);
        return true;
    }

    /// <summary>How many blanks the text lacks of a width; false where the width is no number, or one that nobody means.</summary>
    private static bool Missing(in FilterInput input, out int missing)
    {
        missing = 0;
        if (!TryCount(input, out var width) || width > 1_000_000) return false;
        missing = Math.Max(0, width - UnicodeText.Length(input.Text));
        return true;
    }
}
