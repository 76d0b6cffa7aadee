namespace Quintet.Ide;

/// <summary>A member that a template may ask for.</summary>
/// <param name="Name">In snake_case.</param>
/// <param name="Type">As C# writes it; <c>T</c> is the type argument. Empty where it is not known.</param>
internal sealed record TemplateMember(string Name, string Type);

/// <summary>What the framework's generic views and context processors give to templates; tests hold it against the running app.</summary>
internal static class FrameworkTypes
{
    /// <summary>The variables of the framework's context processors.</summary>
    public static readonly IReadOnlyDictionary<string, TemplateMember[]> Processors = new Dictionary<string, TemplateMember[]>(StringComparer.Ordinal)
    {
        ["ContextProcessors.Debug"] = [new("debug", "bool")],
        ["ContextProcessors.Request"] = [new("request", "HttpRequest")],
        ["ContextProcessors.Auth"] = [new("user", "AbstractBaseUser")],
        ["ContextProcessors.Static"] = [new("STATIC_URL", "string")],
        ["ContextProcessors.Media"] = [new("MEDIA_URL", "string")],
        ["ContextProcessors.I18n"] = [new("LANGUAGES", ""), new("LANGUAGE_BIDI", "bool"), new("LANGUAGE_CODE", "string")],
        ["ContextProcessors.Tz"] = [new("TIME_ZONE", "string")],
        ["ContextProcessors.Csp"] = [new("csp_nonce", "string")],
        ["ContextProcessors.Csrf"] = [new("csrf_token", "string")],
        ["RequestMessages.ContextProcessor"] = [new("DEFAULT_MESSAGE_LEVELS", ""), new("messages", "IEnumerable<Message>")],
    };

    /// <summary>The generic views: how the template's usual name ends, and the variables; <c>{name}</c> is the model's.</summary>
    public static readonly IReadOnlyDictionary<string, GenericViewFact> Views = new Dictionary<string, GenericViewFact>(StringComparer.Ordinal)
    {
        ["TemplateView"] = new(null, "", []),
        ["ListView"] = new("_list", "{name}_list", List),
        ["DetailView"] = new("_detail", "{name}", Detail),
        ["DateDetailView"] = new("_detail", "{name}", Detail),
        ["ArchiveIndexView"] = new("_archive", "latest", Dated()),
        ["YearArchiveView"] = new("_archive_year", "{name}_list", Dated("year")),
        ["MonthArchiveView"] = new("_archive_month", "{name}_list", Dated("month")),
        ["WeekArchiveView"] = new("_archive_week", "{name}_list", Dated("week")),
        ["DayArchiveView"] = new("_archive_day", "{name}_list", [.. Dated("day"), .. Neighbours("month")]),
        ["TodayArchiveView"] = new("_archive_day", "{name}_list", [.. Dated("day"), .. Neighbours("month")]),
    };

    private static TemplateMember[] List => [new("paginator", "Paginator<T>"), new("page_obj", "Page<T>"), new("is_paginated", "bool"), new("object_list", "IEnumerable<T>")];

    private static TemplateMember[] Detail => [new("object", "T")];

    private static TemplateMember[] Dated(string? unit = null) =>
        unit is null ? [.. List, new("date_list", "IReadOnlyList<DateOnly>")] : [.. List, new("date_list", "IReadOnlyList<DateOnly>"), new(unit, "DateOnly"), .. Neighbours(unit)];

    private static TemplateMember[] Neighbours(string unit) => [new("next_" + unit, "DateOnly"), new("previous_" + unit, "DateOnly")];
}

/// <summary>A generic view of the framework.</summary>
/// <param name="TemplateSuffix">What stands behind the model's name in the template's; null where it has no usual one.</param>
/// <param name="ContextName">The variable with the objects or the object; empty for none.</param>
/// <param name="Variables">The others, <c>view</c> aside.</param>
internal sealed record GenericViewFact(string? TemplateSuffix, string ContextName, TemplateMember[] Variables);
