using Quintet.Templates.Filters;
using Quintet.Templates.Tags;

namespace Quintet.Templates;

/// <summary>The tables of the libraries of languages, formats and time zones.</summary>
internal static class I18nLibraries
{
    private const string Translates = "Its text in the language of the rendering. `context` tells it from another text of the same words; `noop` leaves it as it is; with `as`, it becomes a variable.";
    private const string TranslatesBlock = "Its content in the language of the rendering: text and plain variables, which `with` names. `count` chooses between the content and what follows `plural`; `context` tells it from another text of the same words; `trimmed` takes line breaks out; with `asvar`, it becomes a variable.";

    /// <summary><c>load i18n</c>.</summary>
    public static TagLibrary I18n { get; } = new("i18n",
    [
        Block("blocktrans", "The older name of `blocktranslate`. " + TranslatesBlock),
        Block("blocktranslate", TranslatesBlock),
        new("get_available_languages", "get_available_languages as name", "The languages of the project: pairs of code and name.") { FirstArgument = ArgumentRole.Keyword, Keywords = ["as"], Compile = LanguageVariableTag.CompileAvailable },
        new("get_current_language", "get_current_language as name", "The code of the language in force.") { FirstArgument = ArgumentRole.Keyword, Keywords = ["as"], Compile = LanguageVariableTag.CompileCurrent },
        new("get_current_language_bidi", "get_current_language_bidi as name", "Whether the language in force is written from right to left.") { FirstArgument = ArgumentRole.Keyword, Keywords = ["as"], Compile = LanguageVariableTag.CompileBidi },
        new("get_language_info", "get_language_info for code as name", "What is known of a language: `code`, `name`, `name_local`, `name_translated` and `bidi`.") { FirstArgument = ArgumentRole.Keyword, Keywords = ["for", "as"], Compile = LanguageInfoTag.CompileOne },
        new("get_language_info_list", "get_language_info_list for codes as name", "What is known of several languages; see `get_language_info`.") { FirstArgument = ArgumentRole.Keyword, Keywords = ["for", "as"], Compile = LanguageInfoTag.CompileList },
        new("language", "language code", "Its content in a language.") { EndTag = "endlanguage", FirstArgument = ArgumentRole.Expression, Compile = LanguageTag.Compile },
        new("trans", "trans text [context text] [noop] [as name]", "The older name of `translate`. " + Translates) { FirstArgument = ArgumentRole.Expression, Keywords = ["context", "noop", "as"], Compile = TranslateTag.Compile },
        new("translate", "translate text [context text] [noop] [as name]", Translates) { FirstArgument = ArgumentRole.Expression, Keywords = ["context", "noop", "as"], Compile = TranslateTag.Compile },
    ],
    [
        new("language_bidi", "code|language_bidi", "Whether a language is written from right to left.") { Apply = LocalizationFilters.LanguageBidi },
        new("language_name", "code|language_name", "A language's name in English.") { Apply = LocalizationFilters.LanguageName },
        new("language_name_local", "code|language_name_local", "A language's name in itself.") { Apply = LocalizationFilters.LanguageNameLocal },
        new("language_name_translated", "code|language_name_translated", "A language's name in the language of the rendering.") { Apply = LocalizationFilters.LanguageNameTranslated },
    ]);

    /// <summary><c>load l10n</c>.</summary>
    public static TagLibrary L10n { get; } = new("l10n",
    [
        new("localize", "localize [on|off]", "Whether numbers and dates in its content are written as the language has it.") { EndTag = "endlocalize", FirstArgument = ArgumentRole.Keyword, Keywords = ["on", "off"], Compile = LocalizeTag.Compile },
    ],
    [
        new("localize", "value|localize", "A number or date as the language writes it.") { Apply = LocalizationFilters.Localize },
        new("unlocalize", "value|unlocalize", "A number as programs write it: `1234.5`.") { Apply = LocalizationFilters.Unlocalize },
    ]);

    /// <summary><c>load tz</c>.</summary>
    public static TagLibrary Tz { get; } = new("tz",
    [
        new("get_current_timezone", "get_current_timezone as name", "The name of the current time zone.") { FirstArgument = ArgumentRole.Keyword, Keywords = ["as"], Compile = LanguageVariableTag.CompileTimeZone },
        new("localtime", "localtime [on|off]", "Whether times in its content are shown in the current time zone.") { EndTag = "endlocaltime", FirstArgument = ArgumentRole.Keyword, Keywords = ["on", "off"], Compile = LocalTimeTag.Compile },
        new("timezone", "timezone name", "Its content in a time zone: `timezone \"Europe/Paris\"`.") { EndTag = "endtimezone", FirstArgument = ArgumentRole.Expression, Compile = TimeZoneTag.Compile },
    ],
    [
        new("localtime", "value|localtime", "A time in the current time zone.") { Apply = LocalizationFilters.LocalTime },
        new("timezone", "value|timezone:\"name\"", "A time in a time zone.") { Argument = FilterArgument.Required, Apply = LocalizationFilters.InTimeZone },
        new("utc", "value|utc", "A time in UTC.") { Apply = LocalizationFilters.Utc },
    ]);

    private static TagInfo Block(string name, string documentation) =>
        new(name, $"{name} [count name=value] [with name=value…] [context text] [trimmed] [asvar name]", documentation)
        {
            EndTag = "end" + name,
            Branches = ["plural"],
            FirstArgument = ArgumentRole.Keyword,
            Keywords = ["count", "with", "context", "trimmed", "asvar"],
            Compile = BlockTranslateTag.Compile,
        };
}
