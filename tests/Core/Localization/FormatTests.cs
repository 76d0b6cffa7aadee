using Quintet.Localization;

namespace CoreTests.Localization;

public sealed class FormatTests
{
    [Fact]
    public void Every_language_s_formats_and_texts_can_be_read()
    {
        foreach (var (code, _) in Locales.Standard.Languages)
        {
            var locale = Locales.Standard.Get(code);
            Assert.NotEmpty(locale.LanguageFormats.DateInputFormats);
            Assert.InRange(locale.LanguageFormats.FirstDayOfWeek, 0, 6);
            Assert.NotEmpty(locale.Gettext("January"));
        }
    }

    [Fact]
    public void A_language_s_own_formats()
    {
        var de = Locales.Standard.Get("de").Formats;
        Assert.Equal(("j. F Y", "H:i", "d.m.Y", ",", ".", 1), (de.DateFormat, de.TimeFormat, de.ShortDateFormat, de.DecimalSeparator, de.ThousandSeparator, de.FirstDayOfWeek));
        Assert.Equal("d.m.Y", de.Find("SHORT_DATE_FORMAT"));
        Assert.Null(de.Find("d.m.Y"));
        Assert.Contains("%Y-%m-%d", de.DateInputFormats);
        // Hindi says nothing of the date with time: that stays as in the settings.
        Assert.Equal(("j F Y", "N j, Y, P"), (Locales.Standard.Get("hi").Formats.DateFormat, Locales.Standard.Get("hi").Formats.DatetimeFormat));
        // Swiss German groups digits in its own way; Austrian has no formats of its own.
        Assert.Equal("\u00a0", Locales.Standard.Get("de-ch").Formats.ThousandSeparator);
        Assert.Equal(("j. F Y", "."), (Locales.Standard.Get("de-at").Formats.DateFormat, Locales.Standard.Get("de-at").Formats.ThousandSeparator));
        Assert.Equal("N j, Y", Locales.Standard.Get("tlh").Formats.DateFormat);
    }

    [Fact]
    public void Formats_of_the_project()
    {
        var options = new LocaleOptions
        {
            Formats = new() { DatetimeFormat = "c" },
            FormatsByLanguage = new Dictionary<string, Func<Formats, Formats>>
            {
                ["de"] = formats => formats with { DateFormat = "d.m.Y", ThousandSeparator = "'" },
                ["de-at"] = formats => formats with { ThousandSeparator = " " },
            },
        };
        var locales = new Locales(options);
        Assert.Equal(("d.m.Y", "'"), (locales.Get("de").Formats.DateFormat, locales.Get("de").Formats.ThousandSeparator));
        Assert.Equal(("d.m.Y", " "), (locales.Get("de-at").Formats.DateFormat, locales.Get("de-at").Formats.ThousandSeparator));
        Assert.Equal("c", locales.Get("hi").Formats.DatetimeFormat);

        var without = new Locales(options with { UseL10n = false });
        Assert.Equal(("N j, Y", "c"), (without.Get("de").Formats.DateFormat, without.Get("de").Formats.DatetimeFormat));
        Assert.Equal("d.m.Y", without.Get("de").LanguageFormats.DateFormat);
    }
}
