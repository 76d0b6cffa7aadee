using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>The verbs that read, each plain and <c>Async</c> on one path.</summary>
public partial class QuerySet<T>
{
    // Django's limit of rows that Get counts in its error.
    private const int MostCounted = 21;
    private const int UsualChunk = 2000;

    /// <summary>All rows.</summary>
    public List<T> ToList() => [.. Done(FetchAsync(async: false, default))];

    /// <inheritdoc cref="ToList"/>
    public async Task<List<T>> ToListAsync(CancellationToken cancellation = default) => [.. await FetchAsync(async: true, cancellation)];

    /// <summary>The only row of this query.</summary>
    /// <exception cref="DoesNotExistException{T}">There is none.</exception>
    /// <exception cref="MultipleObjectsReturnedException{T}">There are several.</exception>
    public T Get() => Done(GetAsync(async: false, default));

    /// <inheritdoc cref="Get()"/>
    public Task<T> GetAsync(CancellationToken cancellation = default) => GetAsync(async: true, cancellation).AsTask();

    /// <summary>The only row for which the condition holds.</summary>
    /// <inheritdoc cref="Get()"/>
    public T Get(Expression<Func<T, bool>> condition) => Filter(condition).Get();

    /// <inheritdoc cref="Get(Expression{Func{T, bool}})"/>
    public Task<T> GetAsync(Expression<Func<T, bool>> condition, CancellationToken cancellation = default) => Filter(condition).GetAsync(cancellation);

    /// <summary>The row with this key. The fast way: there is no lambda to build.</summary>
    /// <inheritdoc cref="Get()"/>
    public T Get(object id) => Done(ByKeyAsync(id, async: false, default));

    /// <inheritdoc cref="Get(object)"/>
    public Task<T> GetAsync(object id, CancellationToken cancellation = default) => ByKeyAsync(id, async: true, cancellation).AsTask();

    /// <summary>The first row, or null where there is none; a query without an order is sorted by the key.</summary>
    public T? First() => Done(EdgeAsync(last: false, async: false, default));

    /// <inheritdoc cref="First()"/>
    public Task<T?> FirstAsync(CancellationToken cancellation = default) => EdgeAsync(last: false, async: true, cancellation).AsTask();

    /// <summary>The last row, or null where there is none; a query without an order is sorted by the key.</summary>
    public T? Last() => Done(EdgeAsync(last: true, async: false, default));

    /// <inheritdoc cref="Last()"/>
    public Task<T?> LastAsync(CancellationToken cancellation = default) => EdgeAsync(last: true, async: true, cancellation).AsTask();

    /// <summary>How many rows there are: counted by the database, unless they are loaded.</summary>
    public int Count() => Done(CountAsync(async: false, default));

    /// <inheritdoc cref="Count()"/>
    public Task<int> CountAsync(CancellationToken cancellation = default) => CountAsync(async: true, cancellation).AsTask();

    /// <summary>How many rows the condition holds for; inside a query's lambda a subquery.</summary>
    public int Count(Expression<Func<T, bool>> condition) => Filter(condition).Count();

    /// <summary>Whether there is a row.</summary>
    public bool Exists() => Done(ExistsAsync(async: false, default));

    /// <inheritdoc cref="Exists()"/>
    public Task<bool> ExistsAsync(CancellationToken cancellation = default) => ExistsAsync(async: true, cancellation).AsTask();

    /// <summary>Whether there is a row; inside a query's lambda a subquery.</summary>
    public bool Any() => Exists();

    /// <summary>Whether there is a row for which the condition holds; inside a query's lambda a subquery.</summary>
    public bool Any(Expression<Func<T, bool>> condition) => Filter(condition).Exists();

    /// <summary>Whether an object (or a value) is among the rows: asked of the database, unless they are loaded. Inside a query's lambda: <c>IN (SELECT …)</c>.</summary>
    public bool Contains(T item) => Done(ContainsAsync(item, async: false, default));

    /// <inheritdoc cref="Contains"/>
    public Task<bool> ContainsAsync(T item, CancellationToken cancellation = default) => ContainsAsync(item, async: true, cancellation).AsTask();

