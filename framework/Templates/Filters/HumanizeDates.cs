using System.Globalization;
using Quintet.Templates.Values;

namespace Quintet.Templates.Filters;

/// <summary>Days and times as people say them: the dates of the library <c>humanize</c>.</summary>
internal static class HumanizeDates
{
    public static object? NaturalDay(in FilterInput input)
    {
        var now = input.Options.Clock.GetUtcNow();
        DateOnly day, today;
        switch (DateFilters.InCurrentZone(input.Value, input.Locale))
        {
            case ZonedTime time:
                (day, today) = (DateOnly.FromDateTime(time.Time.DateTime), DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, time.Zone).DateTime));
                break;
            case DateTimeOffset time:
                (day, today) = (DateOnly.FromDateTime(time.DateTime), DateOnly.FromDateTime(now.ToOffset(time.Offset).DateTime));
                break;
            case DateTime time:
                (day, today) = (DateOnly.FromDateTime(time), DateOnly.FromDateTime(DateFilters.Now(input, time.Kind == DateTimeKind.Utc)));
                break;
            case DateOnly date:
                (day, today) = (date, DateOnly.FromDateTime(DateFilters.Now(input, isAware: false)));
                break;
            default:
                return input.Value;
        }

        return (day.DayNumber - today.DayNumber) switch
        {
            0 => input.Locale.Gettext("today"),
            1 => input.Locale.Gettext("tomorrow"),
            -1 => input.Locale.Gettext("yesterday"),
            _ => DateFilters.Date(input, day),
        };
    }

    public static object? NaturalTime(in FilterInput input)
    {
        if (!TimeSince.TryRead(input.Value, out var value, out var isAware)) return input.Value;
        var now = DateFilters.Now(input, isAware);
        var isPast = value < now;
        var distance = isPast ? now - value : value - now;
        if (distance.Days != 0)
        {
            var delta = isPast ? TimeSince.Between(value, now, input.Locale, "naturaltime-past") : TimeSince.Between(now, value, input.Locale, "naturaltime-future");
            return input.Locale.Gettext(isPast ? "%(delta)s ago" : "%(delta)s from now").Replace("%(delta)s", delta, StringComparison.Ordinal);
        }

        var seconds = (int)(distance.Ticks / TimeSpan.TicksPerSecond);
        // Between number and unit the translations have a space that does not break, like these texts.
        return seconds switch
        {
            0 => input.Locale.Gettext("now"),
            < 60 when isPast => Count(input, "a second ago", "%(count)s\u00a0seconds ago", seconds),
            < 60 => Count(input, "a second from now", "%(count)s\u00a0seconds from now", seconds),
            < 3600 when isPast => Count(input, "a minute ago", "%(count)s\u00a0minutes ago", seconds / 60),
            < 3600 => Count(input, "a minute from now", "%(count)s\u00a0minutes from now", seconds / 60),
            _ when isPast => Count(input, "an hour ago", "%(count)s\u00a0hours ago", seconds / 3600),
            _ => Count(input, "an hour from now", "%(count)s\u00a0hours from now", seconds / 3600),
        };
    }

    private static string Count(in FilterInput input, string singular, string plural, int count) =>
        input.Locale.Ngettext(singular, plural, count).Replace("%(count)s", count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
