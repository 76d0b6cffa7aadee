using System.Globalization;
using System.Numerics;
using System.Text;
using Quintet.Text;

namespace Quintet.Templates.Values;

/// <summary>Reads numbers as Python's <c>int()</c> and <c>float()</c> do, which decide what a number is in Django's templates.</summary>
internal static class PythonNumber
{
    private const int MaxDigits = 4300;

    /// <summary>A constant of a template: an <c>int</c>, <c>long</c>, <see cref="BigInteger"/> or <c>double</c>.</summary>
    public static bool TryParse(string text, out object value)
    {
        value = 0;
        if (text.Length == 0 || !(char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.')) return false;
        if (text.Contains('.') || text.Contains('e', StringComparison.OrdinalIgnoreCase))
        {
            if (text[^1] == '.' || !TryParseFloat(text, out var number)) return false;
            value = number;
            return true;
        }

        if (!TryParseInteger(text, out var integer)) return false;
        value = Narrow(integer);
        return true;
    }

    /// <summary><c>int(text)</c>: blanks around, a sign, digits of any script with single underscores between them.</summary>
    public static bool TryParseInteger(string text, out BigInteger value)
    {
        value = default;
        if (text.Length is > 0 and < 10 && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small))
        {
            value = small;
            return true;
        }

        // The conversion takes longer than linear time; nobody reads a number of that length. Python has the same limit.
        return TryPlain(text, out var plain) && plain.Length <= MaxDigits && BigInteger.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary><c>float(text)</c>, with <c>inf</c> and <c>nan</c>.</summary>
    public static bool TryParseFloat(string text, out double value)
    {
        value = double.NaN;
        if (!TryPlain(text, out var plain) || plain.Length == 0) return false;
        var isNegative = plain[0] == '-';
        var bare = plain[0] is '+' or '-' ? plain[1..] : plain;
        if (bare.Equals("nan", StringComparison.OrdinalIgnoreCase)) return true;
        if (bare.Equals("inf", StringComparison.OrdinalIgnoreCase) || bare.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            value = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        return (char.IsAsciiDigit(bare[^1]) || (bare[^1] == '.' && bare.Length > 1)) && (char.IsAsciiDigit(bare[0]) || bare[0] == '.')
            && double.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The number in ASCII, without blanks around and underscores between digits; false where an underscore stands elsewhere.</summary>
    private static bool TryPlain(string text, out string plain)
    {
        plain = text.Trim();
        if (Ascii.IsValid(plain) && !plain.Contains('_')) return plain.Length > 0;
        var builder = new TextBuilder(stackalloc char[64]);
        for (var i = 0; i < plain.Length; i++)
        {
            if (plain[i] == '_')
            {
                if (i == 0 || i == plain.Length - 1 || !char.IsDigit(plain[i - 1]) || !char.IsDigit(plain[i + 1])) return false;
            }
            else
            {
                var digit = CharUnicodeInfo.GetDecimalDigitValue(plain[i]);
                builder.Append(digit >= 0 ? (char)('0' + digit) : plain[i]);
            }
        }

        plain = builder.ToString();
        return true;
    }

    /// <summary>The smallest of int, long and BigInteger that holds the value.</summary>
    public static object Narrow(BigInteger value) =>
        // Without the casts to object all three would become the widest of their types.
        value >= int.MinValue && value <= int.MaxValue ? (int)value
        : value >= long.MinValue && value <= long.MaxValue ? (object)(long)value
        : value;
}
