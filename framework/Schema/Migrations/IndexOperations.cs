namespace Quintet.Db.Migrations;

/// <summary>Adds an index: <c>new AddIndex("Book", new IndexAttribute("title"))</c>.</summary>
public sealed class AddIndex(string modelName, IndexAttribute index) : Operation
{
    public IndexAttribute Index { get; } = index;

    public override string ModelName { get; } = modelName;

    public override string? NameFragment => Index.Name is { } name ? $"{ModelName.ToLowerInvariant()}_{name.ToLowerInvariant()}" : null;

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, ModelName);
        return state.With(model with { Indexes = model.Indexes.Add(IndexNames.Named(Index, model)) });
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect)
    {
        var model = after.Get(appLabel, ModelName);
        return dialect.CreateIndex(model, model.Indexes[^1]);
    }

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.RemoveIndex(after.Get(appLabel, ModelName), after.Get(appLabel, ModelName).Indexes[^1].Name!);

    public override Reduction Reduce(Operation other, string appLabel) => ChangedIndex.Reduce(this, other, appLabel);

    public override string Describe() => Index.Expressions.Length > 0
        ? $"Create index {Index.Name} on {string.Join(", ", Index.Expressions)} on model {ModelName}"
        : $"Create index {Index.Name} on field(s) {string.Join(", ", Index.Fields)} of model {ModelName}";

    public override string ToCSharp() => $"new AddIndex({CSharpSource.Text(ModelName)}, {CSharpSource.Of(Index)})";
}

/// <summary>Removes an index by its name.</summary>
public sealed class RemoveIndex(string modelName, string name) : Operation
{
    public string Name { get; } = name;

    public override string ModelName { get; } = modelName;

    public override string NameFragment => $"remove_{ModelName.ToLowerInvariant()}_{Name.ToLowerInvariant()}";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, ModelName);
        return state.With(model with { Indexes = model.Indexes.Remove(model.GetIndex(Name)) });
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.RemoveIndex(before.Get(appLabel, ModelName), Name);

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect)
    {
        var model = before.Get(appLabel, ModelName);
        return dialect.CreateIndex(model, model.GetIndex(Name));
    }

    public override Reduction Reduce(Operation other, string appLabel) => ChangedIndex.Reduce(this, other, appLabel);

    public override string Describe() => $"Remove index {Name} from {ModelName}";

    public override string ToCSharp() => $"new RemoveIndex({CSharpSource.Text(ModelName)}, {CSharpSource.Text(Name)})";
}

/// <summary>Gives an index another name: <c>new RenameIndex("Book", "old_idx", "new_idx")</c>.</summary>
public sealed class RenameIndex(string modelName, string oldName, string newName) : Operation
{
    public string OldName { get; } = oldName;

    public string NewName { get; } = newName;

    public override string ModelName { get; } = modelName;

    public override string NameFragment => $"rename_{OldName.ToLowerInvariant()}_{NewName.ToLowerInvariant()}";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, ModelName);
        var index = model.GetIndex(OldName);
        return state.With(model with { Indexes = model.Indexes.Replace(index, index.WithName(NewName)) });
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.RenameIndex(before.Get(appLabel, ModelName), after.Get(appLabel, ModelName), OldName, NewName);

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.RenameIndex(after.Get(appLabel, ModelName), before.Get(appLabel, ModelName), NewName, OldName);

    public override Reduction Reduce(Operation other, string appLabel) => ChangedIndex.Reduce(this, other, appLabel);

    public override string Describe() => $"Rename index {OldName} on {ModelName} to {NewName}";

    public override string ToCSharp() => $"new RenameIndex({CSharpSource.Text(ModelName)}, {CSharpSource.Text(OldName)}, {CSharpSource.Text(NewName)})";
}
