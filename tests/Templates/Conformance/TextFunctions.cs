using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Quintet;
using Quintet.Templates;
using Quintet.Templates.Filters;
using Quintet.Templates.Values;
using Quintet.Text;

namespace TemplatesTests.Conformance;

/// <summary>Django's text functions by their names, and what does the same here.</summary>
internal static partial class TextFunctions
{
    public static object? Call(TextCase one) => one.Call switch
    {
        "django.contrib.humanize.templatetags.humanize.apnumber" or
        "django.contrib.humanize.templatetags.humanize.intcomma" or
        "django.contrib.humanize.templatetags.humanize.intword" or
        "django.contrib.humanize.templatetags.humanize.naturalday" or
        "django.contrib.humanize.templatetags.humanize.naturaltime" or
        "django.contrib.humanize.templatetags.humanize.ordinal" => Humanize(one),
        "django.utils.dateformat.format" => Date(one, timeOnly: false),
        "django.utils.dateformat.time_format" => Date(one, timeOnly: true),
        "django.utils.dateparse.parse_date" => DateParse.ParseDate(one.Text("value")),
        "django.utils.dateparse.parse_time" => DateParse.ParseTime(one.Text("value")),
        "django.utils.dateparse.parse_datetime" => DateParse.ParseDateTime(one.Text("value"))?.ToObject(),
        "django.utils.dateparse.parse_duration" => DateParse.ParseDuration(one.Text("value")),
        "django.utils.duration.duration_string" => DurationText.ToText((TimeSpan)one.Argument("duration")!),
        "django.utils.duration.duration_iso_string" => DurationText.ToIso((TimeSpan)one.Argument("duration")!),
        "django.utils.duration.duration_microseconds" => ((TimeSpan)one.Argument("duration")!).Ticks / TimeSpan.TicksPerMicrosecond,
        "django.utils.encoding.iri_to_uri" => one.Argument("iri") is null ? null : UrlEncoding.IriToUri(one.Text("iri")),
        "django.utils.encoding.uri_to_iri" => one.Argument("uri") is null ? null : UrlEncoding.UriToIri(one.Text("uri")),
        "django.utils.encoding.escape_uri_path" => UrlEncoding.EscapeUriPath(one.Text("path")),
        "django.utils.encoding.filepath_to_uri" => one.Argument("path") is null ? null : UrlEncoding.FilePathToUri(one.Text("path")),
        "django.utils.encoding.force_str" or "django.utils.encoding.smart_str" => PythonText.Str(one.Argument("s")),
        "django.utils.html.avoid_wrapping" => one.Text("value").Replace(' ', '\u00a0'),
        "django.utils.html.conditional_escape" => Html.ConditionalEscape(one.Argument("text") is SafeString safe ? safe : PythonText.Str(one.Argument("text"))),
        "django.utils.html.escape" => Html.Escape(PythonText.Str(one.Argument("text"))),
        "django.utils.html.escapejs" => Html.EscapeJs(PythonText.Str(one.Argument("value"))),
        "django.utils.html.format_html" => FormatHtml(one),
        "django.utils.html.json_script" => Filter("json_script", one, one.Argument("value"), one.Argument("element_id")),
        "django.utils.html.linebreaks" => Html.LineBreaks(PythonText.Str(one.Argument("value")), one.Flag("autoescape")),
        "django.utils.html.strip_tags" => Html.StripTags(PythonText.Str(one.Argument("value"))),
        "django.utils.html.smart_urlquote" => SmartUrl.Quote(one.Text("url")),
        "django.utils.html.urlize" => Html.Urlize(PythonText.Str(one.Argument("text")), one.Number("trim_url_limit"), one.Flag("nofollow"), one.Flag("autoescape") && one.Argument("text") is not SafeString),
        "django.utils.numberformat.format" => Number(one),
        "django.utils.text.camel_case_to_spaces" => TextUtils.CamelCaseToSpaces(one.Text("value")),
        "django.utils.text.capfirst" => TextUtils.CapFirst(PythonText.Str(one.Argument("x"))),
        "django.utils.text.get_text_list" => TextUtils.GetTextList([.. ((IEnumerable<object?>)one.Argument("list_")!).Select(PythonText.Str)], one.Has("last_word") ? one.Text("last_word") : "or"),
        "django.utils.text.get_valid_filename" => TextUtils.GetValidFilename(one.Text("name")),
        "django.utils.text.normalize_newlines" => TextUtils.NormalizeNewlines(one.Text("text")),
        "django.utils.text.phone2numeric" => TextUtils.PhoneToNumeric(one.Text("phone")),
        "django.utils.text.slugify" => TextUtils.Slugify(PythonText.Str(one.Argument("value")), one.Flag("allow_unicode")),
        "django.utils.text.smart_split" => TextUtils.SmartSplit(one.Text("text")).ToList(),
        "django.utils.text.unescape_string_literal" => TextUtils.UnescapeStringLiteral(one.Text("s")),
        "django.utils.text.wrap" => TextUtils.Wrap(one.Text("text"), one.Number("width")!.Value),
        "django.utils.text.Truncator.chars" => new Truncator(one.Init("text"), one.Locale).Chars(one.Number("num")!.Value, Ellipsis(one), one.Flag("html")),
        "django.utils.text.Truncator.words" => new Truncator(one.Init("text"), one.Locale).Words(one.Number("num")!.Value, Ellipsis(one), one.Flag("html")),
        "django.utils.timesince.timesince" => Since(one, isUntil: one.Flag("reversed")),
        "django.utils.timesince.timeuntil" => Since(one, isUntil: true),
        _ => throw new NotSupportedException($"Nothing here does what {one.Call} does."),
    };

