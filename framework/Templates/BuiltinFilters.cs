using Quintet.Templates.Filters;

namespace Quintet.Templates;

/// <summary>The table of the built-in filters.</summary>
public static class BuiltinFilters
{
    public static IReadOnlyList<FilterInfo> All { get; } =
    [
        new("add", "value|add:other", "Adds numbers, or joins texts and lists.") { Argument = FilterArgument.Required, Apply = NumberFilters.Add },
        new("capfirst", "value|capfirst", "Makes the first letter a capital.") { TakesText = true, KeepsSafe = true, Apply = TextFilters.CapFirst },
        new("cut", "value|cut:text", "Removes every occurrence of a text.") { Argument = FilterArgument.Required, TakesText = true, Apply = TextFilters.Cut },
        new("date", "value|date:\"format\"", "Formats a date, as PHP's `date()` does: `Y-m-d`, `j F Y`.") { Argument = FilterArgument.Optional, Apply = DateFilters.Date },
        new("default", "value|default:other", "The other value where this one is false or empty.") { Argument = FilterArgument.Required, Apply = LogicFilters.Default },
        new("default_if_none", "value|default_if_none:other", "The other value where this one is null.") { Argument = FilterArgument.Required, Apply = LogicFilters.DefaultIfNone },
        new("dictsort", "list|dictsort:\"key\"", "A list sorted by a key of its items.") { Argument = FilterArgument.Required, Apply = ListFilters.DictSort },
        new("escape", "value|escape", "Escapes HTML, if it is not escaped already.") { TakesText = true, KeepsSafe = true, Apply = HtmlFilters.Escape },
        new("first", "list|first", "The first item.") { Apply = ListFilters.First },
        new("floatformat", "value|floatformat:digits", "Rounds a number; with a negative count, digits after the point are shown only where there are any.") { Argument = FilterArgument.Optional, KeepsSafe = true, Apply = NumberFilters.FloatFormat },
        new("force_escape", "value|force_escape", "Escapes HTML, at once.") { TakesText = true, KeepsSafe = true, Apply = HtmlFilters.ForceEscape },
        new("join", "list|join:\", \"", "The items with a text between them.") { Argument = FilterArgument.Required, KeepsSafe = true, Apply = ListFilters.Join },
        new("last", "list|last", "The last item.") { KeepsSafe = true, Apply = ListFilters.Last },
        new("length", "value|length", "How many items or characters.") { Apply = ListFilters.Length },
        new("linebreaks", "value|linebreaks", "Line breaks become `<br>`, empty lines paragraphs.") { TakesText = true, KeepsSafe = true, Apply = HtmlFilters.LineBreaks },
        new("linebreaksbr", "value|linebreaksbr", "Line breaks become `<br>`.") { TakesText = true, KeepsSafe = true, Apply = HtmlFilters.LineBreaksBr },
        new("lower", "value|lower", "In small letters.") { TakesText = true, KeepsSafe = true, Apply = TextFilters.Lower },
        new("pluralize", "value|pluralize[:\"suffixes\"]", "A plural ending where the value is not 1: `\"es\"`, `\"y,ies\"`.") { Argument = FilterArgument.Optional, Apply = NumberFilters.Pluralize },
        new("safe", "value|safe", "Marks a text as HTML that is not escaped.") { TakesText = true, KeepsSafe = true, Apply = HtmlFilters.Safe },
        new("slice", "list|slice:\":2\"", "A part of a list or text.") { Argument = FilterArgument.Required, KeepsSafe = true, Apply = ListFilters.Slice },
        new("slugify", "value|slugify", "Lower-case letters, digits and hyphens only.") { TakesText = true, KeepsSafe = true, Apply = TextFilters.Slugify },
        new("striptags", "value|striptags", "Removes HTML tags.") { TakesText = true, KeepsSafe = true, Apply = HtmlFilters.StripTags },
        new("time", "value|time:\"format\"", "Formats a time: `H:i`.") { Argument = FilterArgument.Optional, Apply = DateFilters.Time },
        new("title", "value|title", "Each Word Begins With A Capital.") { TakesText = true, KeepsSafe = true, Apply = TextFilters.Title },
        new("truncatechars", "value|truncatechars:count", "The text cut to a number of characters, the ellipsis included.") { Argument = FilterArgument.Required, TakesText = true, KeepsSafe = true, Apply = TextFilters.TruncateChars },
        new("truncatewords", "value|truncatewords:count", "The text cut to a number of words.") { Argument = FilterArgument.Required, TakesText = true, KeepsSafe = true, Apply = TextFilters.TruncateWords },
        new("upper", "value|upper", "IN CAPITALS.") { TakesText = true, Apply = TextFilters.Upper },
        new("urlencode", "value|urlencode[:\"safe characters\"]", "Escapes a text for use in a URL.") { Argument = FilterArgument.Optional, TakesText = true, Apply = TextFilters.UrlEncode },
        new("wordcount", "value|wordcount", "How many words.") { TakesText = true, Apply = TextFilters.WordCount },
        new("yesno", "value|yesno:\"yes,no,maybe\"", "Words for true, false and null.") { Argument = FilterArgument.Optional, Apply = LogicFilters.YesNo },
    ];
}
