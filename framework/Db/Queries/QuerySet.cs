using System.Collections;
using System.Linq.Expressions;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>
/// A query that runs when its rows are first asked for, and keeps them (Django's <c>QuerySet</c>). It is never changed: each
/// verb gives a new one. Rows come by <c>foreach</c>, <c>await foreach</c>, <see cref="ToList"/> or a slice.
/// </summary>
public partial class QuerySet<T> : IQuerySet, IEnumerable<T>, IAsyncEnumerable<T>, ITemplateMembers
{
    private readonly Query _query;
    private readonly string? _alias;

    // What Create puts into a new object: the relation of author.Books.
    private readonly Action<T>? _prepare;
    private readonly PrefetchTree _prefetch;
    private List<T>? _results;

    // The database of the object that the rows belong to, where the query itself names none.
    private readonly string? _hint;

    internal QuerySet(Query query, string? alias = null, Action<T>? prepare = null, PrefetchTree? prefetch = null, List<T>? results = null, string? hint = null) =>
        (_query, _alias, _prepare, _prefetch, _results, _hint) = (query, alias, prepare, prefetch ?? PrefetchTree.Empty, results, hint);

    Query IQuerySet.Query => _query;

    internal Query Query => _query;

    internal ModelMeta Model => _query.Model;

    // Rows that are locked are about to be written.
    private string ReadAlias => _alias ?? (_query.Lock is null ? Connections.Current.ForRead(Model, _hint) : Connections.Current.ForWrite(Model, _hint));

    private string WriteAlias => _alias ?? Connections.Current.ForWrite(Model, _hint);

    /// <summary>This query anew: its rows are read again.</summary>
    public QuerySet<T> All() => With(_query);

    /// <summary>No rows; no statement is run.</summary>
    public QuerySet<T> None() => With(_query with { IsEmpty = true });

    /// <summary>The rows for which the condition holds.</summary>
    /// <exception cref="QueryTranslationException">The condition holds something that SQL cannot say.</exception>
    public QuerySet<T> Filter(Expression<Func<T, bool>> condition)
    {
        // As Where does it, without a function that holds the lambda: nearly every query comes through here.
        CheckNotSliced("filter");
        var node = LambdaTranslator.Condition(condition, _query);
        return node.HasWindow ? AroundWindow(condition) : With(_query.And(node));
    }

    /// <summary>The rows for which the condition does not hold.</summary>
    public QuerySet<T> Exclude(Expression<Func<T, bool>> condition) => Where("filter", query => new NotNode(LambdaTranslator.Condition(condition, query)));

    /// <summary>The rows that a lookup by name finds, <c>Filter("author__name__icontains", "doe")</c>: for names known only at run time.</summary>
    /// <param name="lookup">The field, over relations too, and the way to compare.</param>
    /// <param name="value">What is looked for: a value, a list or query for <c>in</c>, an <see cref="F"/>.</param>
    /// <exception cref="FieldErrorException">There is no such field or lookup.</exception>
    public QuerySet<T> Filter(string lookup, object? value) => Where("filter", query => LookupTable.Condition(query, lookup, value));

    /// <summary>The rows that a lookup by name does not find.</summary>
    public QuerySet<T> Exclude(string lookup, object? value) => Where("filter", query => new NotNode(LookupTable.Condition(query, lookup, value)));

    /// <summary>The rows for which a condition holds that was built step by step.</summary>
    public QuerySet<T> Filter(Q<T> condition) => Where("filter", condition.ToNode);

    /// <summary>The rows for which a condition does not hold that was built step by step.</summary>
    public QuerySet<T> Exclude(Q<T> condition) => Where("filter", (!condition).ToNode);

    /// <summary>Sorted; replaces a sorting made before. Where NULL stands is the database's way, unless <paramref name="nulls"/> says it.</summary>
    public QuerySet<T> OrderBy<TKey>(Expression<Func<T, TKey>> key, Nulls nulls = Nulls.AsTheDatabase) => Ordered([Term(key, descending: false, nulls)]);

    /// <inheritdoc cref="OrderBy{TKey}"/>
    public QuerySet<T> OrderByDescending<TKey>(Expression<Func<T, TKey>> key, Nulls nulls = Nulls.AsTheDatabase) => Ordered([Term(key, descending: true, nulls)]);

