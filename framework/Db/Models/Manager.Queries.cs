using System.Linq.Expressions;

namespace Quintet.Db;

/// <summary>The queryset's verbs that give another query, or read one.</summary>
public partial class Manager<T>
{
    /// <inheritdoc cref="QuerySet{T}.Filter(Q{T})"/>
    public QuerySet<T> Filter(Q<T> condition) => GetQuerySet().Filter(condition);

    /// <inheritdoc cref="QuerySet{T}.Exclude(Q{T})"/>
    public QuerySet<T> Exclude(Q<T> condition) => GetQuerySet().Exclude(condition);

    /// <inheritdoc cref="QuerySet{T}.Annotate{TResult}(Expression{Func{T, TResult}})"/>
    public QuerySet<TResult> Annotate<TResult>(Expression<Func<T, TResult>> values) => GetQuerySet().Annotate(values);

    /// <inheritdoc cref="QuerySet{T}.Values{TResult}(Expression{Func{T, TResult}})"/>
    public ValuesQuerySet<T, TResult> Values<TResult>(Expression<Func<T, TResult>> values) => GetQuerySet().Values(values);

    /// <inheritdoc cref="QuerySet{T}.Values{TResult}(Expression{Func{T, TResult}})"/>
    public ValuesQuerySet<T, TResult> ValuesList<TResult>(Expression<Func<T, TResult>> values) => GetQuerySet().Values(values);

    /// <inheritdoc cref="QuerySet{T}.Values(string[])"/>
    public QuerySet<Dictionary<string, object?>> Values(params string[] fields) => GetQuerySet().Values(fields);

    /// <inheritdoc cref="QuerySet{T}.ValuesList(string[])"/>
    public QuerySet<object?[]> ValuesList(params string[] fields) => GetQuerySet().ValuesList(fields);

    /// <inheritdoc cref="QuerySet{T}.Only(string[])"/>
    public QuerySet<T> Only(params string[] fields) => GetQuerySet().Only(fields);

    /// <inheritdoc cref="QuerySet{T}.Only(string[])"/>
    public QuerySet<T> Only(params Expression<Func<T, object?>>[] fields) => GetQuerySet().Only(fields);

    /// <inheritdoc cref="QuerySet{T}.Defer(string[])"/>
    public QuerySet<T> Defer(params string[] fields) => GetQuerySet().Defer(fields);

    /// <inheritdoc cref="QuerySet{T}.Defer(string[])"/>
    public QuerySet<T> Defer(params Expression<Func<T, object?>>[] fields) => GetQuerySet().Defer(fields);

    /// <inheritdoc cref="QuerySet{T}.Distinct()"/>
    public QuerySet<T> Distinct() => GetQuerySet().Distinct();

    /// <inheritdoc cref="QuerySet{T}.Reverse"/>
    public QuerySet<T> Reverse() => GetQuerySet().Reverse();

    /// <inheritdoc cref="QuerySet{T}.Union(QuerySet{T}[])"/>
    public QuerySet<T> Union(params QuerySet<T>[] others) => GetQuerySet().Union(others);

    /// <inheritdoc cref="QuerySet{T}.Dates{TDate}"/>
    public QuerySet<DateOnly> Dates<TDate>(Expression<Func<T, TDate>> field, DateKind kind, bool descending = false) => GetQuerySet().Dates(field, kind, descending);

    /// <inheritdoc cref="QuerySet{T}.DateTimes{TDate}"/>
    public QuerySet<DateTime> DateTimes<TDate>(Expression<Func<T, TDate>> field, DateKind kind, bool descending = false, TimeZoneInfo? timeZone = null) =>
        GetQuerySet().DateTimes(field, kind, descending, timeZone);

    /// <inheritdoc cref="QuerySet{T}.SelectForUpdate"/>
    public QuerySet<T> SelectForUpdate(bool noWait = false, bool skipLocked = false, string[]? of = null, bool noKey = false) => GetQuerySet().SelectForUpdate(noWait, skipLocked, of, noKey);

    /// <inheritdoc cref="QuerySet{T}.PrefetchRelated{TRelated}(Expression{Func{T, Manager{TRelated}}})"/>
    public QuerySet<T> PrefetchRelated<TRelated>(Expression<Func<T, Manager<TRelated>>> relation)
        where TRelated : Model => GetQuerySet().PrefetchRelated(relation);

