using System.Linq.Expressions;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>Which related objects are read along in a query of their own, and how (Django's <c>Prefetch</c>).</summary>
/// <param name="lookup">The way there, <c>books</c>, <c>books__editor</c>.</param>
public sealed class Prefetch(string lookup)
{
    private IQuerySet? _query;

    public string Lookup { get; } = lookup;

    /// <summary>Reads only the objects of a query, in its order: <c>Prefetch.Of("books", Book.Objects.Filter(b => b.InPrint))</c>.</summary>
    public static Prefetch Of<TRelated>(string lookup, QuerySet<TRelated> query) => new(lookup) { _query = query };

    internal IQuerySet? Query => _query;
}

/// <summary>The verbs that read related objects along in queries of their own: one per relation, however many rows there are.</summary>
public partial class QuerySet<T>
{
    /// <summary>Reads the rows that point here along: <c>PrefetchRelated(a => a.Books)</c>. <c>author.Books.All()</c> queries no more then.</summary>
    public QuerySet<T> PrefetchRelated<TRelated>(Expression<Func<T, Manager<TRelated>>> relation)
        where TRelated : Model => Prefetching(new Prefetch(PrefetchPath.Of(relation)));

    /// <summary>Reads the rows that point here along, as far as a query gives them, and in its order.</summary>
    public QuerySet<T> PrefetchRelated<TRelated>(Expression<Func<T, Manager<TRelated>>> relation, QuerySet<TRelated> query)
        where TRelated : Model => Prefetching(Prefetch.Of(PrefetchPath.Of(relation), query));

    /// <summary>Reads the objects that a relation points to along: <c>PrefetchRelated(b => b.Author)</c>.</summary>
    public QuerySet<T> PrefetchRelated<TRelated>(Expression<Func<T, TRelated?>> relation)
        where TRelated : Model => Prefetching(new Prefetch(PrefetchPath.Of(relation)));

    /// <summary>Reads related objects along, by name, over several relations too: <c>PrefetchRelated("books__editor")</c>.</summary>
    public QuerySet<T> PrefetchRelated(params string[] lookups) => Prefetching([.. lookups.Select(lookup => new Prefetch(lookup))]);

    /// <inheritdoc cref="PrefetchRelated(string[])"/>
    public QuerySet<T> PrefetchRelated(params Prefetch[] lookups) => Prefetching(lookups);

    private QuerySet<T> Prefetching(params Prefetch[] lookups)
    {
        if (!_query.GivesRows) throw new InvalidOperationException("PrefetchRelated() needs objects: it cannot be used after Values(), ValuesList() or Annotate().");
        var tree = _prefetch;
        foreach (var lookup in lookups) tree = tree.With(Model, lookup);
        return new(_query, _alias, _prepare, tree, hint: _hint);
    }

    private ValueTask PrefetchAsync(List<T> rows, bool async, CancellationToken cancellation) =>
        rows.Count == 0 || _prefetch.IsEmpty ? default : _prefetch.RunAsync([.. rows.Cast<Model>()], ReadAlias, async, cancellation);
}

/// <summary>A lambda's way over relations as Django writes it.</summary>
internal static class PrefetchPath
{
    public static string Of(LambdaExpression lambda)
    {
        var expression = lambda.Body;
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert } convert) expression = convert.Operand;
        return expression is MemberExpression { Expression: ParameterExpression } member
            ? Names.ToSnakeCase(member.Member.Name)
            : throw new QueryTranslationException($"Cannot read '{lambda.Body}': name one relation, such as a => a.Books; a longer way is written \"books__editor\".");
    }
}

/// <summary>The relations that are read along, and those of what is read along. Never changed.</summary>
internal sealed class PrefetchTree
{
    public static readonly PrefetchTree Empty = new([]);

    private readonly IReadOnlyList<Step> _steps;

    private PrefetchTree(IReadOnlyList<Step> steps) => _steps = steps;

    public bool IsEmpty => _steps.Count == 0;

    /// <exception cref="FieldErrorException">There is no such relation.</exception>
    public PrefetchTree With(ModelMeta model, Prefetch prefetch) => With(model, prefetch.Lookup.Split("__"), prefetch);

    public async ValueTask RunAsync(IReadOnlyList<Model> rows, string alias, bool async, CancellationToken cancellation)
    {
        foreach (var step in _steps)
        {
            var related = step.Way is { } way ? await AlongAsync(step, way, rows, alias, async, cancellation)
                : step.Virtual is { } relation ? await relation.PrefetchAsync(rows, alias, async, cancellation)
                : await ForthAsync(step, step.Relation!, rows, alias, async, cancellation);
            if (related.Count > 0 && !step.Further.IsEmpty) await step.Further.RunAsync(related, alias, async, cancellation);
        }
    }

    private PrefetchTree With(ModelMeta model, string[] words, Prefetch prefetch)
    {
        var known = _steps.FirstOrDefault(step => step.Word == words[0]);
        var step = known ?? Find(model, words[0], prefetch.Lookup);
        if (step.Virtual is not null && (words.Length > 1 || prefetch.Query is not null))
        {
            throw new InvalidOperationException(words.Length > 1
                ? $"'{prefetch.Lookup}' does not resolve to an item that supports prefetching: the objects of '{words[0]}' may be of any model."
                : "Custom queryset can't be used for this lookup.");
        }

        if (words.Length > 1) step = step with { Further = step.Further.With(step.Model, words[1..], prefetch) };
        else if (known?.Query is not null && prefetch.Query is not null) throw new InvalidOperationException($"'{prefetch.Lookup}' lookup was already seen with a different queryset. You may need to adjust the ordering of your lookups.");
        else step = step with { Query = prefetch.Query ?? step.Query };
        return new(known is null ? [.. _steps, step] : [.. _steps.Select(s => s == known ? step : s)]);
    }

