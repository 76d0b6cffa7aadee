using System.Globalization;

namespace Quintet.Localization;

/// <summary>The formats of the languages that the framework knows.</summary>
internal static class BuiltinFormats
{
    // Read by every language, beside its own.
    private static readonly string[] IsoDates = ["%Y-%m-%d"];
    private static readonly string[] IsoTimes = ["%H:%M:%S", "%H:%M:%S.%f", "%H:%M"];
    private static readonly string[] IsoDatetimes = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M", "%Y-%m-%d"];

    /// <summary>The formats with what a locale has of its own in their place.</summary>
    public static Formats Apply(Formats formats, string locale)
    {
        foreach (var (name, value) in BuiltinData.Formats(locale))
        {
            formats = name switch
            {
                "DATE_FORMAT" => formats with { DateFormat = value },
                "TIME_FORMAT" => formats with { TimeFormat = value },
                "DATETIME_FORMAT" => formats with { DatetimeFormat = value },
                "YEAR_MONTH_FORMAT" => formats with { YearMonthFormat = value },
                "MONTH_DAY_FORMAT" => formats with { MonthDayFormat = value },
                "SHORT_DATE_FORMAT" => formats with { ShortDateFormat = value },
                "SHORT_DATETIME_FORMAT" => formats with { ShortDatetimeFormat = value },
                "FIRST_DAY_OF_WEEK" => formats with { FirstDayOfWeek = Number(value) },
                "DECIMAL_SEPARATOR" => formats with { DecimalSeparator = value },
                "THOUSAND_SEPARATOR" => formats with { ThousandSeparator = value },
                "NUMBER_GROUPING" => formats with { NumberGrouping = [.. value.Split('|').Select(Number)] },
                "DATE_INPUT_FORMATS" => formats with { DateInputFormats = With(value, IsoDates) },
                "TIME_INPUT_FORMATS" => formats with { TimeInputFormats = With(value, IsoTimes) },
                "DATETIME_INPUT_FORMATS" => formats with { DatetimeInputFormats = With(value, IsoDatetimes) },
                _ => formats,
            };
        }

        return formats;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> With(string formats, string[] iso) => [.. formats.Split('|').Union(iso)];
}
