using System.Linq.Expressions;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>The verbs that write.</summary>
public partial class QuerySet<T>
{
    /// <summary>Changes all rows in one statement, <c>Update(b => new() { Views = b.Views + 1 })</c>; gives their number. Objects in memory do not change.</summary>
    public int Update(Expression<Func<T, T>> values) => Done(UpdateAsync(values, async: false, default));

    /// <inheritdoc cref="Update(Expression{Func{T, T}})"/>
    public Task<int> UpdateAsync(Expression<Func<T, T>> values, CancellationToken cancellation = default) => UpdateAsync(values, async: true, cancellation).AsTask();

    /// <summary>Deletes all rows, and what hangs on them as their relations say; gives the number of all rows deleted.</summary>
    /// <exception cref="ProtectedErrorException">A row is protected by another.</exception>
    [AltersData]
    public DeletionResult Delete() => Done(DeleteAsync(async: false, default));

    /// <inheritdoc cref="Delete()"/>
    public Task<DeletionResult> DeleteAsync(CancellationToken cancellation = default) => DeleteAsync(async: true, cancellation).AsTask();

    /// <summary>Saves a new object: <c>Book.Objects.Create(new() { Title = "…" })</c>.</summary>
    public T Create(T instance)
    {
        Prepare(instance).Save(AsNew);
        return instance;
    }

    /// <inheritdoc cref="Create(T)"/>
    public async Task<T> CreateAsync(T instance, CancellationToken cancellation = default)
    {
        await Prepare(instance).SaveAsync(AsNew, cancellation);
        return instance;
    }

    /// <summary>
    /// The object with these values, made where it is not there: <c>GetOrCreate(() => new() { Isbn = x }, () => new() { Title = t })</c>. Of two that ask at
    /// once only one makes it, if the values are unique in the database.
    /// </summary>
    /// <param name="lookup">The values to find it by; a new one gets them too.</param>
    /// <param name="defaults">What a new one gets beside them.</param>
    /// <exception cref="MultipleObjectsReturnedException{T}">There are several.</exception>
    public (T Object, bool Created) GetOrCreate(Expression<Func<T>> lookup, Expression<Func<T>>? defaults = null) => Done(GetOrCreateAsync(lookup, defaults, async: false, default));

    /// <inheritdoc cref="GetOrCreate"/>
    public Task<(T Object, bool Created)> GetOrCreateAsync(Expression<Func<T>> lookup, Expression<Func<T>>? defaults = null, CancellationToken cancellation = default) =>
        GetOrCreateAsync(lookup, defaults, async: true, cancellation).AsTask();

    /// <summary>The object with these values, changed to have the defaults too; made where it is not there. The row is locked between the reading and the writing.</summary>
    /// <inheritdoc cref="GetOrCreate"/>
    public (T Object, bool Created) UpdateOrCreate(Expression<Func<T>> lookup, Expression<Func<T>> defaults) => Done(UpdateOrCreateAsync(lookup, defaults, async: false, default));

    /// <inheritdoc cref="UpdateOrCreate"/>
    public Task<(T Object, bool Created)> UpdateOrCreateAsync(Expression<Func<T>> lookup, Expression<Func<T>> defaults, CancellationToken cancellation = default) =>
        UpdateOrCreateAsync(lookup, defaults, async: true, cancellation).AsTask();

    /// <summary>Saves many new objects in few statements and one transaction, and gives them their keys; their <c>Save</c> is not called.</summary>
    public IReadOnlyList<T> BulkCreate(IEnumerable<T> instances) => Done(BulkCreateAsync(instances, null, async: false, default));

    /// <inheritdoc cref="BulkCreate(IEnumerable{T})"/>
    public Task<IReadOnlyList<T>> BulkCreateAsync(IEnumerable<T> instances, CancellationToken cancellation = default) =>
        BulkCreateAsync(instances, null, async: true, cancellation).AsTask();

    /// <inheritdoc cref="BulkCreate(IEnumerable{T})"/>
    /// <param name="instances">The new objects.</param>
    /// <param name="conflict">What happens to those that a unique constraint refuses. Those that were left out get no keys.</param>
    public IReadOnlyList<T> BulkCreate(IEnumerable<T> instances, OnConflict conflict) => Done(BulkCreateAsync(instances, conflict, async: false, default));

