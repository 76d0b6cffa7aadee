using System.Globalization;

namespace Quintet.Db.Sql;

/// <summary>What a value says of time.</summary>
internal enum TimeKind
{
    /// <summary>It is no time, or one of no zone: a day, a time of day.</summary>
    None,

    /// <summary>A moment, in UTC; its parts are those that a clock of the current time zone shows.</summary>
    Moment,

    /// <summary>What such a clock shows.</summary>
    Local,
}

/// <summary>Time zones under the names that databases know: IANA's, or an offset (<c>+05:30</c>). UTC has none: it needs no conversion.</summary>
internal static class Zones
{
    /// <summary>The zone in force; UTC where the settings say that times are not converted.</summary>
    public static TimeZoneInfo Current => Translation.Current is { UseTz: true } locale ? locale.TimeZone : TimeZoneInfo.Utc;

    /// <exception cref="NotSupportedException">No database knows the zone.</exception>
    public static string? NameOf(TimeZoneInfo zone)
    {
        if (zone.Id is "UTC" or "Etc/UTC" || ReferenceEquals(zone, TimeZoneInfo.Utc)) return null;
        if (zone.HasIanaId) return zone.Id;
        if (TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana)) return iana;
        if (zone.SupportsDaylightSavingTime || zone.GetAdjustmentRules().Length > 0) throw new NotSupportedException($"The time zone '{zone.Id}' is none of the IANA's, whose names databases know: 'Europe/Paris'.");
        var offset = zone.BaseUtcOffset;
        return offset == TimeSpan.Zero ? null : (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The zone that <see cref="NameOf"/> named.</summary>
    public static TimeZoneInfo Find(string name)
    {
        if (name[0] is not ('+' or '-')) return TimeZoneInfo.FindSystemTimeZoneById(name);
        var offset = TimeSpan.ParseExact(name.AsSpan(1), "hh\\:mm", CultureInfo.InvariantCulture);
        return TimeZoneInfo.CreateCustomTimeZone(name, name[0] == '-' ? -offset : offset, name, name);
    }

    /// <summary>What a clock of the zone shows at a moment.</summary>
    public static DateTime ToLocal(DateTime moment, TimeZoneInfo zone) =>
        DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(moment, DateTimeKind.Utc), zone), DateTimeKind.Unspecified);

    /// <summary>
    /// When a clock of the zone shows this: where it does so twice (the clocks were put back) the first time, where never (they were put
    /// forward) the moment of the change.
    /// </summary>
    public static DateTime ToMoment(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local)) return Change(DateTime.SpecifyKind(local, DateTimeKind.Utc), zone);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }

    /// <summary>The moment within a day from another at which the clocks were changed.</summary>
    private static DateTime Change(DateTime near, TimeZoneInfo zone)
    {
        var (before, after) = (near.AddDays(-1), near.AddDays(1));
        var offset = zone.GetUtcOffset(before);
        while ((after - before).Ticks > 1)
        {
            var middle = before.AddTicks((after - before).Ticks / 2);
            if (zone.GetUtcOffset(middle) == offset) before = middle;
            else after = middle;
        }

        return after;
    }

    /// <summary>A moment cut off at a unit as clocks of the zone show it. What is smaller than a day is cut off where the clocks stand, changed or not.</summary>
    public static DateTime Trunc(DateUnit unit, DateTime moment, TimeZoneInfo zone)
    {
        var local = ToLocal(moment, zone);
        var smaller = unit switch
        {
            DateUnit.Hour => TimeSpan.TicksPerHour,
            DateUnit.Minute => TimeSpan.TicksPerMinute,
            DateUnit.Second => TimeSpan.TicksPerSecond,
            _ => 0,
        };
        if (smaller > 0) return moment.AddTicks(-(local.Ticks % smaller));
        var day = unit switch
        {
            DateUnit.Year => new DateTime(local.Year, 1, 1),
            DateUnit.Quarter => new DateTime(local.Year, ((local.Month - 1) / 3 * 3) + 1, 1),
            DateUnit.Month => new DateTime(local.Year, local.Month, 1),
            DateUnit.Week => local.Date.AddDays(-(((int)local.DayOfWeek + 6) % 7)),
            _ => local.Date,
        };
        return ToMoment(day, zone);
    }
}
