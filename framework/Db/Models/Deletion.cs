using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>
/// Deletes objects with what hangs on them (Django's <c>Collector</c>): first it looks at everything that points to them, then
/// it deletes in an order in which no row points to a missing one.
/// </summary>
internal sealed class Deletion
{
    // SQLite's oldest limit of parameters in a statement is 999.
    private const int BatchSize = 500;

    private readonly string _alias;
    private readonly bool _async;
    private readonly CancellationToken _cancellation;

    // By model, in the order in which they were met, so that the same deletion always runs the same statements.
    private readonly List<ModelMeta> _models = [];
    private readonly Dictionary<ModelMeta, Dictionary<object, Model>> _collected = [];
    private readonly List<(RelationFieldMeta Relation, List<Model> Rows, object? Value)> _updates = [];
    private readonly List<(RelationFieldMeta Relation, List<Model> Rows)> _restricted = [];
    private readonly Dictionary<ModelMeta, HashSet<ModelMeta>> _pointsTo = [];

    private Deletion(string alias, bool async, CancellationToken cancellation) => (_alias, _async, _cancellation) = (alias, async, cancellation);

    public static async ValueTask<int> RunAsync(IEnumerable<Model> rows, bool keepParents, string alias, bool async, CancellationToken cancellation)
    {
        List<Model> list = [.. rows];
        if (list.Count == 0) return 0;
        foreach (var row in list)
        {
            if (row.Pk is null) throw new InvalidOperationException($"{row.GetMeta().Name} object can't be deleted because its id is not set: it was never saved.");
        }

        return await Transaction.Run(
            async ct =>
            {
                var deletion = new Deletion(alias, async, ct);
                await deletion.CollectAsync(list[0].GetMeta().ConcreteModel, list, keepParents: keepParents);
                deletion.CheckRestricted();
                return await deletion.DeleteAsync();
            },
            alias,
            async,
            cancellation);
    }

    /// <param name="model">The model with the rows' table.</param>
    /// <param name="rows">What goes.</param>
    /// <param name="from">The link of the children that these are parts of, and that go themselves.</param>
    /// <param name="keepParents">The rows in the parents' tables stay.</param>
    private async ValueTask CollectAsync(ModelMeta model, IReadOnlyList<Model> rows, RelationFieldMeta? from = null, bool keepParents = false)
    {
        if (!_collected.TryGetValue(model, out var known))
        {
            _collected.Add(model, known = []);
            _models.Add(model);
            _pointsTo.Add(model, []);
        }

        var fresh = rows.Where(row => known.TryAdd(row.Pk!, row)).ToList();
        if (fresh.Count == 0) return;
        foreach (var relation in model.GenericRelations) await CollectAsync(relation.Target, await HoldingAsync(relation, fresh));
        foreach (var relation in ModelRegistry.Current.Pointing(model))
        {
            if (relation.Relation.OnDelete == OnDelete.DoNothing || relation == from) continue;
            var pointing = await PointingAsync(relation, fresh);
            if (pointing.Count == 0) continue;
            switch (relation.Relation.OnDelete)
            {
                case OnDelete.Cascade:
                    await CollectAsync(relation.Model, pointing);
                    _pointsTo[relation.Model].Add(model);
                    break;
                case OnDelete.Protect:
                    throw new ProtectedErrorException(Refusal(model, relation, "protected"), pointing);
                case OnDelete.Restrict:
                    _restricted.Add((relation, pointing));
                    break;
                case OnDelete.SetNull:
                    _updates.Add((relation, pointing, null));
                    break;
                case OnDelete.SetDefault:
                    _updates.Add((relation, pointing, relation.Field.Default));
                    break;
                default:
                    throw new InvalidOperationException($"{relation} has an OnDelete that is not known: {relation.Relation.OnDelete}.");
            }
        }

        if (keepParents || model.Parent is not { } parent) return;
        await CollectAsync(parent, [.. fresh.Select(parent.TakePart)], from: model.ParentLink);
        _pointsTo[model].Add(parent);
    }

