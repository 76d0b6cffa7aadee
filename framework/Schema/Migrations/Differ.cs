namespace Quintet.Db.Migrations;

/// <summary>
/// Two states → the operations that lead from one to the other (Django's autodetector). Pure and deterministic: the command, the
/// running app and the editor get the same.
/// </summary>
public sealed class Differ
{
    private readonly ProjectState _before;
    private readonly ProjectState _after;
    private readonly MigrationQuestions _questions;
    private readonly List<Change> _changes = [];

    private Differ(ProjectState before, ProjectState after, MigrationQuestions questions) => (_before, _after, _questions) = (before, after, questions);

    /// <summary>The changes, in an order in which they can be done.</summary>
    /// <exception cref="MigrationQuestionException">A question has no answer.</exception>
    public static IReadOnlyList<Change> Diff(ProjectState before, ProjectState after, MigrationQuestions? questions = null)
    {
        var differ = new Differ(before, after, questions ?? new MigrationQuestions());
        differ.RemoveConstraints();
        differ.RemoveIndexes();
        differ.ReduceUniqueTogether();
        differ.RemoveFields();
        differ.CreateModels();
        differ.AddFields();
        differ.AlterFields();
        differ.AlterUniqueTogether();

        // By now nothing that stays points to a model that goes.
        differ.DeleteModels();
        differ.AlterOptions();
        differ.AddIndexes();
        differ.AddConstraints();
        return differ._changes;
    }

    /// <summary>The models that are in both, as they were and as they are.</summary>
    private IEnumerable<(ModelState Old, ModelState New)> Kept => InBoth.Where(pair => pair.Old.Options.Proxy == pair.New.Options.Proxy);

    /// <summary>A proxy and a model with a table do not become each other: one goes, the other comes.</summary>
    private IEnumerable<(ModelState Old, ModelState New)> Replaced => InBoth.Where(pair => pair.Old.Options.Proxy != pair.New.Options.Proxy);

    private IEnumerable<(ModelState Old, ModelState New)> InBoth =>
        _after.Models.Select(m => (Old: _before.Find(m.Label), New: m)).Where(pair => pair.Old is not null).Select(pair => (pair.Old!, pair.New));

    private void Add(string appLabel, Operation operation, params IEnumerable<string> needs) => _changes.Add(new(appLabel, operation, [.. needs.Distinct()]));

    /// <summary>Models in an order in which each comes after those it points to; a relation that closes a circle is added afterwards.</summary>
    private void CreateModels()
    {
        foreach (var (old, _) in Replaced.Where(pair => pair.Old.Options.Proxy)) Add(old.AppLabel, new DeleteModel(old.Name));
        var fresh = _after.Models.Where(IsFresh).ToList();
        var done = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var under = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var late = new List<(ModelState Model, NamedField Field, string To)>();
        foreach (var model in fresh) Create(model);
        foreach (var (model, field, to) in late) Add(model.AppLabel, new AddField(model.Name, field.Name, field.Field), model.Label, to);
        foreach (var model in fresh)
        {
            if (IsUniqueLate(model)) Add(model.AppLabel, new AlterUniqueTogether(model.Name, model.Options.UniqueTogether), model.Label);
            foreach (var index in model.Indexes) Add(model.AppLabel, new AddIndex(model.Name, index), model.Label);
            foreach (var constraint in model.Constraints) Add(model.AppLabel, new AddConstraint(model.Name, constraint), model.Label);
        }

        bool IsUniqueLate(ModelState model) => model.Options.UniqueTogether.Any(set => set.Any(name => late.Any(l => l.Model == model && l.Field == model.ResolveField(name))));

        void Create(ModelState model)
        {
            if (done.Contains(model.Label) || !under.Add(model.Label)) return;
            var fields = new List<(string, Field)>();
            var needs = new List<string>(model.Bases);
            foreach (var parent in model.Bases.Select(_after.Find).OfType<ModelState>().Where(IsFresh)) Create(parent);
            foreach (var field in model.Fields)
            {
                var models = Related(_after, model, field);

                // The model of pairs points here: it comes later, and the field after it.
                foreach (var other in models.Where(other => IsFresh(other) && !(field.Field is ManyToMany { ThroughModel: { } through } && Same(through, other.Label)) && !WaitsForOpen(field, other))) Create(other);
                if (models.FirstOrDefault(other => IsFresh(other) && !done.Contains(other.Label)) is { } open)
                {
                    // It is being made further up, or derives from what is: it points here.
                    late.Add((model, field, open.Label));
                    continue;
                }

                fields.Add((field.Name, field.Field));
                needs.AddRange(models.Select(other => other.Label));
            }

            done.Add(model.Label);
            Add(model.AppLabel, new CreateModel(model.Name, fields) { Options = IsUniqueLate(model) ? model.Options.WithUniqueTogether([]) : model.Options, Bases = model.Bases }, needs);
        }

        bool IsFresh(ModelState model) => _before.Find(model.Label) is not { } old || (old.Options.Proxy && !model.Options.Proxy);

        // A key cannot come later, any other relation can.
        bool WaitsForOpen(NamedField field, ModelState target) => !field.Field.PrimaryKey && Required(_after, target).Any(label => under.Contains(label) && !done.Contains(label));
    }

