namespace Quintet.Db.Migrations;

/// <summary>
/// Two states → the operations that lead from one to the other (Django's autodetector). Pure and deterministic: the command, the
/// running app and the editor get the same.
/// </summary>
public sealed partial class Differ
{
    private readonly ProjectState _after;
    private readonly MigrationQuestions _questions;
    private readonly SwappableModels _swappable;
    private readonly SortedDictionary<string, List<Change>> _changes = new(StringComparer.Ordinal);

    /// <summary>The old state, in which what was renamed has its new name already.</summary>
    private ProjectState _before;

    private Differ(ProjectState before, ProjectState after, MigrationQuestions questions, SwappableModels swappable) =>
        (_before, _after, _questions, _swappable) = (before, after, questions, swappable);

    /// <summary>The changes, in an order in which they can be done.</summary>
    /// <param name="before">From where.</param>
    /// <param name="after">To where.</param>
    /// <param name="questions">Answers what the states do not say; null: nobody does.</param>
    /// <param name="swappable">The models that settings name; null: none.</param>
    /// <exception cref="MigrationQuestionException">A question has no answer.</exception>
    public static IReadOnlyList<Change> Diff(ProjectState before, ProjectState after, MigrationQuestions? questions = null, SwappableModels? swappable = null)
    {
        var differ = new Differ(before, after, questions ?? new MigrationQuestions(), swappable ?? SwappableModels.None);
        differ.RenameModels();
        differ.DeleteModels();
        differ.CreateModels();
        differ.DeleteProxies();
        differ.CreateProxies();
        differ.AlterOptions();

        // What speaks of fields goes before them, and comes after them.
        var renamed = differ.FindRenamedFields();
        differ.RemoveConstraints();
        differ.RemoveIndexes();
        differ.RenameFields(renamed);
        differ.RenameIndexes();
        differ.ReduceSets();
        differ.RemoveFields();
        differ.AddFields();
        differ.AlterFields();
        differ.AlterOrders();
        differ.AlterSets();
        differ.AddIndexes();
        differ.AddConstraints();
        differ.AlterTables();
        return ChangeOrder.Sort(differ._changes.Values);
    }

    /// <summary>The models with a table of ours that are in both, as they were and as they are, by name.</summary>
    private IEnumerable<(ModelState Old, ModelState New)> Kept => Pairs(IsTable, IsTable);

    private IEnumerable<(ModelState Old, ModelState New)> Pairs(Func<ModelState, bool> old, Func<ModelState, bool> fresh) =>
        ByName(_after.Models.Where(fresh)).Select(model => (Old: _before.Find(model.Label), New: model)).Where(pair => pair.Old is not null && old(pair.Old)).Select(pair => (pair.Old!, pair.New));

    private static bool IsTable(ModelState model) => model.Options is { Managed: true, Proxy: false };

    private static bool IsProxy(ModelState model) => model.Options is { Managed: true, Proxy: true };

    private static bool IsUnmanaged(ModelState model) => !model.Options.Managed;

    private static bool HasIn(ProjectState state, ModelState model, Func<ModelState, bool> kind) => state.Find(model.Label) is { } found && kind(found);

    private static IEnumerable<ModelState> ByName(IEnumerable<ModelState> models) =>
        models.OrderBy(model => model.AppLabel, StringComparer.Ordinal).ThenBy(model => model.Name.ToLowerInvariant(), StringComparer.Ordinal);

    private static IEnumerable<NamedField> ByName(IEnumerable<NamedField> fields) => fields.OrderBy(field => field.Name, StringComparer.Ordinal);

    private void Add(string appLabel, Operation operation, params IEnumerable<Need> needs) => Insert(appLabel, operation, needs, first: false);

    private void Insert(string appLabel, Operation operation, IEnumerable<Need> needs, bool first)
    {
        if (!_changes.TryGetValue(appLabel, out var changes)) _changes.Add(appLabel, changes = []);
        changes.Insert(first ? 0 : changes.Count, new(appLabel, operation, [.. needs.Distinct()]));
    }

