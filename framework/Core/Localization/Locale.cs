namespace Quintet.Localization;

/// <summary>
/// A language with its texts and formats, and a time zone: what is in force while a request is answered or a template rendered. Immutable.
/// </summary>
/// <remarks>The one in force is reached through <see cref="Translation.Current"/>; templates get theirs with the rendering.</remarks>
public sealed class Locale
{
    /// <summary>The key of the locale in force.</summary>
    public static readonly ContextKey<Locale> Key = new("locale");

    private Formats? _languageFormats;
    private CalendarNames? _calendar;

    internal Locale(Locales locales, string language, TimeZoneInfo timeZone, bool? useTz = null) =>
        (Locales, Language, TimeZone, UseTz) = (locales, language, timeZone, useTz ?? locales.Options.UseTz);

    /// <summary>The project's languages, of which this is one.</summary>
    public Locales Locales { get; }

    /// <summary>As in <c>LANGUAGES</c>: <c>de</c>, <c>pt-br</c>. Empty where translation is switched off.</summary>
    public string Language { get; }

    /// <summary>The zone in which aware times are shown (Django's current time zone).</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>Whether aware times are shown in <see cref="TimeZone"/>; else as they are. The settings say it, and the tag <c>localtime</c>.</summary>
    public bool UseTz { get; }

    /// <summary>Whether the language is written from right to left.</summary>
    public bool IsBidi => LanguageTable.IsBidi(Language);

    /// <summary>How dates and numbers are written: the language's, or the project's own where <see cref="LocaleOptions.UseL10n"/> is off.</summary>
    public Formats Formats => Locales.Options.UseL10n ? LanguageFormats : Locales.Options.Formats;

    /// <summary>The language's formats, whatever the settings say: what <c>{{ value|localize }}</c> uses.</summary>
    public Formats LanguageFormats => _languageFormats ??= Locales.FormatsOf(Language);

    internal CalendarNames Calendar => _calendar ??= new(this);

    /// <summary>The translation of a text; the text itself where there is none.</summary>
    public string Gettext(string message) => Locales.Find(Language, null, message, null) ?? message;

    /// <summary>The translation of a text that means different things in different places (<c>May</c>, the month or the verb).</summary>
    public string Pgettext(string context, string message) => Locales.Find(Language, context, message, null) ?? message;

    /// <summary>What is known of the language; null where nothing is.</summary>
    public LanguageInfo? Info => LanguageTable.Find(Language);

    /// <summary>The form of a text that fits a number, in a language that may have one form or six.</summary>
    /// <param name="singular">The text for one, which is also what the translation is found by.</param>
    /// <param name="plural">The text for any other number, where there is no translation.</param>
    /// <param name="number">Mostly a count; a fraction is allowed.</param>
    public string Ngettext(string singular, string plural, double number) => Locales.Find(Language, null, singular, number) ?? (number == 1 ? singular : plural);

    /// <summary><see cref="Ngettext"/> with a context, as in <see cref="Pgettext"/>.</summary>
    public string Npgettext(string context, string singular, string plural, double number) =>
        Locales.Find(Language, context, singular, number) ?? (number == 1 ? singular : plural);

    /// <summary>The same zone with another language.</summary>
    public Locale WithLanguage(string language) => language == Language ? this : Locales.Get(language, TimeZone).WithUseTz(UseTz);

    /// <summary>The same language with another time zone.</summary>
    public Locale WithTimeZone(TimeZoneInfo timeZone) => timeZone.Equals(TimeZone) ? this : Locales.Get(Language, timeZone).WithUseTz(UseTz);

    /// <summary>The same, with aware times shown in the time zone or as they are.</summary>
    public Locale WithUseTz(bool useTz) => useTz == UseTz ? this : new(Locales, Language, TimeZone, useTz);
}
