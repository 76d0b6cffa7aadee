using System.Globalization;
using System.Text.RegularExpressions;

namespace Quintet.Text;

/// <summary>A date and time that was read, with its distance from UTC where the text had one.</summary>
public readonly record struct ParsedDateTime(DateTime Value, TimeSpan? Offset)
{
    /// <summary>With an offset a <see cref="DateTimeOffset"/>, else a <see cref="DateTime"/> without a zone.</summary>
    public object ToObject() => Offset is { } offset ? (object)new DateTimeOffset(Value, offset) : Value;
}

/// <summary>Reads dates and times as people and ISO 8601 write them (Django's <c>django.utils.dateparse</c>). No culture plays a part.</summary>
/// <remarks>Null where a text is no date at all; a <see cref="FormatException"/> where it has the form of one but there is no such day or hour.</remarks>
public static partial class DateParse
{
    /// <summary><c>2012-4-9</c>.</summary>
    public static DateOnly? ParseDate(string text)
    {
        var match = DatePattern().Match(text);
        return match.Success ? DateOnly.FromDateTime(Date(text, match)) : null;
    }

    /// <summary><c>9:15</c>, <c>09:15:00.5</c>; an offset behind it is not kept.</summary>
    public static TimeOnly? ParseTime(string text)
    {
        var match = TimePattern().Match(text);
        return match.Success ? TimeOnly.FromTimeSpan(Time(text, match)) : null;
    }

    /// <summary><c>2012-04-23T10:20:30.400+02:30</c>; a blank may stand for the T, the offset may be <c>Z</c> or missing.</summary>
    public static ParsedDateTime? ParseDateTime(string text)
    {
        var match = DateTimePattern().Match(text);
        if (!match.Success) return null;
        var zone = match.Groups["zone"].ValueSpan;
        TimeSpan? offset = null;
        if (zone.SequenceEqual("Z"))
        {
            offset = TimeSpan.Zero;
        }
        else if (!zone.IsEmpty)
        {
            var minutes = (60 * Number(zone.Slice(1, 2))) + (zone.Length > 3 ? Number(zone[^2..]) : 0);
            if (minutes > 14 * 60) throw Wrong(text, "an offset of at most 14 hours");
            offset = TimeSpan.FromMinutes(zone[0] == '-' ? -minutes : minutes);
        }

        return new(Date(text, match) + Time(text, match), offset);
    }

    /// <summary><c>4 10:15:30.5</c> (days and time), <c>-P4DT1H</c> (ISO 8601), <c>1 day -0:00:01</c> (PostgreSQL).</summary>
    public static TimeSpan? ParseDuration(string text)
    {
        var match = StandardDuration().Match(text);
        var iso = false;
        if (!match.Success)
        {
            match = IsoDuration().Match(text);
            iso = match.Success;
        }

        if (!match.Success) match = PostgresInterval().Match(text);
        if (!match.Success) return null;
        var sign = match.Groups["sign"].ValueSpan.SequenceEqual("-") ? -1 : 1;
        try
        {
            var days = Ticks(match, "days", TimeSpan.TicksPerDay);
            var fraction = match.Groups["fraction"].Value;
            var rest = Ticks(match, "hours", TimeSpan.TicksPerHour) + Ticks(match, "minutes", TimeSpan.TicksPerMinute) + Ticks(match, "seconds", TimeSpan.TicksPerSecond)
                + (fraction.Length == 0 ? 0 : decimal.Parse(fraction.PadRight(6, '0'), CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond);
            return TimeSpan.FromTicks((long)decimal.Round((iso ? days * sign : days) + (rest * sign)));
        }
        catch (OverflowException)
        {
            throw Wrong(text, "a duration of less than 10675199 days");
        }
    }

    private static decimal Ticks(Match match, string name, long unit) =>
        match.Groups[name] is { Success: true } group ? decimal.Parse(group.Value.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * unit : 0;

    private static DateTime Date(string text, Match match)
    {
        var (year, month, day) = (Number(match.Groups["year"].ValueSpan), Number(match.Groups["month"].ValueSpan), Number(match.Groups["day"].ValueSpan));
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : throw Wrong(text, "a day that is in the calendar");
    }

    private static TimeSpan Time(string text, Match match)
    {
        var (hour, minute, second) = (Number(match.Groups["hour"].ValueSpan), Number(match.Groups["minute"].ValueSpan), Number(match.Groups["second"].ValueSpan));
        if (hour > 23 || minute > 59 || second > 59) throw Wrong(text, "an hour up to 23, minutes and seconds up to 59");
        var fraction = match.Groups["fraction"].Value;
        return new TimeSpan(hour, minute, second) + TimeSpan.FromTicks(fraction.Length == 0 ? 0 : Number(fraction.PadRight(6, '0')) * TimeSpan.TicksPerMicrosecond);
    }

    private static int Number(ReadOnlySpan<char> digits) => digits.IsEmpty ? 0 : int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static FormatException Wrong(string text, string expected) => new($"'{text}' has the form of a date or time; expected {expected}.");

    [GeneratedRegex(@"^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})$")]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"^(?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2})(?::(?<second>[0-9]{1,2})(?:[.,](?<fraction>[0-9]{1,6})[0-9]{0,6})?)?$")]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})[T ](?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2})(?::(?<second>[0-9]{1,2})(?:[.,](?<fraction>[0-9]{1,6})[0-9]{0,6})?)?\s*(?<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?$")]
    private static partial Regex DateTimePattern();

    [GeneratedRegex(@"^(?:(?<days>-?[0-9]+) (?:days?, )?)?(?<sign>-?)(?:(?<hours>[0-9]+):(?=[0-9]+:[0-9]+))?(?:(?<minutes>[0-9]+):)?(?<seconds>[0-9]+)(?:[.,](?<fraction>[0-9]{1,6})[0-9]{0,6})?$")]
    private static partial Regex StandardDuration();

    [GeneratedRegex(@"^(?<sign>[-+]?)P(?:(?<days>[0-9]+(?:[.,][0-9]+)?)D)?(?:T(?:(?<hours>[0-9]+(?:[.,][0-9]+)?)H)?(?:(?<minutes>[0-9]+(?:[.,][0-9]+)?)M)?(?:(?<seconds>[0-9]+(?:[.,][0-9]+)?)S)?)?$")]
    private static partial Regex IsoDuration();

    [GeneratedRegex(@"^(?:(?<days>-?[0-9]+) days? ?)?(?:(?<sign>[-+])?(?<hours>[0-9]+):(?<minutes>[0-9]{2}):(?<seconds>[0-9]{2})(?:\.(?<fraction>[0-9]{1,6}))?)?$")]
    private static partial Regex PostgresInterval();
}
