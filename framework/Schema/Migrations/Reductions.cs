namespace Quintet.Db.Migrations;

/// <summary>What a model's creation and a later operation are together.</summary>
internal static class CreatedModel
{
    public static Reduction Reduce(CreateModel model, Operation other, string appLabel)
    {
        switch (other)
        {
            case DeleteModel deletion when Is(deletion.Name) && !model.Options.Proxy:
                return Reduction.To();
            case RenameModel rename when Is(rename.OldName):
                return Reduction.To(new CreateModel(rename.NewName, model.Fields) { Options = model.Options, Bases = model.Bases, Indexes = model.Indexes, Constraints = model.Constraints });
            case AlterModelOptions change when Is(change.Name):
                return Options(change.Options.WithStructureOf(model.Options));
            case AlterModelTable change when Is(change.Name):
                return Options(model.Options.WithTable(change.Table));
            case AlterModelTableComment change when Is(change.Name):
                return Options(model.Options.WithTableComment(change.Comment));
            case AlterUniqueTogether change when Is(change.Name):
                return Options(model.Options.WithUniqueTogether(change.UniqueTogether));
            case AlterIndexTogether change when Is(change.Name):
                return Options(model.Options.WithIndexTogether(change.IndexTogether));
            case AlterOrderWithRespectTo change when Is(change.Name):
                return Options(model.Options.WithOrderWithRespectTo(change.OrderWithRespectTo));
            case AddField addition when Is(addition.ModelName):
                return Reduction.To(With(model, [.. model.Fields, (addition.Name, Kept(addition.Field, addition.PreserveDefault))], model.Options));
            case AlterField change when Is(change.ModelName):
                return Reduction.To(With(model, [.. model.Fields.Select(field => field.Name == change.Name ? (field.Name, Kept(change.Field, change.PreserveDefault)) : field)], model.Options));
            case RemoveField removal when Is(removal.ModelName) && !IsIndexed(model, removal.Name):
                return Reduction.To(With(model, [.. model.Fields.Where(field => field.Name != removal.Name)], WithoutField(model.Options, removal.Name)));
            case RenameField rename when Is(rename.ModelName):
                var renamed = rename.Apply(appLabel, ProjectState.Of([ModelState.Create(appLabel, model.Name, model.Fields.Select(field => new NamedField(field.Name, field.Field)), model.Options, model.Indexes, model.Constraints)])).Get(appLabel, model.Name);
                return Reduction.To(new CreateModel(model.Name, [.. renamed.Fields.Select(field => (field.Name, field.Field))]) { Options = renamed.Options, Bases = model.Bases, Indexes = renamed.Indexes, Constraints = renamed.Constraints });
            default:
                return Reduction.Passing(!other.ReferencesModel(model.Name, appLabel));
        }

        bool Is(string name) => Operation.SameName(name, model.Name);

        Reduction Options(MetaAttribute options) => Reduction.To(With(model, model.Fields, options));
    }

    private static CreateModel With(CreateModel model, IReadOnlyList<(string Name, Field Field)> fields, MetaAttribute options) =>
        new(model.Name, fields) { Options = options, Bases = model.Bases, Indexes = model.Indexes, Constraints = model.Constraints };

    /// <summary>A new table has no rows for a one-off default.</summary>
    private static Field Kept(Field field, bool preserveDefault) => preserveDefault ? field : field.WithoutDefault();

    private static bool IsIndexed(CreateModel model, string field) =>
        model.Indexes.Any(index => index.FieldNames.Contains(field)) || model.Constraints.Any(constraint => constraint.FieldNames.Contains(field));

    private static MetaAttribute WithoutField(MetaAttribute options, string field)
    {
        var fresh = options.WithUniqueTogether(Without(options.UniqueTogether)).WithIndexTogether(Without(options.IndexTogether));
        return fresh.OrderWithRespectTo == field ? fresh.WithOrderWithRespectTo(null) : fresh;

        string[][] Without(string[][] sets) => [.. sets.Select(set => set.Where(name => name != field).ToArray()).Where(set => set.Length > 0)];
    }
}

