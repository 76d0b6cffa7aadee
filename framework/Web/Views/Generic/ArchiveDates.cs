using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Quintet.Http;

namespace Quintet.Views;

/// <summary>The dates of a date-based view: how the route's parts are read, and where years, months, weeks and days begin.</summary>
internal static class ArchiveDates
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The day of some parts, read by a format of Python's <c>strptime</c>.</summary>
    /// <param name="parts">Each part and its format: <c>("2024", "%Y")</c>, <c>("nov", "%b")</c>.</param>
    /// <exception cref="Http404">The parts are no day.</exception>
    public static DateOnly Read(params (string Text, string Format)[] parts)
    {
        var text = string.Join("__", parts.Select(part => part.Text));
        var format = string.Join("__", parts.Select(part => part.Format));
        return TryRead(text, format) ?? throw new Http404(GenericModels.Say("Invalid date string “%(datestr)s” given format “%(format)s”", ("datestr", text), ("format", format)));
    }

    private static DateOnly? TryRead(string text, string format)
    {
        var pattern = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                pattern.Append(Regex.Escape(format[i].ToString()));
                continue;
            }

            pattern.Append(format[++i] switch
            {
                'Y' => "(?<Y>[0-9]{4})",
                'y' => "(?<y>[0-9]{2})",
                'm' => "(?<m>1[0-2]|0?[1-9])",
                'd' => "(?<d>3[01]|[12][0-9]|0?[1-9])",
                'b' => "(?<b>[a-z]{3})",
                'B' => "(?<B>[a-z]{3,})",
                'j' => "(?<j>[0-9]{1,3})",
                'U' => "(?<U>[0-9]{1,2})",
                'W' => "(?<W>[0-9]{1,2})",
                'V' => "(?<V>[0-9]{1,2})",
                'G' => "(?<G>[0-9]{4})",
                'w' or 'u' => "(?<w>[0-7])",
                '%' => "%",
                var other => throw new ArgumentException($"'%{other}' is no part of a date that a format may have: expected %Y, %y, %m, %b, %B, %d, %j, %U, %W, %V or %G, in '{format}'.", nameof(format)),
            });
        }

        var match = Regex.Match(text, $@"\A{pattern}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        if (!match.Success) return null;
        var year = Number("Y") ?? Number("G") ?? (Number("y") is { } two ? two + (two < 69 ? 2000 : 1900) : 1900);
        var month = Number("m") ?? Named();
        if (year is < 1 or > 9999 || month == 0) return null;
        if (Number("V") is { } isoWeek) return isoWeek >= 1 && isoWeek <= ISOWeek.GetWeeksInYear(year) ? DateOnly.FromDateTime(ISOWeek.ToDateTime(year, isoWeek, DayOfWeek.Monday)) : null;
        if (Number("U") is { } sundays) return InWeek(sundays, DayOfWeek.Sunday);
        if (Number("W") is { } mondays) return InWeek(mondays, DayOfWeek.Monday);
        if (Number("j") is { } ofYear) return ofYear >= 1 && ofYear <= (DateTime.IsLeapYear(year) ? 366 : 365) ? new DateOnly(year, 1, 1).AddDays(ofYear - 1) : null;
        var day = Number("d") ?? 1;
        return day <= DateTime.DaysInMonth(year, month ?? 1) ? new(year, month ?? 1, day) : null;

        int? Number(string part) => match.Groups[part] is { Success: true } group ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

        // Month names are English, as in the C locale; 0 is none.
        int? Named() => match.Groups["b"] is { Success: true } brief ? Array.IndexOf(Months, brief.Value.ToLowerInvariant()) + 1
            : match.Groups["B"] is { Success: true } whole ? Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames, name => name.Equals(whole.Value, StringComparison.OrdinalIgnoreCase) && name.Length > 0) + 1
            : null;

        // The first day of a week; the days before the first week's are in week 0.
        DateOnly? InWeek(int week, DayOfWeek first)
        {
            if (week > 53) return null;
            var begin = new DateOnly(year, 1, 1);
            var lead = ((int)begin.DayOfWeek - (int)first + 7) % 7;
            var days = (lead == 0 ? -7 : -lead) + (week * 7);
            return begin.DayNumber + days < 0 ? null : begin.AddDays(days);
        }
    }
}
