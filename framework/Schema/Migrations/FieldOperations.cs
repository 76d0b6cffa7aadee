namespace Quintet.Db.Migrations;

/// <summary>Adds a field: <c>new AddField("Book", "genre", new CharField { MaxLength = 50, Null = true })</c>.</summary>
public sealed class AddField(string modelName, string name, Field field) : Operation
{
    public string Name { get; } = name;

    public Field Field { get; } = field;

    /// <summary>False: the field's default fills the existing rows and is forgotten then.</summary>
    public bool PreserveDefault { get; init; } = true;

    public override string ModelName { get; } = modelName;

    public override string NameFragment => $"{ModelName.ToLowerInvariant()}_{Name.ToLowerInvariant()}";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, ModelName);
        if (model.FindField(Name) is not null) throw new InvalidOperationException($"The model {model.Label} has a field '{Name}' already: two migrations add it.");
        return state.With(model with { Fields = model.Fields.Add(new(Name, PreserveDefault ? Field : Field.WithoutDefault())) });
    }

    public override Operation Resolve(string appLabel, SwappableModels models) =>
        models.Resolve(Field) is var field && ReferenceEquals(field, Field) ? this : new AddField(ModelName, Name, field) { PreserveDefault = PreserveDefault, Elidable = Elidable };

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        FieldChanges.Add(dialect, before, after, appLabel, ModelName, new(Name, Field));

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        FieldChanges.Remove(dialect, after, before, appLabel, ModelName, Name);

    public override Reduction Reduce(Operation other, string appLabel) => ChangedField.Reduce(this, other, appLabel);

    public override bool ReferencesModel(string name, string appLabel) => SameName(name, ModelName) || PointsTo(Field, appLabel + "." + name);

    public override bool ReferencesField(string modelName, string name, string appLabel) => (SameName(modelName, ModelName) && name == Name) || ChangedField.References(Field, modelName, name, appLabel);

    public override string Describe() => $"Add field {Name} to {ModelName}";

    public override string ToCSharp() =>
        $"new AddField({CSharpSource.Text(ModelName)}, {CSharpSource.Text(Name)}, {CSharpSource.Of(Field)}){(PreserveDefault ? "" : " { PreserveDefault = false }")}";
}

/// <summary>Removes a field with all it holds.</summary>
public sealed class RemoveField(string modelName, string name) : Operation
{
    public string Name { get; } = name;

    public override string ModelName { get; } = modelName;

    public override string NameFragment => $"remove_{ModelName.ToLowerInvariant()}_{Name.ToLowerInvariant()}";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, ModelName);
        return state.With(model with { Fields = model.Fields.Remove(model.GetField(Name)) });
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        FieldChanges.Remove(dialect, before, after, appLabel, ModelName, Name);

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        FieldChanges.Add(dialect, after, before, appLabel, ModelName, before.Get(appLabel, ModelName).GetField(Name));

    public override Reduction Reduce(Operation other, string appLabel) => ChangedField.Reduce(this, other, appLabel);

    public override bool ReferencesModel(string name, string appLabel) => SameName(name, ModelName);

    public override bool ReferencesField(string modelName, string name, string appLabel) => SameName(modelName, ModelName) && name == Name;

    public override string Describe() => $"Remove field {Name} from {ModelName}";

    public override string ToCSharp() => $"new RemoveField({CSharpSource.Text(ModelName)}, {CSharpSource.Text(Name)})";
}

/// <summary>Changes a field's type or options.</summary>
public sealed class AlterField(string modelName, string name, Field field) : Operation
{
    public string Name { get; } = name;

    public Field Field { get; } = field;

    /// <summary>False: the field's default takes the place of NULL in existing rows and is forgotten then.</summary>
    public bool PreserveDefault { get; init; } = true;

    public override string ModelName { get; } = modelName;

    public override string NameFragment => $"alter_{ModelName.ToLowerInvariant()}_{Name.ToLowerInvariant()}";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, ModelName);
        return state.With(model with { Fields = model.Fields.Replace(model.GetField(Name), new(Name, PreserveDefault ? Field : Field.WithoutDefault())) });
    }

    public override Operation Resolve(string appLabel, SwappableModels models) =>
        models.Resolve(Field) is var field && ReferenceEquals(field, Field) ? this : new AlterField(ModelName, Name, field) { PreserveDefault = PreserveDefault, Elidable = Elidable };

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        FieldChanges.Alter(dialect, before, after, appLabel, ModelName, new(Name, Field));

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        FieldChanges.Alter(dialect, after, before, appLabel, ModelName, before.Get(appLabel, ModelName).GetField(Name));

    public override Reduction Reduce(Operation other, string appLabel) => ChangedField.Reduce(this, other, appLabel);

    public override bool ReferencesModel(string name, string appLabel) => SameName(name, ModelName) || PointsTo(Field, appLabel + "." + name);

    public override bool ReferencesField(string modelName, string name, string appLabel) => (SameName(modelName, ModelName) && name == Name) || ChangedField.References(Field, modelName, name, appLabel);

    public override string Describe() => $"Alter field {Name} on {ModelName}";

    public override string ToCSharp() =>
        $"new AlterField({CSharpSource.Text(ModelName)}, {CSharpSource.Text(Name)}, {CSharpSource.Of(Field)}){(PreserveDefault ? "" : " { PreserveDefault = false }")}";
}
