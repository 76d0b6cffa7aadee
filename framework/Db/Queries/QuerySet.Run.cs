using System.Linq.Expressions;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>The verbs that run a statement, each plain and <c>Async</c> on one path.</summary>
public sealed partial class QuerySet<T>
{
    // Django's limit of rows that Get counts in its error.
    private const int MostCounted = 21;

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
    public T Get(object id) => ByKey(id).Get();

    /// <inheritdoc cref="Get(object)"/>
    public Task<T> GetAsync(object id, CancellationToken cancellation = default) => ByKey(id).GetAsync(cancellation);

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

    /// <summary>Whether there is a row.</summary>
    public bool Exists() => Done(ExistsAsync(async: false, default));

    /// <inheritdoc cref="Exists()"/>
    public Task<bool> ExistsAsync(CancellationToken cancellation = default) => ExistsAsync(async: true, cancellation).AsTask();

    /// <summary>Whether there is a row; inside a query's lambda a subquery.</summary>
    public bool Any() => Exists();

    /// <summary>Whether there is a row for which the condition holds; inside a query's lambda a subquery.</summary>
    public bool Any(Expression<Func<T, bool>> condition) => Filter(condition).Exists();

    /// <summary>How many rows the condition holds for; inside a query's lambda a subquery.</summary>
    public int Count(Expression<Func<T, bool>> condition) => Filter(condition).Count();

    /// <summary>Changes all rows in one statement, <c>Update(b => new() { Views = b.Views + 1 })</c>; gives their number. Objects in memory do not change.</summary>
    public int Update(Expression<Func<T, T>> values) => Done(UpdateAsync(values, async: false, default));

    /// <inheritdoc cref="Update(Expression{Func{T, T}})"/>
    public Task<int> UpdateAsync(Expression<Func<T, T>> values, CancellationToken cancellation = default) => UpdateAsync(values, async: true, cancellation).AsTask();

    /// <summary>Deletes all rows, and what hangs on them as their relations say; gives the number of all rows deleted.</summary>
    /// <exception cref="ProtectedErrorException">A row is protected by another.</exception>
    [AltersData]
    public int Delete() => Done(DeleteAsync(async: false, default));

    /// <inheritdoc cref="Delete()"/>
    public Task<int> DeleteAsync(CancellationToken cancellation = default) => DeleteAsync(async: true, cancellation).AsTask();

    /// <summary>Saves a new object: <c>Book.Objects.Create(new() { Title = "…" })</c>.</summary>
    public T Create(T instance)
    {
        Prepare(instance).ForceInsert(Alias);
        return instance;
    }

    /// <inheritdoc cref="Create(T)"/>
    public async Task<T> CreateAsync(T instance, CancellationToken cancellation = default)
    {
        await Prepare(instance).ForceInsertAsync(Alias, cancellation);
        return instance;
    }

    /// <summary>Saves many new objects in one transaction; their <c>Save</c> is not called.</summary>
    public IReadOnlyList<T> BulkCreate(IEnumerable<T> instances) => Done(BulkCreateAsync(instances, async: false, default));

    /// <inheritdoc cref="BulkCreate(IEnumerable{T})"/>
    public Task<IReadOnlyList<T>> BulkCreateAsync(IEnumerable<T> instances, CancellationToken cancellation = default) =>
        BulkCreateAsync(instances, async: true, cancellation).AsTask();

    /// <summary>The result of a path that was told not to wait, and so has one.</summary>
    private static TResult Done<TResult>(ValueTask<TResult> task) => task.GetAwaiter().GetResult();

    private QuerySet<T> ByKey(object id)
    {
        var key = Model.PrimaryKey;
        var value = FieldValue.Prepare(key, id);
        return Where("filter", new ComparisonNode("=", new ColumnNode(_query.Root, key), new ParameterNode(value)));
    }

