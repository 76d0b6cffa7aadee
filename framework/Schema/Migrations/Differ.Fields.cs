namespace Quintet.Db.Migrations;

/// <summary>Fields of the models that stay, and what speaks of them.</summary>
public sealed partial class Differ
{
    /// <summary>Asks which fields that are gone have become new ones; from here on the old state has the new names.</summary>
    private List<(ModelState Model, NamedField Old, NamedField New)> FindRenamedFields()
    {
        var renamed = new List<(ModelState, NamedField, NamedField)>();
        foreach (var (before, fresh) in Kept.ToList())
        {
            var old = before;
            foreach (var field in ByName(fresh.Fields).Where(field => old.FindField(field.Name) is null))
            {
                foreach (var gone in ByName(old.Fields).Where(other => fresh.FindField(other.Name) is null))
                {
                    // The column may have stayed and be named now.
                    var named = gone.Field.Clone();
                    named.DbColumn = gone.Field.HasColumn ? gone.Column : null;
                    if (!Alike(gone.Field, field.Field) && !Alike(named, field.Field)) continue;
                    if (!_questions.IsFieldRenamed(fresh, gone.Name, field)) continue;
                    renamed.Add((fresh, gone, field));
                    _before = _before.With(old with { Fields = old.Fields.Replace(gone, gone with { Field = field.Field }) });
                    _before = _before.WithFieldRenamed(_before.Find(old.Label)!, gone.Name, field.Name);
                    old = _before.Find(old.Label)!;
                    break;
                }
            }
        }

        return renamed;
    }

    private void RenameFields(List<(ModelState Model, NamedField Old, NamedField New)> renamed)
    {
        foreach (var (model, old, fresh) in renamed)
        {
            // First the column's name is said, so that it stays when the field's changes.
            if (old.Field.DbColumn != fresh.Field.DbColumn) Add(model.AppLabel, new AlterField(model.Name, old.Name, fresh.Field));
            Add(model.AppLabel, new RenameField(model.Name, old.Name, fresh.Name));
        }
    }

    private void RemoveFields()
    {
        foreach (var (old, fresh) in Kept)
        {
            foreach (var field in ByName(old.Fields).OrderByDescending(field => field.Field.IsGenerated).Where(field => fresh.FindField(field.Name) is null)) Remove(old, field);
        }
    }

    /// <summary>What speaks of it and goes has been found before it, and needs nothing.</summary>
    private void Remove(ModelState model, NamedField field)
    {
        // Another order may need what comes after this.
        var isOrder = _before.Find(model.Label)?.Options.OrderWithRespectTo == field.Name && _after.Find(model.Label)?.Options.OrderWithRespectTo is null;
        Add(model.AppLabel, new RemoveField(model.Name, field.Name), [.. isOrder ? (Need[])[Need.Of(model, NeedKind.OrderRemoved, field.Name)] : [], .. Calculated(model, field)]);
    }

    /// <summary>What is calculated from a field goes before it.</summary>
    private IEnumerable<Need> Calculated(ModelState model, NamedField field) =>
        _before.Find(model.Label)!.Fields.Where(other => SourcesOf(_before.Find(model.Label)!, other).Contains(field)).Select(other => Need.Of(model, NeedKind.Removed, other.Name));

    private void AddFields()
    {
        foreach (var (old, fresh) in Kept)
        {
            foreach (var field in ByName(fresh.Fields).OrderBy(field => field.Field.IsGenerated).Where(field => old.FindField(field.Name) is null)) Add(fresh, field);
        }
    }

    private void Add(ModelState model, NamedField field)
    {
        List<Need> needs = [Need.Of(model, NeedKind.Removed, field.Name), .. TargetsOf(field), .. SourcesOf(model, field).Select(source => Need.Of(model, NeedKind.Created, source.Name))];
        if (field.Field.Null || FillsRows(field.Field))
        {
            Add(model.AppLabel, new AddField(model.Name, field.Name, field.Field), needs);
            return;
        }

        var once = field.Field.Clone();
        once.Default = _questions.DefaultForNewField(model, field);
        Add(model.AppLabel, new AddField(model.Name, field.Name, once) { PreserveDefault = false }, needs);
    }

