using Quintet.Localization;

namespace Quintet;

/// <summary>Texts in the language in force (Django's <c>django.utils.translation</c>).</summary>
public static class Translation
{
    /// <summary>The language and time zone in force: what <see cref="Override(string)"/> and <see cref="Timezone.Override(TimeZoneInfo)"/> chose, else the project's.</summary>
    public static Locale Current => Context.Current.Find(Locale.Key) ?? Locales.Standard.Default;

    /// <summary>The code of the language in force.</summary>
    public static string Language => Current.Language;

    /// <summary>Makes a language the one in force, until the returned scope is disposed.</summary>
    public static Context.Scope Override(string language) => Context.Current.With(Locale.Key, Current.WithLanguage(language)).Enter();

    /// <inheritdoc cref="Locale.Gettext"/>
    public static string Gettext(string message) => Current.Gettext(message);

    /// <inheritdoc cref="Locale.Pgettext"/>
    public static string Pgettext(string context, string message) => Current.Pgettext(context, message);

    /// <inheritdoc cref="Locale.Ngettext"/>
    public static string Ngettext(string singular, string plural, long number) => Current.Ngettext(singular, plural, number);

    /// <inheritdoc cref="Locale.Npgettext"/>
    public static string Npgettext(string context, string singular, string plural, long number) => Current.Npgettext(context, singular, plural, number);

    /// <summary>A text that is translated when it is shown.</summary>
    public static LazyText GettextLazy(string message) => LazyText.Of(message, locale => locale.Gettext(message));

    /// <inheritdoc cref="GettextLazy"/>
    public static LazyText PgettextLazy(string context, string message) => LazyText.Of(message, locale => locale.Pgettext(context, message));

    /// <inheritdoc cref="GettextLazy"/>
    public static LazyText NgettextLazy(string singular, string plural, long number) => LazyText.Of(singular, locale => locale.Ngettext(singular, plural, number));

    /// <inheritdoc cref="GettextLazy"/>
    public static LazyText NpgettextLazy(string context, string singular, string plural, long number) =>
        LazyText.Of(singular, locale => locale.Npgettext(context, singular, plural, number));

    /// <summary>Marks a text for translation and leaves it as it is: it is translated where it is shown.</summary>
    public static string GettextNoop(string message) => message;
}
