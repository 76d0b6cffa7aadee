namespace Quintet.Db.Migrations;

/// <summary>Makes of a migration's operations as few as do the same (Django's optimizer): what is created and changed is created as it ends.</summary>
public static class MigrationOptimizer
{
    /// <param name="operations">Of one app, in order.</param>
    /// <param name="appLabel">That app.</param>
    public static IReadOnlyList<Operation> Optimize(IReadOnlyList<Operation> operations, string appLabel)
    {
        if (operations.Any(operation => operation.Elidable)) operations = [.. operations.Where(operation => !operation.Elidable)];

        var left = operations.ToList();
        bool changed;
        do
        {
            changed = false;
            for (var i = 0; i < left.Count; i++)
            {
                while (i < left.Count && ReduceAt(left, i, appLabel)) changed = true;
            }
        }
        while (changed);
        return left;
    }

    /// <summary>Puts what an operation and a later one are together in the place of both, if there is such a one.</summary>
    private static bool ReduceAt(List<Operation> operations, int i, string appLabel)
    {
        // To the right, as long as the operation may pass all between; else to the left, where all between may let the other pass.
        var right = true;
        for (var j = i + 1; j < operations.Count; j++)
        {
            var reduction = operations[i].Reduce(operations[j], appLabel);
            if (reduction.Operations is not { } result)
            {
                right &= reduction.Passes;
                continue;
            }

            if (!right && !operations.Skip(i + 1).Take(j - i - 1).All(between => between.Reduce(operations[j], appLabel).Passes)) return false;
            operations.RemoveAt(j);
            operations.InsertRange(right ? j : i + 1, result);
            operations.RemoveAt(i);
            return true;
        }

        return false;
    }
}

/// <summary>What an operation and a later one are together.</summary>
public readonly struct Reduction
{
    private Reduction(bool passes, IReadOnlyList<Operation>? operations) => (Passes, Operations) = (passes, operations);

    /// <summary>What stands in the place of both; null: they stay two.</summary>
    public IReadOnlyList<Operation>? Operations { get; }

    /// <summary>Whether the first may as well come after the other.</summary>
    public bool Passes { get; }

    /// <summary>They stay two, in their order.</summary>
    public static Reduction No => Passing(false);

    public static Reduction Passing(bool passes) => new(passes, null);

    /// <summary>They are these; none: they undo each other.</summary>
    public static Reduction To(params IReadOnlyList<Operation> operations) => new(false, operations);
}
