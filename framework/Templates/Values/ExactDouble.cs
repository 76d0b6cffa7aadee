using System.Globalization;
using System.Numerics;

namespace Quintet.Templates.Values;

/// <summary>Writes floating-point numbers as C's <c>printf</c> does: rounded from the exact value, halves to the even digit. (.NET rounds halves away from zero.)</summary>
internal static class ExactDouble
{
    /// <param name="value">Not negative, finite.</param>
    /// <param name="kind">How: <c>e</c>, <c>f</c> or <c>g</c>.</param>
    /// <param name="precision">Digits behind the point; for <c>g</c> all digits.</param>
    /// <param name="keepsPoint">Whether a point stays that no digit follows, and <c>g</c>'s zeros at the end.</param>
    public static string Format(double value, char kind, int precision, bool keepsPoint = false)
    {
        var (digits, scale) = Split(value);
        if (kind == 'f') return Fixed(digits, scale, precision, keepsPoint);
        if (kind == 'e') return Scientific(digits, scale, precision, keepsPoint, trim: false).Text;
        var wanted = Math.Max(precision, 1);
        var (text, exponent) = Scientific(digits, scale, wanted - 1, keepsPoint, trim: !keepsPoint);
        if (exponent < -4 || exponent >= wanted) return text;
        var plain = Fixed(digits, scale, wanted - 1 - exponent, keepsPoint);
        return keepsPoint || !plain.Contains('.') ? plain : plain.TrimEnd('0').TrimEnd('.');
    }

    /// <summary>The quotient of two integers with one digit behind the point, halves to the even digit: Python's <c>round(a / b, 1)</c>.</summary>
    public static string OneDecimal(BigInteger dividend, BigInteger divisor)
    {
        var tenths = DivideToEven(dividend * 10, divisor).ToString(CultureInfo.InvariantCulture).PadLeft(2, '0');
        return $"{tenths[..^1]}.{tenths[^1..]}";
    }

    /// <summary>The value is digits / 10^scale, exactly.</summary>
    private static (BigInteger Digits, int Scale) Split(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var (exponent, mantissa) = ((int)(bits >> 52) & 0x7ff, bits & 0xfffffffffffffL);
        if (exponent == 0) exponent = 1;
        else mantissa |= 1L << 52;
        exponent -= 1075;
        return exponent >= 0 ? (new BigInteger(mantissa) << exponent, 0) : (mantissa * BigInteger.Pow(5, -exponent), -exponent);
    }

    private static string Fixed(BigInteger digits, int scale, int places, bool keepsPoint)
    {
        var rounded = scale > places ? DivideToEven(digits, BigInteger.Pow(10, scale - places)) : digits * BigInteger.Pow(10, places - scale);
        var text = rounded.ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        return places == 0 ? keepsPoint ? text + "." : text : $"{text[..^places]}.{text[^places..]}";
    }

    private static (string Text, int Exponent) Scientific(BigInteger digits, int scale, int places, bool keepsPoint, bool trim)
    {
        var all = digits.ToString(CultureInfo.InvariantCulture);
        var exponent = digits.IsZero ? 0 : all.Length - 1 - scale;
        var surplus = all.Length - 1 - places;
        var text = surplus > 0 ? DivideToEven(digits, BigInteger.Pow(10, surplus)).ToString(CultureInfo.InvariantCulture) : all.PadRight(places + 1, '0');
        if (text.Length > places + 1)
        {
            // 9.99… became 10.
            text = text[..^1];
            exponent++;
        }

        var fraction = trim ? text[1..].TrimEnd('0') : text[1..];
        var point = fraction.Length > 0 || keepsPoint ? "." : "";
        return ($"{text[0]}{point}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}", exponent);
    }

    private static BigInteger DivideToEven(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        var half = (rest * 2).CompareTo(divisor);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
