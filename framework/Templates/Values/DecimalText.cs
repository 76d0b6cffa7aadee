using System.Globalization;
using System.Numerics;

namespace Quintet.Templates.Values;

/// <summary>A decimal number of any size: digits and how many of them follow the point (negative: zeros that are left out).</summary>
internal readonly record struct DecimalText(bool IsNegative, BigInteger Digits, int Scale)
{
    /// <summary>Reads <c>-1.5e-7</c>; false for <c>inf</c> and <c>nan</c>.</summary>
    public static bool TryParse(string text, out DecimalText value)
    {
        value = default;
        var negative = text.StartsWith('-');
        var rest = text.TrimStart('-', '+');
        var exponent = 0;
        var at = rest.IndexOfAny(['e', 'E']);
        if (at >= 0)
        {
            if (!int.TryParse(rest.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return false;
            rest = rest[..at];
        }

        var point = rest.IndexOf('.');
        var scale = point < 0 ? 0 : rest.Length - point - 1;
        if (!BigInteger.TryParse(rest.Replace(".", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var digits)) return false;
        value = new(negative, digits, scale - exponent);
        return true;
    }

    /// <summary>
    /// The number with so many digits after the point, halves rounded away from zero. With a negative count a whole number is shown
    /// without any.
    /// </summary>
    public string Format(int places, bool group)
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

        var text = digits.ToString(CultureInfo.InvariantCulture).PadLeft(wanted + 1, '0');
        var whole = text[..^wanted];
        if (group)
        {
            for (var i = whole.Length - 3; i > 0; i -= 3) whole = whole.Insert(i, ",");
        }

        var sign = IsNegative && !digits.IsZero ? "-" : "";
        return wanted == 0 ? sign + whole : $"{sign}{whole}.{text[^wanted..]}";
    }
}