    /// <summary>Sorted further, where rows are equal so far.</summary>
    public QuerySet<T> ThenBy<TKey>(Expression<Func<T, TKey>> key, Nulls nulls = Nulls.AsTheDatabase) =>
        Ordered([.. _query.EffectiveOrder(), Term(key, descending: false, nulls)]);

    /// <inheritdoc cref="ThenBy{TKey}"/>
    public QuerySet<T> ThenByDescending<TKey>(Expression<Func<T, TKey>> key, Nulls nulls = Nulls.AsTheDatabase) =>
        Ordered([.. _query.EffectiveOrder(), Term(key, descending: true, nulls)]);

    /// <summary>Sorted by fields named at run time, <c>OrderBy("-published_date", "author__name")</c>; <c>"?"</c>: by chance; none: in no order.</summary>
    public QuerySet<T> OrderBy(params string[] fields) => Ordered([.. fields.SelectMany(Named)]);

    /// <summary>In the opposite order.</summary>
    public QuerySet<T> Reverse() => With(_query with { Reversed = !_query.Reversed });

    /// <summary>Reads a related object along with each row, <c>SelectRelated(b => b.Author.Country)</c>, so that using it queries no more.</summary>
    public QuerySet<T> SelectRelated<TRelated>(Expression<Func<T, TRelated>> relation)
        where TRelated : Model? => WithRelated([LambdaTranslator.Relation(relation, _query)]);

    /// <summary>Reads related objects along, by name (<c>"author__country"</c>); without names all that are not nullable.</summary>
    public QuerySet<T> SelectRelated(params string[] relations) =>
        WithRelated(relations.Length == 0 ? RelatedSources.AllOf(_query.Root) : relations.Select(name => RelatedSources.Named(_query.Root, name)));

    /// <summary>
    /// Locks the rows until the transaction ends, so that nobody else changes them meanwhile. On SQLite, where a transaction
    /// keeps all other writers out, it does nothing.
    /// </summary>
    /// <param name="noWait">Fails at once where another transaction has one of them.</param>
    /// <param name="skipLocked">Leaves out those that another transaction has.</param>
    /// <param name="of">Only the rows of these: <c>"self"</c>, relations named in SelectRelated; none: all.</param>
    /// <param name="noKey">Others may still point to the rows.</param>
    public QuerySet<T> SelectForUpdate(bool noWait = false, bool skipLocked = false, string[]? of = null, bool noKey = false)
    {
        if (noWait && skipLocked) throw new ArgumentException("The nowait option cannot be used with skip_locked.");
        return With(_query with { Lock = new(noWait, skipLocked, noKey, string.Join(',', of ?? [])) });
    }

    /// <summary>The same query on another database of the settings.</summary>
    public QuerySet<T> Using(string alias) => new(_query, alias, _prepare, _prefetch, hint: _hint);

    /// <summary>Some of the rows: <c>books[..10]</c>, <c>books[10..20]</c>.</summary>
    /// <exception cref="NotSupportedException">The range counts from the end.</exception>
    public QuerySet<T> this[Range range]
    {
        get
        {
            if (range.Start.IsFromEnd || (range.End.IsFromEnd && range.End.Value != 0))
            {
                throw new NotSupportedException("Negative indexing is not supported: a slice cannot count from the end. Reverse() the order and count from the start.");
            }

            long? end = range.End.IsFromEnd ? null : range.End.Value;
            var sliced = _query.Slice(range.Start.Value, end);
            if (_results is null) return With(sliced);
            var start = Math.Min(range.Start.Value, _results.Count);
            var stop = (int)Math.Min(end ?? _results.Count, _results.Count);
            return new(sliced, _alias, _prepare, _prefetch, _results.GetRange(start, Math.Max(0, stop - start)), _hint);
        }
    }