    /// <summary>The models without which a model cannot be: those it derives from, and the one that its key points to; and theirs.</summary>
    private static HashSet<string> Required(ProjectState state, ModelState model)
    {
        var required = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Visit(model);
        return required;

        void Visit(ModelState of)
        {
            var keys = of.Relations.Where(r => r.Field.Field.PrimaryKey).Select(r => r.Relation.To);
            foreach (var label in of.Bases.Concat(keys))
            {
                if (required.Add(label) && state.Find(label) is { } next) Visit(next);
            }
        }
    }

    /// <summary>The other models that a field speaks of: its target, and that of its pairs.</summary>
    private static List<ModelState> Related(ProjectState state, ModelState model, NamedField field)
    {
        var labels = field.Field switch
        {
            ForeignKey relation => [relation.To],
            ManyToMany { ThroughModel: { } through } relation => [relation.To, through],
            ManyToMany relation => [relation.To],
            _ => Array.Empty<string>(),
        };
        return [.. labels.Where(label => !Same(label, model.Label)).Select(label => state.Find(label) ?? state.Target(model, field))];
    }

    /// <summary>Models in an order in which each goes after those that point to it; a relation in a circle is removed before.</summary>
    private void DeleteModels()
    {
        var gone = _before.Models.Where(m => _after.Find(m.Label) is not { } stays || (stays.Options.Proxy && !m.Options.Proxy)).ToList();
        var done = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var under = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var removed = new HashSet<(string, string)>();
        var deletions = new List<(ModelState Model, List<string> Needs)>();
        foreach (var model in gone) Delete(model);
        foreach (var (model, needs) in deletions) Add(model.AppLabel, new DeleteModel(model.Name), needs);
        foreach (var (_, proxy) in Replaced.Where(pair => pair.New.Options.Proxy)) Add(proxy.AppLabel, new CreateModel(proxy.Name, []) { Options = proxy.Options, Bases = proxy.Bases }, proxy.Bases);

        void Delete(ModelState model)
        {
            if (!under.Add(model.Label)) return;
            var needs = new List<string>();
            foreach (var derived in gone.Where(m => m.Bases.Contains(model.Label, StringComparer.OrdinalIgnoreCase)))
            {
                Delete(derived);
                needs.Add(derived.Label);
            }

            var required = Required(_before, model);
            foreach (var pointing in gone.Where(m => m.Label != model.Label))
            {
                foreach (var field in pointing.Fields.Where(f => Related(_before, pointing, f).Contains(model)))
                {
                    // What this one cannot be without goes after it.
                    if (!required.Contains(pointing.Label)) Delete(pointing);
                    needs.Add(pointing.Label);
                    if (!done.Contains(pointing.Label) && removed.Add((pointing.Label, field.Name))) RemoveWithWhatNames(pointing, field);
                }
            }

            // What stays and pointed here has lost that relation already.
            needs.AddRange(Kept.Where(pair => pair.Old.Fields.Any(f => Related(_before, pair.Old, f).Contains(model))).Select(pair => pair.Old.Label));
            done.Add(model.Label);
            deletions.Add((model, needs));
        }
    }

