using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Quintet.Localization;
using Quintet.Templates.Rendering;
using Quintet.Templates.Values;

namespace Quintet.Templates.Filters;

internal static class NumberFilters
{
    /// <summary>As many places as <see cref="Utf8Output.WriteNumber(decimal, int)"/> takes.</summary>
    private const int MaxWritten = 9;

    public static object? Add(in FilterInput input)
    {
        var (value, argument) = (input.Value, input.Argument);
        if (value is int x && argument is int y && (long)x + y is >= int.MinValue and <= int.MaxValue and var sum) return (int)sum;
        if (Numbers.TryToInteger(value, out var a) && Numbers.TryToInteger(argument, out var b)) return PythonNumber.Narrow(a + b);
        switch (value, argument)
        {
            case (SafeString first, SafeString second):
                return new SafeString(first.Value + second.Value);
            case (string or SafeString, string or SafeString):
                return value.ToString() + argument;
            case (ITuple, ITuple):
                return new TupleValue([.. Sequences.Items(value)!.Cast<object?>(), .. Sequences.Items(argument)!.Cast<object?>()]);
            case (IList, IList):
                return Sequences.Items(value)!.Cast<object?>().Concat(Sequences.Items(argument)!.Cast<object?>()).ToList();
            default:
                return Numbers.IsNumber(value) && Numbers.IsNumber(argument) ? Numbers.ToDouble(value!) + Numbers.ToDouble(argument!) : AddTime(value, argument);
        }
    }

    private static object AddTime(object? value, object? argument)
    {
        try
        {
            return (value, argument) switch
            {
                (DateTime date, TimeSpan span) => date + span,
                (DateTimeOffset date, TimeSpan span) => date + span,
                (DateOnly date, TimeSpan span) => date.AddDays(span.Days),
                (TimeSpan span, DateTime date) => date + span,
                (TimeSpan span, DateTimeOffset date) => date + span,
                (TimeSpan span, DateOnly date) => date.AddDays(span.Days),
                (TimeSpan first, TimeSpan second) => first + second,
                _ => "",
            };
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            // Beyond the calendar: nothing, as for anything that cannot be added.
            return "";
        }
    }

