using Quintet.Text;

namespace CoreTests.Text;

public class StrfTimeTests
{
    [Theory]
    [InlineData("docs/%Y/%m/%d/", "docs/2024/03/07/")]
    [InlineData("%y-%j %H:%M:%S.%f", "24-067 14:05:09.012345")]
    [InlineData("%I %p %a %A %b %B %h", "02 PM Thu Thursday Mar March Mar")]
    [InlineData("%w %u %U %W %G %V %F", "4 4 09 10 2024 10 2024-03-07")]
    [InlineData("100%% %Q %", "100% %Q %")]
    [InlineData("plain", "plain")]
    public void Directives_are_those_of_C(string format, string expected) =>
        Assert.Equal(expected, StrfTime.Format(format, new DateTime(2024, 3, 7, 14, 5, 9).AddTicks(123_450)));

    [Theory]
    [InlineData(2024, 1, 1, "00 01 1 1")]
    [InlineData(2023, 1, 1, "01 00 0 7")]
    [InlineData(2023, 12, 31, "53 52 0 7")]
    public void Weeks_begin_on_Sunday_or_Monday(int year, int month, int day, string expected) =>
        Assert.Equal(expected, StrfTime.Format("%U %W %w %u", new DateTime(year, month, day)));
}
