using System.Collections.Frozen;

namespace Quintet.Localization;

/// <summary>What is known of a language (Django's <c>get_language_info</c>).</summary>
/// <param name="Code"><c>de</c>, <c>pt-br</c>.</param>
/// <param name="Name">In English.</param>
/// <param name="NameLocal">In the language itself, as inside of a sentence.</param>
/// <param name="Bidi">Whether it is written from right to left.</param>
public sealed record LanguageInfo(string Code, string Name, string NameLocal, bool Bidi)
{
    /// <summary>In the language in force.</summary>
    public string NameTranslated => Translation.Gettext(Name);
}

/// <summary>The codes of languages: how they are written, and what is known of each.</summary>
internal static class LanguageTable
{
    // Read when first asked for; the same for everyone.
    private static readonly Lazy<FrozenDictionary<string, LanguageInfo>> Table = new(Load);
    private static readonly Lazy<FrozenDictionary<string, string>> AliasTable = new(LoadAliases);

    public static IEnumerable<LanguageInfo> All => Table.Value.Values.OrderBy(info => info.Code, StringComparer.Ordinal);

    /// <summary>The language of a code; of <c>de-at</c>, of which nothing is known, German. Null where that is not known either.</summary>
    public static LanguageInfo? Find(string code)
    {
        if (Table.Value.TryGetValue(code, out var info)) return info;
        if (AliasTable.Value.TryGetValue(code, out var other)) return Table.Value[other];
        var dash = code.IndexOf('-');
        return dash < 0 ? null : Table.Value.GetValueOrDefault(code[..dash]);
    }

    /// <summary>Whether the language is written from right to left, judged by the part before the hyphen (Django's <c>LANGUAGES_BIDI</c>).</summary>
    public static bool IsBidi(string code)
    {
        var dash = code.IndexOf('-');
        return (dash < 0 ? code : code[..dash]) is "he" or "ar" or "fa" or "ur";
    }

    /// <summary>Whether a text may be a code at all; only then it is looked for among files.</summary>
    public static bool IsCode(string code) => code.Length is > 0 and <= 100 && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '@' or '_');

    /// <summary><c>pt-br</c> → <c>pt_BR</c>, <c>zh-hans</c> → <c>zh_Hans</c>.</summary>
    public static string ToLocale(string language)
    {
        language = language.ToLowerInvariant();
        var dash = language.IndexOf('-');
        if (dash < 0 || dash == language.Length - 1) return dash < 0 ? language : language[..dash];
        var (first, country) = (language[..dash], language[(dash + 1)..]);
        var next = country.IndexOf('-');
        var (region, tail) = next < 0 ? (country, "") : (country[..next], country[next..]);
        // Two letters name a country, more of them a script or a region.
        region = region.Length > 2 ? char.ToUpperInvariant(region[0]) + region[1..] : region.ToUpperInvariant();
        return $"{first}_{region}{(tail.Length > 1 ? tail : "")}";
    }

    /// <summary><c>pt_BR</c> → <c>pt-br</c>.</summary>
    public static string ToLanguage(string locale)
    {
        var line = locale.IndexOf('_');
        return line < 0 ? locale.ToLowerInvariant() : $"{locale[..line].ToLowerInvariant()}-{locale[(line + 1)..].ToLowerInvariant()}";
    }

    /// <summary>The locales in which a language's texts and formats are looked for, the most special first: <c>de_AT</c>, <c>de</c>.</summary>
    public static IReadOnlyList<string> LocalesOf(string language)
    {
        if (!IsCode(language)) return [];
        var locales = new List<string>();
        AddWithGeneral(ToLocale(language));
        if (AliasTable.Value.TryGetValue(language, out var other)) AddWithGeneral(ToLocale(other));
        return locales;

        void AddWithGeneral(string locale)
        {
            locales.Add(locale);
            // As Python's gettext: without the variant behind '@', then without the country.
            var at = locale.IndexOf('@');
            if (at > 0) locales.Add(locale[..at]);
            var line = locale.IndexOf('_');
            if (line > 0 && !locales.Contains(locale[..line])) locales.Add(locale[..line]);
        }
    }

    private static FrozenDictionary<string, LanguageInfo> Load() => BuiltinData.Lines("languages")
        .Select(line => line.Split('\t'))
        .Where(parts => parts.Length == 4)
        .ToFrozenDictionary(parts => parts[0], parts => new LanguageInfo(parts[0], parts[1], parts[2], parts[3] == "rtl"));

    private static FrozenDictionary<string, string> LoadAliases() => BuiltinData.Lines("languages")
        .Select(line => line.Split('\t'))
        .Where(parts => parts.Length == 2)
        .ToFrozenDictionary(parts => parts[0], parts => parts[1]);
}
