namespace Quintet.Db.Sql;

/// <summary>The parts of dates under the names of C#, of Django's lookups and of Django's functions: one literal table.</summary>
internal static class DateParts
{
    private static readonly (DatePart Part, string? Member, string? Lookup, string Function)[] Table =
    [
        (DatePart.Year, "Year", "year", "Year"),
        (DatePart.IsoYear, null, "iso_year", "IsoYear"),
        (DatePart.Quarter, null, "quarter", "Quarter"),
        (DatePart.Month, "Month", "month", "Month"),
        (DatePart.Day, "Day", "day", "Day"),
        (DatePart.DayOfYear, "DayOfYear", null, "DayOfYear"),
        (DatePart.Week, null, "week", "Week"),
        (DatePart.WeekDay, null, "week_day", "WeekDay"),
        (DatePart.IsoWeekDay, null, "iso_week_day", "IsoWeekDay"),
        (DatePart.DayOfWeek, "DayOfWeek", null, "DayOfWeek"),
        (DatePart.Hour, "Hour", "hour", "Hour"),
        (DatePart.Minute, "Minute", "minute", "Minute"),
        (DatePart.Second, "Second", "second", "Second"),
        (DatePart.Date, null, "date", "Date"),
        (DatePart.Time, null, "time", "Time"),
    ];

    public static IEnumerable<string> Lookups => Table.Select(row => row.Lookup).OfType<string>();

    public static DatePart? OfMember(Type type, string member)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(DateTime) || type == typeof(DateOnly) || type == typeof(TimeOnly) ? Find(row => row.Member == member) : null;
    }

    public static DatePart? OfLookup(string lookup) => Find(row => row.Lookup == lookup);

    public static DatePart? OfFunction(string function) => Find(row => row.Function == function);

    private static DatePart? Find(Predicate<(DatePart Part, string? Member, string? Lookup, string Function)> fits)
    {
        foreach (var row in Table)
        {
            if (fits(row)) return row.Part;
        }

        return null;
    }
}