    /// <summary>The models that a field speaks of must be there: its target, and that of its pairs.</summary>
    private static IEnumerable<Need> TargetsOf(NamedField field)
    {
        if (field.Field is IRelation relation) yield return Need.Of(relation.To, NeedKind.Created) with { Setting = relation.Setting };
        if (field.Field is ManyToMany { ThroughModel: { } through }) yield return Need.Of(through, NeedKind.Created);
    }

    private static bool IsRelation(NamedField field) => field.Field is IRelation;

    /// <summary>The fields that point to a model, itself or as one of its proxies, and those that have their pairs in it.</summary>
    private static IEnumerable<(ModelState Model, NamedField Field)> PointingTo(ProjectState state, ModelState target)
    {
        var labels = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { target.Label };
        bool grown;
        do
        {
            grown = state.Models.Count(model => model.Options.Proxy && model.Bases.Any(labels.Contains) && labels.Add(model.Label)) > 0;
        }
        while (grown);
        return ByName(state.Models).SelectMany(model => model.Fields.Where(field => labels.Any(label => Operation.PointsTo(field.Field, label))).Select(field => (model, field)));
    }

    private static bool Same(string label, string other) => string.Equals(label, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether two fields are the same, however the models that they point to are written.</summary>
    private static bool Alike(Field old, Field fresh) => old.ClassName == fresh.ClassName && Arguments(old).SequenceEqual(Arguments(fresh));

    // Whether it is a setting that names the model makes no difference: it is that model.
    private static IEnumerable<FieldArgument> Arguments(Field field) => field.Deconstruct().Select(argument => argument switch
    {
        { Name: "to" } when field is IRelation relation => argument with { Value = relation.To.ToLowerInvariant() },
        { Name: "to" or nameof(ManyToMany.ThroughModel), Value: string label } => argument with { Value = label.ToLowerInvariant() },
        _ => argument,
    });

    /// <summary>Whether a field itself says what rows get that have no value.</summary>
    private static bool FillsRows(Field field) =>
        field.HasDefault || field.HasDbDefault || field.IsGenerated || !field.HasColumn || field is { Blank: true, EmptyStringsAllowed: true } or DateField { AutoNow: true } or DateField { AutoNowAdd: true };

    /// <summary>A column and a table of pairs do not become each other, nor does one that the database calculates become another: one goes, the other comes.</summary>
    private static bool IsOther(Field before, Field after) => before is ManyToMany != after is ManyToMany || GeneratedColumns.AreOther(before, after);

    /// <summary>Whether one of the fields goes and comes anew, and with it what rests on it.</summary>
    private static bool NamesRemade(ModelState old, ModelState fresh, IEnumerable<string> names) =>
        names.Any(name => old.FindField(name) is { } before && fresh.FindField(name) is { } after && IsOther(before.Field, after.Field));

    /// <summary>The fields from which the database calculates one.</summary>
    private static IEnumerable<NamedField> SourcesOf(ModelState model, NamedField field) => field.Field.GeneratedAs is { } text ? Condition.Parse(text).Fields.Select(model.ResolveField) : [];
}

/// <summary>An operation that the differ found.</summary>
/// <param name="AppLabel">The app in whose migration it stands.</param>
/// <param name="Operation">What is done.</param>
/// <param name="Needs">What comes before it; that of other apps becomes a dependency.</param>
public sealed record Change(string AppLabel, Operation Operation, IReadOnlyList<Need> Needs)
{
    /// <summary>The label of the model that it changes.</summary>
    public string Model => AppLabel + "." + Operation.ModelName;

    /// <summary>Whether it comes after another.</summary>
    internal bool Awaits(Change other) => other != this && Needs.Any(need =>
        need.AppLabel == other.AppLabel && Operation.SameName(need.Model, other.Operation.ModelName!) && need.IsMetBy(other.Operation) && !(Operation is RenameModel && other.Operation is RenameModel));
}
