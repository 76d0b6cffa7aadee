using System.Collections.Concurrent;

namespace Quintet.Localization;

/// <summary>The languages of a project: their texts, formats and names. Made once; may be used by many threads.</summary>
public sealed class Locales
{
    private readonly ConcurrentDictionary<(string Language, TimeZoneInfo Zone), Locale> _locales = new();

    public Locales(LocaleOptions options)
    {
        Options = options;
        Default = Get(options.LanguageCode, options.TimeZone);
    }

    /// <summary>English, UTC, no translations of a project's own: what holds where no project was started.</summary>
    public static Locales Standard { get; } = new(new LocaleOptions());

    public LocaleOptions Options { get; }

    /// <summary>The locale where nothing else is chosen.</summary>
    public Locale Default { get; }

    /// <summary>A language in a time zone. A language that nothing is known of has the default language's texts.</summary>
    public Locale Get(string language, TimeZoneInfo? timeZone = null)
    {
        var zone = timeZone ?? Options.TimeZone;
        return _locales.GetOrAdd((language, zone), _ => new(this, language, zone));
    }

    /// <summary>The locale in force, where it is one of these; else the one here of the same language and zone; the default where none is in force.</summary>
    public Locale Current()
    {
        var current = Context.Current.Find(Locale.Key);
        return current is null ? Default : current.Locales == this ? current : Get(current.Language, current.TimeZone);
    }

    internal Formats FormatsOf(string language) => Options.FormatsByLanguage.GetValueOrDefault(language) ?? Options.Formats;

    /// <summary>A text in a language, in the form for a number where there is one; null where it is not translated.</summary>
    internal string? Find(string language, string? context, string message, long? number) => null;
}

internal static class LanguageTable
{
    public static bool IsBidi(string language) => language is "ar" or "fa" or "he" or "ur";
}
