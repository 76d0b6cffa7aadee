using System.Numerics;
using Quintet.Localization;
using Quintet.Templates;

namespace TemplatesTests.Filters;

public class NumberFilterTests
{
    [Theory]
    [InlineData("{{ v|floatformat }}", 34.23234, "34.2")]
    [InlineData("{{ v|floatformat }}", 34.0, "34")]
    [InlineData("{{ v|floatformat:3 }}", 34, "34.000")]
    [InlineData("{{ v|floatformat:'-3' }}", 34.26, "34.260")]
    [InlineData("{{ v|floatformat:0 }}", 2.5, "3")]
    [InlineData("{{ v|floatformat:1 }}", -0.04, "0.0")]
    [InlineData("{{ v|floatformat:2 }}", "1.005", "1.01")]
    [InlineData("{{ v|floatformat:2 }}", " 1_000.5 ", "1000.50")]
    [InlineData("{{ v|floatformat:2 }}", "1e3", "1000.00")]
    [InlineData("{{ v|floatformat:'g' }}", 1234567, "1,234,567")]
    [InlineData("{{ v|floatformat:'2gu' }}", 1234.5, "1234.50")]
    [InlineData("{{ v|floatformat:'u' }}", 1234.5, "1234.5")]
    [InlineData("{{ v|floatformat:'g2' }}", 1234.5, "1234.5")]
    [InlineData("{{ v|floatformat:'' }}", 1234.5, "1234.5")]
    [InlineData("{{ v|floatformat:none }}", 1234.5, "1234.5")]
    [InlineData("{{ v|floatformat:100000 }}", 1.5, "1.5")]
    [InlineData("[{{ v|floatformat }}]", "x", "[]")]
    [InlineData("[{{ v|floatformat }}]", null, "[]")]
    [InlineData("{{ v|floatformat }}", double.NaN, "nan")]
    [InlineData("{{ v|floatformat:2 }}", double.NegativeInfinity, "-inf")]
    [InlineData("{{ v|floatformat:1 }}", true, "1.0")]
    [InlineData("{{ v|floatformat:2 }}", 1e300, "1e+300")]
    [InlineData("{{ v|floatformat:2 }}", 0.1f, "0.10")]
    [InlineData("{{ v|add:'2' }} {{ v|add:2.9 }}", 1.9, "3 3")]
    [InlineData("[{{ v|add:'x' }}{{ v|add:none }}]", 1, "[]")]
    [InlineData("{{ v|add:1 }}", int.MaxValue, "2147483648")]
    [InlineData("{{ v|add:1 }}", double.NaN, "nan")]
    [InlineData("{{ v|get_digit:1 }}{{ v|get_digit:4 }}{{ v|get_digit:0 }}{{ v|get_digit:'x' }}", 789, "90789789")]
    [InlineData("{{ v|get_digit:2 }}", "x", "x")]
    [InlineData("{{ v|divisibleby:3 }} {{ v|divisibleby:'4' }}", 21, "True False")]
    [InlineData("{{ v|pluralize }}{{ v|pluralize:'y,ies' }}", 1.0, "y")]
    [InlineData("{{ v|pluralize }}{{ v|pluralize:'y,ies' }}", "2", "sies")]
    [InlineData("[{{ v|pluralize }}{{ v|pluralize:'a,b,c' }}]", "x", "[]")]
    [InlineData("[{{ v|pluralize }}]", null, "[]")]
    [InlineData("{{ v|filesizeformat }}", 1023, "1023\u00a0bytes")]
    [InlineData("{{ v|filesizeformat }}", 1, "1\u00a0byte")]
    [InlineData("{{ v|filesizeformat }}", 1024, "1.0\u00a0KB")]
    [InlineData("{{ v|filesizeformat }}", 1280, "1.2\u00a0KB")]
    [InlineData("{{ v|filesizeformat }}", 1048575, "1024.0\u00a0KB")]
    [InlineData("{{ v|filesizeformat }}", -52428800, "-50.0\u00a0MB")]
    [InlineData("{{ v|filesizeformat }}", 1e18, "888.2\u00a0PB")]
    [InlineData("{{ v|filesizeformat }}", "x", "0\u00a0bytes")]
    [InlineData("{{ v|filesizeformat }}", null, "0\u00a0bytes")]
    [InlineData("{{ v|filesizeformat }}", double.NaN, "0\u00a0bytes")]
    [InlineData("{{ v|yesno }} {{ v|yesno:'a,b' }} {{ v|yesno:'a,b,c' }} {{ v|yesno:'a' }} {{ v|yesno:'a,b,c,d' }}", null, "maybe b c None b")]
    [InlineData("{{ v|default:'d' }} {{ v|default_if_none:'n' }}", 0.0, "d 0.0")]
    public void Applies(string text, object? v, string expected) => Assert.Equal(expected, Render.Text(text, new { v, none = (object?)null }));

