using Quintet.Localization;
using Quintet.Templates;

namespace TemplatesTests.Filters;

public class DateFilterTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private sealed class Stopped(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private static string Show(string text, object? v, object? a = null, bool useTz = true, string language = "en") => new Engine(Render.Options() with
    {
        Locales = new(new LocaleOptions { LanguageCode = language, TimeZone = Berlin, UseTz = useTz }),
        Clock = new Stopped(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)),
    }).FromString("{% load humanize %}" + text).Render(RenderContext.From(new { v, a }));

    [Theory]
    [InlineData("a A b c d D", "p.m. PM jul 2026-07-05T14:03:09.000012 05 Sun")]
    [InlineData("E F f g G h H i", "July July 2:03 2 14 02 14 03")]
    [InlineData("I j l L m M n N", "1 5 Sunday False 07 Jul 7 July")]
    [InlineData("o O P s S t T u", "2026 +0200 2:03 p.m. 09 th 31 CEST 000012")]
    [InlineData("U w W y Y z Z e", "1783252989 0 27 26 2026 186 7200 ")]
    [InlineData("r", "Sun, 05 Jul 2026 14:03:09 +0200")]
    [InlineData(@"jS \o\f F, \\Y", @"5th of July, \Y")]
    [InlineData("xq?", "xq?")]
    [InlineData("SHORT_DATETIME_FORMAT", "07/05/2026 2:03 p.m.")]
    [InlineData("YEAR_MONTH_FORMAT", "July 2026")]
    public void ATimeWithoutAZoneIsInTheCurrentOne(string format, string expected) =>
        Assert.Equal(expected, Show("{% autoescape off %}{{ v|date:a }}{% endautoescape %}", new DateTime(2026, 7, 5, 14, 3, 9).AddMicroseconds(12), format));

    [Theory]
    [InlineData(true, "H:i e T O", "14:00 CEST CEST +0200")]
    [InlineData(false, "H:i e T O", "12:00 UTC UTC +0000")]
    public void AnAwareTimeIsBroughtToTheCurrentZoneWhereTheProjectSaysSo(bool useTz, string format, string expected)
    {
        Assert.Equal(expected, Show("{{ v|date:a }}", new DateTimeOffset(2026, 7, 5, 12, 0, 0, TimeSpan.Zero), format, useTz));
        Assert.Equal(expected, Show("{{ v|time:a }}", new DateTime(2026, 7, 5, 12, 0, 0, DateTimeKind.Utc), format, useTz));
    }

    [Theory]
    [InlineData("2026-10-25T02:30", "")]
    [InlineData("2026-03-29T02:30", "")]
    [InlineData("2026-10-25T03:30", "0 +0100 CET 3600")]
    public void AnHourThatIsSkippedOrRepeatedHasNoZone(string time, string expected) =>
        Assert.Equal(expected, Show("{{ v|date:'I O T Z' }}", DateTime.Parse(time, null)).Trim());

    [Theory]
    [InlineData("1950-06-01T12:00", "CET")]
    [InlineData("1947-06-01T12:00", "CEMT")]
    [InlineData("2500-07-01T12:00", "CEST")]
    public void ZonesHaveTheNamesOfTheirTime(string time, string name) => Assert.Equal(name, Show("{{ v|date:'T' }}", DateTime.Parse(time, null)));

    [Fact]
    public void DatesAndTimesAlone()
    {
        var (date, time) = (new DateOnly(2026, 1, 2), new TimeOnly(0, 0));
        Assert.Equal("Jan. 2, 2026|2026-01-02|02||", Show("{{ v|date }}|{{ v|date:'c' }}|{{ v|date:'d' }}|{{ v|time }}|{{ v|time:'H' }}", date));
        Assert.Equal("midnight|00:00:00|||noon", Show("{{ v|time }}|{{ v|date:'c' }}|{{ v|date }}|{{ v|date:'Y' }}|{{ a|time:'P' }}", time, new TimeOnly(12, 0)));
        Assert.Equal("|||x", Show("{{ v|date }}|{{ a|date }}|{{ v|time }}|{{ v|date:'x' }}", "no date", 5));
        var error = Assert.Throws<TemplateRenderException>(() => Show("{{ v|date:'d H' }}", date));
        Assert.Contains("(found 'H')", error.Message, StringComparison.Ordinal);
        Assert.Equal("76 0476 0001", Show("{{ v|date:'y Y' }} {{ a|date:'Y' }}", new DateOnly(476, 9, 4), DateOnly.MinValue));
    }

    [Fact]
    public void AnotherLanguageHasItsOwnNames() =>
        Assert.Equal("5. Juli 2026|Sonntag So|Juli", Show("{{ v|date }}|{{ v|date:'l D' }}|{{ v|date:'F' }}", new DateTime(2026, 7, 5, 14, 0, 0), language: "de"));

    [Theory]
    [InlineData("2026-11-23T12:59:01", "0\u00a0minutes")]
    [InlineData("2026-11-23T12:58:59", "1\u00a0minute")]
    [InlineData("2026-11-20T08:00", "3\u00a0days, 5\u00a0hours")]
    [InlineData("2026-10-01T00:00", "1\u00a0month, 3\u00a0weeks")]
    [InlineData("2024-02-29T13:00", "2\u00a0years, 8\u00a0months")]
    [InlineData("2026-11-22T12:59", "1\u00a0day")]
    [InlineData("2030-01-01T00:00", "0\u00a0minutes")]
    public void TimeSinceIsTheTwoLargestUnits(string time, string expected) => Assert.Equal(expected, Show("{{ v|timesince }}", DateTime.Parse(time, null)));

    [Fact]
    public void TimesAreCompared()
    {
        var (naive, aware) = (new DateTime(2026, 11, 24, 13, 0, 0), new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal("1\u00a0day|1\u00a0day", Show("{{ v|timeuntil }}|{{ a|timeuntil }}", naive, aware));
        Assert.Equal("||", Show("{{ v|timesince:a }}|{{ a|timeuntil:v }}|{{ a|timesince:'x' }}", naive, aware));
        Assert.Equal("1\u00a0day", Show("{{ v|timesince:a }}", new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 2)));
        Assert.Equal("|", Show("{{ v|timesince }}|{{ a|timeuntil }}", "x", null));
    }

    [Theory]
    [InlineData("{{ v|naturalday }}", "2026-11-23", "today")]
    [InlineData("{{ v|naturalday }}", "2026-11-24", "tomorrow")]
    [InlineData("{{ v|naturalday }}", "2026-11-22", "yesterday")]
    [InlineData("{{ v|naturalday }} {{ v|naturalday:'d.m.' }}", "2026-11-20", "Nov. 20, 2026 20.11.")]
    [InlineData("{{ v|naturaltime }}", "2026-11-23T13:00:00", "now")]
    [InlineData("{{ v|naturaltime }}", "2026-11-23T12:59:59", "a second ago")]
    [InlineData("{{ v|naturaltime }}", "2026-11-23T12:59:31", "29\u00a0seconds ago")]
    [InlineData("{{ v|naturaltime }}", "2026-11-23T12:59:00", "a minute ago")]
    [InlineData("{{ v|naturaltime }}", "2026-11-23T10:00:00", "3\u00a0hours ago")]
    [InlineData("{{ v|naturaltime }}", "2026-11-21T10:00:00", "2\u00a0days, 3\u00a0hours ago")]
    [InlineData("{{ v|naturaltime }}", "2026-11-23T13:00:30", "30\u00a0seconds from now")]
    [InlineData("{{ v|naturaltime }}", "2026-11-23T14:00:00", "an hour from now")]
    [InlineData("{{ v|naturaltime }}", "2026-12-23T13:00:00", "1\u00a0month from now")]
    public void DaysAndTimesAreNatural(string text, string time, string expected) =>
        Assert.Equal(expected, Show(text, time.Length == 10 ? DateOnly.Parse(time, null) : DateTime.Parse(time, null)));

    [Fact]
    public void WhatIsNoDateStaysAsItIs() => Assert.Equal("x 5 None", Show("{{ v|naturalday }} {{ a|naturaltime }}", "x", 5) + " " + Show("{{ v|naturalday }}", null));

    [Theory]
    [InlineData("{{ v|apnumber }}", 1, "one")]
    [InlineData("{{ v|apnumber }}", "9", "nine")]
    [InlineData("{{ v|apnumber }}", 10, "10")]
    [InlineData("{{ v|apnumber }}", "x", "x")]
    [InlineData("{{ v|intcomma }}", 4500, "4,500")]
    [InlineData("{{ v|intcomma }}", -1234567.25, "-1,234,567.25")]
    [InlineData("{{ v|intcomma }}", "1234567.8912", "1,234,567.8912")]
    [InlineData("{{ v|intcomma }}", "x1000", "x1000")]
    [InlineData("{{ v|intcomma }}", null, "None")]
    [InlineData("{{ v|intword }}", 999999, "999999")]
    [InlineData("{{ v|intword }}", 1000000, "1.0 million")]
    [InlineData("{{ v|intword }}", 1250000000L, "1.3 billion")]
    [InlineData("{{ v|intword }}", -1200000, "-1.2 million")]
    [InlineData("{{ v|intword }}", "8100000000000000000000000000000000", "8.1 decillion")]
    [InlineData("{{ v|intword }}", null, "None")]
    [InlineData("{{ v|ordinal }}", 1, "1st")]
    [InlineData("{{ v|ordinal }}", 12, "12th")]
    [InlineData("{{ v|ordinal }}", "103", "103rd")]
    [InlineData("{{ v|ordinal }}", "x", "x")]
    public void NumbersAreHumane(string text, object? v, string expected) => Assert.Equal(expected, Show(text, v));

    [Fact]
    public void HumanizeHasToBeLoaded() => Assert.Throws<TemplateSyntaxException>(() => Render.Text("{{ 1|apnumber }}"));
}
