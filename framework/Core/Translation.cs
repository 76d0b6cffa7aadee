using Quintet.Localization;

namespace Quintet;

/// <summary>Texts in the language in force (Django's <c>django.utils.translation</c>).</summary>
public static class Translation
{
    /// <summary>The language and time zone in force: what <see cref="Override(string)"/> and <see cref="Timezone.Override(TimeZoneInfo)"/> chose, else the project's.</summary>
    public static Locale Current => Context.Current.Find(Locale.Key) ?? Locales.Standard.Default;

    /// <summary>The code of the language in force.</summary>
    public static string Language => Current.Language;

    /// <summary>Makes a language the one in force, until the returned scope is disposed; the empty one switches translation off.</summary>
    public static Context.Scope Override(string language) => Context.Current.With(Locale.Key, Current.WithLanguage(language)).Enter();

    /// <inheritdoc cref="Locale.Gettext"/>
    public static string Gettext(string message) => Current.Gettext(message);

    /// <inheritdoc cref="Locale.Pgettext"/>
    public static string Pgettext(string context, string message) => Current.Pgettext(context, message);

    /// <inheritdoc cref="Locale.Ngettext"/>
    public static string Ngettext(string singular, string plural, double number) => Current.Ngettext(singular, plural, number);

    /// <inheritdoc cref="Locale.Npgettext"/>
    public static string Npgettext(string context, string singular, string plural, double number) => Current.Npgettext(context, singular, plural, number);

    /// <summary>A text that is translated when it is shown.</summary>
    public static LazyText GettextLazy(string message) => LazyText.Of(message, locale => locale.Gettext(message));

    /// <inheritdoc cref="GettextLazy"/>
    public static LazyText PgettextLazy(string context, string message) => LazyText.Of(message, locale => locale.Pgettext(context, message));

    /// <inheritdoc cref="GettextLazy"/>
    public static LazyText NgettextLazy(string singular, string plural, double number) => LazyText.Of(singular, locale => locale.Ngettext(singular, plural, number));

    /// <inheritdoc cref="GettextLazy"/>
    public static LazyText NpgettextLazy(string context, string singular, string plural, double number) =>
        LazyText.Of(singular, locale => locale.Npgettext(context, singular, plural, number));

    /// <summary><c>pt-br</c> → <c>pt_BR</c>: the name of a folder of translations.</summary>
    public static string ToLocale(string language) => LanguageTable.ToLocale(language);

    /// <summary><c>pt_BR</c> → <c>pt-br</c>.</summary>
    public static string ToLanguage(string locale) => LanguageTable.ToLanguage(locale);

    /// <summary>What is known of a language; of <c>de-at</c>, of which nothing is known, German.</summary>
    /// <exception cref="KeyNotFoundException">Nothing is known of it.</exception>
    public static LanguageInfo GetLanguageInfo(string code) => LanguageTable.Find(code)
        ?? throw new KeyNotFoundException(code.IndexOf('-') is var dash and > 0 ? $"Unknown language code {code} and {code[..dash]}." : $"Unknown language code {code}.");

    /// <summary>Marks a text for translation and leaves it as it is: it is translated where it is shown.</summary>
    public static string GettextNoop(string message) => message;
}