/// <summary>What the change of a model's option and a later operation are together: the same change again, and the model's end, make it void.</summary>
internal static class ModelOption
{
    public static Reduction Reduce(Operation change, Operation other, string appLabel)
    {
        var again = other.GetType() == change.GetType() || other is DeleteModel;
        if (again && Operation.SameName(other.ModelName!, change.ModelName!)) return Reduction.To(other);
        var otherSets = change is AlterUniqueTogether or AlterIndexTogether && other is AlterUniqueTogether or AlterIndexTogether;
        return Reduction.Passing(otherSets || !other.ReferencesModel(change.ModelName!, appLabel));
    }
}

/// <summary>What the change of a field and a later operation are together.</summary>
internal static class ChangedField
{
    public static Reduction Reduce(Operation change, Operation other, string appLabel)
    {
        switch (change, other)
        {
            case (AddField add, AlterField alter) when IsSame(alter.ModelName, alter.Name):
                return Reduction.To(Added(add, alter));
            case (AddField, RemoveField remove) when IsSame(remove.ModelName, remove.Name):
                return Reduction.To();
            case (AddField add, RenameField rename) when IsSame(rename.ModelName, rename.OldName):
                return Reduction.To(new AddField(add.ModelName, rename.NewName, add.Field) { PreserveDefault = add.PreserveDefault });

            // One that fills rows must have done so before another takes NULL from them.
            case (AlterField { PreserveDefault: true }, AlterField again) when IsSame(again.ModelName, again.Name):
                return Reduction.To(again);
            case (AlterField, RemoveField remove) when IsSame(remove.ModelName, remove.Name):
                return Reduction.To(remove);
            case (AlterField { Field.DbColumn: null } alter, RenameField rename) when IsSame(rename.ModelName, rename.OldName):
                return Reduction.To(rename, new AlterField(alter.ModelName, rename.NewName, alter.Field) { PreserveDefault = alter.PreserveDefault });
            case (RemoveField, DeleteModel deletion) when Operation.SameName(deletion.Name, change.ModelName!):
                return Reduction.To(deletion);
            default:
                return Reduction.Passing(!other.ReferencesField(change.ModelName!, Name(), appLabel));
        }

        bool IsSame(string modelName, string name) => Operation.SameName(modelName, change.ModelName!) && name == Name();

        string Name() => change switch { AddField o => o.Name, AlterField o => o.Name, _ => ((RemoveField)change).Name };
    }

    /// <summary>Whether a field holds on to another model's, as the pairs of a many-to-many do.</summary>
    public static bool References(Field field, string modelName, string name, string appLabel) => field switch
    {
        ForeignKey relation => Operation.SameName(relation.To, appLabel + "." + modelName),
        ManyToMany relation => Operation.SameName(relation.To, appLabel + "." + modelName)
            || (relation.ThroughModel is { } through && Operation.SameName(through, appLabel + "." + modelName) && (relation.ThroughFields.Length == 0 || relation.ThroughFields.Contains(name))),
        _ => false,
    };

    private static AddField Added(AddField add, AlterField alter)
    {
        // The rows get what the first would have given them.
        if (add.PreserveDefault || alter.Field.HasDefault || !alter.PreserveDefault) return new(add.ModelName, add.Name, alter.Field) { PreserveDefault = alter.PreserveDefault };
        var once = alter.Field.Clone();
        once.Default = add.Field.Default;
        return new(add.ModelName, add.Name, once) { PreserveDefault = false };
    }
}

/// <summary>What the change of an index or a constraint and a later operation are together.</summary>
internal static class ChangedIndex
{
    public static Reduction Reduce(Operation change, Operation other, string appLabel)
    {
        if (other is DeleteModel deletion && change is not AddConstraint and not AddIndex && Operation.SameName(deletion.Name, change.ModelName!)) return Reduction.To(other);
        if (other.ModelName is null || !Operation.SameName(other.ModelName, change.ModelName!)) return Reduction.No;
        return (change, other) switch
        {
            (AddIndex { Index.Name: { } name }, RemoveIndex remove) when remove.Name == name => Reduction.To(),
            (AddIndex { Index.Name: { } name } add, RenameIndex rename) when rename.OldName == name => Reduction.To(new AddIndex(add.ModelName, add.Index.WithName(rename.NewName))),
            (RenameIndex first, RenameIndex next) when next.OldName == first.NewName => Reduction.To(new RenameIndex(first.ModelName, first.OldName, next.NewName)),
            (AddConstraint add, RemoveConstraint remove) when remove.Name == add.Constraint.Name => Reduction.To(),
            _ => Reduction.No,
        };
    }
}
