namespace Quintet.Text;

/// <summary>Durations as text (Django's <c>django.utils.duration</c>); <see cref="DateParse.ParseDuration"/> reads both forms.</summary>
public static class DurationText
{
    /// <summary><c>1 01:03:05.012345</c>: days where there are any, then the time.</summary>
    public static string ToText(TimeSpan duration)
    {
        var (days, time) = Split(duration);
        var builder = new TextBuilder(stackalloc char[40]);
        if (days != 0)
        {
            builder.AppendNumber(days);
            builder.Append(' ');
        }

        builder.AppendNumber(time.Hours, 2);
        builder.Append(':');
        builder.AppendNumber(time.Minutes, 2);
        builder.Append(':');
        AppendSeconds(ref builder, time);
        return builder.ToString();
    }

    /// <summary><c>P1DT01H03M05.012345S</c>, with a minus before a negative one.</summary>
    public static string ToIso(TimeSpan duration)
    {
        var builder = new TextBuilder(stackalloc char[40]);
        if (duration < TimeSpan.Zero)
        {
            builder.Append('-');
            duration = duration == TimeSpan.MinValue ? TimeSpan.MaxValue : -duration;
        }

        var (days, time) = Split(duration);
        builder.Append('P');
        builder.AppendNumber(days);
        builder.Append("DT");
        builder.AppendNumber(time.Hours, 2);
        builder.Append('H');
        builder.AppendNumber(time.Minutes, 2);
        builder.Append('M');
        AppendSeconds(ref builder, time);
        builder.Append('S');
        return builder.ToString();
    }

    /// <summary>As in Python the days are negative where the duration is, and the time never.</summary>
    internal static (int Days, TimeSpan Time) Split(TimeSpan duration)
    {
        var days = (int)Math.Floor(duration.Ticks / (decimal)TimeSpan.TicksPerDay);
        return (days, TimeSpan.FromTicks((long)(duration.Ticks - (days * (decimal)TimeSpan.TicksPerDay))));
    }

    private static void AppendSeconds(ref TextBuilder builder, TimeSpan time)
    {
        builder.AppendNumber(time.Seconds, 2);
        var microseconds = (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        if (microseconds == 0) return;
        builder.Append('.');
        builder.AppendNumber(microseconds, 6);
    }
}
