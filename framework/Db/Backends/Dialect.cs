using Quintet.Db.Migrations;

namespace Quintet.Db.Sql;

/// <summary>How one kind of database says what all can say. Pure: text in, text out.</summary>
internal abstract class Dialect
{
    /// <summary>As <see cref="Database.Vendor"/>.</summary>
    public abstract string Vendor { get; }

    /// <summary>How tables are made and changed.</summary>
    public abstract SchemaDialect Schema { get; }

    /// <summary>A query that has a row if the table <c>@p0</c> is there.</summary>
    public abstract string TableExists { get; }

    /// <summary>A query for the names of the columns of the table <c>@p0</c>.</summary>
    public abstract string ColumnsOf { get; }

    /// <summary>A query for what goes with a table that is made anew, or stands in its way, in the order in which it can be made: kind, name and the statement; null where no table is made anew.</summary>
    public virtual string? Dependents => null;

    /// <summary>What is said once before migrations run; null: nothing.</summary>
    public virtual string? BeforeMigrations => null;

    /// <summary>A query that says whether one is the only one who migrates now, and a statement that gives it up; null where each migration's transaction is enough.</summary>
    public virtual (string Try, string Release)? MigrationLock => null;

    /// <summary>A statement that makes the checks that wait for the transaction's end; null where none do.</summary>
    public virtual string? SettleRows => null;

    /// <summary>A statement after which foreign keys are checked when the transaction ends.</summary>
    public abstract string DeferChecks { get; }

    /// <summary>A statement after which the database counts on behind the greatest key of a table; null where it does so anyway.</summary>
    public abstract string? CountOn(string table, string column);

    /// <summary>Statements that empty tables, which may point to each other, and begin to count anew.</summary>
    /// <param name="tables">At least one.</param>
    /// <param name="exists">Says whether there is a table.</param>
    public abstract IEnumerable<string> Empty(IReadOnlyList<string> tables, Func<string, bool> exists);

    /// <summary>Said before a migration's transaction begins, and after it; null: nothing.</summary>
    public virtual (string Before, string After)? AroundMigration => null;

    /// <summary>A query for rows that point to missing ones: table, row, target; null where the database itself refuses them at once.</summary>
    public virtual string? FindBrokenRelations => null;

    /// <summary>A piece of text in a statement.</summary>
    protected static string Literal(string text) => "'" + text.Replace("'", "''") + "'";

    public virtual string Quote(string name) => "\"" + name.Replace("\"", "\"\"") + "\"";

    public virtual string ParameterName(int index) => "@p" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether parameters are known by their place (<c>$1</c>) and not by a name.</summary>
    public virtual bool HasNumberedParameters => false;

    /// <summary>A statement of the user's own, whose parameters are <c>@p0</c>, <c>@p1</c>, …, as the driver wants it.</summary>
    public virtual string Numbered(string sql) => sql;

    /// <summary>A C# value as the driver shall get it.</summary>
    public abstract object? ToDatabase(object? value);

    /// <summary>The part of a date or time, as a number (a <see cref="DatePart.Date"/> as a date).</summary>
    public abstract string Extract(DatePart part, string operand);

    /// <summary>The condition that <paramref name="operand"/> matches the pattern in <paramref name="parameter"/>.</summary>
    public abstract string Match(string operand, string parameter, bool ignoreCase);

    /// <summary>The pattern for a piece of text.</summary>
    public abstract string Pattern(string text, MatchKind kind, bool ignoreCase);

    public abstract string Limit(string? limit, string? offset);

    /// <summary>A date or time cut off at a unit.</summary>
    public abstract string Trunc(DateUnit unit, string operand, bool toDate);

    /// <summary>What clocks of a zone show at a moment. The zone has one of the names of <see cref="Zones"/>.</summary>
    public abstract string AtTimeZone(string operand, string zone);

    /// <summary>The moment at which a unit began, as clocks of a zone show it.</summary>
    public abstract string TruncMoment(DateUnit unit, string operand, string zone);

    /// <summary>A value inside of JSON, at a path or the whole.</summary>
    public abstract string Json(JsonKind kind, string json, string? path);

