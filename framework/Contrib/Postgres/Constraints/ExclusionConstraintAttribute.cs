using Quintet.Db.Migrations;

namespace Quintet.Contrib.Postgres;

/// <summary>
/// No two rows for which all of the comparisons hold (Django's <c>ExclusionConstraint</c>):
/// <c>[ExclusionConstraint("room WITH =", "span WITH &amp;&amp;", Name = "no_double_booking")]</c>. Plain values beside ranges need <see cref="BtreeGistExtension"/>.
/// PostgreSQL; elsewhere there is no constraint.
/// </summary>
/// <param name="expressions">Each a field, or what is made of fields (see <see cref="Db.Condition"/>), then <c>WITH</c> and an operator of <see cref="RangeOperators"/>.</param>
public sealed class ExclusionConstraintAttribute(params string[] expressions) : ConstraintAttribute, ICheckedConstraint
{
    private const string With = " WITH ";
    private IReadOnlyList<(Condition Expression, string Operator)>? _parsed;
    private Condition? _condition;

    public string[] Expressions { get; } = expressions;

    /// <summary>The kind of index: <c>gist</c>, <c>spgist</c>, or <c>hash</c> for one equality.</summary>
    public string IndexType { get; set; } = "gist";

    /// <summary>Only rows for which it holds are compared: <c>cancelled = FALSE</c>; see <see cref="Db.Condition"/>.</summary>
    public string? Condition { get; set; }

    /// <summary>Fields whose values are kept beside, so that the index alone answers a query.</summary>
    public string[] Include { get; set; } = [];

    /// <summary>The operator classes of the expressions, one for each.</summary>
    public string[] OpClasses { get; set; } = [];

    /// <summary>Whether the check may wait.</summary>
    public Deferrable Deferrable { get; set; }

    public override IEnumerable<string> FieldNames => [.. Parsed.SelectMany(part => part.Expression.Fields), .. ParsedCondition?.Fields ?? [], .. Include];

    public override string? TableSql(SchemaDialect dialect, ProjectState state, ModelState model) =>
        dialect.Vendor == PostgresText.Vendor ? $"CONSTRAINT {dialect.Quote(Name)} {Definition(dialect, model)}" : null;

    public override string? CreateSql(SchemaDialect dialect, ProjectState state, ModelState model) =>
        TableSql(dialect, state, model) is { } sql ? $"ALTER TABLE {dialect.Quote(model.Table)} ADD {sql}" : null;

    public override string? RemoveSql(SchemaDialect dialect, ProjectState state, ModelState model) =>
        dialect.Vendor == PostgresText.Vendor ? $"ALTER TABLE {dialect.Quote(model.Table)} DROP CONSTRAINT {dialect.Quote(Name)}" : null;

    /// <summary>Rows that exclude the object; one whose expression is NULL excludes nothing.</summary>
    public string? ViolationSql(ConstraintCheck check)
    {
        if (check.Schema.Vendor != PostgresText.Vendor) return null;
        List<string> conditions = [.. Parsed.Select(part => $"{check.OfRow(part.Expression)} {part.Operator} {check.OfInstance(part.Expression)}")];
        return ParsedCondition is not { } condition
            ? check.OtherRows(conditions)
            : $"SELECT 1 WHERE {check.OfInstance(condition)} AND EXISTS ({check.OtherRows([.. conditions, check.OfRow(condition)])})";
    }

    protected override void Describe(FieldArguments arguments)
    {
        foreach (var expression in Expressions) arguments.AddPositional("expressions", expression);
        base.Describe(arguments);
        arguments.Add(nameof(IndexType), IndexType, "gist");
        arguments.Add(nameof(Condition), Condition, null);
        arguments.AddList(nameof(Include), Include);
        arguments.AddList(nameof(OpClasses), OpClasses);
        arguments.Add(nameof(Deferrable), Deferrable, Deferrable.No);
    }

    private IReadOnlyList<(Condition Expression, string Operator)> Parsed => _parsed ??= [.. Expressions.Select(Parse)];

    private Condition? ParsedCondition => _condition ??= Condition is null ? null : Db.Condition.Parse(Condition);

    private string Definition(SchemaDialect dialect, ModelState model)
    {
        if (Parsed.Count == 0) throw new FormatException($"The exclusion constraint '{Name}' compares nothing: it needs at least one expression, such as \"span WITH &&\".");
        if (OpClasses.Length > 0 && OpClasses.Length != Parsed.Count) throw new FormatException($"The exclusion constraint '{Name}' has {Parsed.Count} expressions and {OpClasses.Length} OpClasses: there must be one for each.");
        var parts = Parsed.Select((part, i) =>
        {
            var sql = part.Expression.ToSql(dialect, model);
            return $"{(part.Expression.IsField ? sql : $"({sql})")}{(OpClasses.Length > 0 ? " " + OpClasses[i] : "")} WITH {part.Operator}";
        });
        return $"EXCLUDE USING {IndexType} ({string.Join(", ", parts)})"
            + (Include.Length > 0 ? $" INCLUDE ({dialect.Columns(model, Include)})" : "")
            + (ParsedCondition is { } condition ? $" WHERE ({condition.ToSql(dialect, model)})" : "")
            + Deferrable switch { Deferrable.Deferred => " DEFERRABLE INITIALLY DEFERRED", Deferrable.Immediate => " DEFERRABLE INITIALLY IMMEDIATE", _ => "" };
    }

    private (Condition Expression, string Operator) Parse(string text)
    {
        var at = text.LastIndexOf(With, StringComparison.OrdinalIgnoreCase);
        var symbol = at < 0 ? "" : text[(at + With.Length)..].Trim();
        if (symbol.Length == 0 || symbol.Any(c => !"+-*/<>=~!@#%^&|`?".Contains(c, StringComparison.Ordinal)))
        {
            throw new FormatException($"'{text}' of the exclusion constraint '{Name}' must be an expression, WITH and an operator: \"span WITH &&\".");
        }

        return (Db.Condition.Parse(text[..at]), symbol);
    }
}

/// <summary>Operators of ranges and other values, for <see cref="ExclusionConstraintAttribute"/> (Django's <c>RangeOperators</c>).</summary>
public static class RangeOperators
{
    public const string Equal = "=";
    public const string NotEqual = "<>";
    public const string Contains = "@>";
    public const string ContainedBy = "<@";
    public const string Overlaps = "&&";
    public const string FullyLt = "<<";
    public const string FullyGt = ">>";
    public const string NotLt = "&>";
    public const string NotGt = "&<";
    public const string AdjacentTo = "-|-";
}