    /// <summary>Removes a field of a model that goes; before it what would be left without it.</summary>
    private void RemoveWithWhatNames(ModelState model, NamedField field)
    {
        bool Names(IEnumerable<string> names) => names.Any(name => model.ResolveField(name) == field);
        foreach (var constraint in model.Constraints.Where(c => Names(c.FieldNames))) AddOnce(new RemoveConstraint(model.Name, constraint.Name));
        foreach (var index in model.Indexes.Where(i => Names(i.FieldNames))) AddOnce(new RemoveIndex(model.Name, index.Name!));
        if (model.Options.UniqueTogether.Any(Names)) AddOnce(new AlterUniqueTogether(model.Name, []));
        Add(model.AppLabel, new RemoveField(model.Name, field.Name));

        void AddOnce(Operation operation)
        {
            if (!_changes.Any(c => c.AppLabel == model.AppLabel && c.Operation.ToCSharp() == operation.ToCSharp())) Add(model.AppLabel, operation);
        }
    }

    private void RemoveFields()
    {
        foreach (var (old, fresh) in Kept)
        {
            foreach (var field in old.Fields.OrderByDescending(f => f.Field.IsGenerated).Where(f => fresh.FindField(f.Name) is not { } after || IsOther(f.Field, after.Field))) Add(old.AppLabel, new RemoveField(old.Name, field.Name));
        }
    }

    private void AddFields()
    {
        foreach (var (old, fresh) in Kept)
        {
            foreach (var field in fresh.Fields.OrderBy(f => f.Field.IsGenerated).Where(f => old.FindField(f.Name) is not { } before || IsOther(before.Field, f.Field)))
            {
                var needs = Related(_after, fresh, field).Select(model => model.Label);
                if (field.Field.Null || FillsRows(field.Field))
                {
                    Add(fresh.AppLabel, new AddField(fresh.Name, field.Name, field.Field), needs);
                    continue;
                }

                var once = field.Field.Clone();
                once.Default = _questions.DefaultForNewField(fresh, field);
                Add(fresh.AppLabel, new AddField(fresh.Name, field.Name, once) { PreserveDefault = false }, needs);
            }
        }
    }

    private void AlterFields()
    {
        foreach (var (old, fresh) in Kept)
        {
            foreach (var field in fresh.Fields)
            {
                if (old.FindField(field.Name) is not { } before || before.Field.Equals(field.Field) || IsOther(before.Field, field.Field)) continue;
                var needs = Related(_after, fresh, field).Select(model => model.Label);
                if (before.Field.Null && !field.Field.Null && !FillsRows(field.Field))
                {
                    var once = field.Field.Clone();
                    once.Default = _questions.DefaultForNull(fresh, field);
                    Add(fresh.AppLabel, new AlterField(fresh.Name, field.Name, once) { PreserveDefault = false }, needs);
                }
                else
                {
                    Add(fresh.AppLabel, new AlterField(fresh.Name, field.Name, field.Field), needs);
                }
            }
        }
    }

    private void AlterOptions()
    {
        foreach (var (old, fresh) in Kept)
        {
            if (old.Options.DbTable != fresh.Options.DbTable && !fresh.Options.Proxy) Add(fresh.AppLabel, new AlterModelTable(fresh.Name, fresh.Options.DbTable));
            if (old.Options.DbTableComment != fresh.Options.DbTableComment) Add(fresh.AppLabel, new AlterModelTableComment(fresh.Name, fresh.Options.DbTableComment));
            var options = fresh.Options.WithStructureOf(new MetaAttribute());
            if (!old.Options.WithStructureOf(new MetaAttribute()).Equals(options)) Add(fresh.AppLabel, new AlterModelOptions(fresh.Name, options));
        }
    }

    /// <summary>A set with a field that goes must go before it.</summary>
    private void ReduceUniqueTogether()
    {
        foreach (var (old, fresh) in Kept.Where(pair => LosesField(pair.Old, pair.New))) Add(old.AppLabel, new AlterUniqueTogether(old.Name, Staying(old, fresh)));
    }

    private void AlterUniqueTogether()
    {
        foreach (var (old, fresh) in Kept)
        {
            var there = LosesField(old, fresh) ? Staying(old, fresh) : old.Options.UniqueTogether;
            if (there.Length != fresh.Options.UniqueTogether.Length || fresh.UniqueSetsNotIn(old).Any()) Add(fresh.AppLabel, new AlterUniqueTogether(fresh.Name, fresh.Options.UniqueTogether));
        }
    }

