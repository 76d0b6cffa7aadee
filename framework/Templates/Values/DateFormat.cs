using System.Buffers;
using Quintet.Localization;
using Quintet.Text;

namespace Quintet.Templates.Values;

/// <summary>A format letter does not fit the value: the time of a date.</summary>
internal sealed class DateFormatException(string message) : Exception(message);

/// <summary>How formatting went.</summary>
internal enum DateFormatOutcome
{
    Done,

    /// <summary>The format asks a date for its time: an error in the template (Python's <c>TypeError</c>).</summary>
    TimeOfDate,

    /// <summary>The format asks for what the value has not, the date of a time: shown as nothing (Python's <c>AttributeError</c>).</summary>
    Missing,
}

/// <summary>Formats dates and times by letters, as PHP's <c>date()</c> and Django's <c>django.utils.dateformat</c> do.</summary>
internal static class DateFormat
{
    /// <summary>Longer texts than most dates have are built in borrowed memory.</summary>
    internal const int StackChars = 64;

    private static readonly SearchValues<char> TimeLetters = SearchValues.Create("aAefgGhHiOPsTuZ");
    private static readonly SearchValues<char> DateLetters = SearchValues.Create("bcdDEFIjlLmMnNorStUwWyYz");

    /// <summary>The format that a name of Django's (<c>SHORT_DATE_FORMAT</c>) stands for; any other text is itself.</summary>
    public static string Named(string format, Locale locale) => format.EndsWith("_FORMAT", StringComparison.Ordinal) ? locale.Formats.Find(format) ?? format : format;

    public static bool CanFormat(object? value) => value is DateTime or DateTimeOffset or DateOnly or TimeOnly;

    /// <summary>The formatted value; empty where the format asks a time for its date.</summary>
    /// <param name="value">A date, a time or both.</param>
    /// <param name="format">Letters; a backslash before one makes it plain text.</param>
    /// <param name="locale">In whose language months and days are named.</param>
    /// <param name="zone">The zone of a time that carries none.</param>
    /// <exception cref="DateFormatException">The format asks a date for its time.</exception>
    public static string Format(object value, string format, Locale locale, TimeZoneInfo zone) => TryFormat(value, format, locale, zone, out var text) switch
    {
        DateFormatOutcome.Done => text,
        DateFormatOutcome.Missing => "",
        _ => throw TimeOfDate(text),
    };

    /// <summary>Formats, or tells the letter that a date has nothing for; <paramref name="timeOnly"/> knows the letters of times alone, as the filter <c>time</c> does.</summary>
    public static DateFormatOutcome TryFormat(object? value, string format, Locale locale, TimeZoneInfo zone, out string text, bool timeOnly = false)
    {
        var builder = new TextBuilder(stackalloc char[StackChars]);
        var outcome = TryFormat(Moment.Of(value, zone), format, locale, ref builder, out var letter, timeOnly);
        text = outcome switch
        {
            DateFormatOutcome.Done => builder.Text.ToString(),
            DateFormatOutcome.TimeOfDate => letter.ToString(),
            _ => "",
        };
        builder.Dispose();
        return outcome;
    }

    /// <summary>As above, into a builder; <paramref name="letter"/> is the one that the value has nothing for.</summary>
    public static DateFormatOutcome TryFormat(in Moment moment, string format, Locale locale, ref TextBuilder builder, out char letter, bool timeOnly = false)
    {
        letter = default;
        for (var i = 0; i < format.Length; i++)
        {
            letter = format[i];
            // As in Django any letter behind a backslash is text, also where that backslash is text itself.
            if (!IsLetter(letter, out var isTime) || (i > 0 && format[i - 1] == '\\'))
            {
                if (letter == '\\' && i + 1 < format.Length && format[i + 1] != '\n') i++;
                builder.Append(format[i]);
                continue;
            }

            var outcome = moment.Kind == MomentKind.Date && (isTime || letter == 'r') ? DateFormatOutcome.TimeOfDate
                : (timeOnly && !isTime) || !moment.Has(letter) ? DateFormatOutcome.Missing
                : DateFormatOutcome.Done;
            if (outcome != DateFormatOutcome.Done) return outcome;
            moment.Append(ref builder, letter, locale);
        }

        return DateFormatOutcome.Done;
    }

    public static DateFormatException TimeOfDate(string letter) =>
        new($"The format for date objects may not contain time-related format specifiers (found '{letter}').");

    internal static bool IsLetter(char c, out bool isTime)
    {
        isTime = TimeLetters.Contains(c);
        return isTime || DateLetters.Contains(c);
    }
}
