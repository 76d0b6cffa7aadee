using System.Globalization;
using Quintet.Db;
using Quintet.Db.Sql;
using Quintet.Http;

namespace Quintet.Views;

/// <summary>The objects of a model by the day of one of their fields.</summary>
/// <param name="meta">The model.</param>
/// <param name="field">The field's name, as in a query.</param>
internal sealed class DatedRows<T>(ModelMeta<T> meta, string field) where T : Model
{
    private readonly FieldMeta _field = meta.GetField(field);

    /// <summary>Whether the field has a time of day: then days are those of the current time zone.</summary>
    private bool HasTime => _field.Field is DateTimeField;

    public static DateOnly Today => DateOnly.FromDateTime(Zones.ToLocal(DateTime.UtcNow, Zones.Current));

    public QuerySet<T> From(QuerySet<T> rows, DateOnly day) => rows.Filter($"{field}__gte", Begin(day));

    public QuerySet<T> Before(QuerySet<T> rows, DateOnly day) => rows.Filter($"{field}__lt", Begin(day));

    public QuerySet<T> On(QuerySet<T> rows, DateOnly day) => HasTime ? Before(From(rows, day), day.AddDays(1)) : rows.Filter(field, day);

    /// <summary>Those that are not in the future.</summary>
    public QuerySet<T> UntilNow(QuerySet<T> rows) => rows.Filter($"{field}__lte", HasTime ? DateTime.UtcNow : Today);

    /// <summary>The days on which there are any, cut off at a unit.</summary>
    public async Task<IReadOnlyList<DateOnly>> DaysAsync(QuerySet<T> rows, DateKind unit, bool descending, CancellationToken cancellation) => await rows.Dates(field, unit, descending).ToListAsync(cancellation);

    /// <summary>The first or last object's day; null where there is none.</summary>
    public async Task<DateOnly?> EdgeAsync(QuerySet<T> rows, bool last, CancellationToken cancellation) =>
        await rows.OrderBy(last ? "-" + field : field)[..1].ToListAsync(cancellation) is [var first] ? DayOf(_field.GetValue(first)) : null;

    private static DateOnly? DayOf(object? value) => value switch
    {
        DateOnly day => day,
        DateTime time => DateOnly.FromDateTime(Zones.ToLocal(time, Zones.Current)),
        DateTimeOffset time => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zones.Current).DateTime),
        _ => null,
    };

    private object Begin(DateOnly day)
    {
        if (!HasTime) return day;
        return Zones.ToMoment(day.ToDateTime(TimeOnly.MinValue), Zones.Current);
    }
}

/// <summary>What all archives have in common: objects by the day of a field, with the days there are.</summary>
/// <typeparam name="T">The model.</typeparam>
public abstract class DatedView<T> : MultipleObjectView<T> where T : Model
{
    private DatedRows<T>? _dated;

    protected DatedView() => AllowEmpty = false;

    /// <summary>The name of the field, in a query's spelling (<c>published_date</c>) or C#'s (<c>nameof(Post.PublishedDate)</c>).</summary>
    public virtual string? DateField { get; set; }

    /// <summary>Whether objects of the future are shown.</summary>
    public virtual bool AllowFuture { get; set; }

    /// <summary>The unit of <c>date_list</c>.</summary>
    public virtual DateKind DateListPeriod { get; set; } = DateKind.Year;

    /// <summary>How the year is written in the route, as in Python's <c>strptime</c>.</summary>
    public virtual string YearFormat { get; set; } = "%Y";

    /// <summary>How the month is written: <c>%b</c> is <c>nov</c>, <c>%m</c> is <c>11</c>.</summary>
    public virtual string MonthFormat { get; set; } = "%b";

    /// <summary>How the day is written.</summary>
    public virtual string DayFormat { get; set; } = "%d";

    /// <summary>How the week is written: <c>%U</c> for weeks from Sunday, <c>%W</c> for weeks from Monday, <c>%V</c> for those of ISO 8601.</summary>
    public virtual string WeekFormat { get; set; } = "%U";

    /// <summary>The year; null: that of the route, or else of the query string.</summary>
    public virtual string? Year { get; set; }

    /// <inheritdoc cref="Year"/>
    public virtual string? Month { get; set; }

    /// <inheritdoc cref="Year"/>
    public virtual string? Day { get; set; }

    /// <inheritdoc cref="Year"/>
    public virtual string? Week { get; set; }

    /// <summary>The days there are, cut off at <see cref="DateListPeriod"/>; null where the archive has no such list.</summary>
    public IReadOnlyList<DateOnly>? DateList { get; private protected set; }

    private protected DatedRows<T> Dated => _dated ??= new(Meta, DatePartsOf.Field(this, DateField));

    private protected Dictionary<string, object?> DateVariables { get; } = new(StringComparer.Ordinal);

