using Quintet;
using Quintet.Localization;

namespace CoreTests.Localization;

public sealed class LocaleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quintet-locale-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_project_s_texts_win_over_the_framework_s_and_the_first_source_over_the_next()
    {
        var locales = Make(new Memory(("de", "msgid \"January\"\nmsgstr \"Jänner\"")), new Memory(("de", "msgid \"January\"\nmsgstr \"Jenner\"\n\nmsgid \"Book\"\nmsgstr \"Buch\"")));
        var german = locales.Get("de");
        Assert.Equal(("Jänner", "Buch", "Februar", "Leek"), (german.Gettext("January"), german.Gettext("Book"), german.Gettext("February"), german.Gettext("Leek")));
    }

    [Fact]
    public void A_language_falls_back_on_its_general_form_and_then_on_the_default()
    {
        var locales = new Locales(new LocaleOptions
        {
            LanguageCode = "fr",
            Sources = [new Memory(("de_AT", Text("Tomato", "Paradeiser")), ("de", Text("Tomato", "Tomate") + Text("Potato", "Kartoffel")), ("fr", Text("Potato", "Pomme de terre") + Text("Onion", "Oignon")))],
        });
        Assert.Equal(("Paradeiser", "Kartoffel", "Oignon", "Leek"), Words("de-at"));
        Assert.Equal(("Tomate", "Kartoffel", "Oignon", "Leek"), Words("de"));
        Assert.Equal(("Tomate", "Kartoffel", "Oignon", "Leek"), Words("de-ch"));
        Assert.Equal(("Tomato", "Potato", "Onion", "Leek"), Words("en-gb"));
        Assert.Equal(("Tomato", "Pomme de terre", "Oignon", "Leek"), Words("tlh"));
        Assert.Equal(("Tomato", "Potato", "Onion", "Leek"), Words(""));

        (string, string, string, string) Words(string language)
        {
            var locale = locales.Get(language);
            return (locale.Gettext("Tomato"), locale.Gettext("Potato"), locale.Gettext("Onion"), locale.Gettext("Leek"));
        }
    }

    [Fact]
    public void Plurals_count_by_the_rule_of_the_file_that_has_them()
    {
        const string polish = "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n\"\n\n"
            + "msgid \"book\"\nmsgid_plural \"books\"\nmsgstr[0] \"książka\"\nmsgstr[1] \"książki\"\nmsgstr[2] \"książek\"\n\n"
            + "msgctxt \"of a tree\"\nmsgid \"leaf\"\nmsgid_plural \"leaves\"\nmsgstr[0] \"liść\"\nmsgstr[1] \"liście\"\nmsgstr[2] \"\"\n";
        var locales = Make(new Memory(("pl", polish)));
        var pl = locales.Get("pl");
        Assert.Equal("książka książki książek książki", string.Join(' ', new[] { 1, 3, 12, 22 }.Select(n => pl.Ngettext("book", "books", n))));
        Assert.Equal("liść", pl.Npgettext("of a tree", "leaf", "leaves", 1));
        Assert.Equal("leaves", pl.Npgettext("of a tree", "leaf", "leaves", 5)); // a form that is not translated
        Assert.Equal("leaf", pl.Ngettext("leaf", "leaves", 1)); // without the context it is another text
        Assert.Equal("książka", pl.Gettext("book"));
        Assert.Equal("books", locales.Default.Ngettext("book", "books", 0));
        // The framework's own rule for Polish has four forms, and still holds for its texts.
        Assert.Equal("2 lata", pl.Ngettext("%d year", "%d years", 2).Replace("%d", "2", StringComparison.Ordinal));
        Assert.Equal("5 lat", pl.Ngettext("%d year", "%d years", 5).Replace("%d", "5", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ru", 21, "%d час")]
    [InlineData("ru", 22, "%d часа")]
    [InlineData("ru", 11, "%d часов")]
    [InlineData("ar", 2, "%d ساعتين")]
    [InlineData("ja", 1, "%d 時間")]
    [InlineData("ja", 7, "%d 時間")]
    [InlineData("de", 7, "%d Stunden")]
    public void The_framework_s_own_texts(string language, int number, string expected) =>
        Assert.Equal(expected, Locales.Standard.Get(language).Ngettext("%d hour", "%d hours", number).Replace('\u00a0', ' '));

    [Fact]
    public void Context_tells_texts_apart()
    {
        var de = Locales.Standard.Get("de");
        Assert.Equal(("Mai", "Mai", "Mai", "März"), (de.Gettext("May"), de.Pgettext("abbrev. month", "May"), de.Pgettext("alt. month", "May"), de.Pgettext("abbrev. month", "March")));
        Assert.Equal("мая", Locales.Standard.Get("ru").Pgettext("alt. month", "May"));
    }

    [Fact]
    public void Fuzzy_translations_are_not_used() =>
        Assert.Equal("Book", Make(new Memory(("de", "#, fuzzy\nmsgid \"Book\"\nmsgstr \"Bock\""))).Get("de").Gettext("Book"));

    [Fact]
    public void Line_ends_do_not_matter() =>
        Assert.Equal("a\nb!", Make(new Memory(("de", "msgid \"a\\nb\"\nmsgstr \"a\\nb!\""))).Get("de").Gettext("a\r\nb"));

    [Fact]
    public void Without_translation_texts_stay_as_they_are()
    {
        var locales = new Locales(new LocaleOptions { UseI18n = false, LanguageCode = "de" });
        Assert.Equal(("January", "de"), (locales.Default.Gettext("January"), locales.Get("fr").Language));
    }

    [Fact]
    public async Task Override_reaches_what_runs_in_it_and_nothing_else()
    {
        var lazy = Translation.GettextLazy("January");
        Assert.Equal(("January", "en-us"), (lazy.ToString(), Translation.Language));
        using (Translation.Override("de"))
        {
            Assert.Equal(("Januar", "de"), (lazy.ToString(), Translation.Language));
            using (Translation.Override("fr")) Assert.Equal("janvier", lazy.ToString());
            using (Translation.Override("")) Assert.Equal("January", lazy.ToString());
            await Task.Yield();
            Assert.Equal("Januar", await Task.Run(() => Translation.Gettext("January")));
        }

        Assert.Equal("January", lazy.ToString());

        // Side by side, each with its own.
        using var bothInside = new Barrier(2);
        var months = await Task.WhenAll(new[] { "pl", "ja" }.Select(language => Task.Factory.StartNew(() =>
        {
            using (Translation.Override(language))
            {
                bothInside.SignalAndWait();
                return lazy.ToString();
            }
        }, TaskCreationOptions.LongRunning)));
        Assert.Equal(["styczeń", "1月"], months.Select(month => month.ToLowerInvariant()));
    }

    [Fact]
    public void Lazy_texts_and_plain_ones_go_by_one_type()
    {
        LazyText plain = "January";
        using (Translation.Override("de"))
        {
            Assert.Equal("January", plain.ToString());
            Assert.Equal("Januar", Translation.GettextLazy("January").ToString());
            Assert.Equal("Mai", Translation.PgettextLazy("alt. month", "May").ToString());
            Assert.Equal("%d Jahre", Translation.NgettextLazy("%d year", "%d years", 2).ToString().Replace('\u00a0', ' '));
        }

        Assert.Equal("Januar", Translation.GettextLazy("January").In(Locales.Standard.Get("de")));
    }

    [Fact]
    public void Language_and_time_zone_are_chosen_apart()
    {
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        using (Translation.Override("de"))
        using (Timezone.Override(paris))
        {
            Assert.Equal(("de", paris), (Translation.Language, Timezone.Current));
            using (Translation.Override("fr")) Assert.Equal(("fr", paris), (Translation.Language, Timezone.Current));
        }

        Assert.Equal(TimeZoneInfo.Utc, Timezone.Current);
    }

    [Fact]
    public void A_changed_file_is_read_again_in_debug()
    {
        var folder = _folder.FullName;
        var file = Path.Combine(folder, "de", "LC_MESSAGES", "django.po");
        var locales = new Locales(new LocaleOptions { Sources = [new LocaleFolder(folder)], Debug = true });
        var kept = new Locales(new LocaleOptions { Sources = [new LocaleFolder(folder)] });
        var german = locales.Get("de");
        Assert.Equal("Book", german.Gettext("Book"));
        Assert.Equal("Book", kept.Get("de").Gettext("Book"));

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "msgid \"Book\"\nmsgstr \"Buch\"\n");
        Assert.Equal("Buch", german.Gettext("Book"));
        File.WriteAllText(file, "msgid \"Book\"\nmsgstr \"Werk!\"\n");
        Assert.Equal("Werk!", german.Gettext("Book"));
        Assert.Equal("Book", kept.Get("de").Gettext("Book"));
        Assert.Equal(["de"], new LocaleFolder(folder).Locales());
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("pt-br", "pt_BR")]
    [InlineData("PT-BR", "pt_BR")]
    [InlineData("zh-hans", "zh_Hans")]
    [InlineData("sr-latn", "sr_Latn")]
    [InlineData("be-tarask", "be_Tarask")]
    [InlineData("nl-nl-x-informal", "nl_NL-x-informal")]
    public void Language_codes_and_locale_names(string language, string locale)
    {
        Assert.Equal(locale, Translation.ToLocale(language));
        Assert.Equal(language.ToLowerInvariant(), Translation.ToLanguage(locale));
    }

    [Fact]
    public void What_is_known_of_languages()
    {
        Assert.Equal(new LanguageInfo("de", "German", "Deutsch", false), Translation.GetLanguageInfo("de"));
        Assert.Equal("German", Translation.GetLanguageInfo("de-at").Name);
        Assert.Equal("Simplified Chinese", Translation.GetLanguageInfo("zh-cn").Name);
        Assert.True(Translation.GetLanguageInfo("ar").Bidi);
        using (Translation.Override("fr")) Assert.Equal("Allemand", Translation.GetLanguageInfo("de").NameTranslated);
        Assert.Equal("Unknown language code tlh-aa and tlh.", Assert.Throws<KeyNotFoundException>(() => Translation.GetLanguageInfo("tlh-aa")).Message);
        Assert.Equal("Unknown language code tlh.", Assert.Throws<KeyNotFoundException>(() => Translation.GetLanguageInfo("tlh")).Message);
        Assert.True(Locales.Standard.Get("he").IsBidi);
        Assert.Contains(KeyValuePair.Create("pt-br", "Brazilian Portuguese"), Locales.Standard.Languages);
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("de/../..")]
    [InlineData("messages")]
    [InlineData("")]
    public void A_code_that_is_none_reaches_no_file(string code)
    {
        var asked = new Asked();
        Assert.Equal("January", Make(asked).Get(code).Gettext("January"));
        Assert.All(asked.Names, name => Assert.DoesNotContain('/', name));
    }

    private static string Text(string id, string translation) => $"msgid \"{id}\"\nmsgstr \"{translation}\"\n\n";

    private static Locales Make(params IMessageSource[] sources) => new(new LocaleOptions { Sources = sources });

    private sealed class Memory(params (string Locale, string Text)[] files) : IMessageSource
    {
        public PoFile? Read(string locale)
        {
            foreach (var (name, text) in files)
            {
                if (name == locale) return PoFile.Parse(text, $"{name}.po");
            }

            return null;
        }

        public long Version(string locale) => files.Any(file => file.Locale == locale) ? 1 : 0;
    }

    private sealed class Asked : IMessageSource
    {
        public List<string> Names { get; } = [];

        public PoFile? Read(string locale)
        {
            Names.Add(locale);
            return null;
        }

        public long Version(string locale)
        {
            Names.Add(locale);
            return 0;
        }
    }
}
