using Quintet.Apps;
using Quintet.Localization;
using Quintet.Text;

namespace Quintet.Conf;

/// <summary>The languages of a project, as its settings and the <c>locale</c> folders of its apps have them.</summary>
internal static class ProjectLocales
{
    /// <exception cref="ImproperlyConfigured">There is no time zone of that name.</exception>
    public static Locales Of(Settings settings, AppRegistry apps) => new(new LocaleOptions
    {
        LanguageCode = settings.LanguageCode,
        Languages = settings.Languages?.ConvertAll(language => KeyValuePair.Create(language.Code, language.Name)),
        Sources = Folders(settings, apps),
        UseI18n = settings.UseI18n,
        UseTz = settings.UseTz,
        UseThousandSeparator = settings.UseThousandSeparator,
        TimeZone = Zone(settings.TimeZone),
        Formats = settings.Formats,
        FormatsByLanguage = settings.FormatsByLanguage,
        Debug = settings.Debug,
    });

    /// <summary>The folders of translations, the one that wins first: the settings' own, then the apps' in their order.</summary>
    public static IReadOnlyList<LocaleFolder> Folders(Settings settings, AppRegistry apps) =>
        [.. settings.LocalePaths.Select(path => path.Value).Concat(apps.Folders(settings, "locale")).Select(path => new LocaleFolder(path))];

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        ? zone
        : throw new ImproperlyConfigured($"TimeZone is '{name}', which is no time zone that this machine knows.{DidYouMean.Sentence(name, TimeZoneInfo.GetSystemTimeZones().Select(known => known.Id))} Expected an IANA name such as \"Europe/Paris\".");
}
