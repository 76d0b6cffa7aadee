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

/// <summary>
/// No two rows have the same values: <c>[UniqueConstraint("title", "author", Name = "title_once_per_author")]</c>. With a
/// <see cref="Condition"/>, of the rows for which it holds; with <see cref="Expressions"/> instead of fields, no two rows give the same.
/// </summary>
/// <param name="fields">The fields' names.</param>
public sealed class UniqueConstraintAttribute(params string[] fields) : ConstraintAttribute
{
    private IReadOnlyList<Condition>? _expressions;
    private Condition? _condition;

    public string[] Fields { get; private set; } = fields;

    /// <summary>Instead of fields what is made of them: <c>LOWER(title)</c>; see <see cref="Db.Condition"/>.</summary>
    public string[] Expressions { get; set; } = [];

    /// <summary>Only rows for which it holds are compared: <c>deleted = FALSE</c>; see <see cref="Db.Condition"/>.</summary>
    public string? Condition { get; set; }

    /// <summary>Fields whose values are kept beside those, so that the index alone answers a query. PostgreSQL; elsewhere there is no constraint then.</summary>
    public string[] Include { get; set; } = [];

    /// <summary>PostgreSQL's operator classes of the columns, one for each.</summary>
    public string[] OpClasses { get; set; } = [];

    /// <summary>Whether the check may wait. PostgreSQL; elsewhere there is no constraint then.</summary>
    public Deferrable Deferrable { get; set; }

    /// <summary>False: two NULLs are the same value. PostgreSQL from 15; elsewhere there is no constraint then.</summary>
    public bool NullsDistinct { get; set; } = true;

    /// <exception cref="FormatException">One cannot be read.</exception>
    public IReadOnlyList<Condition> ParsedExpressions => _expressions ??= [.. Expressions.Select(Db.Condition.Parse)];

    /// <summary>Null where there is none.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public Condition? ParsedCondition => _condition ??= Condition is null ? null : Db.Condition.Parse(Condition);

    public override IEnumerable<string> FieldNames =>
        [.. Fields, .. ParsedExpressions.SelectMany(expression => expression.Fields), .. ParsedCondition?.Fields ?? [], .. Include];

    public override string? TableSql(SchemaDialect dialect, ProjectState state, ModelState model) =>
        IsIndex || !IsKnown(dialect) ? null : $"CONSTRAINT {dialect.Quote(Name)} {Definition(dialect, model)}";

    public override string? CreateSql(SchemaDialect dialect, ProjectState state, ModelState model)
    {
        if (!IsKnown(dialect)) return null;
        if (!IsIndex) return $"ALTER TABLE {dialect.Quote(model.Table)} ADD CONSTRAINT {dialect.Quote(Name)} {Definition(dialect, model)}";
        var columns = Expressions.Length > 0 ? dialect.ExpressionColumns(model, Expressions) : dialect.Columns(model, Fields, OpClasses);
        return $"CREATE UNIQUE INDEX {dialect.Quote(Name)} ON {dialect.Quote(model.Table)} ({columns})"
            + (Include.Length > 0 ? $" INCLUDE ({dialect.Columns(model, Include)})" : "")
            + (NullsDistinct ? "" : " NULLS NOT DISTINCT")
            + (ParsedCondition is { } condition ? $" WHERE {condition.ToSql(dialect, model)}" : "");
    }

    public override string? RemoveSql(SchemaDialect dialect, ProjectState state, ModelState model)
    {
        if (!IsKnown(dialect)) return null;
        return IsIndex ? dialect.DropIndex(Name) : $"ALTER TABLE {dialect.Quote(model.Table)} DROP CONSTRAINT {dialect.Quote(Name)}";
    }

    public override ConstraintAttribute WithFieldRenamed(string from, string to)
    {
        if (!FieldNames.Any(name => RenamedField.Is(name, from))) return this;
        var copy = (UniqueConstraintAttribute)MemberwiseClone();
        (copy._expressions, copy._condition) = (null, null);
        copy.Fields = RenamedField.In(Fields, from, to);
        copy.Expressions = [.. Expressions.Select(text => Db.Condition.WithFieldRenamed(text, from, to))];
        copy.Condition = Condition is null ? null : Db.Condition.WithFieldRenamed(Condition, from, to);
        copy.Include = RenamedField.In(Include, from, to);
        return copy;
    }

    protected override void Describe(FieldArguments arguments)
    {
        foreach (var field in Fields) arguments.AddPositional("fields", field);
        base.Describe(arguments);
        arguments.AddList(nameof(Expressions), Expressions);
        arguments.Add(nameof(Condition), Condition, null);
        arguments.AddList(nameof(Include), Include);
        arguments.AddList(nameof(OpClasses), OpClasses);
        arguments.Add(nameof(Deferrable), Deferrable, Deferrable.No);
        arguments.Add(nameof(NullsDistinct), NullsDistinct, true);
    }

    /// <summary>Whether it has what only an index can have.</summary>
    private bool IsIndex => Include.Length > 0 || OpClasses.Length > 0 || Expressions.Length > 0 || Condition is not null;

    private bool IsKnown(SchemaDialect dialect) =>
        (Include.Length == 0 || dialect.HasCoveringIndexes) && (Deferrable == Deferrable.No || dialect.HasDeferrableUnique) && (NullsDistinct || dialect.HasNullsNotDistinct);

    private string Definition(SchemaDialect dialect, ModelState model)
    {
        var deferrable = Deferrable switch { Deferrable.Deferred => " DEFERRABLE INITIALLY DEFERRED", Deferrable.Immediate => " DEFERRABLE INITIALLY IMMEDIATE", _ => "" };
        return $"UNIQUE {(NullsDistinct ? "" : "NULLS NOT DISTINCT ")}({dialect.Columns(model, Fields)}){deferrable}";
    }
}