    /// <summary>The rows that hold the keys of others generically.</summary>
    private async ValueTask<List<Model>> HoldingAsync(GenericRelationMeta relation, IReadOnlyList<Model> rows)
    {
        var found = new List<Model>();
        foreach (var batch in rows.Select(relation.Forth.KeyOf).Chunk(BatchSize))
        {
            var query = new Query(relation.Target);
            query = query.And(LookupTable.In(relation.Forth.Owner(query.Root), relation.KeyField, batch)).And(relation.Forth.Condition(query.Root)) with { Order = [] };
            found.AddRange(await QueryRunner.ListAsync<Model>(query, _alias, _async, _cancellation));
        }

        return found;
    }

    private async ValueTask<List<Model>> PointingAsync(RelationFieldMeta relation, IReadOnlyList<Model> rows)
    {
        var found = new List<Model>();
        foreach (var batch in rows.Chunk(BatchSize))
        {
            var query = new Query(relation.Model);
            query = query.And(LookupTable.In(new ColumnNode(query.Root, relation), relation, batch)) with { Order = [] };
            found.AddRange(await QueryRunner.ListAsync<Model>(query, _alias, _async, _cancellation));
        }

        return found;
    }

    /// <summary>A restricting row is no obstacle if it is deleted itself, by another way.</summary>
    private void CheckRestricted()
    {
        foreach (var (relation, rows) in _restricted)
        {
            var staying = rows.Where(row => !_collected.TryGetValue(relation.Model, out var known) || !known.ContainsKey(row.Pk!)).ToList();
            if (staying.Count > 0) throw new RestrictedErrorException(Refusal(relation.Target, relation, "restricted"), staying);
        }
    }

    private async ValueTask<int> DeleteAsync()
    {
        var signals = ModelSignals.Current;
        foreach (var model in signals is null ? [] : _models.AsEnumerable())
        {
            foreach (var row in _collected[model].Values) row.GetMeta().SendPreDelete(signals!, row, _alias);
        }

        foreach (var (relation, rows, value) in _updates)
        {
            var assignment = new Assignment(relation, value is null ? LiteralNode.Null : new ParameterNode(value));
            await ForEachBatchAsync(StatementKind.Update, relation.Model, rows, [assignment]);
        }

        var count = 0;
        foreach (var model in Order())
        {
            count += await ForEachBatchAsync(StatementKind.Delete, model, [.. _collected[model].Values], null);
            foreach (var row in signals is null ? [] : _collected[model].Values.AsEnumerable()) row.GetMeta().SendPostDelete(signals!, row, _alias);
        }

        foreach (var row in _collected.Values.SelectMany(rows => rows.Values))
        {
            row.Adding = true;
            if (row.GetMeta().KeyField.Field is IAutoField) row.Pk = null;
        }

        return count;
    }

    private async ValueTask<int> ForEachBatchAsync(StatementKind kind, ModelMeta model, IReadOnlyList<Model> rows, IReadOnlyList<Assignment>? assignments)
    {
        var count = 0;
        foreach (var batch in rows.Chunk(BatchSize))
        {
            var query = new Query(model);
            query = query.And(LookupTable.In(new ColumnNode(query.Root, model.PrimaryKey), model.PrimaryKey, batch));
            count += await QueryRunner.ExecuteAsync(kind, query, assignments, _alias, _async, _cancellation);
        }

        return count;
    }

    /// <summary>Who points to another goes first. Where models point at each other the database checks when the transaction ends.</summary>
    private List<ModelMeta> Order()
    {
        var ordered = new List<ModelMeta>();
        var seen = new HashSet<ModelMeta>();
        foreach (var model in _models) Visit(model);
        return ordered;

        void Visit(ModelMeta model)
        {
            if (!seen.Add(model)) return;
            foreach (var other in _models)
            {
                if (_pointsTo[other].Contains(model)) Visit(other);
            }

            ordered.Add(model);
        }
    }

    private static string Refusal(ModelMeta model, RelationFieldMeta relation, string how) =>
        $"Cannot delete some instances of model '{model.Name}' because they are referenced through {how} foreign keys: '{relation.Model.Name}.{relation.Name}'.";
}