    /// <inheritdoc cref="QuerySet{T}.PrefetchRelated{TRelated}(Expression{Func{T, Manager{TRelated}}}, QuerySet{TRelated})"/>
    public QuerySet<T> PrefetchRelated<TRelated>(Expression<Func<T, Manager<TRelated>>> relation, QuerySet<TRelated> query)
        where TRelated : Model => GetQuerySet().PrefetchRelated(relation, query);

    /// <inheritdoc cref="QuerySet{T}.PrefetchRelated{TRelated}(Expression{Func{T, TRelated}})"/>
    public QuerySet<T> PrefetchRelated<TRelated>(Expression<Func<T, TRelated?>> relation)
        where TRelated : Model => GetQuerySet().PrefetchRelated(relation);

    /// <inheritdoc cref="QuerySet{T}.PrefetchRelated(string[])"/>
    public QuerySet<T> PrefetchRelated(params string[] lookups) => GetQuerySet().PrefetchRelated(lookups);

    /// <inheritdoc cref="QuerySet{T}.PrefetchRelated(string[])"/>
    public QuerySet<T> PrefetchRelated(params Prefetch[] lookups) => GetQuerySet().PrefetchRelated(lookups);

    /// <inheritdoc cref="QuerySet{T}.Aggregate{TResult}(Expression{Func{Aggregates{T}, TResult}})"/>
    public TResult Aggregate<TResult>(Expression<Func<Aggregates<T>, TResult>> values) => GetQuerySet().Aggregate(values);

    /// <inheritdoc cref="QuerySet{T}.Aggregate{TResult}(Expression{Func{Aggregates{T}, TResult}})"/>
    public Task<TResult> AggregateAsync<TResult>(Expression<Func<Aggregates<T>, TResult>> values, CancellationToken cancellation = default) => GetQuerySet().AggregateAsync(values, cancellation);

    /// <inheritdoc cref="QuerySet{T}.Earliest{TKey}"/>
    public T Earliest<TKey>(Expression<Func<T, TKey>> key) => GetQuerySet().Earliest(key);

    /// <inheritdoc cref="QuerySet{T}.Earliest{TKey}"/>
    public Task<T> EarliestAsync<TKey>(Expression<Func<T, TKey>> key, CancellationToken cancellation = default) => GetQuerySet().EarliestAsync(key, cancellation);

    /// <inheritdoc cref="QuerySet{T}.Latest{TKey}"/>
    public T Latest<TKey>(Expression<Func<T, TKey>> key) => GetQuerySet().Latest(key);

    /// <inheritdoc cref="QuerySet{T}.Latest{TKey}"/>
    public Task<T> LatestAsync<TKey>(Expression<Func<T, TKey>> key, CancellationToken cancellation = default) => GetQuerySet().LatestAsync(key, cancellation);

    /// <inheritdoc cref="QuerySet{T}.Earliest(string[])"/>
    public T Earliest(params string[] fields) => GetQuerySet().Earliest(fields);

    /// <inheritdoc cref="QuerySet{T}.Earliest(string[])"/>
    public Task<T> EarliestAsync(string[]? fields = null, CancellationToken cancellation = default) => GetQuerySet().EarliestAsync(fields, cancellation);

    /// <inheritdoc cref="QuerySet{T}.Latest(string[])"/>
    public T Latest(params string[] fields) => GetQuerySet().Latest(fields);

    /// <inheritdoc cref="QuerySet{T}.Latest(string[])"/>
    public Task<T> LatestAsync(string[]? fields = null, CancellationToken cancellation = default) => GetQuerySet().LatestAsync(fields, cancellation);

    /// <inheritdoc cref="QuerySet{T}.Iterator"/>
    public IEnumerable<T> Iterator(int chunkSize = 2000) => GetQuerySet().Iterator(chunkSize);

    /// <inheritdoc cref="QuerySet{T}.Iterator"/>
    public IAsyncEnumerable<T> IteratorAsync(int chunkSize = 2000, CancellationToken cancellation = default) => GetQuerySet().IteratorAsync(chunkSize, cancellation);

    /// <inheritdoc cref="QuerySet{T}.Contains"/>
    public bool Contains(T item) => GetQuerySet().Contains(item);
}
