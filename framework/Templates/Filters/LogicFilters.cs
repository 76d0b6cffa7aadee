using System.Numerics;
using Quintet.Templates.Values;

namespace Quintet.Templates.Filters;

internal static class LogicFilters
{
    public static object? Default(in FilterInput input) => PythonOperators.IsTrue(input.Value) ? input.Value : input.Argument;

    public static object? DefaultIfNone(in FilterInput input) => input.Value ?? input.Argument;

    public static object? DivisibleBy(in FilterInput input)
    {
        if (!Numbers.TryToInteger(input.Value, out var value) || !Numbers.TryToInteger(input.Argument, out var divisor))
        {
            throw new ArgumentException($"'divisibleby' needs two whole numbers, not '{input.Text}' and '{input.ArgumentText}'.");
        }

        return !divisor.IsZero ? BigInteger.Remainder(value, divisor).IsZero : throw new DivideByZeroException("'divisibleby' was given 0 to divide by.");
    }

    public static object? YesNo(in FilterInput input)
    {
        // Translators' languages have the three words in one text, so that they fit one another.
        var words = input.HasArgument && input.Argument is not null ? input.ArgumentText : input.Locale.Gettext("yes,no,maybe");
        var first = words.IndexOf(',');
        if (first < 0) return input.Value;
        var second = words.IndexOf(',', first + 1);
        var no = second < 0 ? words[(first + 1)..] : words[(first + 1)..second];
        if (input.Value is not null) return PythonOperators.IsTrue(input.Value) ? words[..first] : no;
        return second >= 0 && words.IndexOf(',', second + 1) < 0 ? words[(second + 1)..] : no;
    }

    public static object? PPrint(in FilterInput input) => PrettyPrint.Format(input.Value);
}