    /// <summary>One row, by its place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer rows.</exception>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            var rows = _results ?? With(_query.Slice(index, index + 1L)).ToList();
            var at = _results is null ? 0 : index;
            return at < rows.Count ? rows[at] : throw new ArgumentOutOfRangeException(nameof(index), $"The query has no row {index}.");
        }
    }

    public IEnumerator<T> GetEnumerator() => ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        foreach (var row in await FetchAsync(async: true, cancellationToken)) yield return row;
    }

    /// <summary>What a template may ask: <c>books.count</c>, <c>books.exists</c>, <c>books.first</c>, <c>books.last</c>, <c>books.all</c>.</summary>
    public bool TryGetTemplateMember(string name, out object? value)
    {
        switch (name)
        {
            case "all" or "All": value = All(); return true;
            case "count" or "Count": value = Count(); return true;
            case "exists" or "Exists": value = Exists(); return true;
            case "first" or "First": value = First(); return true;
            case "last" or "Last": value = Last(); return true;
            default: return Query.Model.TryGetQuerySetMember(this, name, out value);
        }
    }

    /// <summary>The SQL that reading the rows runs, with its parameters' names in the place of values.</summary>
    public override string ToString() => Connections.Current[ReadAlias].Pool.Compile(new QueryShape(StatementKind.Select, _query)).Sql.Text;

    /// <summary>The same query for the sake of an object: where it says no database, the object's is asked first.</summary>
    internal QuerySet<T> For(string? alias) => new(_query, _alias, _prepare, _prefetch, hint: alias);

    /// <summary>The rows of this query that belong to an object.</summary>
    /// <param name="condition">Which do.</param>
    /// <param name="owner">The object.</param>
    /// <param name="known">The rows, where they were read along.</param>
    /// <param name="prepare">Done with each object that is made over the query.</param>
    internal QuerySet<T> Of(Func<Source, Node> condition, Model owner, List<T>? known, Action<T>? prepare = null)
    {
        if (_query.IsSliced) throw new InvalidOperationException($"The default manager of {Model.Name} gives a slice, of which no object's rows can be taken. Slice what the manager gives.");
        return new(_query.And(condition(_query.Root)), _alias, prepare, _prefetch, known, owner.DatabaseAlias);
    }

    private QuerySet<T> With(Query query) => new(query, _alias, _prepare, _prefetch, hint: _hint);

    private QuerySet<TResult> Of<TResult>(Query query) => new(query, _alias, hint: _hint);

    private QuerySet<T> Where(string verb, Func<Query, Node?> condition)
    {
        CheckNotSliced(verb);
        if (condition(_query) is not { } node) return With(_query);
        return node.HasWindow ? AroundWindow(condition) : With(_query.And(node));
    }

    /// <summary>SQL knows a window's values only when all rows are there: the condition on one goes around the query.</summary>
    private QuerySet<T> AroundWindow(Func<Query, Node?> condition)
    {
        var query = (_query with { Order = [] }).Nest() with { Order = null };
        return With(query.And(condition(query)!));
    }

    private QuerySet<T> AroundWindow(Expression<Func<T, bool>> condition) => AroundWindow(query => LambdaTranslator.Condition(condition, query));

    private void CheckNotSliced(string verb)
    {
        if (_query.IsSliced) throw new InvalidOperationException($"Cannot {verb} a query once a slice has been taken. Slice last.");
    }

    private QuerySet<T> Ordered(IReadOnlyList<OrderTerm> order)
    {
        CheckNotSliced("reorder");
        return With(_query with { Order = order, Reversed = false });
    }

    private OrderTerm Term(LambdaExpression key, bool descending, Nulls nulls) =>
        OrderTerm.Of(LambdaTranslator.Value(key, _query).Node, descending, nulls);

    private IEnumerable<OrderTerm> Named(string name)
    {
        if (_query.Selection is RowSelection row) return OrderTerm.Parse(row.Source, name, []);
        var descending = name.StartsWith('-');
        return [new(NamedOperand.Value(_query, descending ? name[1..] : name).Node, descending)];
    }

    private QuerySet<T> WithRelated(IEnumerable<Source> sources)
    {
        if (_query.Selection is not RowSelection && _query.Selection.Leaves().All(leaf => leaf is not RowSelection row || !row.Source.Equals(_query.Root)))
        {
            throw new InvalidOperationException("Cannot call SelectRelated() after Values() or ValuesList(): there are no objects that the related ones could belong to.");
        }

        return With(_query with { Related = [.. _query.Related.Concat(sources.SelectMany(RelatedSources.WithParents)).Distinct()] });
    }
}

/// <summary>Where rows without a value stand in an order.</summary>
public enum Nulls
{
    /// <summary>SQLite puts them before the least, PostgreSQL behind the greatest.</summary>
    AsTheDatabase,
    First,
    Last,
}

/// <summary>A query, whatever its rows.</summary>
internal interface IQuerySet
{
    Query Query { get; }

    /// <summary>The objects of the query with something added, each with the key of the one that it is read for, and what it reads along.</summary>
    ValueTask<List<OwnedRow>> FetchAsync(Func<Query, Query> change, string alias, bool async, CancellationToken cancellation);
}
