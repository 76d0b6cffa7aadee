using System.Linq.Expressions;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>The verbs that decide what each row gives, and how several queries become one.</summary>
public partial class QuerySet<T>
{
    /// <summary>
    /// Adds calculated values to each row: <c>Annotate(a => new { Author = a, Books = a.Books.Count() })</c>. What comes then may filter and sort by
    /// them: <c>.Filter(r => r.Books > 3)</c>.
    /// </summary>
    public QuerySet<TResult> Annotate<TResult>(Expression<Func<T, TResult>> values) => Of<TResult>(Selected(values));

    /// <summary>
    /// Some values of each row instead of the row: <c>Values(b => new { b.Title, b.Author.Name })</c>, <c>Values(b => b.Title)</c>. With
    /// <c>Annotate((v, q) => new { v.Name, Books = q.Count() })</c> behind it rows of equal values become one group.
    /// </summary>
    public ValuesQuerySet<T, TResult> Values<TResult>(Expression<Func<T, TResult>> values) => new(Selected(values), _query, _alias, _hint);

    /// <inheritdoc cref="Values{TResult}"/>
    public ValuesQuerySet<T, TResult> ValuesList<TResult>(Expression<Func<T, TResult>> values) => Values(values);

    /// <summary>Values by the names of their fields, over relations too; without names those of all fields.</summary>
    public QuerySet<Dictionary<string, object?>> Values(params string[] fields) => Of<Dictionary<string, object?>>(Named(fields, typeof(Dictionary<string, object?>)));

    /// <summary>Values in the order of the names; without names those of all fields.</summary>
    public QuerySet<object?[]> ValuesList(params string[] fields) => Of<object?[]>(Named(fields, typeof(object?[])));

    /// <summary>
    /// Reads only these fields, and the key. The others' properties have the values of a new object, and <c>Save</c> leaves them
    /// alone; see <see cref="Db.Model.GetDeferredFields"/>.
    /// </summary>
    public QuerySet<T> Only(params string[] fields) => WithFields([.. fields.Select(name => OwnField(name))]);

    /// <inheritdoc cref="Only(string[])"/>
    public QuerySet<T> Only(params Expression<Func<T, object?>>[] fields) => WithFields([.. fields.Select(OwnField)]);

    /// <summary>Reads all fields but these; see <see cref="Only(string[])"/>.</summary>
    public QuerySet<T> Defer(params string[] fields) => Without([.. fields.Select(name => OwnField(name))]);

    /// <inheritdoc cref="Defer(string[])"/>
    public QuerySet<T> Defer(params Expression<Func<T, object?>>[] fields) => Without([.. fields.Select(OwnField)]);

    /// <summary>Equal rows once.</summary>
    public QuerySet<T> Distinct()
    {
        if (_query.IsSliced) throw new InvalidOperationException("Cannot create distinct fields once a slice has been taken. Slice last.");
        return With(_query with { Distinct = true });
    }

    /// <summary>Of the rows that agree in these the first of each (<c>DISTINCT ON</c>; PostgreSQL). They must stand first in the order.</summary>
    public QuerySet<T> Distinct(params Expression<Func<T, object?>>[] fields)
    {
        if (_query.IsSliced) throw new InvalidOperationException("Cannot create distinct fields once a slice has been taken. Slice last.");
        return With(_query with { DistinctOn = [.. fields.Select(field => LambdaTranslator.Value(field, _query).Node)] });
    }

    /// <summary>The rows of this query and of others, each once.</summary>
    public QuerySet<T> Union(params QuerySet<T>[] others) => Combined(SetOperator.Union, others);

    /// <summary>The rows of this query and of others, as often as they come.</summary>
    public QuerySet<T> UnionAll(params QuerySet<T>[] others) => Combined(SetOperator.UnionAll, others);

    /// <summary>The rows that this query and all others give.</summary>
    public QuerySet<T> Intersection(params QuerySet<T>[] others) => Combined(SetOperator.Intersection, others);

