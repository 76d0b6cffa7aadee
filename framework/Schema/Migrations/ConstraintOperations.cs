namespace Quintet.Db.Migrations;

/// <summary>Adds a constraint: <c>new AddConstraint("Book", new UniqueConstraintAttribute("title") { Name = "title_once" })</c>.</summary>
public sealed class AddConstraint(string modelName, ConstraintAttribute constraint) : Operation
{
    public ConstraintAttribute Constraint { get; } = constraint;

    public override string ModelName { get; } = modelName;

    public override string NameFragment => $"{ModelName.ToLowerInvariant()}_{Constraint.Name.ToLowerInvariant()}";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, ModelName);
        if (model.FindConstraint(Constraint.Name) is not null) throw new InvalidOperationException($"The model {model.Label} has a constraint '{Constraint.Name}' already: two migrations add it.");
        return state.With(model with { Constraints = model.Constraints.Add(Constraint) });
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.AddConstraint(before, after, appLabel, ModelName, Constraint);

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.RemoveConstraint(after, before, appLabel, ModelName, Constraint);

    public override Reduction Reduce(Operation other, string appLabel) => ChangedIndex.Reduce(this, other, appLabel);

    public override string Describe() => $"Create constraint {Constraint.Name} on model {ModelName}";

    public override string ToCSharp() => $"new AddConstraint({CSharpSource.Text(ModelName)}, {CSharpSource.Of(Constraint)})";
}

/// <summary>Removes a constraint by its name.</summary>
public sealed class RemoveConstraint(string modelName, string name) : Operation
{
    public string Name { get; } = name;

    public override string ModelName { get; } = modelName;

    public override string NameFragment => $"remove_{ModelName.ToLowerInvariant()}_{Name.ToLowerInvariant()}";

    public override ProjectState Apply(string appLabel, ProjectState state)
    {
        var model = state.Get(appLabel, ModelName);
        return state.With(model with { Constraints = model.Constraints.Remove(model.GetConstraint(Name)) });
    }

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.RemoveConstraint(before, after, appLabel, ModelName, before.Get(appLabel, ModelName).GetConstraint(Name));

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.AddConstraint(after, before, appLabel, ModelName, before.Get(appLabel, ModelName).GetConstraint(Name));

    public override Reduction Reduce(Operation other, string appLabel) => ChangedIndex.Reduce(this, other, appLabel);

    public override string Describe() => $"Remove constraint {Name} from model {ModelName}";

    public override string ToCSharp() => $"new RemoveConstraint({CSharpSource.Text(ModelName)}, {CSharpSource.Text(Name)})";
}
