using System.Globalization;
using System.Text;

namespace Quintet.Text;

/// <summary>Times by C's <c>strftime</c>, with English names as in its "C" locale.</summary>
internal static class StrfTime
{
    /// <summary><c>%Y/%m/%d</c> → <c>2024/05/31</c>; what is no directive stays as it is.</summary>
    public static string Format(string format, DateTime time)
    {
        if (!format.Contains('%')) return format;
        var text = new StringBuilder(format.Length + 8);
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length) text.Append(format[i]);
            else if (Part(format[++i], time) is { } part) text.Append(part);
            else text.Append('%').Append(format[i]);
        }

        return text.ToString();
    }

    private static string? Part(char directive, DateTime time) => directive switch
    {
        'Y' => Of(time, "yyyy"),
        'm' => Of(time, "MM"),
        'd' => Of(time, "dd"),
        'H' => Of(time, "HH"),
        'M' => Of(time, "mm"),
        'S' => Of(time, "ss"),
        'f' => Of(time, "ffffff"),
        'y' => Of(time, "yy"),
        'I' => Of(time, "hh"),
        'p' => Of(time, "tt"),
        'a' => Of(time, "ddd"),
        'A' => Of(time, "dddd"),
        'b' or 'h' => Of(time, "MMM"),
        'B' => Of(time, "MMMM"),
        'j' => Number(time.DayOfYear, "000"),
        'w' => Number((int)time.DayOfWeek, "0"),
        'u' => Number(time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek, "0"),
        'U' => Number((time.DayOfYear + 6 - (int)time.DayOfWeek) / 7, "00"),
        'W' => Number((time.DayOfYear + 6 - (((int)time.DayOfWeek + 6) % 7)) / 7, "00"),
        'G' => Number(ISOWeek.GetYear(time), "0000"),
        'V' => Number(ISOWeek.GetWeekOfYear(time), "00"),
        'F' => Of(time, "yyyy-MM-dd"),
        '%' => "%",
        _ => null,
    };

    private static string Of(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    private static string Number(int number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