    private static Step Find(ModelMeta model, string word, string lookup)
    {
        if (model.FindField(word) is RelationFieldMeta forth && forth.Name == word) return new(word, forth, null, null, Empty);
        if (model.Tables.SelectMany(table => table.VirtualRelations).FirstOrDefault(r => r.Name == word) is { } relation) return new(word, null, null, null, Empty) { Virtual = relation };
        var ways = ModelRegistry.Current.Ways(model);
        if (ways.FirstOrDefault(w => w.PropertyName is { } name && Names.ToSnakeCase(name) == word) is { } way) return new(word, null, way, null, Empty);
        var choices = model.AllFields.OfType<RelationFieldMeta>().Select(f => f.Name).Concat(ways.Select(w => w.PropertyName).OfType<string>().Select(Names.ToSnakeCase)).Concat(model.Tables.SelectMany(table => table.VirtualRelations).Select(r => r.Name));
        throw new FieldErrorException($"Cannot find '{word}' on {model.Name} object, '{lookup}' is an invalid parameter to PrefetchRelated(). Choices are: {string.Join(", ", choices.Order(StringComparer.Ordinal))}");
    }

    /// <summary>The objects pointed to.</summary>
    private static async ValueTask<List<Model>> ForthAsync(Step step, RelationFieldMeta relation, IReadOnlyList<Model> rows, string alias, bool async, CancellationToken cancellation)
    {
        var open = rows.Where(row => relation.GetLoaded(row) is null && relation.GetValue(row) is not null).ToList();
        var found = new Dictionary<object, Model>();
        foreach (var batch in open.Select(row => relation.GetValue(row)!).Distinct().Chunk(Batches.Keys))
        {
            foreach (var (related, key) in await FetchAsync(step, root => new(root, relation.TargetField), batch, alias, async, cancellation)) found[key] = related;
        }

        foreach (var row in open)
        {
            if (found.TryGetValue(relation.GetValue(row)!, out var related)) relation.SetLoaded(row, related);
        }

        return [.. rows.Select(relation.GetLoaded).OfType<Model>().Distinct(ReferenceEqualityComparer.Instance).Cast<Model>()];
    }

    /// <summary>The rows that a way leads to, each at its owner.</summary>
    private static async ValueTask<List<Model>> AlongAsync(Step step, Way way, IReadOnlyList<Model> rows, string alias, bool async, CancellationToken cancellation)
    {
        var all = new List<Model>();
        var sets = new Dictionary<object, List<Model>>();
        foreach (var batch in rows.Select(way.KeyOf).Distinct().Chunk(Batches.Keys))
        {
            foreach (var (related, key) in await FetchAsync(step, way.Owner, batch, alias, async, cancellation))
            {
                all.Add(related);
                if (!sets.TryGetValue(key, out var set)) sets.Add(key, set = []);
                set.Add(related);
            }
        }

        foreach (var row in rows)
        {
            var set = sets.GetValueOrDefault(way.KeyOf(row)) ?? [];
            foreach (var related in set) way.Link(row, related);
            (row.KnownRows ??= [])[way] = set;
        }

        return all;
    }

    /// <summary>The rows whose column has one of these keys, each with its key.</summary>
    private static ValueTask<List<OwnedRow>> FetchAsync(Step step, Func<Source, ColumnNode> column, object[] keys, string alias, bool async, CancellationToken cancellation)
    {
        var own = step.Way is { IsSingle: false } ? step.Model.OwnDefaultRows : step.Model.OwnBaseRows;
        if ((step.Query ?? own) is not { } custom) return QueryRunner.ListAsync<OwnedRow>(Restrict(new Query(step.Model)), alias, async, cancellation);
        if (custom.Query.Model.ConcreteModel != step.Model.ConcreteModel) throw new InvalidOperationException($"The query of the prefetch '{step.Word}' gives {custom.Query.Model.Name} objects, and {step.Model.Name} objects are asked for.");
        if (custom.Query.IsSliced) throw new InvalidOperationException($"The query of the prefetch '{step.Word}' is a slice: it would be one of all rows together, not of each object's. Slice what the relation gives.");
        return custom.FetchAsync(Restrict, alias, async, cancellation);

        Query Restrict(Query query)
        {
            var owner = column(query.Root);
            query = query.And(LookupTable.In(owner, owner.Field, keys));
            return OwnedRow.Select(step.Way?.Condition(query.Root) is { } condition ? query.And(condition) : query, owner);
        }
    }

    private sealed record Step(string Word, RelationFieldMeta? Relation, Way? Way, IQuerySet? Query, PrefetchTree Further)
    {
        public VirtualRelationMeta? Virtual { get; init; }

        public ModelMeta Model => Way?.Model ?? Relation!.Target;
    }
}

/// <summary>A row that was read for another one.</summary>
/// <param name="Row">The object.</param>
/// <param name="Owner">The key by which it belongs to the other one.</param>
internal sealed record OwnedRow(Model Row, object Owner)
{
    private static readonly System.Reflection.ConstructorInfo Constructor = typeof(OwnedRow).GetConstructors()[0];

    /// <summary>The query, giving with each object of its rows the key in a column.</summary>
    public static Query Select(Query query, ColumnNode owner) =>
        query.Select(new ObjectSelection(typeof(OwnedRow), Constructor, [null, null], 2, [query.Selection, new ValueSelection(owner, typeof(object), owner.Field)]));
}
