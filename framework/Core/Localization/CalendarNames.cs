using Quintet.Text;

namespace Quintet.Localization;

/// <summary>The names of months and days in a language, each looked up once; where translations are read again when they change, each time.</summary>
internal sealed class CalendarNames(Locale locale)
{
    private static readonly string[] Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] ShortMonths = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] ApMonths = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];
    private static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    private static readonly string[] ShortDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    private readonly bool _keeps = !locale.Locales.Options.Debug;
    private readonly string?[] _months = new string?[12];
    private readonly string?[] _alternativeMonths = new string?[12];
    private readonly string?[] _shortMonths = new string?[12];
    private readonly string?[] _titleMonths = new string?[12];
    private readonly string?[] _apMonths = new string?[12];
    private readonly string?[] _days = new string?[7];
    private readonly string?[] _shortDays = new string?[7];

    /// <summary>The names before they are translated; for formats that are English whatever the language.</summary>
    public static string EnglishMonth(int month) => Months[month - 1];

    /// <inheritdoc cref="EnglishMonth"/>
    public static string EnglishShortDay(DayOfWeek day) => ShortDays[(int)day];

    public string Month(int month) => Get(_months, Months, null, month - 1);

    /// <summary>As it stands beside a day, where that is another form.</summary>
    public string AlternativeMonth(int month) => Get(_alternativeMonths, Months, "alt. month", month - 1);

    public string ShortMonth(int month) => Get(_shortMonths, ShortMonths, null, month - 1);

    /// <summary>The short name with a capital.</summary>
    public string TitleMonth(int month)
    {
        if (_titleMonths[month - 1] is { } name) return name;
        name = UnicodeText.Title(ShortMonth(month));
        if (_keeps) _titleMonths[month - 1] = name;
        return name;
    }

    /// <summary>As the Associated Press shortens it.</summary>
    public string ApMonth(int month) => Get(_apMonths, ApMonths, "abbrev. month", month - 1);

    public string Day(DayOfWeek day) => Get(_days, Days, null, (int)day);

    public string ShortDay(DayOfWeek day) => Get(_shortDays, ShortDays, null, (int)day);

    private string Get(string?[] known, string[] messages, string? context, int index)
    {
        if (known[index] is { } name) return name;
        name = context is null ? locale.Gettext(messages[index]) : locale.Pgettext(context, messages[index]);
        if (_keeps) known[index] = name;
        return name;
    }
}
