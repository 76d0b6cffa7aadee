using Quintet.Templates;

namespace TemplatesTests;

/// <summary>A filter that writes its result shows what it would have returned.</summary>
public class FilterWriterProperties
{
    private static readonly string[] Formats =
        ["", "Y-m-d", "j F Y", "N j, Y, P", "D d M y", "H:i:s.u", "c", "r", "T e O Z U", "DATE_FORMAT", "SHORT_DATETIME_FORMAT", "TIME_FORMAT", "<b>l</b> & \\j\\o", "f A", "jS z W o t L b E"];

    private static readonly Engine[] Engines =
    [
        new(new()),
        new(new() { Locales = new(new() { LanguageCode = "de", UseL10n = true, TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), UseTz = true }) }),
        new(new() { Locales = new(new() { LanguageCode = "en", UseL10n = true, UseThousandSeparator = true }) }),
    ];

    [ManyCases]
    public void OfNumbers(int mantissa, byte scale, int kind, int places, bool localized, int engine)
    {
        var number = new decimal(mantissa, mantissa < 0 ? 7919 : 0, 0, mantissa % 5 == 0, (byte)(scale % 29));
        object value = ((uint)kind % 4) switch { 0 => number, 1 => (double)number, 2 => mantissa, _ => (long)mantissa * 1_000_003 };
        Assert.Equal(Shown(Engines[0], "{% with y=x.v %}{{ y }}{% endwith %}", value), Shown(Engines[0], "{{ x.v }}", value));
        Same(value, "floatformat", places % 12 is 11 ? "" : $":{places % 12}", engine, localized ? "{% load l10n %}{% localize off %}" : "");
    }

    [ManyCases]
    public void OfDates(DateTime date, int kind, int format, int engine)
    {
        object value = ((uint)kind % 5) switch
        {
            0 => DateTime.SpecifyKind(date, DateTimeKind.Unspecified),
            1 => DateTime.SpecifyKind(date, DateTimeKind.Utc),
            2 => DateOnly.FromDateTime(date),
            3 => TimeOnly.FromDateTime(date),
            _ => new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Unspecified), TimeSpan.FromHours(2)),
        };
        var argument = $":\"{Formats[(uint)format % Formats.Length]}\"";
        Same(value, "date", argument, engine);
        Same(value, "time", argument, engine);
    }

    private static void Same(object value, string filter, string argument, int which, string before = "")
    {
        var engine = Engines[(uint)which % Engines.Length];
        var after = before.Length > 0 ? "{% endlocalize %}" : "";
        // Behind "with" the value has been an object.
        Assert.Equal(
            Shown(engine, $"{before}{{% with y=x.v|{filter}{argument} %}}{{{{ y }}}}{{% endwith %}}{after}", value),
            Shown(engine, $"{before}{{{{ x.v|{filter}{argument} }}}}{after}", value));
    }

    private static string Shown(Engine engine, string text, object value)
    {
        // A member of its own type, so that it is read without a box.
        object holder = value switch
        {
            decimal v => new Holder<decimal>(v),
            double v => new Holder<double>(v),
            int v => new Holder<int>(v),
            long v => new Holder<long>(v),
            DateTime v => new Holder<DateTime>(v),
            DateOnly v => new Holder<DateOnly>(v),
            TimeOnly v => new Holder<TimeOnly>(v),
            _ => new Holder<object>(value),
        };
        try
        {
            return engine.FromString(text).Render(RenderContext.From(new { x = holder }));
        }
        catch (TemplateRenderException exception)
        {
            return exception.InnerException!.Message;
        }
    }

    private sealed record Holder<T>(T V);
}
