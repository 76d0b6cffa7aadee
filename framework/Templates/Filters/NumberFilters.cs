using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using Quintet.Templates.Values;

namespace Quintet.Templates.Filters;

internal static class NumberFilters
{
    public static object? Add(in FilterInput input)
    {
        var (value, argument) = (input.Value, input.Argument);
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
            case (DateTime date, TimeSpan span):
                return date + span;
            case (DateTimeOffset date, TimeSpan span):
                return date + span;
            case (DateOnly date, TimeSpan span):
                return date.AddDays(span.Days);
            case (TimeSpan first, TimeSpan second):
                return first + second;
            default:
                return "";
        }
    }

    public static object? Pluralize(in FilterInput input)
    {
        var suffixes = input.HasArgument ? input.ArgumentText : "s";
        if (!suffixes.Contains(',')) suffixes = "," + suffixes;
        var parts = suffixes.Split(',');
        if (parts.Length > 2) return "";
        switch (input.Value)
        {
            case string or SafeString:
                return PythonNumber.TryParseFloat(input.Text, out var number) ? Choose(number == 1) : "";
            case { } value when Numbers.IsNumber(value):
                return Choose(Numbers.Compare(value, 1) == 0);
            default:
                return Sequences.Length(input.Value) is { } count ? Choose(count == 1) : "";
        }

        string Choose(bool singular) => singular ? parts[0] : parts[1];
    }

    public static object? FloatFormat(in FilterInput input)
    {
        var argument = input.HasArgument ? input.Argument : -1;
        var group = false;
        if (argument is string or SafeString && argument.ToString() is { } text && text.EndsWith('g'))
        {
            group = true;
            argument = text.Length == 1 ? -1 : text[..^1];
        }

        string number;
        if (Numbers.IsNumber(input.Value) && input.Value is not bool) number = PythonText.Str(input.Value);
        else if (input.Value is bool b) number = b ? "1.0" : "0.0";
        else if (input.Value is string or SafeString && PythonNumber.TryParseFloat(input.Text, out var parsed)) number = PythonText.Float(parsed);
        else return "";

        if (!Numbers.TryToInteger(argument, out var places) || BigInteger.Abs(places) > 10_000) return number;
        return DecimalText.TryParse(number, out var value) ? new SafeString(value.Format((int)places, group)) : number;
    }
}
