using System.Globalization;
using System.Numerics;

namespace Quintet.Templates.Values;

/// <summary>Numbers as Python sees them: one kind of integer of any size, floats, decimals; bool is an integer.</summary>
internal static class Numbers
{
    public static bool IsNumber(object? value) => value is
        int or long or double or decimal or bool or float or short or byte or uint or ulong or ushort or sbyte or BigInteger;

    public static bool IsFloat(object? value) => value is double or float;

    /// <summary>The value of an integer; false for any other kind of number.</summary>
    public static bool TryGetInteger(object? value, out BigInteger integer)
    {
        switch (value)
        {
            case int i: integer = i; return true;
            case long l: integer = l; return true;
            case bool b: integer = b ? 1 : 0; return true;
            case BigInteger big: integer = big; return true;
            case short s: integer = s; return true;
            case byte b: integer = b; return true;
            case uint u: integer = u; return true;
            case ulong u: integer = u; return true;
            case ushort u: integer = u; return true;
            case sbyte s: integer = s; return true;
            case Enum e: integer = Convert.ToInt64(e, CultureInfo.InvariantCulture); return true;
            default: integer = default; return false;
        }
    }

    public static double ToDouble(object value) => value switch
    {
        double d => d,
        float f => f,
        decimal m => (double)m,
        int i => i,
        long l => l,
        // The conversion of a large integer would cut it off instead of rounding it.
        _ => TryGetInteger(value, out var integer) ? double.Parse(integer.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : throw new InvalidCastException($"{value.GetType().Name} is not a number."),
    };

    /// <summary>Python's <c>int(value)</c>: numbers are cut towards zero, text is read. False where Python raises.</summary>
    public static bool TryToInteger(object? value, out BigInteger integer)
    {
        switch (value)
        {
            case decimal m:
                integer = new BigInteger(m);
                return true;
            case double or float:
                var number = ToDouble(value);
                integer = double.IsFinite(number) ? new BigInteger(number) : default;
                return double.IsFinite(number);
            case string or SafeString:
                return PythonNumber.TryParseInteger(value.ToString()!, out integer);
            case Enum:
                integer = default;
                return false;
            default:
                return TryGetInteger(value, out integer);
        }
    }

    /// <summary>Order of two numbers; null where one is not a number (NaN).</summary>
    public static int? Compare(object a, object b)
    {
        if (a is int x && b is int y) return x.CompareTo(y);
        if (IsFloat(a) || IsFloat(b))
        {
            var (left, right) = (ToDouble(a), ToDouble(b));
            return double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right);
        }

        if (a is decimal || b is decimal)
        {
            try
            {
                return ToDecimal(a).CompareTo(ToDecimal(b));
            }
            catch (OverflowException)
            {
                return ToDouble(a).CompareTo(ToDouble(b));
            }
        }

        TryGetInteger(a, out var first);
        TryGetInteger(b, out var second);
        return first.CompareTo(second);

        static decimal ToDecimal(object value) => value is decimal m ? m : TryGetInteger(value, out var integer) ? (decimal)integer : 0;
    }
}
