using System.Globalization;
using Quintet.Localization;
using Quintet.Text;

namespace Quintet.Templates.Values;

/// <summary>The time between two moments in words, the two largest units: <c>2 weeks, 3 days</c> (Django's <c>timesince</c>).</summary>
internal static class TimeSince
{
    private static readonly (int Seconds, string Singular, string Plural)[] Units =
    [
        (60 * 60 * 24 * 365, "%d year", "%d years"),
        (60 * 60 * 24 * 30, "%d month", "%d months"),
        (60 * 60 * 24 * 7, "%d week", "%d weeks"),
        (60 * 60 * 24, "%d day", "%d days"),
        (60 * 60, "%d hour", "%d hours"),
        (60, "%d minute", "%d minutes"),
    ];

    /// <summary>The time from one moment to another; nothing but "0 minutes" where the other comes first.</summary>
    /// <param name="from">The earlier.</param>
    /// <param name="to">The later; both aware, or both not.</param>
    /// <param name="locale">In whose language.</param>
    /// <param name="context">The context of the translations, as the filter <c>naturaltime</c> needs it.</param>
    /// <param name="depth">How many units at most; units after a gap are not shown.</param>
    public static string Between(DateTime from, DateTime to, Locale locale, string? context = null, int depth = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth);
        var seconds = ((to - from).Ticks / TimeSpan.TicksPerSecond) - (LeapDays(from.Year, to.Year) * 86400L);
        var unit = 0;
        while (unit < Units.Length && seconds < Units[unit].Seconds) unit++;
        var builder = new TextBuilder(stackalloc char[64]);
        if (unit == Units.Length) Append(ref builder, 0, Units.Length - 1, locale, context);
        for (var shown = 0; unit < Units.Length && shown < depth && seconds >= Units[unit].Seconds; unit++, shown++)
        {
            if (shown > 0) builder.Append(locale.Gettext(", "));
            Append(ref builder, seconds / Units[unit].Seconds, unit, locale, context);
            seconds %= Units[unit].Seconds;
        }

        return builder.ToString();
    }

    /// <summary>Both moments as times that can be subtracted; false where only one of them has a zone, or one is no date.</summary>
    public static bool TryAlign(object? first, object? second, out DateTime a, out DateTime b)
    {
        a = b = default;
        return TryRead(first, out a, out var firstIsAware) && TryRead(second, out b, out var secondIsAware) && firstIsAware == secondIsAware;
    }

    /// <summary>A time as it stands, or in UTC where it is aware; a date is its midnight.</summary>
    public static bool TryRead(object? value, out DateTime time, out bool isAware)
    {
        (time, isAware) = value switch
        {
            DateTime { Kind: DateTimeKind.Utc } d => (d, true),
            DateTime { Kind: DateTimeKind.Local } d => (d.ToUniversalTime(), true),
            DateTime d => (d, false),
            DateTimeOffset d => (d.UtcDateTime, true),
            ZonedTime d => (d.Time.UtcDateTime, true),
            DateOnly d => (d.ToDateTime(TimeOnly.MinValue), false),
            _ => (default, false),
        };
        return value is DateTime or DateTimeOffset or ZonedTime or DateOnly;
    }

    private static void Append(ref TextBuilder builder, long count, int unit, Locale locale, string? context)
    {
        var (_, singular, plural) = Units[unit];
        var text = context is null ? locale.Ngettext(singular, plural, count) : locale.Npgettext(context, singular, plural, count);
        var number = count.ToString(CultureInfo.InvariantCulture);
        // The number and its unit stay on one line.
        foreach (var c in text.Replace("%d", number, StringComparison.Ordinal).AsSpan()) builder.Append(c == ' ' ? '\u00a0' : c);
    }

    /// <summary>How many of the days between are 29th of February, by years; a leap year at either end counts for its part.</summary>
    private static int LeapDays(int from, int to)
    {
        var days = Before(to) - Before(from);
        if (days == 0) return 0;
        return DateTime.IsLeapYear(from) ? days - 1 : DateTime.IsLeapYear(to) ? days + 1 : days;

        static int Before(int year) => ((year - 1) / 4) - ((year - 1) / 100) + ((year - 1) / 400);
    }
}