    /// <summary>What all rows give together: <c>Aggregate(q => new { Total = q.Count(), Avg = q.Avg(b => b.Price) })</c>, <c>Aggregate(q => q.Max(b => b.Pages))</c>.</summary>
    public TResult Aggregate<TResult>(Expression<Func<Aggregates<T>, TResult>> values) => Done(AggregateAsync<TResult>(values, async: false, default));

    /// <inheritdoc cref="Aggregate{TResult}(Expression{Func{Aggregates{T}, TResult}})"/>
    public Task<TResult> AggregateAsync<TResult>(Expression<Func<Aggregates<T>, TResult>> values, CancellationToken cancellation = default) =>
        AggregateAsync<TResult>(values, async: true, cancellation).AsTask();

    /// <summary>The objects with these keys, by key; without keys all.</summary>
    public Dictionary<TKey, T> InBulk<TKey>(IEnumerable<TKey>? keys = null)
        where TKey : notnull => Done(InBulkAsync(keys, Model.PrimaryKey, async: false, default));

    /// <inheritdoc cref="InBulk{TKey}(IEnumerable{TKey})"/>
    public Task<Dictionary<TKey, T>> InBulkAsync<TKey>(IEnumerable<TKey>? keys = null, CancellationToken cancellation = default)
        where TKey : notnull => InBulkAsync(keys, Model.PrimaryKey, async: true, cancellation).AsTask();

    /// <summary>The objects with these values of a unique field, by the value.</summary>
    public Dictionary<TKey, T> InBulk<TKey>(IEnumerable<TKey> values, Expression<Func<T, TKey>> field)
        where TKey : notnull => Done(InBulkAsync(values, UniqueField(field), async: false, default));

