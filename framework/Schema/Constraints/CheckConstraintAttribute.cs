using Quintet.Db.Migrations;

namespace Quintet.Db;

/// <summary>What holds for each row: <c>[CheckConstraint("age &gt;= 18", Name = "age_gte_18")]</c>.</summary>
/// <param name="condition">Over the names of fields; see <see cref="Db.Condition"/>.</param>
public sealed class CheckConstraintAttribute(string condition) : ConstraintAttribute
{
    private Condition? _parsed;

    public string Condition { get; } = condition;

    /// <exception cref="FormatException">It cannot be read.</exception>
    public Condition ParsedCondition => _parsed ??= Db.Condition.Parse(Condition);

    public override IEnumerable<string> FieldNames => ParsedCondition.Fields;

    public override string TableSql(SchemaDialect dialect, ProjectState state, ModelState model) =>
        $"CONSTRAINT {dialect.Quote(Name)} CHECK ({ParsedCondition.ToSql(dialect, model)})";

    public override string CreateSql(SchemaDialect dialect, ProjectState state, ModelState model) => $"ALTER TABLE {dialect.Quote(model.Table)} ADD {TableSql(dialect, state, model)}";

    public override string RemoveSql(SchemaDialect dialect, ProjectState state, ModelState model) => $"ALTER TABLE {dialect.Quote(model.Table)} DROP CONSTRAINT {dialect.Quote(Name)}";

    public override ConstraintAttribute WithFieldRenamed(string from, string to) => FieldNames.Any(name => RenamedField.Is(name, from))
        ? new CheckConstraintAttribute(Db.Condition.WithFieldRenamed(Condition, from, to)) { Name = Name, ViolationErrorMessage = ViolationErrorMessage, ViolationErrorCode = ViolationErrorCode }
        : this;

    protected override void Describe(FieldArguments arguments)
    {
        arguments.AddPositional("condition", Condition);
        base.Describe(arguments);
    }
}
