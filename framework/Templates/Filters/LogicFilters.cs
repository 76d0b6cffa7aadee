using Quintet.Templates.Values;

namespace Quintet.Templates.Filters;

internal static class LogicFilters
{
    public static object? Default(in FilterInput input) => PythonOperators.IsTrue(input.Value) ? input.Value : input.Argument;

    public static object? DefaultIfNone(in FilterInput input) => input.Value ?? input.Argument;

    public static object? YesNo(in FilterInput input)
    {
        var words = (input.HasArgument ? input.ArgumentText : "yes,no,maybe").Split(',');
        if (words.Length < 2) return input.Value;
        if (input.Value is null) return words.Length == 3 ? words[2] : words[1];
        return PythonOperators.IsTrue(input.Value) ? words[0] : words[1];
    }
}