    /// <summary>
    /// The rows one after the other, as the database gives them: for more than fit in memory. They are not kept, and what
    /// PrefetchRelated reads along is read for so many at a time.
    /// </summary>
    public IEnumerable<T> Iterator(int chunkSize = UsualChunk)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkSize);
        if (_query.IsEmpty) yield break;
        var stream = Done(QueryRunner.StreamAsync<T>(_query, ReadAlias, chunkSize, async: false, default));
        try
        {
            var chunk = new List<T>();
            while (true)
            {
                chunk.Clear();
                while (chunk.Count < chunkSize && Done(stream.MoveAsync(async: false, default))) chunk.Add(stream.Current);
                Done(PrefetchAsync(chunk, async: false, default));
                foreach (var row in chunk) yield return row;
                if (chunk.Count < chunkSize) yield break;
            }
        }
        finally
        {
            Done(stream.CloseAsync(async: false));
        }
    }

    /// <inheritdoc cref="Iterator"/>
    public async IAsyncEnumerable<T> IteratorAsync(int chunkSize = UsualChunk, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkSize);
        if (_query.IsEmpty) yield break;
        var stream = await QueryRunner.StreamAsync<T>(_query, ReadAlias, chunkSize, async: true, cancellation);
        try
        {
            var chunk = new List<T>();
            while (true)
            {
                chunk.Clear();
                while (chunk.Count < chunkSize && await stream.MoveAsync(async: true, cancellation)) chunk.Add(stream.Current);
                await PrefetchAsync(chunk, async: true, cancellation);
                foreach (var row in chunk) yield return row;
                if (chunk.Count < chunkSize) yield break;
            }
        }
        finally
        {
            await stream.CloseAsync(async: true);
        }
    }

    /// <summary>How the database would run the query, in its own words.</summary>
    /// <param name="format">PostgreSQL: TEXT, JSON, XML or YAML; null: TEXT.</param>
    /// <param name="analyze">PostgreSQL: runs the query, and says how long each step took.</param>
    public string Explain(string? format = null, bool analyze = false) => Done(ExplainAsync(format, analyze, async: false, default));

    /// <inheritdoc cref="Explain"/>
    public Task<string> ExplainAsync(string? format = null, bool analyze = false, CancellationToken cancellation = default) => ExplainAsync(format, analyze, async: true, cancellation).AsTask();

    async ValueTask<List<OwnedRow>> IQuerySet.FetchAsync(Func<Query, Query> change, string alias, bool async, CancellationToken cancellation)
    {
        alias = _alias ?? alias;
        var rows = await QueryRunner.ListAsync<OwnedRow>(change(_query), alias, async, cancellation);
        if (rows.Count > 0 && !_prefetch.IsEmpty) await _prefetch.RunAsync([.. rows.Select(row => row.Row)], alias, async, cancellation);
        return rows;
    }

    /// <summary>The result of a path that was told not to wait, and so has one.</summary>
    private static TResult Done<TResult>(ValueTask<TResult> task) => task.GetAwaiter().GetResult();

    private static void Done(ValueTask task) => task.GetAwaiter().GetResult();

    private QuerySet<T> ByKey(object id)
    {
        if (!_query.GivesRows) throw new InvalidOperationException("Only objects have keys: after Values() or Annotate() use Filter(…).Get().");
        var key = Model.PrimaryKey;
        var value = FieldValue.Prepare(key, id);
        return Where("filter", query => new ComparisonNode("=", new ColumnNode(query.Root, key), new ParameterNode(value)));
    }

    /// <param name="async">Whether to wait.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <param name="expected">So many rows come, as far as is known; null: as many as may.</param>
    private async ValueTask<List<T>> FetchAsync(bool async, CancellationToken cancellation, int? expected = null)
    {
        if (_results is not null) return _results;
        if (_query.IsEmpty) return _results = [];
        var results = await QueryRunner.ListAsync<T>(_query, ReadAlias, async, cancellation, expected);
        if (!_prefetch.IsEmpty) await PrefetchAsync(results, async, cancellation);
        return _results = results;
    }

    private async ValueTask<T> GetAsync(bool async, CancellationToken cancellation)
    {
        // Two rows are enough to know that there is not one; Django reads some more to say how many.
        var limited = _query.IsSliced ? this : With(_query.Slice(0, MostCounted) with { Order = _query.Order ?? [] });
        return Single(await limited.FetchAsync(async, cancellation, expected: 1));
    }

    private async ValueTask<T> ByKeyAsync(object id, bool async, CancellationToken cancellation)
    {
        // Asked of all rows of the model, as nearly always, the query is known.
        var isPlain = ReferenceEquals(_query, Model.AllRows) && _prefetch.IsEmpty;
        if (!isPlain) return await ByKey(id).GetAsync(async, cancellation);
        var key = FieldValue.Prepare(Model.PrimaryKey, id) ?? throw new DoesNotExistException<T>($"{Model.Name} matching query does not exist.");
        return Single(await QueryRunner.ByKeyAsync<T>(Model, key, ReadAlias, async, cancellation));
    }

    private T Single(List<T> rows)
    {
        return rows.Count switch
        {
            1 => rows[0],
            0 => throw new DoesNotExistException<T>($"{Model.Name} matching query does not exist."),
            var n => throw new MultipleObjectsReturnedException<T>(
                $"Get() returned more than one {Model.Name} -- it returned {(n < MostCounted ? n : $"more than {MostCounted - 1}")}!"),
        };
    }

    private async ValueTask<T?> EdgeAsync(bool last, bool async, CancellationToken cancellation)
    {
        if (_results is not null) return _results.Count == 0 ? default : _results[last ? ^1 : 0];
        if (last && _query.IsSliced) throw new InvalidOperationException("Cannot reverse a query once a slice has been taken. Slice last.");
        var query = _query;
        if (query.EffectiveOrder().Count == 0 && query.GivesRows && !query.IsSliced) query = query with { Order = [new(new ColumnNode(query.Root, Model.PrimaryKey), Descending: false)] };
        if (last) query = query with { Reversed = !query.Reversed };
        var rows = await With(query.Slice(0, 1)).FetchAsync(async, cancellation);
        return rows.Count == 0 ? default : rows[0];
    }

    private async ValueTask<int> CountAsync(bool async, CancellationToken cancellation)
    {
        if (_results is not null) return _results.Count;
        if (_query.IsEmpty) return 0;
        return checked((int)await QueryRunner.NumberAsync(LambdaTranslator.Counted(_query), ReadAlias, async, cancellation));
    }

    private async ValueTask<bool> ExistsAsync(bool async, CancellationToken cancellation)
    {
        if (_results is not null) return _results.Count > 0;
        if (_query.IsEmpty) return false;
        var query = _query.Slice(0, 1) with { Related = [], Lock = null };
        if (query.GroupBy is null && !query.Distinct && query.DistinctOn.Count == 0)
        {
            query = query.Select(new ValueSelection(LiteralNode.One, typeof(int), null)) with { Order = _query.IsSliced ? query.Order : [] };
        }

        return await QueryRunner.AnyAsync(query, ReadAlias, async, cancellation);
    }

    private async ValueTask<bool> ContainsAsync(T item, bool async, CancellationToken cancellation)
    {
        if (_results is not null) return _results.Contains(item);
        if (_query.IsEmpty) return false;
        if (_query.GivesRows && item is Model { Pk: { } key }) return await (_query.IsSliced ? With(_query.Nest()) : this).ByKey(key).ExistsAsync(async, cancellation);
        if (Operand.Of(_query) is not Operand.Scalar) throw new InvalidOperationException("Contains asks for a saved object, or for one value.");
        var nested = _query.Nest();
        var value = (Operand.Scalar)Operand.Of(nested);
        return await With(nested.And(LookupTable.Compare("=", value.Node, value.Field, item))).ExistsAsync(async, cancellation);
    }

    private async ValueTask<TResult> AggregateAsync<TResult>(LambdaExpression values, bool async, CancellationToken cancellation)
    {
        var query = _query with { Related = [], Lock = null };
        if (query.IsSliced || query.Distinct || query.DistinctOn.Count > 0 || query.GroupBy is not null) query = Nested(query);
        if (query.IsEmpty) query = query with { IsEmpty = false, Where = LiteralNode.False };
        var rows = await QueryRunner.ListAsync<TResult>(query.Select(LambdaTranslator.Aggregate(values, query)) with { GroupBy = [], Order = [] }, ReadAlias, async, cancellation);
        return rows[0];
    }

    private FieldMeta UniqueField(LambdaExpression field)
    {
        var own = OwnField(field);
        return own.Field.Unique || own.Field.PrimaryKey ? own : throw new ArgumentException($"InBulk()'s field must be a unique field but '{own.Name}' isn't.");
    }

    private async ValueTask<Dictionary<TKey, T>> InBulkAsync<TKey>(IEnumerable<TKey>? keys, FieldMeta field, bool async, CancellationToken cancellation)
        where TKey : notnull
    {
        if (_query.IsSliced) throw new InvalidOperationException("Cannot use 'limit' or 'offset' with InBulk().");
        if (!_query.GivesRows) throw new InvalidOperationException("InBulk() gives objects: it cannot be used with Values(), ValuesList() or Annotate().");
        var found = new Dictionary<TKey, T>();
        foreach (var batch in keys is null ? [null] : keys.Distinct().Chunk(Batches.Keys).Cast<TKey[]?>())
        {
            var part = batch is null ? this : Where("filter", query => LookupTable.In(new ColumnNode(query.Root, field), field, batch));
            foreach (var row in await part.FetchAsync(async, cancellation))
            {
                var value = field.GetValue((Model)(object)row!)!;
                found[value is TKey key ? key : (TKey)Convert.ChangeType(value, typeof(TKey), System.Globalization.CultureInfo.InvariantCulture)] = row;
            }
        }

        return found;
    }

    private async ValueTask<string> ExplainAsync(string? format, bool analyze, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[ReadAlias];
        var shape = new QueryShape(StatementKind.Select, _query);
        var sql = connection.Dialect.Explain(format, analyze) + connection.Pool.Compile(shape).Sql;
        var lines = await connection.QueryAsync(
            sql,
            shape.Values(connection.Parameters),
            static row => string.Join(' ', Enumerable.Range(0, row.ColumnCount).Select(i => Convert.ToString(row.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))),
            async,
            cancellation);
        return string.Join('\n', lines);
    }
}
