using Quintet.Templates.Filters;

namespace Quintet.Templates;

/// <summary>The table of the built-in filters.</summary>
public static class BuiltinFilters
{
    /// <summary>Always there, without <c>load</c>: those of Django 6.0, and those that it has dropped.</summary>
    public static IReadOnlyList<FilterInfo> All { get; } =
    [
        new("add", "value|add:other", "Adds two whole numbers, or what can be read as such; else joins texts, lists or tuples, or adds a duration to a date. Nothing where neither works.") { Argument = FilterArgument.Required, Apply = NumberFilters.Add },
        new("addslashes", "value|addslashes", "Puts a backslash before quotes and backslashes.") { TakesText = true, KeepsSafe = true, Apply = TextFilters.AddSlashes },
        new("capfirst", "value|capfirst", "Makes the first character a capital.") { TakesText = true, KeepsSafe = true, Apply = TextFilters.CapFirst },
        new("center", "value|center:width", "Puts blanks on both sides, up to a width.") { Argument = FilterArgument.Required, TakesText = true, KeepsSafe = true, Apply = TextFilters.Center },
        new("cut", "value|cut:text", "Removes every occurrence of a text.") { Argument = FilterArgument.Required, TakesText = true, Apply = TextFilters.Cut },
        new("date", "value|date[:\"format\"]", "Formats a date by letters, as PHP's `date()` does (`j F Y`), or by a format's name (`SHORT_DATE_FORMAT`); `DATE_FORMAT` without an argument. A backslash before a letter makes it plain text. Nothing for a value that is no date.") { Argument = FilterArgument.Optional, Apply = DateFilters.Date, Writer = DateFilters.DateWriter },
        new("default", "value|default:other", "The other value where this one is false: empty, 0 or null.") { Argument = FilterArgument.Required, Apply = LogicFilters.Default },
        new("default_if_none", "value|default_if_none:other", "The other value where this one is null.") { Argument = FilterArgument.Required, Apply = LogicFilters.DefaultIfNone },
        new("dictsort", "list|dictsort:\"key\"", "A list sorted by a key of its items (`\"author.age\"`), or by a position (`0`). Nothing where an item has no such key.") { Argument = FilterArgument.Required, Apply = ListFilters.DictSort },
        new("dictsortreversed", "list|dictsortreversed:\"key\"", "As `dictsort`, the largest first.") { Argument = FilterArgument.Required, Apply = ListFilters.DictSortReversed },
        new("divisibleby", "value|divisibleby:number", "Whether the value is a multiple of a number. An error where one of them is no number.") { Argument = FilterArgument.Required, Apply = LogicFilters.DivisibleBy },
        new("escape", "value|escape", "Escapes `< > & \" '` for HTML, once: not what is marked as safe.") { TakesText = true, KeepsSafe = true, Apply = HtmlFilters.Escape },
        new("escapejs", "value|escapejs", "Escapes a text for use between the quotes of a JavaScript string. For whole values see `json_script`.") { TakesText = true, Apply = HtmlFilters.EscapeJs },
        new("escapeseq", "list|escapeseq", "Escapes each item for HTML, but for those marked as safe.") { KeepsSafe = true, Apply = HtmlFilters.EscapeSeq },
        new("filesizeformat", "value|filesizeformat", "A number of bytes as people read it: `13.0 KB`, `4.1 MB`. A KB has 1024 bytes; the blank does not break.") { KeepsSafe = true, Apply = NumberFilters.FileSizeFormat },
        new("first", "list|first", "The first item or character. Nothing where there is none.") { Apply = ListFilters.First },
        new("floatformat", "value|floatformat[:digits]", "Rounds a number to so many digits after the point, halves up. With a negative count (-1 without an argument) a whole number has none. A `g` behind the count groups thousands, a `u` ignores the language: `\"2g\"`, `\"-3u\"`. Numbers of more than 200 digits stay as they are; nothing for what is no number.") { Argument = FilterArgument.Optional, KeepsSafe = true, Apply = NumberFilters.FloatFormat, Writer = NumberFilters.FloatFormatWriter },
        new("force_escape", "value|force_escape", "Escapes `< > & \" '` for HTML at once, also what is marked as safe.") { TakesText = true, KeepsSafe = true, Apply = HtmlFilters.ForceEscape },
        new("get_digit", "value|get_digit:position", "The digit at a position of a whole number, counted from 1 at the right; 0 beyond its digits. The value itself where it is no whole number.") { Argument = FilterArgument.Required, Apply = NumberFilters.GetDigit },
        new("iriencode", "value|iriencode", "Encodes what may not stand in an address, and leaves its punctuation and what is encoded already.") { TakesText = true, KeepsSafe = true, Apply = TextFilters.IriEncode },
        new("join", "list|join:\", \"", "The items with a text between them, each escaped unless it is marked as safe.") { Argument = FilterArgument.Required, KeepsSafe = true, Apply = ListFilters.Join },
        new("json_script", "value|json_script[:\"id\"]", "The value as JSON in a `<script type=\"application/json\">`, with an id, safe against anything in it.") { Argument = FilterArgument.Optional, Apply = HtmlFilters.JsonScript },
        new("last", "list|last", "The last item or character. Nothing where there is none.") { KeepsSafe = true, Apply = ListFilters.Last },
        new("length", "value|length", "How many items or characters. 0 for a value that has no length.") { Apply = ListFilters.Length },
        new("length_is", "value|length_is:number", "Whether there are so many items or characters; kept for old templates, `length` with `==` says the same.") { Argument = FilterArgument.Required, Apply = ListFilters.LengthIs },
        new("linebreaks", "value|linebreaks", "Line breaks become `<br>`, empty lines end a paragraph (`<p>`).") { TakesText = true, KeepsSafe = true, Apply = HtmlFilters.LineBreaks },
        new("linebreaksbr", "value|linebreaksbr", "Line breaks become `<br>`.") { TakesText = true, KeepsSafe = true, Apply = HtmlFilters.LineBreaksBr },
        new("linenumbers", "value|linenumbers", "Puts its number before each line.") { TakesText = true, KeepsSafe = true, Apply = TextFilters.LineNumbers },
        new("ljust", "value|ljust:width", "Puts blanks behind, up to a width.") { Argument = FilterArgument.Required, TakesText = true, KeepsSafe = true, Apply = TextFilters.LJust },
        new("lower", "value|lower", "In small letters.") { TakesText = true, KeepsSafe = true, Apply = TextFilters.Lower },
        new("make_list", "value|make_list", "The characters, or the digits of a number, as a list.") { TakesText = true, Apply = ListFilters.MakeList },
        new("phone2numeric", "value|phone2numeric", "Letters become the digits of a telephone's keys.") { TakesText = true, KeepsSafe = true, Apply = TextFilters.PhoneToNumeric },
        new("pluralize", "value|pluralize[:\"suffixes\"]", "A plural ending (`s`) where the value is not 1, or has not just one item. `\"es\"` is another ending, `\"y,ies\"` one for each case.") { Argument = FilterArgument.Optional, Apply = NumberFilters.Pluralize },
        new("pprint", "value|pprint", "The value as Python's `pprint` writes it, for debugging.") { KeepsSafe = true, Apply = LogicFilters.PPrint },
        new("random", "list|random", "One of the items. Nothing where there is none.") { KeepsSafe = true, Apply = ListFilters.Random },
        new("rjust", "value|rjust:width", "Puts blanks before, up to a width.") { Argument = FilterArgument.Required, TakesText = true, KeepsSafe = true, Apply = TextFilters.RJust },
        new("safe", "value|safe", "Marks a text as HTML that is not escaped.") { TakesText = true, KeepsSafe = true, Apply = HtmlFilters.Safe },
        new("safeseq", "list|safeseq", "Marks each item as HTML that is not escaped: `{{ items|safeseq|join:\", \" }}`.") { KeepsSafe = true, Apply = HtmlFilters.SafeSeq },
        new("slice", "list|slice:\":2\"", "A part of a list or text, as Python slices: `\":2\"` the first two, `\"-2:\"` the last two, `\"::-1\"` backwards.") { Argument = FilterArgument.Required, KeepsSafe = true, Apply = ListFilters.Slice },
        new("slugify", "value|slugify", "A text for a URL: small letters, digits, underscores and hyphens, accents taken off.") { TakesText = true, KeepsSafe = true, Apply = TextFilters.Slugify },
        new("stringformat", "value|stringformat:\"format\"", "Formats a value as Python's `%` does, without the percent sign: `\"03d\"`, `\".2f\"`, `\"s\"`. Nothing where the format does not fit.") { Argument = FilterArgument.Required, KeepsSafe = true, Apply = TextFilters.StringFormat },
        new("striptags", "value|striptags", "Leaves out HTML tags. No protection: the result is escaped like any text, and must not be marked as safe.") { TakesText = true, KeepsSafe = true, Apply = HtmlFilters.StripTags },
        new("time", "value|time[:\"format\"]", "Formats a time by letters (`H:i`) or a format's name; `TIME_FORMAT` without an argument. Nothing for letters of a date.") { Argument = FilterArgument.Optional, Apply = DateFilters.Time, Writer = DateFilters.TimeWriter },
        new("timesince", "value|timesince[:now]", "How long ago a date is, in the two largest units: `4 days, 6 hours`; `0 minutes` for the future. Compared with now, or with the argument.") { Argument = FilterArgument.Optional, Apply = DateFilters.TimeSince },
        new("timeuntil", "value|timeuntil[:now]", "How long it is to a date, as `timesince` says it; `0 minutes` for the past.") { Argument = FilterArgument.Optional, Apply = DateFilters.TimeUntil },
        new("title", "value|title", "Each Word Begins With A Capital.") { TakesText = true, KeepsSafe = true, Apply = TextFilters.Title },
        new("truncatechars", "value|truncatechars:count", "The text cut to a number of characters, the ellipsis among them.") { Argument = FilterArgument.Required, TakesText = true, KeepsSafe = true, Apply = TextFilters.TruncateChars },
        new("truncatechars_html", "value|truncatechars_html:count", "As `truncatechars`, without counting HTML tags; those left open are closed.") { Argument = FilterArgument.Required, TakesText = true, KeepsSafe = true, Apply = TextFilters.TruncateCharsHtml },
        new("truncatewords", "value|truncatewords:count", "The text cut to a number of words, with an ellipsis; line breaks become blanks.") { Argument = FilterArgument.Required, TakesText = true, KeepsSafe = true, Apply = TextFilters.TruncateWords },
        new("truncatewords_html", "value|truncatewords_html:count", "As `truncatewords`, without counting HTML tags; those left open are closed, and line breaks stay.") { Argument = FilterArgument.Required, TakesText = true, KeepsSafe = true, Apply = TextFilters.TruncateWordsHtml },
        new("unordered_list", "list|unordered_list", "The items as `<li>`, without the `<ul>` around; a list that follows an item becomes a `<ul>` within it.") { KeepsSafe = true, Apply = HtmlFilters.UnorderedList },
        new("upper", "value|upper", "IN CAPITALS.") { TakesText = true, Apply = TextFilters.Upper },
        new("urlencode", "value|urlencode[:\"safe characters\"]", "Encodes a text for use in a URL; a `/` stays, or the characters of the argument.") { Argument = FilterArgument.Optional, TakesText = true, Apply = TextFilters.UrlEncode },
        new("urlize", "value|urlize", "Makes links of web and e-mail addresses, with `rel=\"nofollow\"`. For plain text, not for HTML with links in it.") { TakesText = true, KeepsSafe = true, Apply = HtmlFilters.Urlize },
        new("urlizetrunc", "value|urlizetrunc:count", "As `urlize`, with the shown addresses cut to a number of characters.") { Argument = FilterArgument.Required, TakesText = true, KeepsSafe = true, Apply = HtmlFilters.UrlizeTrunc },
        new("wordcount", "value|wordcount", "How many words.") { TakesText = true, Apply = TextFilters.WordCount },
        new("wordwrap", "value|wordwrap:width", "Breaks lines at blanks, so that none is longer than a width.") { Argument = FilterArgument.Required, TakesText = true, KeepsSafe = true, Apply = TextFilters.WordWrap },
        new("yesno", "value|yesno[:\"yes,no,maybe\"]", "Words for true, false and null; the one for false where there is none for null.") { Argument = FilterArgument.Optional, Apply = LogicFilters.YesNo },
    ];