    /// <summary>The rows of this query that none of the others gives.</summary>
    public QuerySet<T> Difference(params QuerySet<T>[] others) => Combined(SetOperator.Difference, others);

    /// <summary>The different days on which there are rows, cut off at a unit: all years, all months, all weeks (their Mondays), all days.</summary>
    public QuerySet<DateOnly> Dates<TDate>(Expression<Func<T, TDate>> field, DateKind kind, bool descending = false)
    {
        if (kind > DateKind.Day) throw new ArgumentException("'kind' must be one of Year, Month, Week, Day. For smaller ones use DateTimes.", nameof(kind));
        return Of<DateOnly>(Truncated(LambdaTranslator.Value(field, _query).Node, kind, toDate: true, descending));
    }

    /// <summary>As <see cref="Dates{TDate}"/>, for a field whose name is known only at run time.</summary>
    /// <exception cref="FieldErrorException">There is no such field.</exception>
    public QuerySet<DateOnly> Dates(string field, DateKind kind, bool descending = false)
    {
        if (kind > DateKind.Day) throw new ArgumentException("'kind' must be one of Year, Month, Week, Day. For smaller ones use DateTimes.", nameof(kind));
        return Of<DateOnly>(Truncated(NamedOperand.Value(_query, field).Node, kind, toDate: true, descending));
    }

    /// <summary>The different times at which there are rows, cut off at a unit as clocks of a time zone show it; the moments are in UTC.</summary>
    /// <param name="field">The times.</param>
    /// <param name="kind">The unit.</param>
    /// <param name="descending">The latest first.</param>
    /// <param name="timeZone">Null: the current one.</param>
    public QuerySet<DateTime> DateTimes<TDate>(Expression<Func<T, TDate>> field, DateKind kind, bool descending = false, TimeZoneInfo? timeZone = null) =>
        Of<DateTime>(Truncated(LambdaTranslator.Value(field, _query).Node, kind, toDate: false, descending, timeZone));

    private Query Selected(LambdaExpression values)
    {
        // A further selection over groups or distinct rows must not change what the groups are.
        var query = _query.GroupBy is not null || _query.Distinct || _query.DistinctOn.Count > 0 ? Nested(_query) : _query;
        return query.Select(LambdaTranslator.Select(values, query));
    }

    private static Query Nested(Query query)
    {
        var nested = query.Nest();
        return query.IsSliced || query.DistinctOn.Count > 0 ? nested : nested with { Order = [] };
    }

    private Query Named(string[] names, Type type)
    {
        if (names.Length == 0) names = [.. _query.Selection is RowSelection ? Model.AllFields.Select(f => f.Name) : throw new ArgumentException("Name the values: only a model's rows have fields of their own.", nameof(names))];
        return _query.Select(new NamedSelection(type, names, [.. names.Select(name =>
        {
            var value = NamedOperand.Value(_query, name);
            return new ValueSelection(value.Node, typeof(object), value.Field);
        })]));
    }

    private FieldMeta OwnField(string name)
    {
        var field = Model.GetField(name);
        return field;
    }

    private FieldMeta OwnField(LambdaExpression field) =>
        LambdaTranslator.Value(field, _query) is { Field: { } own, Node: ColumnNode { Source.Whole.Parent: null } } ? own
        : throw new FieldErrorException($"'{field}' is not a field of {Model.Label} itself. Only and Defer speak of the model's own fields.");

    private QuerySet<T> Without(IReadOnlyList<FieldMeta> deferred)
    {
        var current = (_query.Selection as RowSelection)?.Fields ?? [];
        return WithFields([.. current.Except(deferred)]);
    }

    private QuerySet<T> WithFields(IReadOnlyList<FieldMeta> fields)
    {
        if (!_query.GivesRows) throw new InvalidOperationException("Cannot call Only() or Defer() after Values(), ValuesList() or Annotate(): name what is to be read there.");
        List<FieldMeta> ordered = [.. Model.AllFields.Where(f => f == Model.PrimaryKey || fields.Contains(f))];
        return With(_query with { Selection = new RowSelection(_query.Root, ordered.Count == Model.AllFields.Count ? null : ordered) });
    }

