namespace Quintet.Localization;

/// <summary>How dates and numbers are written (Django's <c>formats.py</c>); made without arguments, as Django's settings have it.</summary>
/// <remarks>Formats are those of the filter <c>date</c>; input formats those of Python's <c>strptime</c>, as in Django.</remarks>
public sealed record Formats
{
    public string DateFormat { get; init; } = "N j, Y";

    public string TimeFormat { get; init; } = "P";

    public string DatetimeFormat { get; init; } = "N j, Y, P";

    public string YearMonthFormat { get; init; } = "F Y";

    public string MonthDayFormat { get; init; } = "F j";

    public string ShortDateFormat { get; init; } = "m/d/Y";

    public string ShortDatetimeFormat { get; init; } = "m/d/Y P";

    /// <summary>0 is Sunday, 1 Monday.</summary>
    public int FirstDayOfWeek { get; init; }

    public string DecimalSeparator { get; init; } = ".";

    public string ThousandSeparator { get; init; } = ",";

    /// <summary>How many digits each group has, from the right; the last is repeated: <c>[3]</c>, in India <c>[3, 2]</c>. Empty: no groups.</summary>
    public IReadOnlyList<int> NumberGrouping { get; init; } = [];

    public IReadOnlyList<string> DateInputFormats { get; init; } =
        ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%b %d %Y", "%b %d, %Y", "%d %b %Y", "%d %b, %Y", "%B %d %Y", "%B %d, %Y", "%d %B %Y", "%d %B, %Y"];

    public IReadOnlyList<string> TimeInputFormats { get; init; } = ["%H:%M:%S", "%H:%M:%S.%f", "%H:%M"];

    public IReadOnlyList<string> DatetimeInputFormats { get; init; } =
    [
        "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S.%f", "%m/%d/%Y %H:%M",
        "%m/%d/%y %H:%M:%S", "%m/%d/%y %H:%M:%S.%f", "%m/%d/%y %H:%M",
    ];

    /// <summary>The format of one of Django's names (<c>SHORT_DATE_FORMAT</c>); null for any other text.</summary>
    public string? Find(string name) => name switch
    {
        "DATE_FORMAT" => DateFormat,
        "TIME_FORMAT" => TimeFormat,
        "DATETIME_FORMAT" => DatetimeFormat,
        "YEAR_MONTH_FORMAT" => YearMonthFormat,
        "MONTH_DAY_FORMAT" => MonthDayFormat,
        "SHORT_DATE_FORMAT" => ShortDateFormat,
        "SHORT_DATETIME_FORMAT" => ShortDatetimeFormat,
        _ => null,
    };
}