    /// <inheritdoc cref="BulkCreate(IEnumerable{T}, OnConflict)"/>
    public Task<IReadOnlyList<T>> BulkCreateAsync(IEnumerable<T> instances, OnConflict conflict, CancellationToken cancellation = default) =>
        BulkCreateAsync(instances, conflict, async: true, cancellation).AsTask();

    /// <summary>Writes some fields of many objects in few statements and one transaction; gives the number of rows. Their <c>Save</c> is not called.</summary>
    public int BulkUpdate(IEnumerable<T> instances, params string[] fields) => Done(BulkUpdateAsync(instances, fields, async: false, default));

    /// <inheritdoc cref="BulkUpdate(IEnumerable{T}, string[])"/>
    public int BulkUpdate(IEnumerable<T> instances, params Expression<Func<T, object?>>[] fields) =>
        Done(BulkUpdateAsync(instances, [.. fields.Select(field => OwnField(field).Name)], async: false, default));

    /// <inheritdoc cref="BulkUpdate(IEnumerable{T}, string[])"/>
    public Task<int> BulkUpdateAsync(IEnumerable<T> instances, IEnumerable<string> fields, CancellationToken cancellation = default) =>
        BulkUpdateAsync(instances, [.. fields], async: true, cancellation).AsTask();

    private ValueTask<int> UpdateAsync(LambdaExpression values, bool async, CancellationToken cancellation)
    {
        if (_query.IsSliced) throw new InvalidOperationException("Cannot update a query once a slice has been taken. Filter by the keys instead.");
        if (!_query.GivesRows) throw new InvalidOperationException("Update() changes rows of a model: it cannot be used after Values(), ValuesList() or Annotate().");
        if (_query.IsEmpty) return new(0);
        if (Model.Parent is not null) return TableUpdates.RunAsync(values, _query, WriteAlias, async, cancellation);
        var assignments = LambdaTranslator.Assignments(values, _query);
        if (assignments.Length == 0) return new(0);
        return QueryRunner.ExecuteAsync(StatementKind.Update, _query, assignments, WriteAlias, async, cancellation);
    }

    private async ValueTask<DeletionResult> DeleteAsync(bool async, CancellationToken cancellation)
    {
        if (_query.IsSliced) throw new InvalidOperationException("Cannot use a slice with Delete(). Filter by the keys instead.");
        if (!_query.GivesRows) throw new InvalidOperationException("Delete() deletes rows of a model: it cannot be used after Values(), ValuesList() or Annotate().");
        if (_query.Distinct || _query.DistinctOn.Count > 0) throw new InvalidOperationException("Cannot call Delete() after Distinct().");
        if (_query.IsEmpty) return DeletionResult.None;
        _results = null;
        if (Deletion.CanDeleteUnseen(Model))
        {
            return DeletionResult.Of(Model, await QueryRunner.ExecuteAsync(StatementKind.Delete, _query, null, WriteAlias, async, cancellation));
        }

        var rows = await OnWriter(_query with { Related = [] }).FetchAsync(async, cancellation);
        return await Deletion.RunAsync(rows.Cast<object>().Cast<Model>(), keepParents: false, WriteAlias, async, cancellation);
    }

    private async ValueTask<(T Object, bool Created)> GetOrCreateAsync(Expression<Func<T>> lookup, Expression<Func<T>>? defaults, bool async, CancellationToken cancellation)
    {
        var wanted = Assigned.Read(lookup, Model);
        var found = await Matching(wanted).FetchSingleAsync(async, cancellation);
        if (found is not null) return (found, false);
        return await CreateOrGetAsync(wanted, defaults is null ? [] : Assigned.Read(defaults, Model), async, cancellation);
    }

