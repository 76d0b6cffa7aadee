using System.Numerics;
using Quintet.Localization;
using Quintet.Templates.Filters;

namespace Quintet.Templates.Values;

/// <summary>The text of a value where no filter formats it: Django's <c>render_value_in_context</c>, <c>template_localtime</c> and <c>localize</c>.</summary>
internal static class Localized
{
    /// <summary>The text, in the language and the time zone of the rendering; not escaped.</summary>
    public static string Text(object? value, RenderContext context) => Text(DateFilters.InCurrentZone(value, context.Locale), context.UseL10n, context.Locale);

    /// <summary>The text as the output has it: escaped where that is on and the value is no HTML.</summary>
    public static string Shown(object? value, RenderContext context) => value switch
    {
        SafeString safe => safe.Value,
        _ when context.Autoescape => Html.Escape(value as string ?? Text(value, context)),
        _ => value as string ?? Text(value, context),
    };

    /// <summary>A value as the language writes it.</summary>
    /// <param name="value">Any value; what is no number and no date comes as its own text.</param>
    /// <param name="useL10n">Whether the language's formats are used; the settings decide where it is null.</param>
    /// <param name="locale">The language.</param>
    public static string Text(object? value, bool? useL10n, Locale locale)
    {
        var options = locale.Locales.Options;
        var isLocal = useL10n ?? options.UseL10n;
        var formats = isLocal ? locale.LanguageFormats : options.Formats;
        return value switch
        {
            string text => text,
            bool => PythonText.Str(value),
            int or long or double or decimal or float or short or byte or uint or ulong or ushort or sbyte or BigInteger =>
                useL10n == false
                    ? PythonText.Str(value)
                    : NumberFormat.Format(value, formats.DecimalSeparator, null, isLocal && options.UseThousandSeparator ? formats.NumberGrouping : [], formats.ThousandSeparator),
            DateTime or DateTimeOffset or ZonedTime => DateFormat.Format(value, formats.DatetimeFormat, locale, locale.TimeZone),
            DateOnly => DateFormat.Format(value, formats.DateFormat, locale, locale.TimeZone),
            TimeOnly => DateFormat.Format(value, formats.TimeFormat, locale, locale.TimeZone),
            LazyText text => text.In(locale),
            _ => PythonText.Str(value),
        };
    }
}