    [Theory]
    [InlineData("divisibleby:0")]
    [InlineData("divisibleby:'x'")]
    public void ADivisorHasToBeANumber(string filter) => Assert.Throws<TemplateRenderException>(() => Render.Text("{{ 6|" + filter + " }}"));

    [Fact]
    public void NumbersOfAllKinds()
    {
        object[] numbers = [(byte)7, (sbyte)7, (short)7, (ushort)7, 7, 7u, 7L, 7UL, new BigInteger(7), 7f, 7d, 7m];
        foreach (var number in numbers)
        {
            Assert.Equal("7.00|7|s|9|7|False|7th", Render.Text("{% load humanize %}{{ n|floatformat:2 }}|{{ n|floatformat }}|{{ n|pluralize }}|{{ n|add:2 }}|{{ n|get_digit:1 }}|{{ n|divisibleby:2 }}|{{ n|ordinal }}", new { n = number }));
        }
    }

    [Fact]
    public void LargeNumbersAreExact() => Assert.Equal(
        "123456789012345678901234567890.13|1,234,567,890,123,456,789,012,345,678,901|79228162514264337593543950335.0",
        Render.Text("{{ text|floatformat:2 }}|{{ big|floatformat:'g' }}|{{ max|floatformat:1 }}", new { text = "123456789012345678901234567890.125", big = BigInteger.Parse("1234567890123456789012345678901", null), max = decimal.MaxValue }));

    [Fact]
    public void AHugeNumberIsNotWrittenOut()
    {
        Assert.Equal("1e1000000", Render.Text("{{ v|floatformat:2 }}", new { v = "1e1000000" }));
        var digits = new string('9', 100_000);
        Assert.Equal(digits, Render.Text("{{ v|floatformat:2 }}", new { v = digits }));
        Assert.Equal("", Render.Text("{{ v|add:1 }}", new { v = digits }));
    }

    [Fact]
    public void AnotherLanguageHasItsOwnSeparators()
    {
        var options = Render.Options() with { Locales = new(new LocaleOptions { LanguageCode = "de" }) };
        Assert.Equal("1.234.567,50|1234567,5|1234567.50|1,5\u00a0KB", new Engine(options).FromString("{{ v|floatformat:'2g' }}|{{ v|floatformat }}|{{ v|floatformat:'2u' }}|{{ 1536|filesizeformat }}")
            .Render(RenderContext.From(new { v = 1234567.5 })));
    }

    /// <summary>What no filter can do anything with is shown as something, and fails only where Django says so.</summary>
    [Fact]
    public void OddValuesFailNoFilter()
    {
        object?[] values = [null, "", "x", 0, -1, double.NaN, double.PositiveInfinity, decimal.MaxValue, BigInteger.Pow(10, 400), true, 'c', new object(), new Exception("e"), DayOfWeek.Friday,
            DateTime.MinValue, DateTime.MaxValue, DateTimeOffset.MinValue, DateOnly.MaxValue, TimeOnly.MaxValue, TimeSpan.MinValue, Guid.Empty, new[] { 1 }, new Dictionary<string, int> { ["a"] = 1 }, (1, "a"), new HashSet<string> { "a" }, "\ud800", new byte[] { 1 }];
        var engine = Render.Engine();
        foreach (var filter in BuiltinFilters.All.Concat(BuiltinFilters.Humanize).Where(filter => filter.Name is not ("divisibleby" or "json_script") && !filter.Name.StartsWith("language_", StringComparison.Ordinal)))
        {
            var template = engine.FromString("{% load humanize i18n l10n tz %}{{ v|" + filter.Name + (filter.Argument == FilterArgument.None ? "" : ":a") + " }}");
            foreach (var value in values)
            {
                foreach (var argument in filter.Argument == FilterArgument.None ? [null] : values)
                {
                    try
                    {
                        // The time of a date is the one thing that is an error.
                        Assert.NotNull(template.Render(RenderContext.From(new { v = value, a = argument })));
                    }
                    catch (TemplateRenderException exception)
                    {
                        if (exception.InnerException is not Quintet.Templates.Values.DateFormatException) Assert.Fail($"{filter.Name} with {value ?? "null"} ({value?.GetType().Name}) and {argument ?? "null"}: {exception.InnerException}");
                    }
                }
            }
        }
    }
}