    private void AlterFields()
    {
        foreach (var (old, fresh) in Kept)
        {
            foreach (var field in ByName(fresh.Fields))
            {
                if (old.FindField(field.Name) is not { } before || Alike(before.Field, field.Field)) continue;
                if (IsOther(before.Field, field.Field))
                {
                    Remove(fresh, before);
                    Add(fresh, field);
                    continue;
                }

                var changed = field.Field;
                var preserve = true;
                if (before.Field.Null && !field.Field.Null && !FillsRows(field.Field) && _questions.DefaultForNull(fresh, field) is { } value)
                {
                    changed = field.Field.Clone();
                    changed.Default = value;
                    preserve = false;
                }

                Add(fresh.AppLabel, new AlterField(fresh.Name, field.Name, changed) { PreserveDefault = preserve }, TargetsOf(field));
            }
        }
    }

    private void AlterOrders()
    {
        foreach (var (old, fresh) in Kept)
        {
            var order = fresh.Options.OrderWithRespectTo;
            if (old.Options.OrderWithRespectTo != order) Add(fresh.AppLabel, new AlterOrderWithRespectTo(fresh.Name, order), order is null ? [] : (Need[])[Need.Of(fresh, NeedKind.Created, order)]);
        }
    }

    /// <summary>The sets that go, go before their fields.</summary>
    private void ReduceSets()
    {
        foreach (var (old, fresh) in Kept)
        {
            var staying = Staying(old, fresh, model => model.Options.UniqueTogether);
            if (staying.Length < old.Options.UniqueTogether.Length) Add(fresh.AppLabel, new AlterUniqueTogether(fresh.Name, staying));
            staying = Staying(old, fresh, model => model.Options.IndexTogether);
            if (staying.Length < old.Options.IndexTogether.Length) Add(fresh.AppLabel, new AlterIndexTogether(fresh.Name, staying));
        }
    }

    /// <summary>Those that come, come after their fields.</summary>
    private void AlterSets()
    {
        foreach (var (old, fresh) in Kept)
        {
            var sets = fresh.Options.UniqueTogether;
            if (Staying(old, fresh, model => model.Options.UniqueTogether).Length < sets.Length) Add(fresh.AppLabel, new AlterUniqueTogether(fresh.Name, sets), Named(fresh, sets.SelectMany(set => set)));
            sets = fresh.Options.IndexTogether;
            if (Staying(old, fresh, model => model.Options.IndexTogether).Length < sets.Length) Add(fresh.AppLabel, new AlterIndexTogether(fresh.Name, sets), Named(fresh, sets.SelectMany(set => set)));
        }
    }

    private static string[][] Staying(ModelState old, ModelState fresh, Func<ModelState, string[][]> sets) =>
        [.. sets(old).Where(set => sets(fresh).Any(set.SequenceEqual) && !NamesRemade(old, fresh, set))];

    /// <summary>The fields that something speaks of are there, and what they point to.</summary>
    private static IEnumerable<Need> Named(ModelState model, IEnumerable<string> names) =>
        names.Select(model.ResolveField).SelectMany(field => (IEnumerable<Need>)[Need.Of(model, NeedKind.Created, field.Name), .. TargetsOf(field)]);

    private void RemoveIndexes()
    {
        foreach (var (old, fresh) in Kept)
        {
            var renamed = Renamed(old, fresh);
            foreach (var index in old.Indexes.Where(index => (!fresh.Indexes.Contains(index) && !renamed.ContainsKey(index)) || NamesRemade(old, fresh, index.FieldNames))) Add(old.AppLabel, new RemoveIndex(old.Name, index.Name!));
        }
    }

    private void RenameIndexes()
    {
        foreach (var (old, fresh) in Kept)
        {
            foreach (var (before, after) in Renamed(old, fresh)) Add(old.AppLabel, new RenameIndex(old.Name, before.Name!, after.Name!));
        }
    }

    private void AddIndexes()
    {
        foreach (var (old, fresh) in Kept)
        {
            var renamed = Renamed(old, fresh);
            foreach (var index in fresh.Indexes.Where(index => (!old.Indexes.Contains(index) && !renamed.ContainsValue(index)) || NamesRemade(old, fresh, index.FieldNames))) Add(fresh.AppLabel, new AddIndex(fresh.Name, index), Named(fresh, index.FieldNames));
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
            foreach (var constraint in fresh.Constraints.Where(c => !old.Constraints.Contains(c) || NamesRemade(old, fresh, c.FieldNames))) Add(fresh.AppLabel, new AddConstraint(fresh.Name, constraint), Named(fresh, constraint.FieldNames));
        }
    }
}
