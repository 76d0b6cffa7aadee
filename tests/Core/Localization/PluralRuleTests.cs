using FsCheck;
using FsCheck.Xunit;
using Quintet.Localization;

namespace CoreTests.Localization;

public sealed class PluralRuleTests
{
    private const string Polish = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);";
    private const string Russian = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);";
    private const string Arabic = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;";
    private const string Japanese = "nplurals=1; plural=0;";
    private const string French = "nplurals=2; plural=(n > 1);";

    [Theory]
    [InlineData(Polish, "0:2 1:0 2:1 4:1 5:2 11:2 12:2 21:2 22:1 25:2 102:1 112:2")]
    [InlineData(Russian, "0:2 1:0 2:1 4:1 5:2 11:2 12:2 14:2 21:0 22:1 25:2 111:2 121:0")]
    [InlineData(Arabic, "0:0 1:1 2:2 3:3 10:3 11:4 99:4 100:5 101:5 102:5 103:3 111:4")]
    [InlineData(Japanese, "0:0 1:0 2:0 1000000:0")]
    [InlineData(French, "0:0 1:0 2:1 1.5:1 0.5:0")]
    [InlineData("nplurals=2; plural=!(n==1)", "0:1 1:0 2:1")]
    [InlineData("nplurals=2; plural=!!n", "0:0 1:1 2:1")]
    [InlineData("nplurals=9; plural=1+2*3-8/4", "0:5")]
    [InlineData("nplurals=9; plural=n-7-1", "10:2")]
    [InlineData(" nplurals = 2 ; plural = n != 1 ", "1:0 2:1")]
    public void The_form_of_a_number(string text, string expected)
    {
        Assert.True(PluralRule.TryParse(text, out var rule, out var problem), problem);
        foreach (var pair in expected.Split(' ').Select(pair => pair.Split(':')))
        {
            Assert.Equal((pair[0], pair[1]), (pair[0], rule.FormOf(double.Parse(pair[0], System.Globalization.CultureInfo.InvariantCulture)).ToString()));
        }
    }

    [Theory]
    [InlineData("nplurals=3; plural=n/0", 0)]
    [InlineData("nplurals=3; plural=n%(n-n)", 0)]
    [InlineData("nplurals=3; plural=99", 2)]
    [InlineData("nplurals=3; plural=0-5", 2)]
    [InlineData("nplurals=3; plural=n*n*n*n*n*n*n*n*n*n*n*n*n*n*n*n*n*n*n*n*n*n", 2)]
    public void A_rule_that_makes_no_sense_still_gives_a_form(string text, int expected)
    {
        Assert.True(PluralRule.TryParse(text, out var rule, out _));
        Assert.Equal(expected, rule.FormOf(1e300));
        Assert.InRange(rule.FormOf(double.NaN), 0, 2);
    }

    [Theory]
    [InlineData("", "expected 'nplurals=2; plural=(n != 1);', found ''")]
    [InlineData("nplurals=2", "expected 'nplurals=2; plural=(n != 1);'")]
    [InlineData("nplurals=x; plural=n", "'nplurals' is a number from 1 to 100, not 'x'")]
    [InlineData("nplurals=2; plural=n ==", "expected 'n', a number or '(' at its end")]
    [InlineData("nplurals=2; plural=(n", "expected ')' at its end")]
    [InlineData("nplurals=2; plural=n ? 1", "expected ':' at its end")]
    [InlineData("nplurals=2; plural=n 1", "expected an operator or the end at character 3 of 'n 1', found '1'")]
    [InlineData("nplurals=2; plural=system(n)", "found 's'")]
    [InlineData("nplurals=2; plural=99999999999999999999", "too large")]
    public void What_is_wrong_with_a_rule(string text, string expected)
    {
        Assert.False(PluralRule.TryParse(text, out _, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        Assert.False(PluralRule.TryParse($"nplurals=2; plural={new string('(', 400)}n{new string(')', 400)}", out _, out var problem));
        Assert.Contains("nested more than 50 deep", problem, StringComparison.Ordinal);
        Assert.False(PluralRule.TryParse($"nplurals=2; plural={string.Concat(Enumerable.Repeat("n?", 200))}", out _, out _));
        Assert.False(PluralRule.TryParse($"nplurals=2; plural={new string('(', 1_000_000)}", out _, out problem));
        Assert.Contains("longer than 1000", problem, StringComparison.Ordinal);
        Assert.True(PluralRule.TryParse($"nplurals=2; plural={new string('!', 901)}n", out var rule, out _));
        Assert.Equal(1, rule.FormOf(0));
        Assert.True(PluralRule.TryParse($"nplurals=2; plural=n{string.Concat(Enumerable.Repeat("+1", 480))}", out _, out _));
    }

    [Property(MaxTest = 10_000, EndSize = 30)]
    public void Any_expression_is_read_and_counted_without_an_exception(NonEmptyArray<byte> picks, NormalFloat number)
    {
        string[] pieces = ["n", "n", "1", "0", "10", "(", ")", "?", ":", "&&", "||", "==", "!=", "<", ">=", "+", "-", "*", "/", "%", "!", " ", ";", "="];
        var text = "nplurals=3; plural=" + string.Concat(picks.Get.Select(pick => pieces[pick % pieces.Length]));
        if (PluralRule.TryParse(text, out var rule, out var problem)) Assert.InRange(rule.FormOf(number.Get), 0, 2);
        else Assert.NotEmpty(problem);
    }
}