    private static bool LosesField(ModelState old, ModelState fresh) =>
        old.UniqueSetsNotIn(fresh).Any(set => set.Any(name => fresh.FindField(old.ResolveField(name).Name) is null)) || old.Options.UniqueTogether.Any(set => NamesRemade(old, fresh, set));

    private static string[][] Staying(ModelState old, ModelState fresh) => [.. old.Options.UniqueTogether.Except(old.UniqueSetsNotIn(fresh)).Where(set => !NamesRemade(old, fresh, set))];

    /// <summary>Whether one of the fields goes and comes anew, and with it what rests on it.</summary>
    private static bool NamesRemade(ModelState old, ModelState fresh, IEnumerable<string> names) =>
        names.Any(name => old.FindField(name) is { } before && fresh.FindField(name) is { } after && IsOther(before.Field, after.Field));

    private void RemoveIndexes()
    {
        foreach (var (old, fresh) in Kept)
        {
            var renamed = Renamed(old, fresh);
            foreach (var index in old.Indexes.Where(i => (!fresh.Indexes.Contains(i) && !renamed.ContainsKey(i)) || NamesRemade(old, fresh, i.FieldNames))) Add(old.AppLabel, new RemoveIndex(old.Name, index.Name!));
            foreach (var (before, after) in renamed) Add(old.AppLabel, new RenameIndex(old.Name, before.Name!, after.Name!));
        }
    }

    private void AddIndexes()
    {
        foreach (var (old, fresh) in Kept)
        {
            var renamed = Renamed(old, fresh);
            foreach (var index in fresh.Indexes.Where(i => (!old.Indexes.Contains(i) && !renamed.ContainsValue(i)) || NamesRemade(old, fresh, i.FieldNames))) Add(fresh.AppLabel, new AddIndex(fresh.Name, index));
        }
    }

    /// <summary>The indexes that have another name only.</summary>
    private static Dictionary<IndexAttribute, IndexAttribute> Renamed(ModelState old, ModelState fresh)
    {
        var renamed = new Dictionary<IndexAttribute, IndexAttribute>();
        foreach (var before in old.Indexes.Where(i => !fresh.Indexes.Contains(i) && !NamesRemade(old, fresh, i.FieldNames)))
        {
            // A name that is in use cannot be taken over.
            var after = fresh.Indexes.FirstOrDefault(i => before.WithName(i.Name!).Equals(i) && !renamed.ContainsValue(i) && !old.Indexes.Any(o => o.Name == i.Name));
            if (after is not null) renamed.Add(before, after);
        }

        return renamed;
    }

    private void RemoveConstraints()
    {
        foreach (var (old, fresh) in Kept)
        {
            foreach (var constraint in old.Constraints.Where(c => !fresh.Constraints.Contains(c) || NamesRemade(old, fresh, c.FieldNames))) Add(old.AppLabel, new RemoveConstraint(old.Name, constraint.Name));
        }
    }

    private void AddConstraints()
    {
        foreach (var (old, fresh) in Kept)
        {
            foreach (var constraint in fresh.Constraints.Where(c => !old.Constraints.Contains(c) || NamesRemade(old, fresh, c.FieldNames))) Add(fresh.AppLabel, new AddConstraint(fresh.Name, constraint));
        }
    }

    /// <summary>A column and a table of pairs do not become each other: one goes, the other comes.</summary>
    private static bool IsOther(Field before, Field after) => before is ManyToMany != after is ManyToMany || GeneratedColumns.AreOther(before, after);

    /// <summary>Whether the field itself says what rows get that have no value.</summary>
    private static bool FillsRows(Field field) =>
        field.HasDefault || field.HasDbDefault || field.IsGenerated || !field.HasColumn || field is { Blank: true, EmptyStringsAllowed: true } or DateField { AutoNow: true } or DateField { AutoNowAdd: true };

    private static bool Same(string label, string other) => string.Equals(label, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An operation that the differ found.</summary>
/// <param name="AppLabel">The app in whose migration it stands.</param>
/// <param name="Operation">What is done.</param>
/// <param name="Needs">The models (labels) whose changes come before it; those of other apps become dependencies.</param>
public sealed record Change(string AppLabel, Operation Operation, IReadOnlyList<string> Needs)
{
    /// <summary>The label of the model that it changes.</summary>
    public string Model => AppLabel + "." + Operation.ModelName;
}
