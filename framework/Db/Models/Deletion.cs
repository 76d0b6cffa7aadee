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
    private readonly List<(RelationFieldMeta Relation, List<Model> Targets)> _unseen = [];
    private readonly List<(RelationFieldMeta Relation, List<Model> Targets, Node Value)> _updates = [];
    private readonly List<(RelationFieldMeta Relation, List<Model> Rows)> _restricted = [];
    private readonly Dictionary<ModelMeta, HashSet<ModelMeta>> _pointsTo = [];
    private readonly Dictionary<string, int> _counts = [];

    private Deletion(string alias, bool async, CancellationToken cancellation) => (_alias, _async, _cancellation) = (alias, async, cancellation);

    public static async ValueTask<DeletionResult> RunAsync(IEnumerable<Model> rows, bool keepParents, string alias, bool async, CancellationToken cancellation)
    {
        List<Model> list = [.. rows];
        if (list.Count == 0) return DeletionResult.None;
        foreach (var row in list)
        {
            if (row.Pk is null) throw new InvalidOperationException($"{row.GetMeta().Name} object can't be deleted because its id is not set: it was never saved.");
        }

        var model = list[0].GetMeta();
        var deletion = new Deletion(alias, async, cancellation);
        if (list.Count == 1 && CanDeleteUnseen(model))
        {
            var count = await deletion.ForEachBatchAsync(StatementKind.Delete, model.PrimaryKey, list, null);
            Forget(list[0]);
            return DeletionResult.Of(model, count);
        }

        return await Transaction.Run(
            async _ =>
            {
                await deletion.CollectAsync(model.ConcreteModel, list, keepParents: keepParents);
                deletion.CheckRestricted();
                return await deletion.DeleteAsync();
            },
            alias,
            async,
            cancellation);
    }

    /// <summary>Whether rows of a model can be deleted by one statement that looks at none of them: nothing hangs on them, and nobody wants to hear of it.</summary>
    public static bool CanDeleteUnseen(ModelMeta model) =>
        model.Parent is null
        && model.ConcreteModel.GenericRelations.Count == 0
        && (ModelSignals.Current is not { } signals || !model.IsDeletionHeard(signals))
        && ModelRegistry.Current.Pointing(model.ConcreteModel).All(relation => relation.Relation.OnDelete == OnDelete.DoNothing);

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
        foreach (var relation in ModelRegistry.Current.Pointing(model).Where(relation => relation != from)) await CollectPointingAsync(model, relation, fresh);
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
            var query = relation.Target.AllRows;
            query = query.And(LookupTable.In(relation.Forth.Owner(query.Root), relation.KeyField, batch)).And(relation.Forth.Condition(query.Root)) with { Order = [] };
            found.AddRange(await QueryRunner.ListAsync<Model>(query, _alias, _async, _cancellation));
        }

        return found;
    }

    private async ValueTask CollectPointingAsync(ModelMeta model, RelationFieldMeta relation, List<Model> targets)
    {
        switch (relation.Relation.OnDelete)
        {
            case OnDelete.DoNothing:
                break;
            case OnDelete.SetNull:
                _updates.Add((relation, targets, LiteralNode.Null));
                break;
            case OnDelete.SetDefault:
                _updates.Add((relation, targets, Constant(relation.Field.Default)));
                break;
            case OnDelete.Set:
                _updates.Add((relation, targets, Constant(FieldValue.ToStore(relation, FieldValue.Prepare(relation, relation.ValueOnDelete())))));
                break;
            case OnDelete.Cascade when CanDeleteUnseen(relation.Model):
                _unseen.Add((relation, targets));
                break;
            case OnDelete.Cascade:
                if (await PointingAsync(relation, targets) is not { Count: > 0 } hanging) break;
                await CollectAsync(relation.Model, hanging);
                _pointsTo[relation.Model].Add(model);
                break;
            case OnDelete.Protect:
                if (await PointingAsync(relation, targets) is { Count: > 0 } protecting) throw new ProtectedErrorException(Refusal(model, relation, "protected"), protecting);
                break;
            case OnDelete.Restrict:
                _restricted.Add((relation, await PointingAsync(relation, targets)));
                break;
            default:
                throw new InvalidOperationException($"{relation} has an OnDelete that is not known: {relation.Relation.OnDelete}.");
        }
    }

    private static Node Constant(object? value) => value is null ? LiteralNode.Null : new ParameterNode(value);

    private async ValueTask<List<Model>> PointingAsync(RelationFieldMeta relation, List<Model> targets)
    {
        var found = new List<Model>();
        foreach (var batch in targets.Chunk(BatchSize)) found.AddRange(await QueryRunner.ListAsync<Model>(Where(relation, batch) with { Order = [] }, _alias, _async, _cancellation));
        return found;
    }

    /// <summary>A restricting row is no obstacle if it is deleted itself, by another way.</summary>
    private void CheckRestricted()
    {
        foreach (var (relation, rows) in _restricted)
        {
            var staying = rows.Where(row => !IsDeleted(relation.Model, row)).ToList();
            if (staying.Count > 0) throw new RestrictedErrorException(Refusal(relation.Target, relation, "restricted"), staying);
        }
    }

    private bool IsDeleted(ModelMeta model, Model row) =>
        (_collected.TryGetValue(model, out var known) && known.ContainsKey(row.Pk!))
        || _unseen.Any(u => u.Relation.Model == model && u.Relation.GetValue(row) is { } key && u.Targets.Any(target => key.Equals(u.Relation.KeyOf(target))));

    private async ValueTask<DeletionResult> DeleteAsync()
    {
        var signals = ModelSignals.Current;
        foreach (var model in signals is null ? [] : _models.AsEnumerable())
        {
            foreach (var row in _collected[model].Values) row.GetMeta().SendPreDelete(signals!, row, _alias);
        }

        foreach (var (relation, targets) in _unseen) Count(relation.Model, await ForEachBatchAsync(StatementKind.Delete, relation, targets, null));
        foreach (var (relation, targets, value) in _updates) await ForEachBatchAsync(StatementKind.Update, relation, targets, [new Assignment(relation, value)]);
        foreach (var model in Order())
        {
            Count(model, await ForEachBatchAsync(StatementKind.Delete, model.PrimaryKey, [.. _collected[model].Values], null));
            foreach (var row in signals is null ? [] : _collected[model].Values.AsEnumerable()) row.GetMeta().SendPostDelete(signals!, row, _alias);
        }

        foreach (var row in _collected.Values.SelectMany(rows => rows.Values)) Forget(row);
        return DeletionResult.Of(_counts);
    }

    private void Count(ModelMeta model, int rows)
    {
        if (rows > 0) _counts[model.Label] = _counts.GetValueOrDefault(model.Label) + rows;
    }

    /// <summary>The object is one that was never saved, again.</summary>
    private static void Forget(Model row)
    {
        row.Adding = true;
        if (row.GetMeta().KeyField.Field is IAutoField) row.Pk = null;
    }

    /// <summary>A statement about the rows whose field is one of these objects.</summary>
    private async ValueTask<int> ForEachBatchAsync(StatementKind kind, FieldMeta field, IReadOnlyList<Model> objects, Assignment[]? assignments)
    {
        var count = 0;
        foreach (var batch in objects.Chunk(BatchSize)) count += await QueryRunner.ExecuteAsync(kind, Where(field, batch), assignments, _alias, _async, _cancellation);
        return count;
    }

    private static Query Where(FieldMeta field, Model[] objects)
    {
        var query = field.Model.AllRows;
        return query.And(LookupTable.In(new ColumnNode(query.Root, field), field, objects));
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
