using Quintet.Localization;
using Quintet.Templates.Values;
using Quintet.Text;

namespace Quintet.Templates.Filters;

internal static class DateFilters
{
    public static object? Date(in FilterInput input) => Date(input, input.Value);

    /// <summary>A date as the filter <c>date</c> shows it; <c>naturalday</c> shows days further away so.</summary>
    public static string Date(in FilterInput input, object? value)
    {
        if (IsNothing(value)) return "";
        var format = Format(input, "DATE_FORMAT");
        return DateFormat.TryFormat(InCurrentZone(value, input.Locale), format, input.Locale, Zone(input), out var text) switch
        {
            DateFormatOutcome.Done => text,
            DateFormatOutcome.Missing => "",
            _ => throw DateFormat.TimeOfDate(text),
        };
    }

    public static object? Time(in FilterInput input)
    {
        if (IsNothing(input.Value)) return "";
        var format = Format(input, "TIME_FORMAT");
        // Letters of a date are not for a time, and a date has no time: shown as nothing, as Django does.
        return DateFormat.TryFormat(InCurrentZone(input.Value, input.Locale), format, input.Locale, Zone(input), out var text, timeOnly: true) == DateFormatOutcome.Done ? text : "";
    }

    /// <summary><see cref="Date(in FilterInput)"/>, written.</summary>
    public static FilterWriter DateWriter(object? constant)
    {
        if (constant?.ToString() is { } format && CompiledDate.TryRead(format) is { } compiled)
        {
            return (in value, argument, context) => compiled.TryWrite(value, context) || WriteDate(value, argument, context);
        }

        return WriteDate;
    }

    /// <summary><see cref="Time"/>, written.</summary>
    public static FilterWriter TimeWriter(object? constant) => static (in value, argument, context) => Write(value, argument, context, "TIME_FORMAT", timeOnly: true);

    private static bool WriteDate(in TemplateValue value, object? argument, RenderContext context) => Write(value, argument, context, "DATE_FORMAT", timeOnly: false);

    private static bool Write(in TemplateValue value, object? argument, RenderContext context, string standard, bool timeOnly)
    {
        var locale = context.Locale;
        if (!Moment.TryOf(value, locale, out var moment)) return false;
        var format = argument is null ? "" : argument as string ?? PythonText.Str(argument);
        var builder = new TextBuilder(stackalloc char[DateFormat.StackChars]);
        var outcome = DateFormat.TryFormat(moment, DateFormat.Named(format.Length == 0 ? standard : format, locale), locale, ref builder, out _, timeOnly);
        if (outcome == DateFormatOutcome.Done && context.Autoescape) context.Output.WriteEscaped(builder.Text);
        else if (outcome == DateFormatOutcome.Done) context.Output.Write(builder.Text);
        builder.Dispose();
        // Nothing is written, or there is an error: said in one place.
        return outcome == DateFormatOutcome.Done;
    }

    public static object? TimeSince(in FilterInput input) => Since(input, isUntil: false);

    public static object? TimeUntil(in FilterInput input) => Since(input, isUntil: true);

    /// <summary>The zone of times that carry none.</summary>
    public static TimeZoneInfo Zone(in FilterInput input) => input.Locale.TimeZone;

    /// <summary>Now, as the value tells time: in UTC where it is aware, else on the clock of the current zone.</summary>
    public static DateTime Now(in FilterInput input, bool isAware)
    {
        var now = input.Options.Clock.GetUtcNow();
        return isAware ? now.UtcDateTime : TimeZoneInfo.ConvertTime(now, Zone(input)).DateTime;
    }

    /// <summary>An aware time is shown in the current time zone, where the project works with zones.</summary>
    public static object? InCurrentZone(object? value, Locale locale)
    {
        if (!locale.UseTz) return value;
        return value switch
        {
            DateTimeOffset time => new ZonedTime(TimeZoneInfo.ConvertTime(time, locale.TimeZone), locale.TimeZone),
            DateTime { Kind: DateTimeKind.Utc } time => new ZonedTime(TimeZoneInfo.ConvertTime(new DateTimeOffset(time), locale.TimeZone), locale.TimeZone),
            _ => value,
        };
    }

    private static string Since(in FilterInput input, bool isUntil)
    {
        if (!Values.TimeSince.TryRead(input.Value, out var value, out var isAware)) return "";
        DateTime now;
        if (!input.HasArgument || !PythonOperators.IsTrue(input.Argument)) now = Now(input, isAware);
        // A time with a zone and one without cannot be compared.
        else if (!Values.TimeSince.TryRead(input.Argument, out now, out var otherIsAware) || otherIsAware != isAware) return "";
        return isUntil ? Values.TimeSince.Between(now, value, input.Locale) : Values.TimeSince.Between(value, now, input.Locale);
    }

    private static string Format(in FilterInput input, string standard)
    {
        var format = input.HasArgument && input.Argument is not null ? input.ArgumentText : "";
        return DateFormat.Named(format.Length == 0 ? standard : format, input.Locale);
    }

    private static bool IsNothing(object? value) => value is null or string { Length: 0 };
}