    /// <summary>The condition that a value inside of JSON is another one.</summary>
    public abstract string JsonEquals(string json, string? path, System.Text.Json.JsonValueKind kind, string value);

    public abstract string JsonContains(string json, string value, bool isContained);

    public abstract string JsonHasKey(string json, string key);

    /// <summary>The condition that text fits a regular expression.</summary>
    public abstract string Regex(string operand, string pattern, bool ignoreCase);

    /// <summary>Where a text begins in another, from 1; 0: nowhere.</summary>
    public string Position(string whole, string part) => Function(DbFunction.StrIndex, [whole, part]);

    /// <summary>A call of a function.</summary>
    public virtual string Function(DbFunction function, IReadOnlyList<string> arguments) => $"{Name(function)}({string.Join(", ", arguments)})";

    /// <summary>A call of a function over many rows.</summary>
    public virtual string Aggregate(AggregateKind kind, bool distinct, IReadOnlyList<string> arguments, string order)
    {
        var name = kind switch
        {
            AggregateKind.StdDev => "STDDEV_POP",
            AggregateKind.StdDevSample => "STDDEV_SAMP",
            AggregateKind.Variance => "VAR_POP",
            AggregateKind.VarianceSample => "VAR_SAMP",
            AggregateKind.StringAgg => "STRING_AGG",
            _ => kind.ToString().ToUpperInvariant(),
        };
        return arguments.Count == 0 ? name + "(*)" : $"{name}({(distinct ? "DISTINCT " : "")}{string.Join(", ", arguments)}{order})";
    }

    /// <summary>The name of a type to convert to.</summary>
    /// <exception cref="NotSupportedException">Nothing is converted to it.</exception>
    public abstract string CastType(Type type);

    /// <summary>Of the rows that agree in these only the first; stands behind SELECT.</summary>
    public abstract string DistinctOn(string columns);

    /// <summary>Rows that nobody else may change; stands at the end.</summary>
    public abstract string Lock(RowLock rowLock, IReadOnlyList<string> tables);

    /// <summary>What a counted key gets in a list of values where the database shall count.</summary>
    public abstract string NextKey { get; }

    /// <summary>
    /// For inserting many rows in a loop of single inserts: a query that has a row if the keys of the table <c>@p0</c> are counted one after the
    /// other, and one for the last of them. Null: statements of many rows, which give their keys back, are faster.
    /// </summary>
    public virtual (SqlText IsCounted, SqlText LastKey)? Loop => null;

    /// <summary>So many parameters make a statement that writes many rows fastest.</summary>
    public abstract int ParametersPerStatement { get; }

    /// <summary>A parameter that has the type of a field's column also where it is NULL. Of a relation that is its target's key.</summary>
    public abstract string Typed(string parameter, Field field);

    /// <summary>A parameter on its way to a column: the driver need not know what type a column has that is none of ours.</summary>
    public string Stored(string parameter, FieldMeta field) => field.Field.IsOwnColumn ? Typed(parameter, field.KeyedField) : parameter;

    /// <summary>How a query plan is asked for; stands before the query.</summary>
    public abstract string Explain(string? format, bool analyze);

    public string NullsOrder(OrderTerm term) => term.NullsFirst switch { null => "", true => " NULLS FIRST", false => " NULLS LAST" };

    /// <summary>The usual name: <c>STR_INDEX</c> would be one, so those that differ are the dialect's.</summary>
    protected static string Name(DbFunction function) => function.ToString().ToUpperInvariant();

    protected static NotSupportedException NoCast(Type type) =>
        new($"A query converts to numbers and text, not to {type.Name}. Convert what ToList() gives.");
}

internal enum DatePart
{
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Date,

    Time,
    Quarter,
    DayOfYear,

    /// <summary>0 is Sunday, as in C#.</summary>
    DayOfWeek,

    /// <summary>1 is Sunday, as in Django's lookup.</summary>
    WeekDay,

    /// <summary>1 is Monday.</summary>
    IsoWeekDay,

    /// <summary>By ISO 8601, as its year.</summary>
    Week,
    IsoYear,
}

internal enum MatchKind
{
    Contains,
    StartsWith,
    EndsWith,
    Exact,
}
