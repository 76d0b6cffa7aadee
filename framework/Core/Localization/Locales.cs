using System.Collections.Concurrent;

namespace Quintet.Localization;

/// <summary>The languages of a project: their texts, formats and names. Made once; may be used by many threads.</summary>
/// <remarks>
/// A text is looked for in <see cref="LocaleOptions.Sources"/>, the first of them winning, then among the framework's own texts; first in
/// the language with its country (<c>de-at</c>), then in the language alone, then in the default language. A language is read when it is
/// first used.
/// </remarks>
public sealed class Locales
{
    private readonly ConcurrentDictionary<(string Language, TimeZoneInfo Zone), Locale> _locales = new();
    private readonly ConcurrentDictionary<string, Loaded> _catalogues = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Formats> _formats = new(StringComparer.Ordinal);

    public Locales(LocaleOptions options)
    {
        Options = options;
        Languages = options.Languages ?? [.. LanguageTable.All.Select(info => KeyValuePair.Create(info.Code, info.Name))];
        Default = new(this, options.LanguageCode, options.TimeZone);
        _locales[(options.LanguageCode, options.TimeZone)] = Default;
    }

    /// <summary>English, UTC, no translations of a project's own: what holds where no project was started.</summary>
    public static Locales Standard { get; } = new(new LocaleOptions());

    public LocaleOptions Options { get; }

    /// <summary>The languages to choose from, with their English names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Languages { get; }

    /// <summary>The locale where nothing else is chosen.</summary>
    public Locale Default { get; }

    /// <summary>
    /// A language in a time zone. A language that nothing is known of has the default language's texts; an empty one, or any where
    /// <see cref="LocaleOptions.UseI18n"/> is off, is not translated at all.
    /// </summary>
    public Locale Get(string language, TimeZoneInfo? timeZone = null)
    {
        if (!Options.UseI18n) language = Options.LanguageCode;
        var key = (language, timeZone ?? Options.TimeZone);
        if (_locales.TryGetValue(key, out var known)) return known;
        var locale = new Locale(this, language, key.Item2);
        // What comes from outside (a header, a cookie) may be anything: only what is known is kept.
        return IsKnown(language) ? _locales.GetOrAdd(key, locale) : locale;
    }

    /// <summary>The locale in force, where it is one of these; else the one here of the same language and zone; the default where none is in force.</summary>
    public Locale Current()
    {
        var current = Context.Current.Find(Locale.Key);
        return current is null ? Default : current.Locales == this ? current : Get(current.Language, current.TimeZone).WithUseTz(current.UseTz && Options.UseTz);
    }

    /// <summary>Whether there are texts in a language or its general form (Django's <c>check_for_language</c>).</summary>
    public bool IsKnown(string language) =>
        language.Length == 0 || language == Options.LanguageCode || _catalogues.ContainsKey(language)
        || LanguageTable.LocalesOf(language).Any(locale => BuiltinData.Has(locale) || Options.Sources.Any(source => source.Version(locale) != 0));

    internal Formats FormatsOf(string language)
    {
        if (_formats.TryGetValue(language, out var known)) return known;
        if (!IsKnown(language)) return Options.Formats;
        var formats = Options.Formats;
        var locales = LanguageTable.LocalesOf(language);
        foreach (var locale in locales.Reverse()) formats = BuiltinFormats.Apply(formats, locale);
        // A change for all of a language comes before one for its country.
        foreach (var locale in locales.Reverse())
        {
            if (Options.FormatsByLanguage.TryGetValue(LanguageTable.ToLanguage(locale), out var change)) formats = change(formats);
        }

        return _formats.GetOrAdd(language, formats);
    }

    /// <summary>A text in a language, in the form for a number where there is one; null where it is not translated.</summary>
    internal string? Find(string language, string? context, string message, double? number)
    {
        if (!Options.UseI18n || language.Length == 0 || message.Length == 0) return null;
        if (message.Contains('\r')) message = message.ReplaceLineEndings("\n");
        return CatalogueOf(language).Find(context, message, number);
    }

    private Catalogue CatalogueOf(string language)
    {
        if (_catalogues.TryGetValue(language, out var loaded) && (!Options.Debug || loaded.Stamp == StampOf(language))) return loaded.Catalogue;
        if (!IsKnown(language)) return CatalogueOf(Options.LanguageCode);
        // The stamp first: a file that changes while it is read is then read again.
        loaded = new(StampOf(language), Load(language));
        _catalogues[language] = loaded;
        return loaded.Catalogue;
    }

    private Catalogue Load(string language)
    {
        // English is what texts are written in: what is not translated into it needs no other language.
        var needsNothing = language == Options.LanguageCode || language.StartsWith("en", StringComparison.Ordinal);
        var catalogue = needsNothing ? null : CatalogueOf(Options.LanguageCode);
        foreach (var locale in LanguageTable.LocalesOf(language).Reverse())
        {
            catalogue = new Catalogue(catalogue);
            BuiltinData.AddTexts(catalogue, locale);
            foreach (var source in Options.Sources.Reverse())
            {
                if (source.Read(locale) is { } file) catalogue.Add(file);
            }
        }

        return catalogue ?? new Catalogue(null);
    }

    /// <summary>Changes when a file of the language or of its fallback does.</summary>
    private long StampOf(string language)
    {
        if (!Options.Debug) return 0;
        var stamp = new HashCode();
        foreach (var locale in LanguageTable.LocalesOf(language))
        {
            foreach (var source in Options.Sources) stamp.Add(source.Version(locale));
        }

        return language == Options.LanguageCode ? stamp.ToHashCode() : HashCode.Combine(stamp.ToHashCode(), StampOf(Options.LanguageCode));
    }

    private sealed record Loaded(long Stamp, Catalogue Catalogue);
}
