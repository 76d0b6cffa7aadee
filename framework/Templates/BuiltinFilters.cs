namespace Quintet.Templates;

/// <summary>The table of the built-in filters.</summary>
public static class BuiltinFilters
{
    public static IReadOnlyList<FilterInfo> All { get; } =
    [
        new("add", "value|add:other", "Adds numbers, or joins texts and lists.") { Argument = FilterArgument.Required },
        new("capfirst", "value|capfirst", "Makes the first letter a capital."),
        new("cut", "value|cut:text", "Removes every occurrence of a text.") { Argument = FilterArgument.Required },
        new("date", "value|date:\"format\"", "Formats a date, as PHP's `date()` does: `Y-m-d`, `j F Y`.") { Argument = FilterArgument.Optional },
        new("default", "value|default:other", "The other value where this one is false or empty.") { Argument = FilterArgument.Required },
        new("default_if_none", "value|default_if_none:other", "The other value where this one is null.") { Argument = FilterArgument.Required },
        new("dictsort", "list|dictsort:\"key\"", "A list sorted by a key of its items.") { Argument = FilterArgument.Required },
        new("escape", "value|escape", "Escapes HTML, once, at the end."),
        new("first", "list|first", "The first item."),
        new("floatformat", "value|floatformat:digits", "Rounds a number; with a negative count, digits after the point are shown only where there are any.") { Argument = FilterArgument.Optional },
        new("force_escape", "value|force_escape", "Escapes HTML, at once."),
        new("join", "list|join:\", \"", "The items with a text between them.") { Argument = FilterArgument.Required },
        new("last", "list|last", "The last item."),
        new("length", "value|length", "How many items or characters."),
        new("linebreaks", "value|linebreaks", "Line breaks become `<br>`, empty lines paragraphs."),
        new("linebreaksbr", "value|linebreaksbr", "Line breaks become `<br>`."),
        new("lower", "value|lower", "In small letters."),
        new("pluralize", "value|pluralize[:\"suffixes\"]", "A plural ending where the value is not 1: `\"es\"`, `\"y,ies\"`.") { Argument = FilterArgument.Optional },
        new("safe", "value|safe", "Marks a text as HTML that is not escaped."),
        new("slice", "list|slice:\":2\"", "A part of a list or text.") { Argument = FilterArgument.Required },
        new("slugify", "value|slugify", "Lower-case letters, digits and hyphens only."),
        new("striptags", "value|striptags", "Removes HTML tags."),
        new("time", "value|time:\"format\"", "Formats a time: `H:i`.") { Argument = FilterArgument.Optional },
        new("title", "value|title", "Each Word Begins With A Capital."),
        new("truncatechars", "value|truncatechars:count", "The text cut to a number of characters, the ellipsis included.") { Argument = FilterArgument.Required },
        new("truncatewords", "value|truncatewords:count", "The text cut to a number of words.") { Argument = FilterArgument.Required },
        new("upper", "value|upper", "IN CAPITALS."),
        new("urlencode", "value|urlencode[:\"safe characters\"]", "Escapes a text for use in a URL.") { Argument = FilterArgument.Optional },
        new("wordcount", "value|wordcount", "How many words."),
        new("yesno", "value|yesno:\"yes,no,maybe\"", "Words for true, false and null.") { Argument = FilterArgument.Optional },
    ];
}
