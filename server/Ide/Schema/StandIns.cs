using Quintet.Db;
using Quintet.Db.Migrations;

namespace Quintet.Ide.Schema;

/// <summary>
/// A field of a class that only its source or its metadata tells of: an app's own, or one of a package. What it was constructed with is known, its code is not.
/// </summary>
/// <param name="className">As a migration writes it.</param>
/// <param name="internalType">The class of ours that it derives from.</param>
/// <param name="arguments">What our classes do not know.</param>
internal sealed class SourceField(string className, string internalType, IReadOnlyList<FieldArgument> arguments) : Field
{
    public override string ClassName { get; } = className;

    public override string InternalType { get; } = internalType;

    protected override void Describe(FieldArguments list)
    {
        list.AddKnown(arguments);
        base.Describe(list);
    }
}

/// <summary>An index of such a class.</summary>
/// <param name="className">As a migration writes it.</param>
/// <param name="suffix">The end of a name that is made for it.</param>
/// <param name="fields">Field names, <c>-</c> in front for descending.</param>
/// <param name="arguments">What our class does not know.</param>
internal sealed class SourceIndex(string className, string suffix, string[] fields, IReadOnlyList<FieldArgument> arguments) : IndexAttribute(fields)
{
    public override string ClassName { get; } = className;

    public override string Suffix { get; } = suffix;

    protected override void Describe(FieldArguments list)
    {
        list.AddKnown(arguments);
        base.Describe(list);
    }
}

/// <summary>A constraint of such a class.</summary>
/// <param name="className">As a migration writes it.</param>
/// <param name="arguments">What the base class does not know.</param>
internal sealed class SourceConstraint(string className, IReadOnlyList<FieldArgument> arguments) : ConstraintAttribute
{
    public override string ClassName { get; } = className;

    public override IEnumerable<string> FieldNames => [];

    public override string? TableSql(SchemaDialect dialect, ProjectState state, ModelState model) => null;

    public override string? CreateSql(SchemaDialect dialect, ProjectState state, ModelState model) => null;

    public override string? RemoveSql(SchemaDialect dialect, ProjectState state, ModelState model) => null;

    protected override void Describe(FieldArguments list)
    {
        list.AddKnown(arguments);
        base.Describe(list);
    }
}

/// <summary>An operation that changes no model, of which no more is known: code of the app's, an extension of the database.</summary>
/// <param name="source">The expression that makes it.</param>
internal sealed class SourceOperation(string source) : Operation
{
    public override bool ReducesToSql => false;

    public override ProjectState Apply(string appLabel, ProjectState state) => state;

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => [];

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) => [];

    public override string Describe() => source;

    public override string ToCSharp() => source;
}

/// <summary>A migration as its source declares it.</summary>
internal sealed class SourceMigration(string name) : Migration
{
    public override string Name => name;

    public override IEnumerable<Dependency> Dependencies => After;

    public override IEnumerable<Operation> Operations => Does;

    public override IEnumerable<Dependency> Replaces => StandsFor;

    public override bool? Initial => IsInitial;

    public override bool Atomic => IsAtomic;

    public required IReadOnlyList<Dependency> After { get; init; }

    public required IReadOnlyList<Operation> Does { get; init; }

    public required IReadOnlyList<Dependency> StandsFor { get; init; }

    public bool? IsInitial { get; init; }

    public bool IsAtomic { get; init; } = true;

    /// <summary>The same without some of its dependencies.</summary>
    public SourceMigration Without(Func<Dependency, bool> left) => new(name) { After = [.. After.Where(dependency => !left(dependency))], StandsFor = StandsFor, IsInitial = IsInitial, IsAtomic = IsAtomic, Does = Does };
}
