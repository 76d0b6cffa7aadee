using System.Linq.Expressions;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>UPDATE of rows that stand in several tables: a statement for each table that has one of the fields, as Django does it.</summary>
internal static class TableUpdates
{
    public static async ValueTask<int> RunAsync(LambdaExpression values, Query query, string alias, bool async, CancellationToken cancellation)
    {
        var assignments = LambdaTranslator.Assignments(values, query);
        if (assignments.Length == 0) return 0;
        List<ModelMeta> tables = [.. query.Model.Tables.Where(table => assignments.Any(a => a.Field.Model == table))];
        if (tables is [var single] && single == query.Model.ConcreteModel) return await QueryRunner.ExecuteAsync(StatementKind.Update, query, assignments, alias, async, cancellation);
        return await Transaction.Run(
            async ct =>
            {
                // What the first statement changes must not decide which rows the second finds.
                var key = query.Model.PrimaryKey;
                var keys = await QueryRunner.ListAsync<object>(
                    query.Select(new ValueSelection(new ColumnNode(query.Root, key), typeof(object), key)) with { Related = [], Order = [], Lock = null }, alias, async, ct);
                var count = 0;
                foreach (var table in tables)
                {
                    // Each row is in each of the tables.
                    count = 0;
                    foreach (var batch in keys.Chunk(Batches.Keys))
                    {
                        var rows = table.AllRows.And(LookupTable.In(new ColumnNode(table.AllRows.Root, table.PrimaryKey), table.PrimaryKey, batch));
                        count += await QueryRunner.ExecuteAsync(StatementKind.Update, rows, LambdaTranslator.Assignments(values, rows, of: query.Model), alias, async, ct);
                    }
                }

                return count;
            },
            alias,
            async,
            cancellation);
    }
}
