using System.Linq.Expressions;

namespace Quintet.Contrib.ContentTypes;

/// <summary>The rows whose generic foreign key points to an object: <c>book.Tags</c>. Its verbs are the queryset's, and those that add and remove.</summary>
/// <param name="relation">The relation.</param>
/// <param name="owner">The object pointed to.</param>
public sealed class GenericRelated<T>(GenericRelationMeta relation, Model owner) : Manager<T>((ModelMeta<T>)relation.Target)
    where T : Model
{
    /// <summary>The rows that point to the object.</summary>
    /// <exception cref="InvalidOperationException">The object is not saved, so nothing can point to it.</exception>
    public override QuerySet<T> GetQuerySet() => relation.RowsOf<T>(owner, Point);

    /// <summary>Lets rows point here, with one UPDATE.</summary>
    /// <exception cref="InvalidOperationException">One of them is not saved.</exception>
    public void Add(params T[] rows) => AddAsync(rows, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Add"/>
    public Task AddAsync(IEnumerable<T> rows, CancellationToken cancellation = default) => AddAsync([.. rows], async: true, cancellation).AsTask();

    /// <summary>Deletes rows that point here; others are left alone.</summary>
    public void Remove(params T[] rows) => RemoveAsync(rows, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Remove"/>
    public Task RemoveAsync(IEnumerable<T> rows, CancellationToken cancellation = default) => RemoveAsync([.. rows], async: true, cancellation).AsTask();

    /// <summary>Deletes all rows that point here.</summary>
    public void Clear() => ClearAsync(async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="Clear"/>
    public Task ClearAsync(CancellationToken cancellation = default) => ClearAsync(async: true, cancellation).AsTask();

    /// <summary>Makes these the rows: deletes what is not among them and adds what is missing.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="clear">Deletes all first.</param>
    public void Set(IEnumerable<T> rows, bool clear = false) => Transaction.Atomic(() => SetAsync([.. rows], clear, async: false, default).GetAwaiter().GetResult(), relation.WriteAlias(owner));

    /// <inheritdoc cref="Set"/>
    public Task SetAsync(IEnumerable<T> rows, bool clear = false, CancellationToken cancellation = default) =>
        Transaction.AtomicAsync(async ct => await SetAsync([.. rows], clear, async: true, ct), relation.WriteAlias(owner), cancellation);

    /// <inheritdoc/>
    public override async Task<T> CreateAsync(T instance, CancellationToken cancellation = default)
    {
        await TypeAsync(async: true, cancellation);
        return await base.CreateAsync(instance, cancellation);
    }

    /// <inheritdoc/>
    public override async Task<(T Object, bool Created)> GetOrCreateAsync(Expression<Func<T>> lookup, Expression<Func<T>>? defaults = null, CancellationToken cancellation = default)
    {
        await TypeAsync(async: true, cancellation);
        return await base.GetOrCreateAsync(lookup, defaults, cancellation);
    }

    /// <inheritdoc/>
    public override async Task<(T Object, bool Created)> UpdateOrCreateAsync(Expression<Func<T>> lookup, Expression<Func<T>> defaults, CancellationToken cancellation = default)
    {
        await TypeAsync(async: true, cancellation);
        return await base.UpdateOrCreateAsync(lookup, defaults, cancellation);
    }

    private async ValueTask AddAsync(T[] rows, bool async, CancellationToken cancellation)
    {
        _ = GetQuerySet();
        if (rows.Length == 0) return;
        foreach (var row in rows)
        {
            if (row.Pk is null) throw new InvalidOperationException($"{row} instance isn't saved. Use bulk=False or save the object first.");
        }

        await TypeAsync(async, cancellation);
        foreach (var row in rows) Point(row);
        string[] fields = [relation.TypeField.Name, relation.KeyField.Name];
        var all = relation.Target is ModelMeta<T> meta ? new Manager<T>(meta).Using(relation.WriteAlias(owner)) : throw new InvalidOperationException($"{relation} does not lead to {typeof(T).Name}.");
        if (async) await all.BulkUpdateAsync(rows, fields, cancellation);
        else all.BulkUpdate(rows, fields);
        relation.Forget(owner);
    }

    private async ValueTask RemoveAsync(T[] rows, bool async, CancellationToken cancellation)
    {
        var mine = GetQuerySet().Using(relation.WriteAlias(owner)).Filter("pk__in", rows.Select(row => row.Pk).ToList());
        if (rows.Length == 0) return;
        if (async) await mine.DeleteAsync(cancellation);
        else mine.Delete();
        relation.Forget(owner);
    }

    private async ValueTask ClearAsync(bool async, CancellationToken cancellation)
    {
        var mine = GetQuerySet().Using(relation.WriteAlias(owner));
        if (async) await mine.DeleteAsync(cancellation);
        else mine.Delete();
        relation.Forget(owner);
    }

    private async ValueTask SetAsync(T[] rows, bool clear, bool async, CancellationToken cancellation)
    {
        if (clear)
        {
            await ClearAsync(async, cancellation);
            await AddAsync(rows, async, cancellation);
            return;
        }

        var mine = GetQuerySet().Using(relation.WriteAlias(owner));
        var there = async ? await mine.ToListAsync(cancellation) : mine.ToList();
        await RemoveAsync([.. there.Except(rows)], async, cancellation);
        await AddAsync([.. rows.Except(there)], async, cancellation);
    }

    private ValueTask<ContentType> TypeAsync(bool async, CancellationToken cancellation) => ContentTypeCache.ForModelAsync(relation.Model, relation.WriteAlias(owner), async, cancellation);

    private void Point(T row)
    {
        relation.TypeField.SetValue(row, TypeAsync(async: false, default).GetAwaiter().GetResult().Id);
        relation.KeyField.SetValue(row, GenericRelationMeta.Convert(relation.KeyField, owner.Pk!));
    }
}

/// <summary>Makes the metadata of generic relations. Called by generated code.</summary>
public static class GenericRelations
{
    /// <param name="name"><c>tags</c></param>
    /// <param name="propertyName"><c>Tags</c></param>
    /// <param name="target">The metadata of the model with the generic foreign key.</param>
    /// <param name="contentTypeField"><c>content_type</c></param>
    /// <param name="objectIdField"><c>object_id</c></param>
    /// <param name="relatedQueryName">The name of the way back in lookups; null: none.</param>
    public static GenericRelationMeta Create(string name, string propertyName, Func<ModelMeta> target, string contentTypeField, string objectIdField, string? relatedQueryName = null) =>
        new(name, propertyName, target, contentTypeField, objectIdField, static model => [("app_label", model.AppLabel), ("model", model.Name.ToLowerInvariant())]) { RelatedQueryName = relatedQueryName };
}