    private static string? Ellipsis(TextCase one) => one.Argument("truncate") is null ? null : one.Text("truncate");

    private static object? Humanize(TextCase one) => Filter(one.Call[(one.Call.LastIndexOf('.') + 1)..], one, one.Argument("value"), one.Argument("arg"));

    private static object? Filter(string name, TextCase one, object? value, object? argument)
    {
        var filter = BuiltinLibraries.All.SelectMany(library => library.Filters).Single(filter => filter.Name == name);
        return FilterRunner.Run(filter, value, argument is not null, argument, autoescape: true, one.Engine, one.Locale);
    }

    private static string Date(TextCase one, bool timeOnly)
    {
        var format = one.Text("format_string");
        return DateFormat.TryFormat(one.Argument("value"), format, one.Locale, one.Locale.TimeZone, out var text, timeOnly) switch
        {
            DateFormatOutcome.Done => text,
            DateFormatOutcome.Missing => throw new MissingMemberException(format),
            _ => throw DateFormat.TimeOfDate(text),
        };
    }

    /// <summary>Python's places in a format have names, or no numbers.</summary>
    private static SafeString FormatHtml(TextCase one)
    {
        var values = one.Has("args") ? ((IEnumerable<object?>)one.Argument("args")!).ToList() : [];
        var names = one.ArgumentNames.Where(name => name is not ("format_string" or "args")).ToList();
        var next = 0;
        var format = Place().Replace(one.Text("format_string"), place => "{" + (place.Groups[1].Value switch
        {
            "" => next++,
            var number when int.TryParse(number, CultureInfo.InvariantCulture, out var position) => position,
            var name => values.Count + names.IndexOf(name),
        }) + "}");
        return Html.FormatText(format, [.. values.Concat(names.Select(one.Argument)).Select(value => value is SafeString ? value : PythonText.Str(value))]);
    }

    private static string Number(TextCase one)
    {
        object number = one.Raw("number") is { ValueKind: JsonValueKind.Object } raw && raw.GetProperty("$t").GetString() == "decimal" && DecimalText.TryParse(raw.GetProperty("v").GetString()!, out var exact)
            ? exact
            : one.Argument("number")!;
        var grouping = one.Argument("grouping") switch { null => [], int size => [size], var sizes => Sequences.Items(sizes)!.Cast<int>().ToArray() };
        // Digits are grouped where the settings say so, which none of these do, or where it is forced.
        return NumberFormat.Format(number, one.Text("decimal_sep"), one.Number("decimal_pos"), one.Flag("force_grouping") ? grouping : [], one.Argument("thousand_sep") is null ? "" : one.Text("thousand_sep"));
    }

    private static string Since(TextCase one, bool isUntil)
    {
        if (!TimeSince.TryRead(one.Argument("d"), out var value, out var isAware)) throw new MissingMemberException("year");
        var clock = one.Engine.Options.Clock.GetUtcNow();
        var now = isAware ? clock.UtcDateTime : TimeZoneInfo.ConvertTime(clock, one.Locale.TimeZone).DateTime;
        if (one.Argument("now") is { } other && (!TimeSince.TryRead(other, out now, out var otherIsAware) || otherIsAware != isAware)) throw new InvalidCastException("Only one of them has a zone.");
        return isUntil ? TimeSince.Between(now, value, one.Locale, depth: one.Number("depth") ?? 2) : TimeSince.Between(value, now, one.Locale, depth: one.Number("depth") ?? 2);
    }

    [GeneratedRegex(@"\{(\w*)\}")]
    private static partial Regex Place();
}
