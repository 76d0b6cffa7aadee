using Quintet.Db;
using Quintet.Http;

namespace Quintet.Views;

/// <summary>The newest objects, as <c>latest</c>, and the years there are, as <c>date_list</c>: <c>shop/book_archive.html</c>.</summary>
/// <typeparam name="T">The model.</typeparam>
public class ArchiveIndexView<T> : DatedView<T> where T : Model
{
    public override string TemplateNameSuffix { get; set; } = "_archive";

    public override string GetContextObjectName() => ContextObjectName ?? "latest";

    private protected override async ValueTask<QuerySet<T>> ReadAsync()
    {
        var rows = await AtLeastOneAsync(GetQueryset());
        await ListDaysAsync(rows, descending: true);
        return DateList!.Count == 0 ? rows.None() : rows;
    }
}

/// <summary>The months of a year in which there are objects, with <c>year</c>, <c>next_year</c> and <c>previous_year</c>: <c>shop/book_archive_year.html</c>.</summary>
/// <typeparam name="T">The model.</typeparam>
public class YearArchiveView<T> : DatedView<T> where T : Model
{
    public YearArchiveView() => DateListPeriod = DateKind.Month;

    public override string TemplateNameSuffix { get; set; } = "_archive_year";

    /// <summary>Whether the year's objects are listed, too.</summary>
    public virtual bool MakeObjectList { get; set; }

    private protected override async ValueTask<QuerySet<T>> ReadAsync()
    {
        var year = ArchiveDates.Read((YearText, YearFormat));
        var rows = await AtLeastOneAsync(Dated.Before(Dated.From(GetQueryset(), year), NextYear(year)));
        await ListDaysAsync(rows);
        DateVariables["year"] = year;
        await AddNeighboursAsync("year", YearOf, NextYear, year);
        return MakeObjectList ? rows : rows.None();
    }
}

/// <summary>The objects of a month, with the days as <c>date_list</c>, <c>month</c>, <c>next_month</c> and <c>previous_month</c>: <c>shop/book_archive_month.html</c>.</summary>
/// <typeparam name="T">The model.</typeparam>
public class MonthArchiveView<T> : DatedView<T> where T : Model
{
    public MonthArchiveView() => DateListPeriod = DateKind.Day;

    public override string TemplateNameSuffix { get; set; } = "_archive_month";

    private protected override async ValueTask<QuerySet<T>> ReadAsync()
    {
        var month = ArchiveDates.Read((YearText, YearFormat), (MonthText, MonthFormat));
        var rows = await AtLeastOneAsync(Dated.Before(Dated.From(GetQueryset(), month), NextMonth(month)));
        await ListDaysAsync(rows);
        DateVariables["month"] = month;
        await AddNeighboursAsync("month", MonthOf, NextMonth, month);
        return rows;
    }
}

/// <summary>The objects of a week, with <c>week</c>, <c>next_week</c> and <c>previous_week</c>: <c>shop/book_archive_week.html</c>.</summary>
/// <typeparam name="T">The model.</typeparam>
public class WeekArchiveView<T> : DatedView<T> where T : Model
{
    public override string TemplateNameSuffix { get; set; } = "_archive_week";

    private protected override async ValueTask<QuerySet<T>> ReadAsync()
    {
        if (WeekFormat is not ("%U" or "%W" or "%V")) throw new ArgumentException($"Unknown week format '{WeekFormat}'. Choices are: %U, %W, %V", nameof(WeekFormat));
        var first = WeekFormat == "%U" ? DayOfWeek.Sunday : DayOfWeek.Monday;
        var week = ArchiveDates.Read((YearText, WeekFormat == "%V" && YearFormat == "%Y" ? "%G" : YearFormat), (WeekText, WeekFormat));
        var rows = await AtLeastOneAsync(Dated.Before(Dated.From(GetQueryset(), week), Next(week)));
        DateVariables["week"] = week;
        await AddNeighboursAsync("week", Current, Next, week);
        return rows;

        DateOnly Current(DateOnly day) => Following(() => day.AddDays(-(((int)day.DayOfWeek - (int)first + 7) % 7)));

        DateOnly Next(DateOnly day) => Following(() => Current(day).AddDays(7));
    }
}

/// <summary>The objects of a day, with <c>day</c>, <c>next_day</c>, <c>previous_day</c>, <c>next_month</c> and <c>previous_month</c>: <c>shop/book_archive_day.html</c>.</summary>
/// <typeparam name="T">The model.</typeparam>
public class DayArchiveView<T> : DatedView<T> where T : Model
{
    public override string TemplateNameSuffix { get; set; } = "_archive_day";

    private protected virtual DateOnly ReadDay() => ArchiveDates.Read((YearText, YearFormat), (MonthText, MonthFormat), (DayText, DayFormat));

    private protected override async ValueTask<QuerySet<T>> ReadAsync()
    {
        var day = ReadDay();
        var rows = await AtLeastOneAsync(Dated.On(GetQueryset(), day));
        DateVariables["day"] = day;
        await AddNeighboursAsync("day", one => one, NextDay, day);
        await AddNeighboursAsync("month", MonthOf, NextMonth, day);
        return rows;
    }
}

/// <summary>The objects of today: as <see cref="DayArchiveView{T}"/>, without a day in the route.</summary>
/// <typeparam name="T">The model.</typeparam>
public class TodayArchiveView<T> : DayArchiveView<T> where T : Model
{
    private protected override DateOnly ReadDay() => DatedRows<T>.Today;
}

/// <summary>Shows an object of a day, which the route names besides the object's key or slug: <c>shop/book_detail.html</c>.</summary>
/// <typeparam name="T">The model.</typeparam>
public class DateDetailView<T> : DetailView<T> where T : Model
{
    /// <inheritdoc cref="DatedView{T}.DateField"/>
    public virtual string? DateField { get; set; }

    /// <inheritdoc cref="DatedView{T}.AllowFuture"/>
    public virtual bool AllowFuture { get; set; }

    /// <inheritdoc cref="DatedView{T}.YearFormat"/>
    public virtual string YearFormat { get; set; } = "%Y";

    /// <inheritdoc cref="DatedView{T}.MonthFormat"/>
    public virtual string MonthFormat { get; set; } = "%b";

    /// <inheritdoc cref="DatedView{T}.DayFormat"/>
    public virtual string DayFormat { get; set; } = "%d";

    public override Task<T> GetObjectAsync()
    {
        var day = ArchiveDates.Read(
            (DatePartsOf.Text(this, null, "year", "No year specified"), YearFormat), (DatePartsOf.Text(this, null, "month", "No month specified"), MonthFormat), (DatePartsOf.Text(this, null, "day", "No day specified"), DayFormat));
        if (!AllowFuture && day > DatedRows<T>.Today)
        {
            throw new Http404(GenericModels.Say(
                "Future %(verbose_name_plural)s not available because %(class_name)s.allow_future is False.", ("verbose_name_plural", Meta.VerboseNamePlural), ("class_name", ClassName)));
        }

        return FindAsync(new DatedRows<T>(Meta, DatePartsOf.Field(this, DateField)).On(GetQueryset(), day));
    }
}
