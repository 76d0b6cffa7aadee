using Quintet.Templates.Values;

namespace Quintet.Templates.Filters;

internal static class DateFilters
{
    public static object? Date(in FilterInput input) => Format(input, "DATE_FORMAT");

    public static object? Time(in FilterInput input) =>
        // Letters of a date are not for a time: shown as nothing, as Django does.
        input.Value is DateOnly ? "" : Format(input, "TIME_FORMAT");

    private static string Format(in FilterInput input, string standard)
    {
        if (!DateFormat.CanFormat(input.Value)) return "";
        var format = input.HasArgument && input.Argument is not null ? input.ArgumentText : "";
        return DateFormat.Format(input.Value!, DateFormat.Named(format.Length == 0 ? standard : format), input.Options.TimeZone);
    }
}