    private async ValueTask<List<T>> FetchAsync(bool async, CancellationToken cancellation)
    {
        if (_results is not null) return _results;
        if (_query.IsEmpty) return _results = [];
        var connection = Connections.Current[Alias];
        var shape = new QueryShape(StatementKind.Select, _query);
        var compiled = connection.Pool.Compile(shape);
        var reader = new ModelReader(_query, Alias);
        return _results = await connection.QueryAsync(compiled.Sql, shape.Values(), row => (T)(object)reader.Read(row), async, cancellation);
    }

    private async ValueTask<T> GetAsync(bool async, CancellationToken cancellation)
    {
        // Two rows are enough to know that there is not one; Django reads some more to say how many.
        var limited = _query.IsSliced ? this : With(_query.Slice(0, MostCounted) with { Order = _query.Order ?? [] });
        var rows = await limited.FetchAsync(async, cancellation);
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
        if (query.EffectiveOrder().Count == 0) query = query with { Order = [new(new ColumnNode(query.Root, Model.PrimaryKey), Descending: false)] };
        if (last) query = query with { Reversed = !query.Reversed };
        var rows = await With(query.Slice(0, 1)).FetchAsync(async, cancellation);
        return rows.Count == 0 ? default : rows[0];
    }

    private async ValueTask<int> CountAsync(bool async, CancellationToken cancellation)
    {
        if (_results is not null) return _results.Count;
        if (_query.IsEmpty) return 0;
        var counts = await RunAsync(StatementKind.Count, _query, async, cancellation);
        return checked((int)counts[0]);
    }

    private async ValueTask<bool> ExistsAsync(bool async, CancellationToken cancellation)
    {
        if (_results is not null) return _results.Count > 0;
        if (_query.IsEmpty) return false;
        return (await RunAsync(StatementKind.Exists, _query.Slice(0, 1), async, cancellation)).Count > 0;
    }

    private ValueTask<List<long>> RunAsync(StatementKind kind, Query query, bool async, CancellationToken cancellation)
    {
        var connection = Connections.Current[Alias];
        var shape = new QueryShape(kind, query);
        return connection.QueryAsync(connection.Pool.Compile(shape).Sql, shape.Values(), static row => row.GetInt64(0), async, cancellation);
    }

    private async ValueTask<int> UpdateAsync(LambdaExpression values, bool async, CancellationToken cancellation)
    {
        if (_query.IsSliced) throw new InvalidOperationException("Cannot update a query once a slice has been taken. Filter by the keys instead.");
        if (_query.IsEmpty) return 0;
        var assignments = LambdaTranslator.Assignments(values, _query.Root);
        if (assignments.Count == 0) return 0;
        var connection = Connections.Current[Alias];
        var shape = new QueryShape(StatementKind.Update, _query, assignments);
        return await connection.ExecuteAsync(connection.Pool.Compile(shape).Sql, shape.Values(), async, cancellation);
    }

    private async ValueTask<int> DeleteAsync(bool async, CancellationToken cancellation)
    {
        if (_query.IsSliced) throw new InvalidOperationException("Cannot use a slice with Delete(). Filter by the keys instead.");
        var rows = await FetchAsync(async, cancellation);
        var deleted = await Deletion.RunAsync(rows.Cast<object>().Cast<Model>(), Alias, async, cancellation);
        _results = null;
        return deleted;
    }

    private async ValueTask<IReadOnlyList<T>> BulkCreateAsync(IEnumerable<T> instances, bool async, CancellationToken cancellation)
    {
        List<T> list = [.. instances];
        await Transaction.Run(
            async ct =>
            {
                foreach (var instance in list) await Saving.InsertAsync(Prepare(instance), Alias, async, ct);
                return 0;
            },
            Alias,
            async,
            cancellation);
        return list;
    }

    private Model Prepare(T instance)
    {
        _prepare?.Invoke(instance);
        return (Model)(object)instance!;
    }
}