    private QuerySet<T> Combined(SetOperator combination, QuerySet<T>[] others)
    {
        QuerySet<T>[] all = [this, .. others];
        if (combination is SetOperator.Union or SetOperator.UnionAll) all = [.. all.Where(q => !q._query.IsEmpty)];
        else if (_query.IsEmpty || (combination == SetOperator.Intersection && all.Any(q => q._query.IsEmpty))) return None();
        else if (combination == SetOperator.Difference) all = [this, .. others.Where(q => !q._query.IsEmpty)];
        if (all.Length == 0) return None();
        if (all.Length == 1) return With(all[0]._query);
        var unlike = all.FirstOrDefault(q => !SameShape(q._query.Selection, _query.Selection));
        if (unlike is not null) throw new InvalidOperationException($"The queries of a {combination} must give the same columns, of the same fields or types.");
        return With(Query.Combine(combination, [.. all.Select(q => q._query)]));
    }

    private static bool SameShape(Selection a, Selection b)
    {
        var (left, right) = (a.Leaves().ToList(), b.Leaves().ToList());
        return a.Type == b.Type && left.Count == right.Count && left.Zip(right).All(pair => (pair.First, pair.Second) switch
        {
            (RowSelection x, RowSelection y) => x.Source.Model == y.Source.Model && x.Fields.SequenceEqual(y.Fields),
            (ValueSelection x, ValueSelection y) => x.Type == y.Type,
            _ => false,
        });
    }

    private Query Truncated(Node value, DateKind kind, bool toDate, bool descending, TimeZoneInfo? zone = null)
    {
        var node = new TruncNode(Enum.Parse<DateUnit>(kind.ToString()), value, toDate ? TruncResult.Date : TruncResult.Same, zone);
        return _query.And(new NullTestNode(value, isNull: false))
            .Select(new ValueSelection(node, toDate ? typeof(DateOnly?) : typeof(DateTime?), null)) with
        {
            Distinct = true,
            Related = [],
            Order = [new(node, descending)],
        };
    }
}

/// <summary>The unit at which <c>Dates</c> and <c>DateTimes</c> cut off.</summary>
public enum DateKind
{
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

/// <summary>Values of rows, of which groups can be made.</summary>
/// <typeparam name="TRow">What a row was before.</typeparam>
/// <typeparam name="TValues">The values.</typeparam>
public sealed class ValuesQuerySet<TRow, TValues> : QuerySet<TValues>
{
    private readonly Query _rows;
    private readonly string? _alias;
    private readonly string? _hint;

    internal ValuesQuerySet(Query values, Query rows, string? alias, string? hint)
        : base(values, alias, hint: hint) => (_rows, _alias, _hint) = (rows, alias, hint);

    /// <summary>
    /// One row for each combination of the values, with what is calculated from its rows:
    /// <c>Book.Objects.Values(b => b.Genre).Annotate((genre, q) => new { Genre = genre, Books = q.Count() })</c> (SQL's <c>GROUP BY</c>).
    /// A filter that comes then is one on groups.
    /// </summary>
    public QuerySet<TResult> Annotate<TResult>(Expression<Func<TValues, Aggregates<TRow>, TResult>> group)
    {
        if (Query.IsSliced) throw new InvalidOperationException("Cannot group a query once a slice has been taken. Slice last.");
        var leaf = 0;
        var keys = new List<Node>();
        foreach (var selection in Query.Selection.Leaves())
        {
            if (selection is RowSelection row) keys.AddRange(row.Fields.Select(field => new ColumnNode(row.Source, field)));
            else if (selection is ValueSelection value) keys.Add(ReferenceNode.To(new(Query.Root.Depth, Query.Earlier.Count, leaf), value.Node));
            leaf++;
        }

        return new(Query.Select(LambdaTranslator.Group(group, Query, _rows)) with { GroupBy = keys, Order = Query.Order, Related = [] }, _alias, hint: _hint);
    }
}
