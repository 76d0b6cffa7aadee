using System.Linq.Expressions;
using Quintet.Db.Sql;
using Quintet.Dispatch;

namespace Quintet.Db;

/// <summary>Adds and removes the pairs of one object of a many-to-many relation.</summary>
internal readonly struct PairChanges(Model owner, PairWay way)
{
    public string Alias => Connections.Current.ForWrite(way.Relation.Through, owner.DatabaseAlias);

    private ModelMeta Through => way.Relation.Through;

    /// <summary>What a pair holds beside its two sides.</summary>
    public IReadOnlyList<Assigned> Read<TThrough>(Expression<Func<TThrough>> pair)
        where TThrough : Model => typeof(TThrough) == Through.Type
            ? Assigned.Read(pair, Through)
            : throw new ArgumentException($"The pairs of {way.Relation} are {Through.Label} objects, not {typeof(TThrough).Name} ones.");

    public async ValueTask AddAsync(IReadOnlyList<object> keys, IReadOnlyList<Assigned> pair, bool async, CancellationToken cancellation)
    {
        var self = this;
        var key = RelatedRows.KeyOf(owner, way);
        if (keys.Count == 0) return;
        await self.RunAsync(
            async ct =>
            {
                await self.AddAsync(key, keys, pair, self.Listeners(), async, ct);

                // The opposite holds as well; its signals would tell the same once more.
                if (self.IsSymmetrical) await self.Turned().AddAsync(key, keys, pair, null, async, ct);
            },
            async,
            cancellation);
    }

    public async ValueTask RemoveAsync(IReadOnlyList<object> keys, bool async, CancellationToken cancellation)
    {
        var self = this;
        var key = RelatedRows.KeyOf(owner, way);
        if (keys.Count == 0) return;
        await self.RunAsync(
            async ct =>
            {
                var set = keys.ToHashSet();
                var signals = self.Listeners();
                self.Send(signals, M2MAction.PreRemove, set);
                await self.DeleteAsync(key, keys, async, ct);
                self.Send(signals, M2MAction.PostRemove, set);
            },
            async,
            cancellation);
    }

    public async ValueTask ClearAsync(bool async, CancellationToken cancellation)
    {
        var self = this;
        var key = RelatedRows.KeyOf(owner, way);
        await self.RunAsync(
            async ct =>
            {
                var signals = self.Listeners();
                self.Send(signals, M2MAction.PreClear, null);
                await self.DeleteAsync(key, null, async, ct);
                self.Send(signals, M2MAction.PostClear, null);
            },
            async,
            cancellation);
    }

    public async ValueTask SetAsync(IReadOnlyList<object> keys, IReadOnlyList<Assigned> pair, bool clear, bool async, CancellationToken cancellation)
    {
        var self = this;
        var key = RelatedRows.KeyOf(owner, way);
        await self.RunAsync(
            async ct =>
            {
                if (clear)
                {
                    await self.ClearAsync(async, ct);
                    await self.AddAsync(keys, pair, async, ct);
                    return;
                }

                var there = await self.ExistingAsync(key, null, async, ct);
                await self.RemoveAsync([.. there.Except(keys)], async, ct);
                await self.AddAsync([.. keys.Except(there)], pair, async, ct);
            },
            async,
            cancellation);
    }

    private bool IsSymmetrical => way.Relation.IsSymmetrical;

    private PairChanges Turned() => new(owner, way.IsBack ? way.Relation.Forth : way.Relation.Back);

    private async ValueTask RunAsync(Func<CancellationToken, ValueTask> change, bool async, CancellationToken cancellation)
    {
        owner.KnownRows?.Remove(way);
        await Transaction.Run(
            async ct =>
            {
                await change(ct);
                return 0;
            },
            Alias,
            async,
            cancellation);
    }

    private async ValueTask AddAsync(object key, IReadOnlyList<object> keys, IReadOnlyList<Assigned> pair, Signals? signals, bool async, CancellationToken cancellation)
    {
        // The field's own table refuses what is there already; who listens wants to know what is new, and another model may take a pair twice.
        var asks = signals is not null || !Through.IsAutoCreated;
        if (asks) keys = [.. keys.Except(await ExistingAsync(key, keys, async, cancellation))];
        if (asks && keys.Count == 0 && signals is null) return;
        var added = keys.ToHashSet();
        Send(signals, M2MAction.PreAdd, added);
        var rows = new List<Model>(keys.Count);
        foreach (var other in keys)
        {
            var row = Through.Create();
            foreach (var value in pair) value.Set(row);
            way.NearRelation.SetValue(row, key);
            way.FarRelation.SetValue(row, other);
            rows.Add(row);
        }

        await BulkInsert.RunAsync(Through, rows, Through.IsAutoCreated ? OnConflict.Ignore : null, Alias, async, cancellation);
        Send(signals, M2MAction.PostAdd, added);
    }

    /// <summary>The keys on the other side; of these, or all.</summary>
    private async ValueTask<HashSet<object>> ExistingAsync(object key, IReadOnlyList<object>? among, bool async, CancellationToken cancellation)
    {
        var found = new HashSet<object>();
        foreach (var batch in among is null ? [null] : among.Chunk(Batches.Keys).Cast<object[]?>())
        {
            var query = Pairs(key, batch, way.NearRelation, way.FarRelation);
            query = query.Select(new ValueSelection(new ColumnNode(query.Root, way.FarRelation), typeof(object), way.FarRelation)) with { Order = [] };
            found.UnionWith((await QueryRunner.ListAsync<object>(query, Alias, async, cancellation)).OfType<object>());
        }

        return found;
    }

    private async ValueTask DeleteAsync(object key, IReadOnlyList<object>? others, bool async, CancellationToken cancellation)
    {
        await DeleteAsync(key, others, way.NearRelation, way.FarRelation, async, cancellation);
        if (IsSymmetrical) await DeleteAsync(key, others, way.FarRelation, way.NearRelation, async, cancellation);
    }

    private async ValueTask DeleteAsync(object key, IReadOnlyList<object>? others, RelationFieldMeta near, RelationFieldMeta far, bool async, CancellationToken cancellation)
    {
        foreach (var batch in others is null ? [null] : others.Chunk(Batches.Keys).Cast<object[]?>())
        {
            var query = Pairs(key, batch, near, far);

            // A model of the app's may have rows that hang on it.
            if (Through.IsAutoCreated) await QueryRunner.ExecuteAsync(StatementKind.Delete, query, null, Alias, async, cancellation);
            else await Deletion.RunAsync(await QueryRunner.ListAsync<Model>(query with { Order = [] }, Alias, async, cancellation), keepParents: false, Alias, async, cancellation);
        }
    }

    private Query Pairs(object key, object[]? others, RelationFieldMeta near, RelationFieldMeta far)
    {
        var query = Through.AllRows;
        query = query.And(new ComparisonNode("=", new ColumnNode(query.Root, near), new ParameterNode(key)));
        return others is null ? query : query.And(LookupTable.In(new ColumnNode(query.Root, far), far, others));
    }

    /// <summary>The signals, where somebody listens to changes of this model's relations.</summary>
    private Signals? Listeners() => ModelSignals.Current is { } signals && owner.GetMeta().ListensToM2M(signals) ? signals : null;

    private void Send(Signals? signals, M2MAction action, IReadOnlySet<object>? keys)
    {
        if (signals is not null) owner.GetMeta().SendM2MChanged(signals, owner, way, action, keys, Alias);
    }
}
