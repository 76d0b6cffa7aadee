using System.Globalization;
using System.Numerics;

namespace Quintet.Templates.Values;

/// <summary>Reads numbers as Python's <c>int()</c> and <c>float()</c> do, which decide what a number is in Django's templates.</summary>
internal static class PythonNumber
{
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

    /// <summary><c>int(text)</c>: blanks around, a sign, digits with single underscores between them.</summary>
    public static bool TryParseInteger(string text, out BigInteger value)
    {
        value = default;
        text = text.Trim();
        if (text.Contains('_'))
        {
            if (text.StartsWith('_') || text.EndsWith('_') || text.Contains("__", StringComparison.Ordinal) || text[0] is '+' or '-' && text.Length > 1 && text[1] == '_') return false;
            text = text.Replace("_", "", StringComparison.Ordinal);
        }

        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary><c>float(text)</c>, with <c>inf</c> and <c>nan</c>.</summary>
    public static bool TryParseFloat(string text, out double value)
    {
        text = text.Trim();
        var bare = text.TrimStart('+', '-').ToLowerInvariant();
        if (bare is "inf" or "infinity" && text.Length - bare.Length <= 1)
        {
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        value = double.NaN;
        if (bare == "nan" && text.Length - bare.Length <= 1) return true;
        return text.Length > 0 && (char.IsAsciiDigit(text[^1]) || text[^1] == '.')
            && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The smallest of int, long and BigInteger that holds the value.</summary>
    public static object Narrow(BigInteger value) =>
        value >= int.MinValue && value <= int.MaxValue ? (int)value
        : value >= long.MinValue && value <= long.MaxValue ? (long)value
        : value;
}
