using Quintet.Db.Migrations;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>The place that each row of a model has among those that point to the same object (Django's <c>order_with_respect_to</c>).</summary>
internal sealed class RowOrder(ModelMeta model, RelationFieldMeta relation)
{
    /// <summary>The field with the place, from 0 on.</summary>
    public FieldMeta Field { get; } = model.GetField(ModelState.OrderField.Name);

    public RelationFieldMeta Relation { get; } = relation;

    /// <summary>Puts new rows behind those that are there.</summary>
    public async ValueTask AppendAsync(IReadOnlyList<Model> rows, string alias, bool async, CancellationToken cancellation)
    {
        var next = new Dictionary<object, int>();
        foreach (var row in rows)
        {
            if (Relation.GetValue(row) is not { } target) continue;
            if (!next.TryGetValue(target, out var place)) place = await EndAsync(target, alias, async, cancellation);
            Field.SetValue(row, place);
            next[target] = place + 1;
        }
    }

    /// <summary>The rows that point where one does.</summary>
    public Query Of(object? target) => model.AllRows.And(LookupTable.Compare("=", new ColumnNode(model.AllRows.Root, Relation), Relation, target));

    private async ValueTask<int> EndAsync(object target, string alias, bool async, CancellationToken cancellation)
    {
        var query = Of(target);
        query = query.Select(new ValueSelection(new AggregateNode(AggregateKind.Max, [new ColumnNode(query.Root, Field)], false, null), typeof(long?), Field)) with { GroupBy = [], Order = [] };
        var last = await QueryRunner.ListAsync<long?>(query, alias, async, cancellation);
        return last is [{ } place] ? (int)place + 1 : 0;
    }
}
