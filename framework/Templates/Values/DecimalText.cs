using System.Globalization;
using System.Numerics;
using Quintet.Localization;
using Quintet.Text;

namespace Quintet.Templates.Values;

/// <summary>A decimal number of any size: digits and how many of them follow the point (negative: zeros that are left out).</summary>
internal readonly record struct DecimalText(bool IsNegative, BigInteger Digits, int Scale)
{
    /// <summary>Numbers with more digits, zeros up to the point included, are not written out: a short text could ask for a long one.</summary>
    public const int MaxDigits = 200;

    /// <summary>How many digits it is written with; 1 for zero.</summary>
    public int DigitCount => Digits.ToString(CultureInfo.InvariantCulture).Length;

    /// <summary>Whether it is too large, or too small, to be written out.</summary>
    public bool IsHuge => Math.Abs((long)Scale) + DigitCount > MaxDigits;

    /// <summary>Reads <c>-1.5e-7</c>; false for <c>inf</c> and <c>nan</c>.</summary>
    public static bool TryParse(string text, out DecimalText value)
    {
        value = default;
        var rest = UnicodeText.Trim(text);
        var negative = rest.StartsWith("-");
        if (negative || rest.StartsWith("+")) rest = rest[1..];
        var exponent = 0;
        var at = rest.IndexOfAny('e', 'E');
        if (at >= 0)
        {
            if (!int.TryParse(rest[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return false;
            rest = rest[..at];
        }

        var point = rest.IndexOf('.');
        var scale = point < 0 ? 0 : rest.Length - point - 1;
        // The conversion takes longer than linear time; nobody reads a number of that length.
        if (rest.Length > 10_000 || exponent is < -100_000_000 or > 100_000_000) return false;
        var plain = point < 0 ? rest.ToString() : string.Concat(rest[..point], rest[(point + 1)..]);
        if (!BigInteger.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var digits)) return false;
        value = new(negative, digits, scale - exponent);
        return true;
    }

    /// <summary>
    /// The number with so many digits after the point, halves rounded away from zero. With a negative count a whole number is shown
    /// without any.
    /// </summary>
    public string Round(int places)
    {
        var (digits, scale) = Scale < 0 ? (Digits * BigInteger.Pow(10, -Scale), 0) : (Digits, Scale);
        var isWhole = scale == 0 || (digits % BigInteger.Pow(10, scale)).IsZero;
        var wanted = places < 0 ? isWhole ? 0 : -places : places;
        if (wanted >= scale)
        {
            digits *= BigInteger.Pow(10, wanted - scale);
        }
        else
        {
            var unit = BigInteger.Pow(10, scale - wanted);
            digits = (digits + (unit / 2)) / unit;
        }

        return Write(IsNegative && !digits.IsZero, digits, wanted);
    }

    /// <summary>All digits, no exponent.</summary>
    public string Plain() => Scale < 0 ? Write(IsNegative, Digits * BigInteger.Pow(10, -Scale), 0) : Write(IsNegative, Digits, Scale);

    /// <summary>With one digit before the point: <c>1.5e+300</c>.</summary>
    public (string Coefficient, string Exponent) Scientific()
    {
        var digits = Digits.ToString(CultureInfo.InvariantCulture);
        var exponent = digits.Length - 1 - Scale;
        var sign = IsNegative ? "-" : "";
        return (digits.Length == 1 ? sign + digits : $"{sign}{digits[0]}.{digits[1..]}", $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
    }

    private static string Write(bool negative, BigInteger digits, int scale)
    {
        var text = digits.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var sign = negative ? "-" : "";
        return scale == 0 ? sign + text : $"{sign}{text[..^scale]}.{text[^scale..]}";
    }
}

/// <summary>Numbers with separators (Django's <c>django.utils.numberformat</c>).</summary>
internal static class NumberFormat
{

    /// <summary>Writes a number as a language does.</summary>
    /// <param name="number">A number of any kind, or its text.</param>
    /// <param name="decimalSeparator">What stands for the point.</param>
    /// <param name="places">How many digits follow it, cut off or filled up with zeros; all that are there where it is null.</param>
    /// <param name="grouping">The sizes of groups of digits, from the right; a 0 repeats the one before. Empty: no groups.</param>
    /// <param name="thousandSeparator">What stands between groups.</param>
    public static string Format(object number, string decimalSeparator, int? places, IReadOnlyList<int> grouping, string thousandSeparator)
    {
        var text = PythonText.Str(number);
        if (number is decimal or DecimalText || (Numbers.IsFloat(number) && text.Contains('e')))
        {
            if (number is not DecimalText value && !DecimalText.TryParse(text, out value)) return text;
            if (places is { } shown && IsBelow(value, shown)) value = default;
            if (value.IsHuge)
            {
                var (coefficient, exponent) = value.Scientific();
                return Format(coefficient, decimalSeparator, places, grouping, thousandSeparator) + exponent;
            }

            text = value.Plain();
        }

        return Write(text, decimalSeparator, places, grouping, thousandSeparator);
    }

    /// <summary>Writes a number that is given as digits, with a language's separators.</summary>
    public static string Format(string digits, Formats formats, int? places, bool group) =>
        Write(digits, formats.DecimalSeparator, places, group ? formats.NumberGrouping : [], formats.ThousandSeparator);

    /// <summary>Whether nothing of the number would be seen: then it is zero, without a sign.</summary>
    private static bool IsBelow(DecimalText value, int places) => value.Digits.IsZero || (long)value.DigitCount - value.Scale <= -Math.Max(places, 1);

    private static string Write(string text, string decimalSeparator, int? places, IReadOnlyList<int> grouping, string thousandSeparator)
    {
        var rest = text.AsSpan();
        var builder = new TextBuilder(stackalloc char[64]);
        if (rest.StartsWith("-"))
        {
            builder.Append('-');
            rest = rest[1..];
        }

        var point = rest.IndexOf('.');
        var (whole, fraction) = point < 0 ? (rest.Length, 0) : (point, rest.Length - point - 1);
        AppendGrouped(ref builder, rest[..whole], grouping, thousandSeparator);
        var wanted = places ?? fraction;
        if (wanted <= 0) return builder.ToString();
        builder.Append(decimalSeparator);
        builder.Append(rest.Slice(rest.Length - fraction, Math.Min(fraction, wanted)));
        builder.Append('0', wanted - fraction);
        return builder.ToString();
    }

    private static void AppendGrouped(ref TextBuilder builder, ReadOnlySpan<char> digits, IReadOnlyList<int> grouping, string separator)
    {
        if (grouping.Count == 0 || grouping[0] == 0)
        {
            builder.Append(digits);
            return;
        }

        // From the right it is known where groups begin; they are written from the left.
        var starts = new Stack<int>();
        var (size, end) = (0, digits.Length);
        for (var i = 0; end > 0; i++)
        {
            if (i < grouping.Count && grouping[i] != 0) size = grouping[i];
            if (size <= 0) break;
            end -= size;
            if (end > 0) starts.Push(end);
        }

        var from = 0;
        while (starts.TryPop(out var next))
        {
            builder.Append(digits[from..next]);
            builder.Append(separator);
            from = next;
        }

        builder.Append(digits[from..]);
    }
}
