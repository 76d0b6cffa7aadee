using Quintet.Db.Migrations;

namespace Quintet.Db;

/// <summary>When a deferrable constraint is checked.</summary>
public enum Deferrable
{
    /// <summary>It cannot be deferred: with each row.</summary>
    No,

    /// <summary>At the transaction's end.</summary>
    Deferred,

    /// <summary>After each statement, unless the transaction says otherwise.</summary>
    Immediate,
}

/// <summary>No two rows have the same values: <c>[UniqueConstraint("title", "author", Name = "title_once_per_author")]</c>.</summary>
/// <param name="fields">The fields' names.</param>
public sealed class UniqueConstraintAttribute(params string[] fields) : ConstraintAttribute
{
    public string[] Fields { get; } = fields;

    /// <summary>Fields whose values are kept beside those, so that the index alone answers a query. PostgreSQL; elsewhere there is no constraint then.</summary>
    public string[] Include { get; set; } = [];

    /// <summary>PostgreSQL's operator classes of the columns, one for each.</summary>
    public string[] OpClasses { get; set; } = [];

    /// <summary>Whether the check may wait. PostgreSQL; elsewhere there is no constraint then.</summary>
    public Deferrable Deferrable { get; set; }

    /// <summary>False: two NULLs are the same value. PostgreSQL from 15; elsewhere there is no constraint then.</summary>
    public bool NullsDistinct { get; set; } = true;

    public override string? TableSql(SchemaDialect dialect, ProjectState state, ModelState model) =>
        IsIndex || !IsKnown(dialect) ? null : $"CONSTRAINT {dialect.Quote(Name)} {Definition(dialect, model)}";

    public override string? CreateSql(SchemaDialect dialect, ProjectState state, ModelState model)
    {
        if (!IsKnown(dialect)) return null;
        if (!IsIndex) return $"ALTER TABLE {dialect.Quote(model.Table)} ADD CONSTRAINT {dialect.Quote(Name)} {Definition(dialect, model)}";
        return $"CREATE UNIQUE INDEX {dialect.Quote(Name)} ON {dialect.Quote(model.Table)} ({dialect.Columns(model, Fields, OpClasses)})"
            + (Include.Length > 0 ? $" INCLUDE ({dialect.Columns(model, Include)})" : "")
            + (NullsDistinct ? "" : " NULLS NOT DISTINCT");
    }

    public override string? RemoveSql(SchemaDialect dialect, ProjectState state, ModelState model)
    {
        if (!IsKnown(dialect)) return null;
        return IsIndex ? dialect.DropIndex(Name) : $"ALTER TABLE {dialect.Quote(model.Table)} DROP CONSTRAINT {dialect.Quote(Name)}";
    }

    protected override void Describe(FieldArguments arguments)
    {
        foreach (var field in Fields) arguments.AddPositional("fields", field);
        base.Describe(arguments);
        if (Include.Length > 0) arguments.AddAlways(nameof(Include), Include);
        if (OpClasses.Length > 0) arguments.AddAlways(nameof(OpClasses), OpClasses);
        arguments.Add(nameof(Deferrable), Deferrable, Deferrable.No);
        arguments.Add(nameof(NullsDistinct), NullsDistinct, true);
    }

    /// <summary>Whether it has what only an index can have.</summary>
    private bool IsIndex => Include.Length > 0 || OpClasses.Length > 0;

    private bool IsKnown(SchemaDialect dialect) =>
        (Include.Length == 0 || dialect.HasCoveringIndexes) && (Deferrable == Deferrable.No || dialect.HasDeferrableUnique) && (NullsDistinct || dialect.HasNullsNotDistinct);

    private string Definition(SchemaDialect dialect, ModelState model)
    {
        var deferrable = Deferrable switch { Deferrable.Deferred => " DEFERRABLE INITIALLY DEFERRED", Deferrable.Immediate => " DEFERRABLE INITIALLY IMMEDIATE", _ => "" };
        return $"UNIQUE {(NullsDistinct ? "" : "NULLS NOT DISTINCT ")}({dialect.Columns(model, Fields)}){deferrable}";
    }
}
