using System.Globalization;

namespace Quintet.Validation;

/// <summary>A number with no more digits than these, in all and behind the point.</summary>
/// <param name="maxDigits">Null: any number.</param>
/// <param name="decimalPlaces">Null: any number.</param>
public sealed class DecimalValidator(int? maxDigits, int? decimalPlaces) : IValidator
{
    public void Validate(object? value)
    {
        if (value is double d && !double.IsFinite(d)) throw Errors.Invalid(Translation.GettextLazy("Enter a number."), value);
        var number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        int decimals = number.Scale;

        // Zeros before the first digit count as far as they stand behind the point.
        var digits = Math.Max(DigitsOf(number), decimals);
        if (digits > maxDigits)
        {
            throw Too("Ensure that there are no more than %(max)s digit in total.", "Ensure that there are no more than %(max)s digits in total.", "max_digits", maxDigits.Value, value);
        }

        if (decimals > decimalPlaces)
        {
            throw Too("Ensure that there are no more than %(max)s decimal place.", "Ensure that there are no more than %(max)s decimal places.", "max_decimal_places", decimalPlaces.Value, value);
        }

        if (maxDigits is { } all && decimalPlaces is { } behind && digits - decimals > all - behind)
        {
            throw Too(
                "Ensure that there are no more than %(max)s digit before the decimal point.", "Ensure that there are no more than %(max)s digits before the decimal point.",
                "max_whole_digits", all - behind, value);
        }
    }

    private static int DigitsOf(decimal number)
    {
        var bits = decimal.GetBits(number);
        var whole = new decimal(bits[0], bits[1], bits[2], false, 0);
        return whole.ToString(CultureInfo.InvariantCulture).Length;
    }

    private static ValidationError Too(string singular, string plural, string code, int max, object? value) =>
        new(Translation.NgettextLazy(singular, plural, max), code, new Dictionary<string, object?> { ["max"] = max, ["value"] = value });
}
