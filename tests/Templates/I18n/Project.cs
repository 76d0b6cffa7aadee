using Quintet;
using Quintet.Localization;
using Quintet.Templates;

namespace TemplatesTests.I18n;

/// <summary>A small project with translations, in Berlin.</summary>
internal static class Project
{
    private const string German = """
        msgid ""
        msgstr "Plural-Forms: nplurals=2; plural=(n != 1);\n"

        msgid "Welcome"
        msgstr "Willkommen"

        msgid "50%% off"
        msgstr "50%% billiger"

        msgid "<b>bold</b>"
        msgstr "<b>fett</b>"

        msgctxt "verb"
        msgid "Order"
        msgstr "Bestellen"

        msgid "Hello %(name)s, %(rate)s%%"
        msgstr "Hallo %(name)s, %(rate)s%%"

        msgid "%(n)s book"
        msgid_plural "%(n)s books"
        msgstr[0] "%(n)s Buch"
        msgstr[1] "%(n)s Bücher"

        msgctxt "of a library"
        msgid "%(n)s book"
        msgid_plural "%(n)s books"
        msgstr[0] "%(n)s Band"
        msgstr[1] "%(n)s Bände"

        msgid "wrong %(name)s"
        msgstr "falsch %(nome)s"

        msgid "wrong %(name)s percent"
        msgstr "falsch %(name)s 50%"

        msgid "a b"
        msgstr "A B"
        """;

    private const string Polish = """
        msgid ""
        msgstr "Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

        msgid "%(n)s book"
        msgid_plural "%(n)s books"
        msgstr[0] "%(n)s książka"
        msgstr[1] "%(n)s książki"
        msgstr[2] "%(n)s książek"
        """;

    public static LocaleOptions Options { get; } = new()
    {
        Sources = [new Texts()],
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
    };

    /// <summary>What the tests' templates show.</summary>
    public static object Model { get; } = new
    {
        huge = 1e16,
        rate = 1234.5,
        price = 1234567.50m,
        count = 1234567,
        big = 12345678901234L,
        truth = true,
        aware = new DateTimeOffset(2026, 7, 3, 12, 5, 0, TimeSpan.Zero),
        utc = new DateTime(2026, 7, 3, 12, 5, 0, DateTimeKind.Utc),
        naive = new DateTime(2026, 7, 3, 12, 5, 0),
        winter = new DateTimeOffset(2026, 1, 3, 12, 5, 0, TimeSpan.Zero),
        skipped = new DateTime(2026, 3, 29, 2, 30, 0),
        day = new DateOnly(2026, 7, 3),
        tea = new TimeOnly(16, 0),
        name = "<x>",
        one = 1,
        two = 2,
        five = 5,
        half = 1.5,
        word = "Welcome",
        html = "<b>bold</b>",
        codes = new[] { "de", "he" },
        pairs = new[] { ("de", "German") },
        january = Translation.GettextLazy("January"),
    };

    public static Locales Locales { get; } = new(Options);

    public static string Render(string text, string language, Locales? locales = null)
    {
        locales ??= Locales;
        var context = RenderContext.From(Model);
        context.Locale = locales.Get(language);
        return new Engine(new() { Locales = locales }).FromString("{% load i18n l10n tz %}" + text).Render(context);
    }

    private sealed class Texts : IMessageSource
    {
        public PoFile? Read(string locale) => locale switch
        {
            "de" => PoFile.Parse(German),
            "pl" => PoFile.Parse(Polish),
            _ => null,
        };

        public long Version(string locale) => locale is "de" or "pl" ? 1 : 0;
    }
}