    private async ValueTask<(T Object, bool Created)> UpdateOrCreateAsync(Expression<Func<T>> lookup, Expression<Func<T>> defaults, bool async, CancellationToken cancellation)
    {
        var wanted = Assigned.Read(lookup, Model);
        var changes = Assigned.Read(defaults, Model);
        return await Transaction.Run<(T Object, bool Created)>(
            async ct =>
            {
                var locked = Matching(wanted).SelectForUpdate();
                var found = await locked.FetchSingleAsync(async, ct);
                if (found is null)
                {
                    var made = await CreateOrGetAsync(wanted, changes, async, ct);
                    if (made.Created) return made;
                    found = await locked.FetchSingleAsync(async, ct) ?? made.Object;
                }

                var model = (Model)(object)found!;
                foreach (var change in changes) change.Set(model);
                var options = new SaveOptions { Using = WriteAlias, UpdateFields = Changed(changes) };
                if (async) await model.SaveAsync(options, ct);
                else model.Save(options);
                return (found, false);
            },
            WriteAlias,
            async,
            cancellation);
    }

    /// <summary>An update of a row that happens to have the new one's key would be wrong.</summary>
    private SaveOptions AsNew => new() { ForceInsert = true, Using = WriteAlias };

    /// <summary>The fields that change, and those that change with every save; null where the key is among them.</summary>
    private string[]? Changed(IReadOnlyList<Assigned> changes) =>
        changes.Any(c => Model.IsKey(c.Field))
            ? null
            : [.. changes.Select(c => c.Field).Concat(Model.AllFields.Where(f => f.Field is DateField { AutoNow: true })).Select(f => f.Name).Distinct()];

    private QuerySet<T> Matching(IReadOnlyList<Assigned> values)
    {
        var set = OnWriter(_query);
        foreach (var value in values) set = set.Where("filter", query => value.Condition(query));
        return set;
    }

    /// <summary>What is about to be written is not asked of a replica.</summary>
    private QuerySet<T> OnWriter(Query query) => new(query, WriteAlias, _prepare);

    private async ValueTask<T?> FetchSingleAsync(bool async, CancellationToken cancellation)
    {
        var rows = await With(_query.Slice(0, MostCounted) with { Order = [] }).FetchAsync(async, cancellation);
        return rows.Count <= 1
            ? rows.FirstOrDefault()
            : throw new MultipleObjectsReturnedException<T>($"Get() returned more than one {Model.Name} -- it returned {(rows.Count < MostCounted ? rows.Count : $"more than {MostCounted - 1}")}!");
    }

    private async ValueTask<(T Object, bool Created)> CreateOrGetAsync(IReadOnlyList<Assigned> wanted, IReadOnlyList<Assigned> defaults, bool async, CancellationToken cancellation)
    {
        var made = Model.Create();
        foreach (var value in wanted.Concat(defaults)) value.Set(made);
        var instance = (T)(object)made;
        try
        {
            // A transaction of its own: on PostgreSQL the refusal would spoil the one around.
            await Transaction.Run<int>(
                async ct =>
                {
                    Prepare(instance);
                    if (async) await made.SaveAsync(AsNew, ct);
                    else made.Save(AsNew);
                    return 0;
                },
                WriteAlias,
                async,
                cancellation);
            return (instance, true);
        }
        catch (IntegrityErrorException)
        {
            // Another one made it meanwhile; or the values are refused for another reason, which is then the one to tell.
            if (await Matching(wanted).FetchSingleAsync(async, cancellation) is { } found) return (found, false);
            throw;
        }
    }

    private async ValueTask<IReadOnlyList<T>> BulkCreateAsync(IEnumerable<T> instances, OnConflict? conflict, bool async, CancellationToken cancellation)
    {
        List<T> list = [.. instances];
        await BulkInsert.RunAsync(Model, [.. list.Select(Prepare)], conflict, WriteAlias, async, cancellation);
        return list;
    }

    private ValueTask<int> BulkUpdateAsync(IEnumerable<T> instances, IReadOnlyList<string> fields, bool async, CancellationToken cancellation) =>
        BulkUpdates.RunAsync(Model, [.. instances.Select(instance => (Model)(object)instance!)], fields, WriteAlias, async, cancellation);

    private Model Prepare(T instance)
    {
        _prepare?.Invoke(instance);
        return (Model)(object)instance!;
    }
}
