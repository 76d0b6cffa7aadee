using Quintet.Db.Migrations;

namespace Quintet.Db;

/// <summary>
/// A constraint of a model's table (Django's <c>BaseConstraint</c>): an attribute on the class, <c>new …Attribute(…)</c> in a migration.
/// An app's own kind derives from this one; its options are public properties that it describes, its texts the SQL.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public abstract class ConstraintAttribute : Attribute, IEquatable<ConstraintAttribute>
{
    /// <summary>The constraint's name in the database. On an abstract base <c>%(app_label)s</c> and <c>%(class)s</c> stand for each child's.</summary>
    public string Name { get; set; } = "";

    /// <summary>What <c>ValidateConstraints</c> says; <c>%(name)s</c> is the constraint's name. Null: "Constraint “…” is violated."</summary>
    public string? ViolationErrorMessage { get; set; }

    /// <summary>The code of that error.</summary>
    public string? ViolationErrorCode { get; set; }

    /// <inheritdoc cref="Field.ClassName"/>
    public virtual string ClassName => CSharpSource.TypeName(GetType());

    /// <summary>The names of all fields that it speaks of.</summary>
    public abstract IEnumerable<string> FieldNames { get; }

    /// <summary>A copy that speaks of a field by its new name. A kind that does not say how stays as it is, and is removed and added by the next migration.</summary>
    public virtual ConstraintAttribute WithFieldRenamed(string from, string to) => this;

    /// <summary>
    /// The constraint among the columns of <c>CREATE TABLE</c>, <c>CONSTRAINT "name" …</c>; null where it is no part of the table there but
    /// something of its own, which <see cref="CreateSql"/> makes.
    /// </summary>
    public abstract string? TableSql(SchemaDialect dialect, ProjectState state, ModelState model);

    /// <summary>The statement that adds it to a table; null where the database knows nothing like it.</summary>
    public abstract string? CreateSql(SchemaDialect dialect, ProjectState state, ModelState model);

    /// <summary>The statement that takes it away; null where there is none.</summary>
    public abstract string? RemoveSql(SchemaDialect dialect, ProjectState state, ModelState model);

    /// <summary>What it was constructed with, as far as it is not the default: equality, the differ and the migration writer rest on it.</summary>
    public IReadOnlyList<FieldArgument> Deconstruct()
    {
        var arguments = new FieldArguments();
        Describe(arguments);
        return arguments.List;
    }

    /// <summary>Adds the constraint's arguments to the list. A derived class adds its own and calls the base.</summary>
    protected virtual void Describe(FieldArguments arguments)
    {
        arguments.Add(nameof(Name), Name, "");
        arguments.Add(nameof(ViolationErrorMessage), ViolationErrorMessage, null);
        arguments.Add(nameof(ViolationErrorCode), ViolationErrorCode, null);
    }

    /// <summary>Same class, same arguments.</summary>
    public bool Equals(ConstraintAttribute? other) => other is not null && (ReferenceEquals(this, other) || CSharpSource.Of(this) == CSharpSource.Of(other));

    public sealed override bool Equals(object? obj) => Equals(obj as ConstraintAttribute);

    public sealed override int GetHashCode() => HashCode.Combine(GetType(), Name);

    public override string ToString() => CSharpSource.Of(this);
}