    public static object? GetDigit(in FilterInput input)
    {
        if (!Numbers.TryToInteger(input.Argument, out var position) || !Numbers.TryToInteger(input.Value, out var value)) return input.Value;
        if (position < 1) return PythonNumber.Narrow(value);
        var digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture);
        return position <= digits.Length ? digits[^(int)position] - '0' : 0;
    }

    public static object? Pluralize(in FilterInput input)
    {
        var suffixes = input.HasArgument ? input.ArgumentText : "s";
        var comma = suffixes.IndexOf(',');
        if (comma >= 0 && suffixes.IndexOf(',', comma + 1) >= 0) return "";
        return IsOne(input.Value) switch
        {
            true => comma < 0 ? "" : suffixes[..comma],
            false => suffixes[(comma + 1)..],
            _ => "",
        };
    }

    public static object? FileSizeFormat(in FilterInput input)
    {
        if (!Numbers.TryToInteger(input.Value, out var size)) size = 0;
        var locale = input.Locale;
        var positive = BigInteger.Abs(size);
        string text;
        if (positive < 1024)
        {
            text = locale.Ngettext("%(size)d byte", "%(size)d bytes", (long)positive).Replace("%(size)d", positive.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }
        else
        {
            var unit = 1;
            while (unit < 5 && positive >> (10 * (unit + 1)) > 0) unit++;
            var number = NumberFormat.Format(ExactDouble.OneDecimal(positive, BigInteger.One << (10 * unit)), locale.Formats, 1, locale.Locales.Options.UseThousandSeparator);
            text = locale.Gettext(unit switch { 1 => "%s KB", 2 => "%s MB", 3 => "%s GB", 4 => "%s TB", _ => "%s PB" }).Replace("%s", number, StringComparison.Ordinal);
        }

        // The number and its unit stay on one line.
        return (size.Sign < 0 ? "-" + text : text).Replace(' ', '\u00a0');
    }

    public static object? FloatFormat(in FilterInput input)
    {
        var argument = input.HasArgument ? input.Argument : -1;
        var (group, localize) = (false, true);
        if (argument is string or SafeString && argument.ToString() is { } text)
        {
            var end = text.Length;
            if (text.EndsWith("gu", StringComparison.Ordinal) || text.EndsWith("ug", StringComparison.Ordinal)) (group, localize, end) = (true, false, end - 2);
            else if (text.EndsWith('g')) (group, end) = (true, end - 1);
            else if (text.EndsWith('u')) (localize, end) = (false, end - 1);
            argument = end == text.Length ? text : end == 0 ? -1 : text[..end];
        }

        return Round(input.Value, argument, group, localize ? input.Locale : null, input.Locale.Locales.Options);
    }

    /// <summary><see cref="FloatFormat"/>, written: numbers that are neither negative nor very large, where the language writes them plainly.</summary>
    public static FilterWriter FloatFormatWriter(object? constant) => WriteFloatFormat;

    private static bool WriteFloatFormat(in TemplateValue value, object? argument, RenderContext context)
    {
        // The tag localize says nothing to this filter.
        if (argument is not (int or null) || !context.HasPlainDecimals || context.UseL10n is not null) return false;
        var places = argument is int given ? given : -1;
        if (places is < -MaxWritten or > MaxWritten || !TryGetDecimal(value, out var number) || number < 0) return false;
        if (places < 0) places = decimal.Truncate(number) == number ? 0 : -places;
        context.Output.WriteNumber(number, places);
        return true;
    }

    private static bool TryGetDecimal(in TemplateValue value, out decimal number)
    {
        switch (value.Kind)
        {
            case ValueKind.Decimal:
                number = value.Decimal;
                return true;
            case ValueKind.Integer32 or ValueKind.Integer64:
                number = value.Integer;
                return true;
            case ValueKind.Double when value.Double is >= 1e-4 and < 1e15:
                // The digits that the number is shown with are those that are rounded, as in Python.
                Span<char> digits = stackalloc char[32];
                value.Double.TryFormat(digits, out var length, "R", CultureInfo.InvariantCulture);
                return decimal.TryParse(digits[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out number);
            default:
                number = 0;
                return false;
        }
    }

    /// <summary>Rounds and writes a number; anything else is nothing.</summary>
    internal static object Round(object? value, object? places, bool group, Locale? locale, LocaleOptions options)
    {
        string number;
        if (value is bool b) number = b ? "1.0" : "0.0";
        else if (Numbers.IsNumber(value)) number = PythonText.Str(value);
        else if (value is not (string or SafeString) || !PythonNumber.TryParseFloat(value.ToString()!, out _)) return "";
        else number = value.ToString()!;

        // What cannot be rounded is shown as it is: no number of places, not a number, so large that it would fill the page.
        if (!Numbers.TryToInteger(places, out var count) || BigInteger.Abs(count) > 10_000) return number;
        if (!DecimalText.TryParse(number.Replace("_", "", StringComparison.Ordinal), out var exact) || exact.IsHuge) return number;
        var rounded = exact.Round((int)count);
        return new SafeString(NumberFormat.Format(rounded, locale?.Formats ?? options.Formats, null, group || (locale is not null && options.UseThousandSeparator)));
    }

    /// <summary>Whether it is one, or has one item; null where that cannot be said.</summary>
    private static bool? IsOne(object? value) => value switch
    {
        string or SafeString => PythonNumber.TryParseFloat(value.ToString()!, out var number) ? number == 1 : null,
        not null when Numbers.IsNumber(value) => Numbers.Compare(value, 1) == 0,
        _ => Sequences.Length(value) is { } count ? count == 1 : null,
    };
}
