using System.Text.RegularExpressions;
using Quintet.Conf;

namespace Quintet.Checks;

/// <summary>What is looked at in the settings of languages and in the files of translations (Django's <c>translation.E001</c> and those after it).</summary>
internal static partial class TranslationChecks
{
    public static IEnumerable<CheckMessage> Run(Application application)
    {
        var settings = application.Settings;
        foreach (var (code, place) in Codes(settings))
        {
            if (!LanguageCode().IsMatch(code))
            {
                yield return new("QT6011", CheckLevel.Error, $"'{code}' is not the code of a language.", $"Write it like \"de\" or \"pt-br\"{(code.Contains('_') ? $": \"{Translation.ToLanguage(code)}\"" : "")}.", place);
            }
        }

        if (settings.Languages is { } languages && settings.LanguageCode != "en-us" && !languages.Exists(language => language.Code == settings.LanguageCode))
        {
            yield return new("QT6012", CheckLevel.Error, $"LanguageCode is '{settings.LanguageCode}', which is not among Languages.", "Add it to Languages.", "Settings.LanguageCode");
        }

        foreach (var folder in ProjectLocales.Folders(settings, application.Apps))
        {
            foreach (var error in folder.Locales().SelectMany(locale => folder.Read(locale)?.Errors ?? []))
            {
                yield return new("QT6013", CheckLevel.Warning, error.Message, null, $"{error.Path}:{error.Position}");
            }
        }
    }

    private static IEnumerable<(string Code, string Place)> Codes(Settings settings) =>
        (settings.Languages ?? []).Select(language => (language.Code, "Settings.Languages")).Prepend((settings.LanguageCode, "Settings.LanguageCode"));

    [GeneratedRegex("^[a-z]{1,8}(?:-[a-z0-9]{1,8})*(?:@[a-z0-9]{1,20})?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LanguageCode();
}