    /// <summary>The filters of <c>load humanize</c>.</summary>
    public static IReadOnlyList<FilterInfo> Humanize { get; } =
    [
        new("apnumber", "value|apnumber", "The numbers 1 to 9 as words, as the Associated Press writes; others as they are.") { KeepsSafe = true, Apply = HumanizeFilters.ApNumber },
        new("intcomma", "value|intcomma", "A number with separators between thousands: `4,500`.") { KeepsSafe = true, Apply = HumanizeFilters.IntComma },
        new("intword", "value|intword", "A large number in words: `1.2 million`. Numbers below a million stay.") { Apply = HumanizeFilters.IntWord },
        new("naturalday", "value|naturalday[:\"format\"]", "`today`, `tomorrow` or `yesterday`; any other day as `date` shows it.") { Argument = FilterArgument.Optional, Apply = HumanizeDates.NaturalDay },
        new("naturaltime", "value|naturaltime", "How far a time is from now: `29 seconds ago`, `an hour from now`, `2 days, 3 hours ago`.") { Apply = HumanizeDates.NaturalTime },
        new("ordinal", "value|ordinal", "A whole number as an ordinal: `1st`, `2nd`, `3rd`.") { KeepsSafe = true, Apply = HumanizeFilters.Ordinal },
    ];
}
