using Quintet;
using Quintet.Localization;
using Quintet.Templates;

namespace TemplatesTests.I18n;

/// <summary>Numbers, dates and times; the expected texts are those that Django 3.2 shows.</summary>
public class LocalizedTests
{
    private const string Values = "{{ huge }} {{ rate }} {{ price }} {{ count }} {{ big }} {{ truth }}";
    private const string Dates = "{{ aware }} | {{ utc }} | {{ naive }} | {{ day }} | {{ tea }}";

    [Theory]
    [InlineData("en-us", false, "10000000000000000 1234.5 1234567.50 1234567 12345678901234 True")]
    [InlineData("en-us", true, "10,000,000,000,000,000 1,234.5 1,234,567.50 1,234,567 12,345,678,901,234 True")]
    [InlineData("de", false, "10000000000000000 1234,5 1234567,50 1234567 12345678901234 True")]
    [InlineData("de", true, "10.000.000.000.000.000 1.234,5 1.234.567,50 1.234.567 12.345.678.901.234 True")]
    [InlineData("pl", true, "10\u00a0000\u00a0000\u00a0000\u00a0000\u00a0000 1\u00a0234,5 1\u00a0234\u00a0567,50 1\u00a0234\u00a0567 12\u00a0345\u00a0678\u00a0901\u00a0234 True")]
    public void Numbers(string language, bool separators, string expected) =>
        Assert.Equal(expected, Project.Render(Values, language, new Locales(Project.Options with { UseThousandSeparator = separators })));

    [Theory]
    [InlineData("en-us", "July 3, 2026, 2:05 p.m. | July 3, 2026, 2:05 p.m. | July 3, 2026, 12:05 p.m. | July 3, 2026 | 4 p.m.")]
    [InlineData("de", "3. Juli 2026 14:05 | 3. Juli 2026 14:05 | 3. Juli 2026 12:05 | 3. Juli 2026 | 16:00")]
    [InlineData("pl", "3 lipca 2026 14:05 | 3 lipca 2026 14:05 | 3 lipca 2026 12:05 | 3 lipca 2026 | 16:00")]
    [InlineData("ru", "3 июля 2026 г. 14:05 | 3 июля 2026 г. 14:05 | 3 июля 2026 г. 12:05 | 3 июля 2026 г. | 16:00")]
    public void Times(string language, string expected) => Assert.Equal(expected, Project.Render(Dates, language));

    [Theory]
    [InlineData("{{ rate|floatformat }} {{ rate|floatformat:'2g' }} {{ truth|yesno }}", "1234,5 1.234,50 Ja")]
    [InlineData("{{ aware|date:'SHORT_DATETIME_FORMAT' }} {{ aware|date:'D j E Y H:i T e O' }} {{ day|date }} {{ tea|time }}", "03.07.2026 14:05 Fr 3 Juli 2026 14:05 CEST CEST +0200 3. Juli 2026 16:00")]
    [InlineData("{{ rate|localize }} {{ rate|unlocalize }} {% localize off %}{{ rate }} {{ aware }} {{ day }} {{ count }}{% endlocalize %} {% localize on %}{{ rate }}{% endlocalize %}", "1234,5 1234.5 1234.5 Juli 3, 2026, 2:05 nachm. Juli 3, 2026 1234567 1234,5")]
    [InlineData("{% firstof rate %} {% cycle rate count %} {% with x=rate %}{{ x }}{% endwith %}", "1234,5 1234,5 1234,5")]
    [InlineData("{{ day|timesince:day }} {{ winter|timesince:aware }} {{ naive|timeuntil:naive }}", "0\u00a0Minuten 6\u00a0Monate 0\u00a0Minuten")]
    [InlineData("{% load humanize %}{{ count|intcomma }} {{ count|intword }} {{ 3|apnumber }} {{ 3|ordinal }}", "1.234.567 1,2 Millionen drei 3.")]
    [InlineData("{{ count|filesizeformat }} {{ 'Ein langer Text'|truncatewords:2 }}", "1,2\u00a0MB Ein langer …")]
    public void In_German(string text, string expected) => Assert.Equal(expected, Project.Render(text, "de"));

    [Theory]
    [InlineData("{{ aware|utc }} | {{ aware|timezone:'Asia/Tokyo' }} | {{ aware|timezone:'Nope' }} | {{ naive|utc }} | {{ day|utc }} | {{ aware|localtime }}", "July 3, 2026, 12:05 p.m. | July 3, 2026, 9:05 p.m. |  | July 3, 2026, 10:05 a.m. |  | July 3, 2026, 2:05 p.m.")]
    [InlineData("{% localtime off %}{{ aware }} {{ aware|date:'H:i T' }}{% endlocaltime %} {{ aware|date:'H:i' }}", "July 3, 2026, 12:05 p.m. 12:05 UTC 14:05")]
    [InlineData("{% timezone 'Asia/Tokyo' %}{{ aware }} {{ aware|date:'H:i T' }} {% get_current_timezone as z %}{{ z }}{% endtimezone %}{% get_current_timezone as z %} {{ z }}", "July 3, 2026, 9:05 p.m. 21:05 JST Asia/Tokyo Europe/Berlin")]
    [InlineData("{% timezone 'Asia/Tokyo' %}{% timezone None %}{{ aware|time:'H:i' }}{% endtimezone %}{% endtimezone %}", "14:05")]
    [InlineData("{{ aware|timezone:'Europe/Paris'|date:'H:i T e' }} {{ aware|utc|date:'H:i T' }} {{ aware|utc|timesince:aware }}", "14:05 CEST CEST 12:05 UTC 0\u00a0minutes")]
    [InlineData("{{ winter|date:'H:i T' }} {{ winter|timezone:'Asia/Kolkata'|time:'H:i O' }}", "13:05 CET 17:35 +0530")]
    [InlineData("[{{ skipped|utc }}]", "[]")]
    public void Time_zones(string text, string expected) => Assert.Equal(expected, Project.Render(text, "en-us"));

    [Fact]
    public void Without_time_zones_times_are_shown_as_they_are() =>
        Assert.Equal("July 3, 2026, 12:05 p.m. 12:05 2:05 p.m.", Project.Render("{{ aware }} {{ aware|date:'H:i' }} {% localtime on %}{{ aware|date:'P' }}{% endlocaltime %}", "en-us", new Locales(Project.Options with { UseTz = false })));

    [Fact]
    public void Without_localization_the_project_s_own_formats_count()
    {
        var locales = new Locales(Project.Options with { UseL10n = false, UseThousandSeparator = true, Formats = new() { DateFormat = "Y-m-d" } });
        Assert.Equal("1234.5 2026-07-03 Januar | 1.234,5", Project.Render("{{ rate }} {{ day }} {{ january }} | {% localize on %}{{ rate }}{% endlocalize %}", "de", locales));
    }

    [Fact]
    public void A_time_zone_in_force_and_the_tag_now()
    {
        var clock = new FixedClock();
        var template = new Engine(new() { Locales = Project.Locales, Clock = clock }).FromString("{% now 'H:i T' %} {% now 'DATE_FORMAT' as today %}{{ today }}");
        Assert.Equal("14:05 CEST July 3, 2026", template.Render(new RenderContext()));
        using (Translation.Override("de"))
        using (Timezone.Override(TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"))) Assert.Equal("21:05 JST 3. Juli 2026", template.Render(new RenderContext()));
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 7, 3, 12, 5, 0, TimeSpan.Zero);
    }
}
