using System.ComponentModel;

namespace Quintet.Db;

/// <summary>
/// LINQ's verbs, taken away: as extension methods they would load the whole table and go on in memory, silently. The
/// compiler names the verb to use instead.
/// </summary>
public partial class QuerySet<T>
{
    private const string UseToList = " runs in memory: write ToList() before it if the rows shall be loaded.";

    [Obsolete("Use Filter(…): the database does it. Where" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<T> Where(Func<T, bool> predicate) => throw new NotSupportedException(predicate?.ToString());

    [Obsolete("Use Values(…): the database does it. Select" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<TResult> Select<TResult>(Func<T, TResult> selector) => throw new NotSupportedException(selector?.ToString());

    [Obsolete("SelectMany" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<TResult> SelectMany<TResult>(Func<T, IEnumerable<TResult>> selector) => throw new NotSupportedException(selector?.ToString());

    [Obsolete("Use Values(…).Annotate((v, q) => …): the database does it. GroupBy" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<IGrouping<TKey, T>> GroupBy<TKey>(Func<T, TKey> key) => throw new NotSupportedException(key?.ToString());

    [Obsolete("Use Aggregate(q => q.Sum(…)): the database does it. Sum" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public TResult Sum<TResult>(Func<T, TResult> selector) => throw new NotSupportedException(selector?.ToString());

    [Obsolete("Use Aggregate(q => q.Avg(…)): the database does it. Average" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public TResult Average<TResult>(Func<T, TResult> selector) => throw new NotSupportedException(selector?.ToString());

    [Obsolete("Use Aggregate(q => q.Max(…)): the database does it. Max" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public TResult Max<TResult>(Func<T, TResult> selector) => throw new NotSupportedException(selector?.ToString());

    [Obsolete("Use Aggregate(q => q.Min(…)): the database does it. Min" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public TResult Min<TResult>(Func<T, TResult> selector) => throw new NotSupportedException(selector?.ToString());

    [Obsolete("Use Exclude(…) and Exists(): the database does it. All(condition)" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public bool All(Func<T, bool> predicate) => throw new NotSupportedException(predicate?.ToString());

    [Obsolete("Use a slice: [..count]. Take" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<T> Take(int count) => throw new NotSupportedException(count.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Obsolete("Use a slice: [count..]. Skip" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<T> Skip(int count) => throw new NotSupportedException(count.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Obsolete("Use Get(…), which expects exactly one row.", error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public T Single() => throw new NotSupportedException();

    [Obsolete("Use Get(…), which expects exactly one row.", error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public T Single(Func<T, bool> predicate) => throw new NotSupportedException(predicate?.ToString());

    [Obsolete("Use Filter(…).First(), which is null where there is none.", error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public T? SingleOrDefault() => throw new NotSupportedException();

    [Obsolete("Use Filter(…).First(), which is null where there is none.", error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public T? SingleOrDefault(Func<T, bool> predicate) => throw new NotSupportedException(predicate?.ToString());

    [Obsolete("Use Filter(…).First(), which is null where there is none.", error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public T First(Func<T, bool> predicate) => throw new NotSupportedException(predicate?.ToString());

    [Obsolete("Use First(), which is null where there is none.", error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public T? FirstOrDefault() => throw new NotSupportedException();

    [Obsolete("Use Filter(…).First(), which is null where there is none.", error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public T? FirstOrDefault(Func<T, bool> predicate) => throw new NotSupportedException(predicate?.ToString());

    [Obsolete("Use Filter(…).Last(), which is null where there is none.", error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public T Last(Func<T, bool> predicate) => throw new NotSupportedException(predicate?.ToString());

    [Obsolete("Use Last(), which is null where there is none.", error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public T? LastOrDefault() => throw new NotSupportedException();

    [Obsolete("Use Count().", error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public long LongCount() => throw new NotSupportedException();

    [Obsolete("Use a slice or [index]. ElementAt" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public T ElementAt(int index) => throw new NotSupportedException(index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Obsolete("Distinct" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<T> DistinctBy<TKey>(Func<T, TKey> key) => throw new NotSupportedException(key?.ToString());

    [Obsolete("Use SelectRelated(…) for a relation. Join" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<TResult> Join<TInner, TKey, TResult>(IEnumerable<TInner> inner, Func<T, TKey> outerKey, Func<TInner, TKey> innerKey, Func<T, TInner, TResult> result) =>
        throw new NotSupportedException($"{inner} {outerKey} {innerKey} {result}");

    [Obsolete("Aggregate" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public TResult Aggregate<TResult>(TResult seed, Func<TResult, T, TResult> step) => throw new NotSupportedException($"{seed} {step}");

    [Obsolete("Use OrderByDescending(…).First(): the database does it. MaxBy" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public T? MaxBy<TKey>(Func<T, TKey> key) => throw new NotSupportedException(key?.ToString());

    [Obsolete("Use OrderBy(…).First(): the database does it. MinBy" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public T? MinBy<TKey>(Func<T, TKey> key) => throw new NotSupportedException(key?.ToString());

    [Obsolete("Use Filter(…): the database does it. TakeWhile" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<T> TakeWhile(Func<T, bool> predicate) => throw new NotSupportedException(predicate?.ToString());

    [Obsolete("Use Filter(…): the database does it. SkipWhile" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<T> SkipWhile(Func<T, bool> predicate) => throw new NotSupportedException(predicate?.ToString());

    [Obsolete("Use Reverse() and a slice: [..count]. TakeLast" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<T> TakeLast(int count) => throw new NotSupportedException($"{count}");

    [Obsolete("Use Reverse() and a slice: [count..]. SkipLast" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<T> SkipLast(int count) => throw new NotSupportedException($"{count}");

    [Obsolete("ToLookup" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public ILookup<TKey, T> ToLookup<TKey>(Func<T, TKey> key) => throw new NotSupportedException(key?.ToString());

    [Obsolete("CountBy" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<KeyValuePair<TKey, int>> CountBy<TKey>(Func<T, TKey> key) => throw new NotSupportedException(key?.ToString());

    [Obsolete("Zip" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<(T, TOther)> Zip<TOther>(IEnumerable<TOther> other) => throw new NotSupportedException($"{other}");

    [Obsolete("Use slices. Chunk" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<T[]> Chunk(int size) => throw new NotSupportedException($"{size}");

    [Obsolete("Use Difference(…) with another query: the database does it. Except" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<T> Except(IEnumerable<T> other) => throw new NotSupportedException($"{other}");

    [Obsolete("Use Intersection(…) with another query: the database does it. Intersect" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<T> Intersect(IEnumerable<T> other) => throw new NotSupportedException($"{other}");

    [Obsolete("Use Union(…) with another query: the database does it. Union" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<T> Union(IEnumerable<T> other) => throw new NotSupportedException($"{other}");

    [Obsolete("OfType" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<TResult> OfType<TResult>() => throw new NotSupportedException(typeof(TResult).Name);

    [Obsolete("DefaultIfEmpty" + UseToList, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<T> DefaultIfEmpty(T item) => throw new NotSupportedException(item?.ToString());
}
