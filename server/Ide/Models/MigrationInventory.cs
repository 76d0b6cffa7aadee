using Quintet.Db.Migrations;
using Quintet.Ide.Schema;

namespace Quintet.Ide;

/// <summary>A change of the models that no migration holds.</summary>
/// <param name="AppLabel">The app that gets the migration.</param>
/// <param name="Operation">What the migration would do.</param>
/// <param name="Loss">What the rows that are there lose by it; null: nothing.</param>
internal sealed record PendingChange(string AppLabel, Operation Operation, string? Loss)
{
    /// <summary>The label of the model.</summary>
    public string Model => $"{AppLabel}.{Operation.ModelName}";

    /// <summary>A value that the rows must get and that nobody says: what makemigrations will ask for; null: none.</summary>
    public string? Question { get; init; }

    /// <summary>The field that it is about; null: none.</summary>
    public string? Field => Operation switch { AddField add => add.Name, AlterField alter => alter.Name, _ => null };
}

/// <summary>
/// What the models of a project have and its migrations have not: what <c>makemigrations</c> would say, from source alone. Of an app of which not everything could be
/// read nothing is said.
/// </summary>
internal sealed class MigrationInventory
{
    private readonly SourceStates _states;
    private readonly Lazy<IReadOnlyList<(PendingChange Change, ProjectState Before, ProjectState After)>> _steps;
    private readonly Lazy<ILookup<string, PendingChange>> _byModel;

    public MigrationInventory(SourceStates states)
    {
        _states = states;
        Conflicts = states.Migrations is { } graph ? [.. graph.Conflicts().Where(states.IsWhole)] : [];
        _steps = new(Compare);
        _byModel = new(() => Changes.ToLookup(change => change.Model, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Everything that was read.</summary>
    public SourceStates States => _states;

    /// <summary>The apps with several last migrations.</summary>
    public IReadOnlyList<string> Conflicts { get; }

    /// <summary>The changes, in the order in which migrations would make them.</summary>
    public IEnumerable<PendingChange> Changes => _steps.Value.Select(step => step.Change);

    /// <summary>The changes of one model.</summary>
    /// <param name="label"><c>shop.Book</c></param>
    public IReadOnlyList<PendingChange> ChangesOf(string label) => [.. _byModel.Value[label]];

    /// <summary>The changes of an app that are about none of its models as they are now: models that are gone.</summary>
    public IReadOnlyList<PendingChange> ChangesWithoutModel(string appLabel) => [.. Changes.Where(change => change.AppLabel == appLabel && _states.Models.Find(change.Model) is null)];

    /// <summary>The last migration that speaks of a model; null where none does.</summary>
    public Dependency? LastOf(string label) => _states.Migrations?.Order.LastOrDefault(node => node.Operations.Any(operation => string.Equals($"{node.Key.AppLabel}.{operation.ModelName}", label, StringComparison.OrdinalIgnoreCase)))?.Key;

    /// <summary>The SQL of a change that is pending; null where it cannot be told from here.</summary>
    public IReadOnlyList<string>? Sql(PendingChange change, SchemaDialect dialect) =>
        _steps.Value.FirstOrDefault(step => step.Change == change) is { Change: not null } step ? Sql(change.AppLabel, change.Operation, step.Before, step.After, dialect) : null;

    /// <summary>An operation of a migration with its SQL (null where it cannot be told from here); null where the migration has none at that place.</summary>
    /// <param name="migration">Which.</param>
    /// <param name="index">The place among its operations.</param>
    /// <param name="count">How many there must be, so that it is the one that was meant.</param>
    /// <param name="dialect">Of which database.</param>
    public (Operation Operation, IReadOnlyList<string>? Sql)? OperationAt(Dependency migration, int index, int count, SchemaDialect dialect)
    {
        if (_states.Migrations?.Find(migration) is not { } node || node.Operations.Count != count) return null;
        try
        {
            var before = node.Operations.Take(index).Aggregate(_states.WithPackages(_states.Migrations.StateBefore(node)), (state, operation) => operation.Apply(migration.AppLabel, state));
            return (node.Operations[index], Sql(migration.AppLabel, node.Operations[index], before, node.Operations[index].Apply(migration.AppLabel, before), dialect));
        }
        catch (Exception exception) when (exception is InvalidOperationException or MigrationGraphException)
        {
            return (node.Operations[index], null);
        }
    }

    private static IReadOnlyList<string>? Sql(string appLabel, Operation operation, ProjectState before, ProjectState after, SchemaDialect dialect)
    {
        if (!operation.ReducesToSql) return null;
        try
        {
            return operation.Forwards(appLabel, before, after, dialect);
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or FormatException)
        {
            // It rests on a model that could not be read, or on a column that only another database has.
            return null;
        }
    }

    private List<(PendingChange, ProjectState, ProjectState)> Compare()
    {
        var steps = new List<(PendingChange, ProjectState, ProjectState)>();
        if (_states.Migrations is not { } graph) return steps;
        try
        {
            var questions = new OpenQuestions();
            var state = _states.WithPackages(graph.FinalState);
            var leaves = graph.Apps.ToDictionary(app => app, app => graph.Leaves(app)[0].Key.Name);
            foreach (var migration in MigrationPlanner.Plan(Differ.Diff(state, _states.Models, questions, graph.Swappable), leaves))
            {
                foreach (var operation in migration.Operations)
                {
                    var (before, after) = (state, operation.Apply(migration.AppLabel, state));
                    state = after;
                    if (_states.IsWhole(migration.AppLabel)) steps.Add((Change(migration.AppLabel, operation, before, questions), before, after));
                }
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or MigrationGraphException or FormatException or KeyNotFoundException)
        {
            // What makemigrations would stop at, with a sentence of its own.
            return [];
        }

        return steps;
    }

    private static PendingChange Change(string appLabel, Operation operation, ProjectState before, OpenQuestions questions)
    {
        var change = new PendingChange(appLabel, operation, DataLoss.Of(operation, appLabel, before));
        var about = operation is RemoveField remove ? remove.Name : change.Field ?? "";
        if (change.Loss is not null && questions.Renamed.GetValueOrDefault($"{change.Model}.{about}".TrimEnd('.')) is { } name)
            change = change with { Loss = $"{change.Loss} If it is called {name} now, say so when makemigrations asks." };
        return change with { Question = questions.Values.GetValueOrDefault($"{change.Model}.{about}") };
    }

    /// <summary>Answers what changes nothing, and keeps in mind what was asked.</summary>
    private sealed class OpenQuestions : UnaskedQuestions
    {
        /// <summary>What a model or field that is gone may be called now.</summary>
        public Dictionary<string, string> Renamed { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<string, string> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

        public override bool IsModelRenamed(ModelState old, ModelState fresh)
        {
            Renamed.TryAdd(old.Label, fresh.Name);
            return false;
        }

        public override bool IsFieldRenamed(ModelState model, string oldName, NamedField fresh)
        {
            Renamed.TryAdd($"{model.Label}.{oldName}", fresh.Name);
            return false;
        }

        public override object? DefaultForNewField(ModelState model, NamedField field)
        {
            Values[$"{model.Label}.{field.Name}"] = $"It is impossible to add the field '{field.Name}' to {model.Label}: it allows no null and has no default, and the rows that are there need a value.";
            return null;
        }

        public override object? DefaultForNull(ModelState model, NamedField field)
        {
            Values[$"{model.Label}.{field.Name}"] = $"It is impossible to change the field '{field.Name}' of {model.Label} to allow no null without a value for the rows that have none.";
            return null;
        }
    }
}
