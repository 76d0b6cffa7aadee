using System.Globalization;
using Quintet.Localization;
using Quintet.Text;

namespace Quintet.Templates.Values;

internal enum MomentKind
{
    /// <summary>No date and no time.</summary>
    None,
    Date,
    Time,
    Both,
}

/// <summary>A date, a time or both, and what the letters of a format say of it.</summary>
internal readonly struct Moment
{
    private readonly DateTime _value;

    private readonly TimeSpan _awareOffset;

    /// <summary>The zone whose rules hold; null where the value carries nothing but an offset.</summary>
    private readonly TimeZoneInfo? _zone;
    private readonly bool _isAware;

    private Moment(MomentKind kind, DateTime value, bool isAware = false, TimeSpan offset = default, TimeZoneInfo? zone = null) =>
        (Kind, _value, _isAware, _awareOffset, _zone) = (kind, value, isAware, offset, zone);

    public MomentKind Kind { get; }

    /// <summary>The moment that a value is.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="zone">The zone of a time that carries none.</param>
    public static Moment Of(object? value, TimeZoneInfo zone) => value switch
    {
        DateTime { Kind: DateTimeKind.Utc } d => new(MomentKind.Both, d, true, TimeSpan.Zero),
        DateTime d => new(MomentKind.Both, d, zone: zone),
        DateTimeOffset d => new(MomentKind.Both, d.DateTime, true, d.Offset),
        ZonedTime d => new(MomentKind.Both, d.Time.DateTime, true, d.Time.Offset, d.Zone),
        DateOnly d => new(MomentKind.Date, d.ToDateTime(TimeOnly.MinValue), zone: zone),
        TimeOnly t => new(MomentKind.Time, DateTime.MinValue.Add(t.ToTimeSpan())),
        _ => default,
    };

    /// <summary>The moment that a value is, an aware time brought to the zone of the rendering first; false for what is boxed, and left to <see cref="Of(object?, TimeZoneInfo)"/>.</summary>
    public static bool TryOf(in TemplateValue value, Locale locale, out Moment moment)
    {
        switch (value.Kind)
        {
            case ValueKind.DateTime when value.DateTime.Kind == DateTimeKind.Utc && locale.UseTz:
                var time = TimeZoneInfo.ConvertTime(new DateTimeOffset(value.DateTime), locale.TimeZone);
                moment = new(MomentKind.Both, time.DateTime, true, time.Offset, locale.TimeZone);
                return true;
            case ValueKind.DateTime when value.DateTime.Kind == DateTimeKind.Utc:
                moment = new(MomentKind.Both, value.DateTime, true, TimeSpan.Zero);
                return true;
            case ValueKind.DateTime:
                moment = new(MomentKind.Both, value.DateTime, zone: locale.TimeZone);
                return true;
            case ValueKind.DateOnly:
                moment = new(MomentKind.Date, value.DateOnly.ToDateTime(TimeOnly.MinValue), zone: locale.TimeZone);
                return true;
            case ValueKind.TimeOnly:
                moment = new(MomentKind.Time, DateTime.MinValue.Add(value.TimeOnly.ToTimeSpan()));
                return true;
            default:
                moment = default;
                return false;
        }
    }

    /// <summary>Whether the value has what a letter asks for. The letters of zones are empty where there is none.</summary>
    public bool Has(char letter) => Kind switch
    {
        MomentKind.Both => true,
        MomentKind.Date => true,
        MomentKind.Time => letter is 'a' or 'A' or 'c' or 'e' or 'f' or 'g' or 'G' or 'h' or 'H' or 'i' or 'I' or 'O' or 'P' or 's' or 'T' or 'u' or 'Z',
        _ => letter is 'e' or 'I' or 'O' or 'T' or 'Z',
    };

    public void Append(ref TextBuilder builder, char letter, Locale locale)
    {
        switch (letter)
        {
            case 'a': builder.Append(locale.Gettext(_value.Hour > 11 ? "p.m." : "a.m.")); break;
            case 'A': builder.Append(locale.Gettext(_value.Hour > 11 ? "PM" : "AM")); break;
            case 'b': builder.Append(locale.Calendar.ShortMonth(_value.Month)); break;
            case 'c': AppendIso(ref builder); break;
            case 'd': builder.AppendNumber(_value.Day, 2); break;
            case 'D': builder.Append(locale.Calendar.ShortDay(_value.DayOfWeek)); break;
            case 'e': if (_isAware) AppendZoneName(ref builder); break;
            case 'E': builder.Append(locale.Calendar.AlternativeMonth(_value.Month)); break;
            case 'f': AppendHourAndMinutes(ref builder); break;
            case 'F': builder.Append(locale.Calendar.Month(_value.Month)); break;
            case 'g': builder.AppendNumber(Hour12); break;
            case 'G': builder.AppendNumber(_value.Hour); break;
            case 'h': builder.AppendNumber(Hour12, 2); break;
            case 'H': builder.AppendNumber(_value.Hour, 2); break;
            case 'i': builder.AppendNumber(_value.Minute, 2); break;
            case 'I': if (Offset is not null) builder.Append(IsSummer ? '1' : '0'); break;
            case 'j': builder.AppendNumber(_value.Day); break;
            case 'l': builder.Append(locale.Calendar.Day(_value.DayOfWeek)); break;
            case 'L': builder.Append(DateTime.IsLeapYear(_value.Year) ? "True" : "False"); break;
            case 'm': builder.AppendNumber(_value.Month, 2); break;
            case 'M': builder.Append(locale.Calendar.TitleMonth(_value.Month)); break;
            case 'n': builder.AppendNumber(_value.Month); break;
            case 'N': builder.Append(locale.Calendar.ApMonth(_value.Month)); break;
            case 'o': builder.AppendNumber(ISOWeek.GetYear(_value)); break;
            case 'O': if (Offset is { } offset) AppendOffset(ref builder, offset, colon: false); break;
            case 'P': AppendTime(ref builder, locale); break;
            case 'r': AppendRfc5322(ref builder); break;
            case 's': builder.AppendNumber(_value.Second, 2); break;
            case 'S': builder.Append(_value.Day is 11 or 12 or 13 ? "th" : (_value.Day % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" }); break;
            case 't': builder.AppendNumber(DateTime.DaysInMonth(_value.Year, _value.Month)); break;
            case 'T': if (Offset is not null) AppendZoneName(ref builder); break;
            case 'u': builder.AppendNumber(Microseconds, 6); break;
            case 'U': builder.Append(UnixSeconds.ToString(CultureInfo.InvariantCulture)); break;
            case 'w': builder.AppendNumber((int)_value.DayOfWeek); break;
            case 'W': builder.AppendNumber(ISOWeek.GetWeekOfYear(_value)); break;
            case 'y': builder.AppendNumber(_value.Year % 100, 2); break;
            case 'Y': builder.AppendNumber(_value.Year, 4); break;
            case 'z': builder.AppendNumber(_value.DayOfYear); break;
            default: if (Offset is { } o) builder.AppendNumber((int)o.TotalSeconds); break;
        }
    }

    /// <summary>The distance from UTC; null where the value has none, or where its zone leaves it open: the hour that a change of clocks skips or repeats.</summary>
    private TimeSpan? Offset
    {
        get
        {
            if (_isAware) return _awareOffset;
            if (Kind != MomentKind.Both) return null;
            var time = AsUnspecified(_value);
            return _zone!.IsAmbiguousTime(time) || _zone.IsInvalidTime(time) ? null : _zone.GetUtcOffset(time);
        }
    }

    private int Hour12 => _value.Hour % 12 == 0 ? 12 : _value.Hour % 12;

    private int Microseconds => (int)(_value.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);

    private bool IsSummer => _zone is not null && _zone.IsDaylightSavingTime(_isAware ? new DateTimeOffset(_value.Ticks, Offset!.Value) : new DateTimeOffset(AsUnspecified(_value), Offset!.Value));

    private long UnixSeconds => (_value.Ticks - (Offset ?? _zone?.GetUtcOffset(AsUnspecified(_value)) ?? TimeSpan.Zero).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    private void AppendHourAndMinutes(ref TextBuilder builder)
    {
        builder.AppendNumber(Hour12);
        if (_value.Minute == 0) return;
        builder.Append(':');
        builder.AppendNumber(_value.Minute, 2);
    }

    private void AppendTime(ref TextBuilder builder, Locale locale)
    {
        if (_value is { Minute: 0, Hour: 0 or 12 })
        {
            builder.Append(locale.Gettext(_value.Hour == 0 ? "midnight" : "noon"));
            return;
        }

        AppendHourAndMinutes(ref builder);
        builder.Append(' ');
        Append(ref builder, 'a', locale);
    }

    private void AppendIso(ref TextBuilder builder)
    {
        if (Kind != MomentKind.Time)
        {
            builder.AppendNumber(_value.Year, 4);
            builder.Append('-');
            builder.AppendNumber(_value.Month, 2);
            builder.Append('-');
            builder.AppendNumber(_value.Day, 2);
        }

        if (Kind == MomentKind.Both) builder.Append('T');
        if (Kind != MomentKind.Date)
        {
            AppendClock(ref builder);
            if (Microseconds > 0)
            {
                builder.Append('.');
                builder.AppendNumber(Microseconds, 6);
            }
        }

        if (_isAware) AppendOffset(ref builder, Offset!.Value, colon: true);
    }

    /// <summary>As mail has it: in English whatever the language.</summary>
    private void AppendRfc5322(ref TextBuilder builder)
    {
        builder.Append(CalendarNames.EnglishShortDay(_value.DayOfWeek));
        builder.Append(", ");
        builder.AppendNumber(_value.Day, 2);
        builder.Append(' ');
        builder.Append(CalendarNames.EnglishMonth(_value.Month).AsSpan(0, 3));
        builder.Append(' ');
        builder.AppendNumber(_value.Year, 4);
        builder.Append(' ');
        AppendClock(ref builder);
        builder.Append(' ');
        AppendOffset(ref builder, Offset ?? _zone?.GetUtcOffset(AsUnspecified(_value)) ?? TimeSpan.Zero, colon: false);
    }

    private void AppendClock(ref TextBuilder builder)
    {
        builder.AppendNumber(_value.Hour, 2);
        builder.Append(':');
        builder.AppendNumber(_value.Minute, 2);
        builder.Append(':');
        builder.AppendNumber(_value.Second, 2);
    }

    private void AppendZoneName(ref TextBuilder builder)
    {
        if (_zone is not null && ZoneNames.Find(_zone, new(_value.Ticks, Offset!.Value)) is { } name) builder.Append(name);
        else if (Offset == TimeSpan.Zero) builder.Append("UTC");
        else AppendOffset(ref builder, Offset!.Value, colon: false);
    }

    private static void AppendOffset(ref TextBuilder builder, TimeSpan offset, bool colon)
    {
        builder.Append(offset < TimeSpan.Zero ? '-' : '+');
        builder.AppendNumber(Math.Abs(offset.Hours), 2);
        if (colon) builder.Append(':');
        builder.AppendNumber(Math.Abs(offset.Minutes), 2);
    }

    // A local time is read by the zone that is asked for, not by the machine's.
    private static DateTime AsUnspecified(DateTime value) => DateTime.SpecifyKind(value, DateTimeKind.Unspecified);
}

/// <summary>A time with the zone that it was brought to, whose name a format may show.</summary>
internal sealed record ZonedTime(DateTimeOffset Time, TimeZoneInfo Zone)
{
    public override string ToString() => PythonText.Str(Time);
}
