using Quintet.Db.Migrations;

namespace Quintet.Contrib.Postgres;

/// <summary>
/// Adds a check for rows that are written from now on, without reading those that are there: <c>new AddConstraintNotValid("Book", new CheckConstraintAttribute("pages &gt; 0") { Name = … })</c>.
/// <see cref="ValidateConstraint"/> of a later migration looks at them. On another database it is <c>AddConstraint</c>.
/// </summary>
[StateEffect(typeof(AddConstraint))]
public sealed class AddConstraintNotValid(string modelName, CheckConstraintAttribute constraint) : Operation
{
    private readonly AddConstraint _plain = new(modelName, constraint);

    public CheckConstraintAttribute Constraint { get; } = constraint;

    public override string ModelName => _plain.ModelName;

    public override string NameFragment => _plain.NameFragment + "_not_valid";

    public override ProjectState Apply(string appLabel, ProjectState state) => _plain.Apply(appLabel, state);

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect)
    {
        var statements = _plain.Forwards(appLabel, before, after, dialect);
        return dialect.Vendor == PostgresText.Vendor ? [.. statements.Select(sql => sql + " NOT VALID")] : statements;
    }

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => _plain.Backwards(appLabel, before, after, dialect);

    public override string Describe() => $"Create not valid constraint {Constraint.Name} on model {ModelName}";

    public override string ToCSharp() => $"new global::{typeof(AddConstraintNotValid).FullName}({CSharpSource.Literal(ModelName)}, {CSharpSource.Of(Constraint)})";
}

/// <summary>Looks whether all rows keep a constraint that <see cref="AddConstraintNotValid"/> added.</summary>
[StateEffect]
public sealed class ValidateConstraint(string modelName, string name) : Operation
{
    public string Name { get; } = name;

    public override string ModelName { get; } = modelName;

    public override string NameFragment => $"{ModelName.ToLowerInvariant()}_validate_{Name.ToLowerInvariant()}";

    public override ProjectState Apply(string appLabel, ProjectState state) => state;

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect)
    {
        var model = after.Get(appLabel, ModelName);
        model.GetConstraint(Name);
        return dialect.Vendor == PostgresText.Vendor && model.Options.HasTable(dialect.Vendor) ? [$"ALTER TABLE {dialect.Quote(model.Table)} VALIDATE CONSTRAINT {dialect.Quote(Name)}"] : [];
    }

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => [];

    public override string Describe() => $"Validate constraint {Name} on model {ModelName}";

    public override string ToCSharp() => $"new global::{typeof(ValidateConstraint).FullName}({CSharpSource.Literal(ModelName)}, {CSharpSource.Literal(Name)})";
}
