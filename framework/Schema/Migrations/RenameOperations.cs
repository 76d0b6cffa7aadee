namespace Quintet.Db.Migrations;

/// <summary>Gives a model another name: <c>new RenameModel("Author", "Writer")</c>. Its table follows, unless it has a name of its own; so does what points to it.</summary>
public sealed class RenameModel(string oldName, string newName) : Operation
{
    public string OldName { get; } = oldName;

    public string NewName { get; } = newName;

    public override string ModelName => NewName;

    public override string NameFragment => $"rename_{OldName.ToLowerInvariant()}_{NewName.ToLowerInvariant()}";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, OldName);
        if (!SameName(OldName, NewName) && state.Find(appLabel + "." + NewName) is not null) throw new InvalidOperationException($"The model {model.Label} cannot be renamed: there is a model {appLabel}.{NewName} already.");
        return state.WithModelRenamed(model, NewName);
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        PairTables.RenameModel(dialect, before, before.Get(appLabel, OldName), after, after.Get(appLabel, NewName));

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        PairTables.RenameModel(dialect, after, after.Get(appLabel, NewName), before, before.Get(appLabel, OldName));

    public override Reduction Reduce(Operation other, string appLabel) => other switch
    {
        RenameModel next when SameName(NewName, next.OldName) => Reduction.To(new RenameModel(OldName, next.NewName)),

        // Past what does not speak of the model under its new name.
        _ => Reduction.Passing(!other.ReferencesModel(NewName, appLabel)),
    };

    public override bool ReferencesModel(string name, string appLabel) => SameName(name, OldName) || SameName(name, NewName);

    public override string Describe() => $"Rename model {OldName} to {NewName}";

    public override string ToCSharp() => $"new RenameModel({CSharpSource.Text(OldName)}, {CSharpSource.Text(NewName)})";
}

/// <summary>Gives a field another name: <c>new RenameField("Book", "name", "title")</c>. Its column follows, unless it has a name of its own.</summary>
public sealed class RenameField(string modelName, string oldName, string newName) : Operation
{
    public string OldName { get; } = oldName;

    public string NewName { get; } = newName;

    public override string ModelName { get; } = modelName;

    public override string NameFragment => $"rename_{OldName.ToLowerInvariant()}_{ModelName.ToLowerInvariant()}_{NewName.ToLowerInvariant()}";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, ModelName);
        if (model.FindField(NewName) is not null) throw new InvalidOperationException($"The field '{OldName}' of {model.Label} cannot be renamed: there is a field '{NewName}' already.");
        return state.WithFieldRenamed(model, OldName, NewName);
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        FieldChanges.Rename(dialect, before, after, appLabel, ModelName, OldName, NewName);

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        FieldChanges.Rename(dialect, after, before, appLabel, ModelName, NewName, OldName);

    public override Reduction Reduce(Operation other, string appLabel) => other switch
    {
        RenameField next when SameName(ModelName, next.ModelName) && NewName == next.OldName => Reduction.To(new RenameField(ModelName, OldName, next.NewName)),
        _ => Reduction.Passing(!other.ReferencesField(ModelName, OldName, appLabel) && !other.ReferencesField(ModelName, NewName, appLabel)),
    };

    public override bool ReferencesModel(string name, string appLabel) => SameName(name, ModelName);

    public override bool ReferencesField(string modelName, string name, string appLabel) => SameName(modelName, ModelName) && (name == OldName || name == NewName);

    public override string Describe() => $"Rename field {OldName} on {ModelName} to {NewName}";

    public override string ToCSharp() => $"new RenameField({CSharpSource.Text(ModelName)}, {CSharpSource.Text(OldName)}, {CSharpSource.Text(NewName)})";
}
