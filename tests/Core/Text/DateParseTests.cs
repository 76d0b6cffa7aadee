using Quintet.Text;

namespace CoreTests.Text;

public class DateParseTests
{
    [Fact]
    public void Dates()
    {
        Assert.Equal(new DateOnly(2012, 4, 9), DateParse.ParseDate("2012-4-9"));
        Assert.Null(DateParse.ParseDate("20120409"));
        Assert.Null(DateParse.ParseDate("2012-04-09 "));
        Assert.Contains("calendar", Assert.Throws<FormatException>(() => DateParse.ParseDate("2012-02-30")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Times()
    {
        Assert.Equal(new TimeOnly(9, 15), DateParse.ParseTime("9:15"));
        Assert.Equal(new TimeOnly(9, 15, 0, 500), DateParse.ParseTime("09:15:00.5"));
        Assert.Null(DateParse.ParseTime("091500"));
        Assert.Throws<FormatException>(() => DateParse.ParseTime("24:00"));
    }

    [Fact]
    public void Both()
    {
        Assert.Equal(new DateTime(2012, 4, 9, 4, 8, 16), DateParse.ParseDateTime("2012-4-9 4:8:16")?.ToObject());
        Assert.Equal(new DateTimeOffset(2012, 4, 23, 10, 20, 30, 400, TimeSpan.FromMinutes(-150)), DateParse.ParseDateTime("2012-04-23T10:20:30.400-02:30")?.ToObject());
        Assert.Equal(TimeSpan.Zero, DateParse.ParseDateTime("2012-04-23T10:20Z")?.Offset);
        Assert.Null(DateParse.ParseDateTime("2012-04-23"));
        Assert.Throws<FormatException>(() => DateParse.ParseDateTime("2012-04-23T10:20+23:00"));
    }

    [Theory]
    [InlineData("15:30", 930)]
    [InlineData("4 days, 01:00:00.25", (4 * 86400) + 3600.25)]
    [InlineData("-4 15:30", (-4 * 86400) + 930)]
    [InlineData("-P4DT1H", -(4 * 86400) - 3600)]
    [InlineData("PT0.5S", 0.5)]
    [InlineData("-1 day -0:00:01", -86401)]
    public void Durations(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), DateParse.ParseDuration(text));

    [Theory]
    [InlineData("P1Y")]
    [InlineData("x")]
    [InlineData("1:-1")]
    public void NoDuration(string text) => Assert.Null(DateParse.ParseDuration(text));

    [Theory]
    [InlineData("99999999999999999999")]
    [InlineData("99999999999999999999999999999999999999999999")]
    public void ADurationBeyondAllIsAnError(string text) => Assert.Throws<FormatException>(() => DateParse.ParseDuration(text));

    [Theory]
    [InlineData(3785, "01:03:05", "P0DT01H03M05S")]
    [InlineData(90185.5, "1 01:03:05.500000", "P1DT01H03M05.500000S")]
    [InlineData(-1, "-1 23:59:59", "-P0DT00H00M01S")]
    public void DurationsAsText(double seconds, string text, string iso)
    {
        var duration = TimeSpan.FromSeconds(seconds);
        Assert.Equal(text, DurationText.ToText(duration));
        Assert.Equal(iso, DurationText.ToIso(duration));
        Assert.Equal(duration, DateParse.ParseDuration(text));
        Assert.Equal(duration, DateParse.ParseDuration(iso));
    }

    [Fact]
    public void TheLongestDurations()
    {
        Assert.StartsWith("-10675200 ", DurationText.ToText(TimeSpan.MinValue), StringComparison.Ordinal);
        Assert.StartsWith("-P10675199D", DurationText.ToIso(TimeSpan.MinValue), StringComparison.Ordinal);
    }
}
