namespace Quintet.Templates.Values;

/// <summary>The text of a value where no filter formats it.</summary>
internal static class Localized
{
    public static string Text(object? value, EngineOptions options)
    {
        if (!options.UseLocalization) return PythonText.Str(value);
        return value switch
        {
            DateTime or DateTimeOffset => DateFormat.Format(value, DateFormat.Named("DATETIME_FORMAT"), options.TimeZone),
            DateOnly => DateFormat.Format(value, DateFormat.Named("DATE_FORMAT"), options.TimeZone),
            TimeOnly => DateFormat.Format(value, DateFormat.Named("TIME_FORMAT"), options.TimeZone),
            _ => PythonText.Str(value),
        };
    }
}