    /// <summary>The newest first, where nothing else is said.</summary>
    public override IReadOnlyList<string>? GetOrdering() => Ordering ?? ["-" + DatePartsOf.Field(this, DateField)];

    public override ContextData GetContextData()
    {
        var context = base.GetContextData();
        context["date_list"] = DateList;
        foreach (var (name, value) in DateVariables) context[name] = value;
        return WithExtra(context);
    }

    protected internal override async ValueTask<HttpResponse> AnswerAsync()
    {
        await PaginateAsync(await ReadAsync());
        return RenderToResponse(await GetContextDataAsync());
    }

    /// <summary>Reads the dates and says which objects are shown.</summary>
    private protected abstract ValueTask<QuerySet<T>> ReadAsync();

    /// <summary>The objects of some days that are not in the future; at least one, unless <c>AllowEmpty</c>.</summary>
    private protected async ValueTask<QuerySet<T>> AtLeastOneAsync(QuerySet<T> rows)
    {
        if (!AllowFuture) rows = Dated.UntilNow(rows);
        return AllowEmpty || await rows.ExistsAsync(Request.Aborted) ? rows : throw NoneAvailable();
    }

    private protected async ValueTask ListDaysAsync(QuerySet<T> rows, bool descending = false)
    {
        DateList = await Dated.DaysAsync(rows, DateListPeriod, descending, Request.Aborted);
        if (DateList.Count == 0 && !AllowEmpty) throw NoneAvailable();
    }

    private protected string YearText => DatePartsOf.Text(this, Year, "year", "No year specified");

    private protected string MonthText => DatePartsOf.Text(this, Month, "month", "No month specified");

    private protected string DayText => DatePartsOf.Text(this, Day, "day", "No day specified");

    private protected string WeekText => DatePartsOf.Text(this, Week, "week", "No week specified");

    /// <summary>The neighbours of a stretch of days, for <c>next_month</c> and <c>previous_month</c>: the nearest that has objects, or with <c>AllowEmpty</c> the one beside it.</summary>
    /// <param name="unit"><c>month</c>.</param>
    /// <param name="current">The first day of the stretch that a day is in.</param>
    /// <param name="next">The first day of the one behind it.</param>
    /// <param name="day">A day of the stretch.</param>
    private protected async ValueTask AddNeighboursAsync(string unit, Func<DateOnly, DateOnly> current, Func<DateOnly, DateOnly> next, DateOnly day)
    {
        DateVariables["next_" + unit] = await NeighbourAsync(isPrevious: false);
        DateVariables["previous_" + unit] = await NeighbourAsync(isPrevious: true);

        async ValueTask<DateOnly?> NeighbourAsync(bool isPrevious)
        {
            var start = current(day);
            if (AllowEmpty)
            {
                if (isPrevious && start == DateOnly.MinValue) return null;
                var beside = isPrevious ? current(start.AddDays(-1)) : next(day);
                return AllowFuture || beside <= DatedRows<T>.Today ? beside : null;
            }

            var rows = isPrevious ? Dated.Before(GetQueryset(), start) : Dated.From(GetQueryset(), next(day));
            if (!isPrevious && !AllowFuture) rows = Dated.UntilNow(rows);
            return await Dated.EdgeAsync(rows, last: isPrevious, Request.Aborted) is { } found ? current(found) : null;
        }
    }

    private protected static DateOnly Following(Func<DateOnly> next)
    {
        try
        {
            return next();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new Http404(Translation.Gettext("Date out of range"));
        }
    }

    private protected static DateOnly YearOf(DateOnly day) => new(day.Year, 1, 1);

    private protected static DateOnly NextYear(DateOnly day) => Following(() => YearOf(day).AddYears(1));

    private protected static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private protected static DateOnly NextMonth(DateOnly day) => Following(() => MonthOf(day).AddMonths(1));

    private protected static DateOnly NextDay(DateOnly day) => Following(() => day.AddDays(1));

    private Http404 NoneAvailable() => new(GenericModels.Say("No %(verbose_name_plural)s available", ("verbose_name_plural", Meta.VerboseNamePlural)));
}

/// <summary>Where date-based views find their parts.</summary>
internal static class DatePartsOf
{
    public static string Text(View view, string? own, string name, string missing)
    {
        var given = own ?? Convert.ToString(view.Kwargs.GetValueOrDefault(name), CultureInfo.InvariantCulture);
        if (string.IsNullOrEmpty(given)) given = view.Request.GET[name];
        return string.IsNullOrEmpty(given) ? throw new Http404(Translation.Gettext(missing)) : given;
    }

    public static string Field(View view, string? name) => name is { Length: > 0 } ? Names.ToSnakeCase(name) : throw new Conf.ImproperlyConfigured(
        $"{view.ClassName} needs a DateField: the name of the field by whose day its objects are found.");
}
