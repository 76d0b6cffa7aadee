using Quintet.Templates.Values;

namespace Quintet.Templates.Filters;

/// <summary>The filters of the libraries <c>i18n</c>, <c>l10n</c> and <c>tz</c>.</summary>
internal static class LocalizationFilters
{
    public static object? LanguageName(in FilterInput input) => Translation.GetLanguageInfo(input.Text).Name;

    public static object? LanguageNameLocal(in FilterInput input) => Translation.GetLanguageInfo(input.Text).NameLocal;

    public static object? LanguageNameTranslated(in FilterInput input) => input.Locale.Gettext(Translation.GetLanguageInfo(input.Text).Name);

    public static object? LanguageBidi(in FilterInput input) => Translation.GetLanguageInfo(input.Text).Bidi;

    public static object? Localize(in FilterInput input) => input.Value as SafeString ?? (object)Localized.Text(input.Value, useL10n: true, input.Locale);

    public static object? Unlocalize(in FilterInput input) => input.Value as SafeString ?? (object)Localized.Text(input.Value, useL10n: false, input.Locale);

    public static object? LocalTime(in FilterInput input) => InZone(input, input.Locale.TimeZone);

    public static object? Utc(in FilterInput input) => InZone(input, TimeZoneInfo.Utc);

    public static object? InTimeZone(in FilterInput input) => input.Argument switch
    {
        TimeZoneInfo zone => InZone(input, zone),
        string or SafeString => TimeZoneInfo.TryFindSystemTimeZoneById(input.ArgumentText, out var zone) ? InZone(input, zone) : "",
        _ => "",
    };

    private static object InZone(in FilterInput input, TimeZoneInfo zone)
    {
        // A time without a zone is one of the default zone, not of the current one.
        var standard = input.Locale.Locales.Options.TimeZone;
        switch (input.Value)
        {
            case ZonedTime time:
                return new ZonedTime(TimeZoneInfo.ConvertTime(time.Time, zone), zone);
            case DateTimeOffset time:
                return new ZonedTime(TimeZoneInfo.ConvertTime(time, zone), zone);
            case DateTime { Kind: DateTimeKind.Utc } time:
                return new ZonedTime(TimeZoneInfo.ConvertTime(new DateTimeOffset(time), zone), zone);
            case DateTime time:
                var naive = DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
                // An hour that a change of clocks skips or repeats is no one moment.
                if (standard.IsInvalidTime(naive) || standard.IsAmbiguousTime(naive)) return "";
                return new ZonedTime(TimeZoneInfo.ConvertTime(new DateTimeOffset(naive, standard.GetUtcOffset(naive)), zone), zone);
            default:
                return "";
        }
    }
}
