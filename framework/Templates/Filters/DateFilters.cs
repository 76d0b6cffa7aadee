using Quintet.Localization;
using Quintet.Templates.Values;

namespace Quintet.Templates.Filters;

internal static class DateFilters
{
    public static object? Date(in FilterInput input) => Date(input, input.Value);

    /// <summary>A date as the filter <c>date</c> shows it; <c>naturalday</c> shows days further away so.</summary>
    public static string Date(in FilterInput input, object? value)
    {
        if (IsNothing(value)) return "";
        var format = Format(input, "DATE_FORMAT");
        return DateFormat.TryFormat(InCurrentZone(value, input.Locale), format, input.Locale, Zone(input), out var text) switch
        {
            DateFormatOutcome.Done => text,
            DateFormatOutcome.Missing => "",
            _ => throw DateFormat.TimeOfDate(text),
        };
    }

    public static object? Time(in FilterInput input)
    {
        if (IsNothing(input.Value)) return "";
        var format = Format(input, "TIME_FORMAT");
        // Letters of a date are not for a time, and a date has no time: shown as nothing, as Django does.
        return DateFormat.TryFormat(InCurrentZone(input.Value, input.Locale), format, input.Locale, Zone(input), out var text, timeOnly: true) == DateFormatOutcome.Done ? text : "";
    }

    public static object? TimeSince(in FilterInput input) => Since(input, isUntil: false);

    public static object? TimeUntil(in FilterInput input) => Since(input, isUntil: true);

    /// <summary>The zone of times that carry none.</summary>
    public static TimeZoneInfo Zone(in FilterInput input) => input.Locale.TimeZone;

    /// <summary>Now, as the value tells time: in UTC where it is aware, else on the clock of the current zone.</summary>
    public static DateTime Now(in FilterInput input, bool isAware)
    {
        var now = input.Options.Clock.GetUtcNow();
        return isAware ? now.UtcDateTime : TimeZoneInfo.ConvertTime(now, Zone(input)).DateTime;
    }

    /// <summary>An aware time is shown in the current time zone, where the project works with zones.</summary>
    public static object? InCurrentZone(object? value, Locale locale)
    {
        if (!locale.UseTz) return value;
        return value switch
        {
            DateTimeOffset time => new ZonedTime(TimeZoneInfo.ConvertTime(time, locale.TimeZone), locale.TimeZone),
            DateTime { Kind: DateTimeKind.Utc } time => new ZonedTime(TimeZoneInfo.ConvertTime(new DateTimeOffset(time), locale.TimeZone), locale.TimeZone),
            _ => value,
        };
    }

    private static string Since(in FilterInput input, bool isUntil)
    {
        if (!Values.TimeSince.TryRead(input.Value, out var value, out var isAware)) return "";
        DateTime now;
        if (!input.HasArgument || !PythonOperators.IsTrue(input.Argument)) now = Now(input, isAware);
        // A time with a zone and one without cannot be compared.
        else if (!Values.TimeSince.TryRead(input.Argument, out now, out var otherIsAware) || otherIsAware != isAware) return "";
        return isUntil ? Values.TimeSince.Between(now, value, input.Locale) : Values.TimeSince.Between(value, now, input.Locale);
    }

    private static string Format(in FilterInput input, string standard)
    {
        var format = input.HasArgument && input.Argument is not null ? input.ArgumentText : "";
        return DateFormat.Named(format.Length == 0 ? standard : format, input.Locale);
    }

    private static bool IsNothing(object? value) => value is null or string { Length: 0 };
}
