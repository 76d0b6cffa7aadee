using System.Globalization;
using System.Text;

namespace Quintet.Templates.Values;

/// <summary>A format letter does not fit the value: the time of a date (an error), or the date of a time (shown as nothing).</summary>
internal sealed class DateFormatException(string message) : Exception(message);

/// <summary>Formats dates and times by letters, as PHP's <c>date()</c> and Django's <c>django.utils.dateformat</c> do; in English.</summary>
internal static class DateFormat
{
    private const string TimeLetters = "aAefgGhHiIOPsTuZ";
    private const string AllLetters = "aAbcdDeEfFgGhHiIjlLmMnNoOPrsStTUuwWyYzZ";

    private static readonly string[] ApMonths = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];

    /// <summary>The format that a name of Django's stands for; any other text is itself.</summary>
    public static string Named(string format) => format switch
    {
        "DATE_FORMAT" => "N j, Y",
        "DATETIME_FORMAT" => "N j, Y, P",
        "TIME_FORMAT" => "P",
        "YEAR_MONTH_FORMAT" => "F Y",
        "MONTH_DAY_FORMAT" => "F j",
        "SHORT_DATE_FORMAT" => "m/d/Y",
        "SHORT_DATETIME_FORMAT" => "m/d/Y P",
        _ => format,
    };

    public static bool CanFormat(object? value) => value is DateTime or DateTimeOffset or DateOnly or TimeOnly;

    /// <summary>The formatted value; null where the format asks a time for its date.</summary>
    /// <exception cref="DateFormatException">The format asks a date for its time.</exception>
    public static string Format(object value, string format, TimeZoneInfo zone) => new Formatter(value, zone).Format(format) ?? "";

    private readonly struct Formatter
    {
        private readonly DateTime _value;
        private readonly bool _hasDate;
        private readonly bool _hasTime;
        private readonly bool _isAware;
        private readonly TimeSpan? _offset;
        private readonly TimeZoneInfo _zone;

        public Formatter(object value, TimeZoneInfo zone)
        {
            _zone = zone;
            (_hasDate, _hasTime) = (value is not TimeOnly, value is not DateOnly);
            switch (value)
            {
                case DateTime { Kind: DateTimeKind.Utc } d:
                    (_value, _isAware, _offset) = (d, true, TimeSpan.Zero);
                    break;
                case DateTime d:
                    (_value, _offset) = (d, zone.GetUtcOffset(d));
                    break;
                case DateTimeOffset d:
                    (_value, _isAware, _offset) = (d.DateTime, true, d.Offset);
                    break;
                case DateOnly d:
                    _value = d.ToDateTime(TimeOnly.MinValue);
                    break;
                case TimeOnly t:
                    _value = DateTime.MinValue.Add(t.ToTimeSpan());
                    break;
                default:
                    throw new ArgumentException($"{value.GetType().Name} is not a date.", nameof(value));
            }
        }

        public string? Format(string format)
        {
            var builder = new StringBuilder();
            for (var i = 0; i < format.Length; i++)
            {
                var letter = format[i];
                if (letter == '\\' && i + 1 < format.Length)
                {
                    builder.Append(format[++i]);
                }
                else if (!AllLetters.Contains(letter))
                {
                    builder.Append(letter);
                }
                else
                {
                    var isTime = TimeLetters.Contains(letter);
                    if (!_hasTime && isTime) throw new DateFormatException($"The format for date objects may not contain time-related format specifiers (found '{letter}').");
                    if (!_hasDate && !isTime) return null;
                    builder.Append(Letter(letter));
                }
            }

            return builder.ToString();
        }

        private string Letter(char letter) => letter switch
        {
            'a' => _value.Hour > 11 ? "p.m." : "a.m.",
            'A' => _value.Hour > 11 ? "PM" : "AM",
            'b' => Month("MMM").ToLowerInvariant(),
            'c' => PythonText.Str(_isAware ? new DateTimeOffset(_value.Ticks, _offset!.Value) : _hasTime ? DateTime.SpecifyKind(_value, DateTimeKind.Unspecified) : DateOnly.FromDateTime(_value)).Replace(' ', 'T'),
            'd' => Two(_value.Day),
            'D' => _value.ToString("ddd", CultureInfo.InvariantCulture),
            'e' => _isAware ? ZoneName() : "",
            'E' or 'F' => Month("MMMM"),
            'f' => HourAndMinutes(),
            'g' => Text(Hour12),
            'G' => Text(_value.Hour),
            'h' => Two(Hour12),
            'H' => Two(_value.Hour),
            'i' => Two(_value.Minute),
            'I' => _offset is null ? "" : !_isAware && _zone.IsDaylightSavingTime(_value) ? "1" : "0",
            'j' => Text(_value.Day),
            'l' => _value.ToString("dddd", CultureInfo.InvariantCulture),
            'L' => DateTime.IsLeapYear(_value.Year) ? "True" : "False",
            'm' => Two(_value.Month),
            'M' => Month("MMM"),
            'n' => Text(_value.Month),
            'N' => ApMonths[_value.Month - 1],
            'o' => Text(ISOWeek.GetYear(_value)),
            'O' => _offset is { } offset ? OffsetText(offset) : "",
            'P' => _value is { Minute: 0, Hour: 0 } ? "midnight" : _value is { Minute: 0, Hour: 12 } ? "noon" : $"{HourAndMinutes()} {Letter('a')}",
            'r' => _value.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + OffsetText(_offset ?? TimeSpan.Zero),
            's' => Two(_value.Second),
            'S' => Suffix(),
            't' => Two(DateTime.DaysInMonth(_value.Year, _value.Month)),
            'T' => _offset is null ? "" : ZoneName(),
            'U' => Text((new DateTimeOffset(DateTime.SpecifyKind(_value, DateTimeKind.Unspecified), TimeSpan.Zero) - (_offset ?? TimeSpan.Zero)).ToUnixTimeSeconds()),
            'u' => (_value.Ticks % TimeSpan.TicksPerSecond / 10).ToString("000000", CultureInfo.InvariantCulture),
            'w' => Text((int)_value.DayOfWeek),
            'W' => Text(ISOWeek.GetWeekOfYear(_value)),
            'y' => Two(_value.Year % 100),
            'Y' => _value.Year.ToString("0000", CultureInfo.InvariantCulture),
            'z' => Text(_value.DayOfYear),
            _ => _offset is { } o ? Text((long)o.TotalSeconds) : "",
        };

        private int Hour12 => _value.Hour % 12 == 0 ? 12 : _value.Hour % 12;

        private string HourAndMinutes() => _value.Minute == 0 ? Text(Hour12) : $"{Hour12}:{Two(_value.Minute)}";

        private string Month(string format) => _value.ToString(format, CultureInfo.InvariantCulture);

        private string ZoneName()
        {
            if (_isAware) return _offset == TimeSpan.Zero ? "UTC" : OffsetText(_offset!.Value);
            return _zone.HasSameRules(TimeZoneInfo.Utc) ? "UTC" : OffsetText(_offset!.Value);
        }

        private string Suffix() => _value.Day is 11 or 12 or 13 ? "th" : (_value.Day % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };

        private static string OffsetText(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture);

        private static string Two(int number) => number.ToString("00", CultureInfo.InvariantCulture);

        private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
