namespace Quintet.Localization;

/// <summary>What the languages and formats of a project are made from.</summary>
public sealed record LocaleOptions
{
    /// <summary>The language where nothing else is chosen, and the one that stands in for texts that another has not (<c>LANGUAGE_CODE</c>).</summary>
    public string LanguageCode { get; init; } = "en-us";

    /// <summary>The languages to choose from, with their English names (<c>LANGUAGES</c>); all that are known where it is null.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Languages { get; init; }

    /// <summary>Where translations come from, the ones that win first; the framework's own texts come behind all of them.</summary>
    public IReadOnlyList<IMessageSource> Sources { get; init; } = [];

    /// <summary>Whether texts are translated at all (<c>USE_I18N</c>).</summary>
    public bool UseI18n { get; init; } = true;

    /// <summary>Whether dates and numbers follow the language; else they follow <see cref="Formats"/> (<c>USE_L10N</c>).</summary>
    public bool UseL10n { get; init; } = true;

    /// <summary>Whether aware times are shown in the current time zone (<c>USE_TZ</c>).</summary>
    public bool UseTz { get; init; } = true;

    /// <summary>Whether numbers are shown with separators between groups of digits (<c>USE_THOUSAND_SEPARATOR</c>).</summary>
    public bool UseThousandSeparator { get; init; }

    /// <summary>The zone where no other is current (<c>TIME_ZONE</c>).</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The formats of languages that have none of their own (<c>DATE_FORMAT</c> and so on).</summary>
    public Formats Formats { get; init; } = new();

    /// <summary>Changes to a language's own formats, by language: <c>["de"] = formats => formats with { DateFormat = "d.m.Y" }</c> (<c>FORMAT_MODULE_PATH</c>).</summary>
    public IReadOnlyDictionary<string, Func<Formats, Formats>> FormatsByLanguage { get; init; } = new Dictionary<string, Func<Formats, Formats>>();

    /// <summary>Whether translations are read again when their file has changed.</summary>
    public bool Debug { get; init; }
}

/// <summary>Where translations come from: a folder of <c>.po</c> files, or a test's own texts.</summary>
public interface IMessageSource
{
    /// <summary>The messages of a locale (<c>de</c>, <c>pt_BR</c>); null where there are none.</summary>
    PoFile? Read(string locale);

    /// <summary>A number that changes when the locale's messages do; 0 where there are none.</summary>
    long Version(string locale);
}
