using System.Globalization;
using System.Numerics;
using Quintet.Templates.Values;
using Quintet.Text;

namespace Quintet.Templates.Filters;

/// <summary>Numbers as people say them: the numbers of the library <c>humanize</c>.</summary>
internal static class HumanizeFilters
{
    private static readonly string[] Words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private static readonly (int Exponent, string Singular, string Plural)[] Large =
    [
        (6, "%(value)s million", "%(value)s million"),
        (9, "%(value)s billion", "%(value)s billion"),
        (12, "%(value)s trillion", "%(value)s trillion"),
        (15, "%(value)s quadrillion", "%(value)s quadrillion"),
        (18, "%(value)s quintillion", "%(value)s quintillion"),
        (21, "%(value)s sextillion", "%(value)s sextillion"),
        (24, "%(value)s septillion", "%(value)s septillion"),
        (27, "%(value)s octillion", "%(value)s octillion"),
        (30, "%(value)s nonillion", "%(value)s nonillion"),
        (33, "%(value)s decillion", "%(value)s decillion"),
        (100, "%(value)s googol", "%(value)s googol"),
    ];

    public static object? ApNumber(in FilterInput input)
    {
        if (!Numbers.TryToInteger(input.Value, out var value)) return input.Value;
        return value > 0 && value < 10 ? input.Locale.Gettext(Words[(int)value - 1]) : PythonNumber.Narrow(value);
    }

    public static object? IntComma(in FilterInput input)
    {
        var formats = input.Locale.LanguageFormats;
        object? number = null;
        if (Numbers.IsFloat(input.Value) || input.Value is decimal) number = input.Value;
        else if (Numbers.TryToInteger(input.Value, out var integer)) number = integer;
        if (number is not null && input.Locale.Locales.Options.UseL10n) return NumberFormat.Format(number, formats.DecimalSeparator, null, formats.NumberGrouping, formats.ThousandSeparator);
        return WithCommas(PythonText.Str(input.Value));
    }

    public static object? IntWord(in FilterInput input)
    {
        if (!Numbers.TryToInteger(input.Value, out var value)) return input.Value;
        var positive = BigInteger.Abs(value);
        if (positive < 1_000_000) return PythonNumber.Narrow(value);
        foreach (var (exponent, singular, plural) in Large)
        {
            if (positive >= BigInteger.Pow(10, exponent + 3)) continue;
            var quotient = double.Parse($"{value}e-{exponent}", CultureInfo.InvariantCulture);
            var shown = NumberFilters.Round(quotient, 1, group: false, input.Locale, input.Locale.Locales.Options);
            // Which form a language takes is asked with the number rounded away from one: 1.1 million are more than one.
            var away = quotient < 1 ? Math.Floor(quotient - 1) : Math.Ceiling(quotient - 1);
            var counted = (long)Math.Abs(away + 1);
            return input.Locale.Ngettext(singular, plural, counted).Replace("%(value)s", PythonText.Str(shown), StringComparison.Ordinal);
        }

        return PythonNumber.Narrow(value);
    }

    public static object? Ordinal(in FilterInput input)
    {
        if (!Numbers.TryToInteger(input.Value, out var value)) return input.Value;
        // Remainders as Python has them, never negative.
        var hundredth = (int)(((value % 100) + 100) % 100);
        var (context, suffix) = hundredth is 11 or 12 or 13 ? ("ordinal 11, 12, 13", "th") : (hundredth % 10) switch
        {
            0 => ("ordinal 0", "th"),
            1 => ("ordinal 1", "st"),
            2 => ("ordinal 2", "nd"),
            3 => ("ordinal 3", "rd"),
            4 => ("ordinal 4", "th"),
            5 => ("ordinal 5", "th"),
            6 => ("ordinal 6", "th"),
            7 => ("ordinal 7", "th"),
            8 => ("ordinal 8", "th"),
            _ => ("ordinal 9", "th"),
        };
        var template = input.Locale.Pgettext(context, "{}" + suffix);
        return new SafeString(template.Replace("{}", value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    /// <summary>Commas between the digits that a text begins with, of whatever script.</summary>
    private static string WithCommas(string text)
    {
        var start = text.StartsWith('-') ? 1 : 0;
        var end = start;
        while (end < text.Length && char.IsDigit(text[end])) end++;
        var builder = new TextBuilder(stackalloc char[64]);
        for (var i = 0; i < end; i++)
        {
            if (i > start && (end - i) % 3 == 0) builder.Append(',');
            builder.Append(text[i]);
        }

        builder.Append(text.AsSpan(end));
        return builder.ToString();
    }
}
